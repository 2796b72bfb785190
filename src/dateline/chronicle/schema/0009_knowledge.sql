-- A knowledge base that somebody has given for gathering: who and what bears which names. Empty unless given.

CREATE TABLE knowledge (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,            -- in the file that was given: Q42, NK-...
  label TEXT NOT NULL,                -- the name it is known by
  record TEXT NOT NULL                -- JSON object: what gathering holds against articles
) STRICT;

CREATE TABLE knowledge_names (        -- under which keys an entity is looked up, as gathering compares names
  key TEXT NOT NULL,
  entity INTEGER NOT NULL REFERENCES knowledge (number),
  PRIMARY KEY (key, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX knowledge_names_by_entity ON knowledge_names (entity);

CREATE TABLE knowledge_digest (       -- one row where there is a knowledge base: what all of it hashes to
  sha256 TEXT NOT NULL
) STRICT;
