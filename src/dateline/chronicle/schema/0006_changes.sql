-- How often what is counted over was written: who keeps counts, as the desk does, sees when they are out of date.

CREATE TABLE changes (
  subject TEXT PRIMARY KEY,           -- readings, groups, judgements
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO changes VALUES ('readings', 0), ('groups', 0), ('judgements', 0);

CREATE TRIGGER readings_changed_add AFTER INSERT ON readings BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'readings';
END;
CREATE TRIGGER readings_changed_drop AFTER DELETE ON readings BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'readings';
END;
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
CREATE TRIGGER judgements_changed_add AFTER INSERT ON judgements BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'judgements';
END;
CREATE TRIGGER judgements_changed_undo AFTER UPDATE ON judgements BEGIN
  UPDATE changes SET count = count + 1 WHERE subject = 'judgements';
END;
