-- Full-text search over articles, quotations, the sentences that tell events, and names. Triggers keep the indexes in
-- step; an article's title and text never change once stored.

CREATE VIRTUAL TABLE articles_words USING fts5 (
  title, text, content='articles', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER articles_words_add AFTER INSERT ON articles BEGIN
  INSERT INTO articles_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER articles_words_drop AFTER DELETE ON articles BEGIN
  INSERT INTO articles_words (articles_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;

CREATE VIRTUAL TABLE quotations_words USING fts5 (
  words, content='quotations', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER quotations_words_add AFTER INSERT ON quotations BEGIN
  INSERT INTO quotations_words (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER quotations_words_drop AFTER DELETE ON quotations BEGIN
  INSERT INTO quotations_words (quotations_words, rowid, words) VALUES ('delete', old.number, old.words);
END;

CREATE VIRTUAL TABLE events_words USING fts5 (
  sentence, content='events', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER events_words_add AFTER INSERT ON events BEGIN
  INSERT INTO events_words (rowid, sentence) VALUES (new.number, new.sentence);
END;
CREATE TRIGGER events_words_drop AFTER DELETE ON events BEGIN
  INSERT INTO events_words (events_words, rowid, sentence) VALUES ('delete', old.number, old.sentence);
END;

CREATE VIRTUAL TABLE names_words USING fts5 (
  folded, content='names', content_rowid='number', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER names_words_add AFTER INSERT ON names BEGIN
  INSERT INTO names_words (rowid, folded) VALUES (new.number, new.folded);
END;
CREATE TRIGGER names_words_drop AFTER DELETE ON names BEGIN
  INSERT INTO names_words (names_words, rowid, folded) VALUES ('delete', old.number, old.folded);
END;

INSERT INTO articles_words (articles_words) VALUES ('rebuild');
INSERT INTO quotations_words (quotations_words) VALUES ('rebuild');
INSERT INTO events_words (events_words) VALUES ('rebuild');
INSERT INTO names_words (names_words) VALUES ('rebuild');
