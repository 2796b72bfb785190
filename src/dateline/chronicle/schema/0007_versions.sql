-- Articles that a gatherer holds for versions of one another, in order; an article with no other version is not here.
-- What is told only by a version that was replaced stays, and counts no more.

CREATE TABLE versions (
  gatherer INTEGER NOT NULL REFERENCES gatherers (number),
  article INTEGER NOT NULL,           -- number of the article
  chain TEXT NOT NULL,                -- the id of the group of versions
  place INTEGER NOT NULL,             -- 0 is the oldest
  newest INTEGER NOT NULL,            -- number of the newest version
  PRIMARY KEY (gatherer, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX versions_by_chain ON versions (gatherer, chain, place);
