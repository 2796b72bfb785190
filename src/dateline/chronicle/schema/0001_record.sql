-- Articles, the one current reading of each, and that reading's records as rows.
-- A record's number is its article's number * 16777216 + its position in the layer: rows of one article lie together.
-- printed is the order of articles: the day of publication ("~" if unknown), "/", the beginning of the article's id.
-- day is coalesce(earliest, latest), NULL where the record has no time of its own.
-- start and "end" are half-open code-point offsets into articles.text; words are the characters between them.

CREATE TABLE articles (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,            -- SHA-256 of url, outlet, published, title and text
  text_id TEXT NOT NULL,              -- SHA-256 of text
  ref TEXT,
  url TEXT,
  outlet TEXT,
  title TEXT,
  authors TEXT NOT NULL,              -- JSON list
  published TEXT,                     -- ISO day, or NULL: published_from says why
  published_at TEXT,
  published_from TEXT NOT NULL,       -- JSON object
  dateline TEXT,                      -- JSON object or NULL
  language TEXT,
  source TEXT,                        -- JSON object or NULL
  text TEXT NOT NULL                  -- exactly as given
) STRICT;
CREATE INDEX articles_by_outlet ON articles (outlet);
CREATE INDEX articles_by_publication ON articles (published);

CREATE TABLE readings (
  article INTEGER PRIMARY KEY REFERENCES articles (number),
  schema TEXT NOT NULL,               -- the contract's schema, "dateline.reading/1"
  version TEXT NOT NULL,              -- the reader's version
  model TEXT NOT NULL,                -- the model's name and hash
  sentences TEXT NOT NULL,            -- JSON list of objects
  sha256 TEXT NOT NULL                -- of the whole reading in canonical JSON
) STRICT;

CREATE TABLE mentions (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  id TEXT NOT NULL,                   -- the first 16 characters of its public id
  local TEXT NOT NULL,                -- id within the reading
  entity TEXT NOT NULL,               -- local id of the entity
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  origin TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX mentions_by_id ON mentions (id);

CREATE TABLE entities (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  id TEXT NOT NULL,
  local TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  folded TEXT NOT NULL,               -- name without case and accents
  mentions INTEGER NOT NULL,          -- how many
  names INTEGER NOT NULL,             -- how many of them are names
  start INTEGER NOT NULL,             -- its first mention; -1 where it has none
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  printed TEXT NOT NULL,
  record TEXT NOT NULL                -- the contract's JSON
) STRICT;
CREATE INDEX entities_by_id ON entities (id);
CREATE INDEX entities_by_name ON entities (folded, type, names, mentions, article, printed);

CREATE TABLE names (                  -- every name by which an entity goes, without case and accents
  number INTEGER PRIMARY KEY,
  folded TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entity_names (
  name INTEGER NOT NULL REFERENCES names (number),
  entity INTEGER NOT NULL,
  PRIMARY KEY (name, entity)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_names_by_entity ON entity_names (entity);

CREATE TABLE involved (               -- who takes part in an event or a quotation; a group's members do too
  entity INTEGER NOT NULL,
  side TEXT NOT NULL,                 -- actor, recipient, place (of an event); speaker, addressee (of a quotation)
  record INTEGER NOT NULL,            -- number of the event or quotation
  PRIMARY KEY (entity, side, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE times (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  id TEXT NOT NULL,
  local TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  type TEXT NOT NULL,
  value TEXT,
  mod TEXT,
  quant TEXT,
  freq TEXT,
  earliest TEXT,
  latest TEXT,
  origin TEXT NOT NULL,
  words TEXT NOT NULL,
  day TEXT,
  printed TEXT NOT NULL
) STRICT;
CREATE INDEX times_by_id ON times (id);
CREATE INDEX times_in_time ON times (day, printed, start, earliest, latest, type, article);
CREATE INDEX times_in_print ON times (printed, start, type, day, article);

CREATE TABLE quotations (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  id TEXT NOT NULL,
  local TEXT NOT NULL,
  form TEXT NOT NULL,
  act TEXT NOT NULL,
  stance TEXT NOT NULL,
  start INTEGER NOT NULL,             -- of the first stretch of content
  "end" INTEGER NOT NULL,             -- of the last
  words TEXT NOT NULL,                -- the content, its stretches joined by " … "
  earliest TEXT,
  latest TEXT,
  day TEXT,
  printed TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX quotations_by_id ON quotations (id);
CREATE INDEX quotations_in_time ON quotations (day, printed, start, earliest, latest, act, stance, form, article);
CREATE INDEX quotations_in_print ON quotations (printed, start, act, stance, form, day, article);

CREATE TABLE events (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  id TEXT NOT NULL,
  local TEXT NOT NULL,
  type TEXT NOT NULL,
  reality TEXT NOT NULL,
  asserted_by TEXT NOT NULL,          -- "narrator" or the local id of a quotation
  start INTEGER NOT NULL,             -- of the trigger
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  sentence TEXT NOT NULL,             -- the words of the sentence that tells it
  earliest TEXT,
  latest TEXT,
  day TEXT,
  printed TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT;
CREATE INDEX events_by_id ON events (id);
CREATE INDEX events_in_time ON events (day, printed, start, earliest, latest, type, reality, article);
CREATE INDEX events_in_print ON events (printed, start, type, reality, day, article);

CREATE TABLE warnings (
  number INTEGER PRIMARY KEY,
  article INTEGER NOT NULL REFERENCES articles (number),
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  start INTEGER,
  "end" INTEGER
) STRICT;
