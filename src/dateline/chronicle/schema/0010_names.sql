-- What listings say of a name, kept in step by triggers, so that no listing of names has to read every entity: counted
-- are entities that are mentioned by name at least once, those of one name and type together, over all articles. The
-- index of entities by name is in the order of print, so that it tells the first and the last of a name.

DROP INDEX entities_by_name;
CREATE INDEX entities_by_name ON entities (folded, type, printed, names, mentions, article);

CREATE TABLE name_counts (
  folded TEXT NOT NULL,               -- the entities' name without case and accents
  type TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  articles INTEGER NOT NULL,
  PRIMARY KEY (folded, type)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_counts_by_size ON name_counts (mentions DESC, articles DESC, folded, type);
INSERT INTO name_counts
  SELECT folded, type, sum(mentions), count(DISTINCT article) FROM entities WHERE names > 0 GROUP BY folded, type;

CREATE TABLE name_parts (             -- how a name is written, what it is called, and who prints it
  folded TEXT NOT NULL,
  type TEXT NOT NULL,
  part TEXT NOT NULL,                 -- spelling, role, outlet
  value TEXT NOT NULL,
  count INTEGER NOT NULL,             -- entities with this spelling, or from this outlet; how often a role stands
  PRIMARY KEY (folded, type, part, value)
) STRICT, WITHOUT ROWID;
INSERT INTO name_parts
  SELECT folded, type, 'spelling', name, count(*) FROM entities WHERE names > 0 GROUP BY folded, type, name;
INSERT INTO name_parts
  SELECT e.folded, e.type, 'role', json_extract(r.value, '$.text'), count(*)
  FROM entities e JOIN json_each(e.record, '$.roles') r WHERE e.names > 0 GROUP BY 1, 2, 4;
INSERT INTO name_parts
  SELECT e.folded, e.type, 'outlet', a.outlet, count(*) FROM entities e JOIN articles a ON a.number = e.article
  WHERE e.names > 0 AND a.outlet IS NOT NULL GROUP BY 1, 2, 4;

CREATE TRIGGER names_counted_add AFTER INSERT ON entities WHEN new.names > 0 BEGIN
  INSERT INTO name_counts VALUES (new.folded, new.type, new.mentions, 1) ON CONFLICT DO UPDATE SET
    mentions = mentions + excluded.mentions,
    articles = articles + NOT EXISTS (SELECT 1 FROM entities e WHERE e.folded = new.folded AND e.type = new.type
      AND e.printed = new.printed AND e.names > 0 AND e.article = new.article AND e.number <> new.number);
  INSERT INTO name_parts VALUES (new.folded, new.type, 'spelling', new.name, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
  INSERT INTO name_parts SELECT new.folded, new.type, 'role', json_extract(r.value, '$.text'), 1
    FROM json_each(new.record, '$.roles') r WHERE true ON CONFLICT DO UPDATE SET count = count + 1;
  INSERT INTO name_parts SELECT new.folded, new.type, 'outlet', a.outlet, 1
    FROM articles a WHERE a.number = new.article AND a.outlet IS NOT NULL ON CONFLICT DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER names_counted_drop AFTER DELETE ON entities WHEN old.names > 0 BEGIN
  UPDATE name_counts SET
    mentions = mentions - old.mentions,
    articles = articles - NOT EXISTS (SELECT 1 FROM entities e WHERE e.folded = old.folded AND e.type = old.type
      AND e.printed = old.printed AND e.names > 0 AND e.article = old.article)
    WHERE folded = old.folded AND type = old.type;
  DELETE FROM name_counts WHERE folded = old.folded AND type = old.type AND articles = 0;
  UPDATE name_parts SET count = count - 1 WHERE folded = old.folded AND type = old.type
    AND (part = 'spelling' AND value = old.name
      OR part = 'outlet' AND value = (SELECT outlet FROM articles WHERE number = old.article));
  UPDATE name_parts SET count = count - (
    SELECT count(*) FROM json_each(iif(json_valid(old.record), old.record, '{}'), '$.roles') r
    WHERE json_extract(r.value, '$.text') = name_parts.value)
    WHERE folded = old.folded AND type = old.type AND part = 'role';
  DELETE FROM name_parts WHERE folded = old.folded AND type = old.type AND count = 0;
END;
