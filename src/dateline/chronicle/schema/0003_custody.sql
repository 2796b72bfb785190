-- The bytes that articles were taken from, kept where it was asked for (--keep-source); articles.source names them by
-- their SHA-256. Several articles may come from the same bytes; articles of one text may come from several.

CREATE TABLE kept_sources (
  sha256 TEXT NOT NULL UNIQUE,        -- of the bytes, in hexadecimal
  size INTEGER NOT NULL,              -- how many bytes
  compressed BLOB NOT NULL            -- the bytes, in zlib's format
) STRICT;
