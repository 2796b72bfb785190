-- What was gathered across articles: records put into groups by pairwise links, each with its reason. All of it can be
-- made anew from the readings and the judgements; nothing here depends on the order in which articles came.
-- A node is what is linked: one record, or the records of many articles that a gatherer takes for the same from the start.
-- place is where a node stands in a block: its day ("~" if unknown), "/", its id.

CREATE TABLE gatherers (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,          -- identities, origins, utterances, happenings, stories, ...
  version TEXT NOT NULL               -- another version gathers everything anew
) STRICT;

CREATE TABLE ungathered (             -- articles whose reading a gatherer has yet to take in
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  article INTEGER NOT NULL,
  PRIMARY KEY (gatherer, article)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER ungathered_add AFTER INSERT ON readings BEGIN
  INSERT OR IGNORE INTO ungathered SELECT number, new.article FROM gatherers;
END;
CREATE TRIGGER ungathered_drop AFTER DELETE ON readings BEGIN
  INSERT OR IGNORE INTO ungathered SELECT number, old.article FROM gatherers;
END;

CREATE TABLE parts (                  -- a record, or an article, with what it says for or against belonging together
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  record INTEGER NOT NULL,            -- number of the record; of an article, its number * 16777216
  id TEXT NOT NULL,                   -- the first 16 characters of its public id
  node TEXT NOT NULL,
  first TEXT NOT NULL,                -- its place in print: printed, "/", position in its layer, "/", id
  day TEXT,
  evidence TEXT NOT NULL,             -- JSON object
  PRIMARY KEY (gatherer, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX parts_by_node ON parts (gatherer, node, id);
CREATE INDEX parts_in_print ON parts (gatherer, node, first);
CREATE INDEX parts_by_id ON parts (id);

CREATE TABLE nodes (
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  node TEXT NOT NULL,
  day TEXT,
  first TEXT NOT NULL,                -- of the earliest of its parts
  evidence TEXT NOT NULL,             -- JSON object, made from at most 32 of its parts: those with the lowest ids
  "group" TEXT,                       -- the id of the earliest record in its group
  PRIMARY KEY (gatherer, node)
) STRICT, WITHOUT ROWID;
CREATE INDEX nodes_by_group ON nodes (gatherer, "group");

CREATE TABLE blocks (                 -- under which keys a node is looked for
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  key TEXT NOT NULL,
  place TEXT NOT NULL,
  node TEXT NOT NULL,
  PRIMARY KEY (gatherer, key, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX blocks_by_node ON blocks (gatherer, node);

CREATE TABLE links (                  -- two nodes that belong together, as one pairwise decision has it
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  one TEXT NOT NULL,                  -- the lower of the two node ids
  other TEXT NOT NULL,
  score REAL NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,               -- JSON object: what the reason rests on
  PRIMARY KEY (gatherer, one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_by_other ON links (gatherer, other);
