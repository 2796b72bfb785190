-- What is gathered, laid out anew so that it is smaller and found in fewer steps; all of it is gathered again from the
-- readings and the judgements. Rows with evidence are no longer kept inside an index; a node that is one part has no
-- evidence of its own; a key is a number (the first eight bytes of its BLAKE2b), and a node's keys follow from its
-- evidence. A node that leans joins the group of its host and holds no two groups together.

DROP TABLE parts;
DROP TABLE nodes;
DROP TABLE blocks;
DROP TABLE links;
DELETE FROM versions;
DELETE FROM ungathered;
DELETE FROM gatherers;

CREATE TABLE parts (                  -- a record, or an article, with what it says for or against belonging together
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  record INTEGER NOT NULL,            -- number of the record; of an article, its number * 16777216
  id TEXT NOT NULL,                   -- the first 16 characters of its public id
  node TEXT NOT NULL,
  first TEXT NOT NULL,                -- its place in print: printed, "/", position in its layer, "/", id
  day TEXT,
  evidence TEXT NOT NULL,             -- JSON object: what decisions rest on
  shown TEXT,                         -- JSON object: what listings show of it besides
  UNIQUE (gatherer, record)
) STRICT;
CREATE INDEX parts_by_node ON parts (gatherer, node, id, record);
CREATE INDEX parts_in_print ON parts (gatherer, node, first);
CREATE INDEX parts_by_id ON parts (id);

CREATE TABLE nodes (
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  node TEXT NOT NULL,
  day TEXT,
  first TEXT NOT NULL,                -- of the earliest of its parts
  evidence TEXT,                      -- JSON object, made from at most 32 of its parts (those with the lowest ids);
                                      -- NULL: that of its only part
  leans INTEGER NOT NULL,             -- 1: it joins another node's group, if there is one for it
  host TEXT,                          -- the node whose group it has joined; itself: it may join none; NULL: it has none
  "group" TEXT,                       -- the id of the earliest record in its group
  UNIQUE (gatherer, node)
) STRICT;
CREATE INDEX nodes_by_group ON nodes (gatherer, "group");
CREATE INDEX nodes_by_host ON nodes (gatherer, host, first) WHERE host IS NOT NULL;

CREATE TABLE blocks (                 -- under which keys a node is looked for
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  key INTEGER NOT NULL,
  place TEXT NOT NULL,                -- where it stands there: rank, "|", day ("~" if unknown), "/", node
  PRIMARY KEY (gatherer, key, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (                  -- two nodes that belong together, as one pairwise decision has it
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  leaning INTEGER NOT NULL,           -- 1: one of the two leans
  one TEXT NOT NULL,                  -- the lower of the two node ids
  other TEXT NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,               -- JSON object: what the reason rests on
  PRIMARY KEY (gatherer, leaning, one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_other ON links (gatherer, leaning, other);

CREATE TRIGGER groups_changed_drop AFTER DELETE ON nodes BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'groups';
END;
CREATE TRIGGER groups_changed AFTER UPDATE OF "group" ON nodes WHEN new."group" IS NOT old."group" BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'groups';
END;
CREATE TRIGGER groups_changed_link AFTER INSERT ON links BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'groups';
END;
CREATE TRIGGER groups_changed_unlink AFTER DELETE ON links BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'groups';
END;
UPDATE changes SET count = count + 1 WHERE subject = 'groups';
