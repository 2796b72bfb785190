-- What people have judged: that two records are one or two, that a record or a field of it is right, or what it should
-- be. A judgement is never deleted; undoing it is written beside it. The words and their surroundings find its records
-- again after a re-reading.

CREATE TABLE judgements (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,                 -- merge, split, confirm, correct
  subject TEXT NOT NULL,              -- of two records: the gatherer; of one: its layer
  field TEXT,                         -- what of a record is judged ("reality", "time.value"); NULL: all of it, or a pair
  read TEXT,                          -- JSON: the field as it was read
  value TEXT,                         -- JSON: the field as it is judged
  person TEXT NOT NULL,
  day TEXT NOT NULL,
  because TEXT NOT NULL,
  undone_by TEXT,
  undone_on TEXT,
  undone_because TEXT
) STRICT;

CREATE TABLE judged (                 -- the records of a judgement
  judgement INTEGER NOT NULL REFERENCES judgements (number),
  place INTEGER NOT NULL,             -- 0, 1
  record TEXT NOT NULL,               -- public id
  article TEXT NOT NULL,              -- public id
  layer TEXT NOT NULL,
  start INTEGER NOT NULL,             -- of what the record hangs on; -1 of an article
  "end" INTEGER NOT NULL,
  words TEXT NOT NULL,
  before TEXT NOT NULL,               -- up to 40 characters
  after TEXT NOT NULL,
  PRIMARY KEY (judgement, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX judged_by_article ON judged (article);
