"""What a chronicle promises: one article once, one current reading, nothing half stored, the same back as given."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle, Selection, restore
from dateline.chronicle.migrations import APPLICATION, LATEST, migrate
from dateline.errors import ChronicleError, LockedDatabase, MissingDatabase, NotAChronicle, StageFault
from dateline.model import Mention, Reader, Span, TimeExpression, Warning
from tests.chronicle.readings import READER, harbour, plain

NEWER = Reader("0.2.0", "test@1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "c.db"


@pytest.fixture
def chronicle(path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(path) as opened:
        yield opened


def test_the_same_article_twice_is_one(chronicle: Chronicle) -> None:
    assert chronicle.add(harbour()) == "stored"
    assert chronicle.add(harbour()) == "already there"
    assert chronicle.counts()["articles"] == 1
    assert chronicle.counts()["events"] == 4


def test_has_asks_for_article_version_and_model(chronicle: Chronicle) -> None:
    reading = harbour()
    assert not chronicle.has(reading.article.id, "0.1.0")
    chronicle.add(reading)
    assert chronicle.has(reading.article.id, "0.1.0")
    assert chronicle.has(reading.article.id, "0.1.0", "test@0")
    assert not chronicle.has(reading.article.id, "0.1.0", "other")
    assert not chronicle.has(reading.article.id, "0.2.0")


def test_a_reading_comes_back_as_it_was_added(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        chronicle.add(harbour())
    with Chronicle.open(path, readonly=True) as chronicle:
        assert chronicle.reading(harbour().article.id) == harbour()
        assert [reading.to_dict() for reading in chronicle.readings()] == [harbour().to_dict()]
        assert chronicle.reading("no such id") is None


def test_a_new_reading_takes_the_place_of_the_old(chronicle: Chronicle) -> None:
    before, after = plain(1), dataclasses.replace(plain(1, NEWER), events=(), entities=(), mentions=())
    chronicle.add(before)
    chronicle.add(plain(2))
    assert chronicle.add(after) == "read again"
    assert chronicle.reading(after.article.id) == after
    assert chronicle.counts()["articles"] == 2
    assert chronicle.events(Selection(who=("Vale1",))).total == 0
    assert chronicle.events(Selection(who=("Okoro",))).total == 1
    assert list(chronicle.check()) == []


def test_a_re_reading_leaves_what_a_fresh_store_would_hold(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "twice.db") as twice, Chronicle.open(tmp_path / "fresh.db") as fresh:
        for reader in (READER, NEWER):
            for number in range(3):
                twice.add(plain(number, reader))
        for number in range(3):
            fresh.add(plain(number, NEWER))
        assert list(twice.readings()) == list(fresh.readings())
        assert twice.events(Selection()) == fresh.events(Selection())
        assert twice.names(Selection()) == fresh.names(Selection())
        assert list(twice.check()) == []


def test_record_ids_do_not_change_when_an_article_is_read_again(chronicle: Chronicle) -> None:
    chronicle.add(harbour())
    before = [row.id for row in chronicle.events(Selection()).rows]
    chronicle.add(harbour(NEWER))
    assert [row.id for row in chronicle.events(Selection()).rows] == before


def test_the_first_ref_of_an_article_stays(chronicle: Chronicle) -> None:
    reading = harbour()
    chronicle.add(reading)
    again = dataclasses.replace(reading, article=dataclasses.replace(reading.article, ref="another row"))
    assert chronicle.add(again) == "already there"
    assert [article.ref for article in chronicle.articles()] == ["harbour"]


def test_records_on_one_span_have_ids_of_their_own(chronicle: Chronicle) -> None:
    reading = harbour()
    twin = dataclasses.replace(reading.events[0], id="v9", type="SUPPORT")
    chronicle.add(dataclasses.replace(reading, events=(*reading.events, twin)))
    ids = [row.id for row in chronicle.events(Selection()).rows]
    assert len(set(ids)) == 5
    for row in chronicle.events(Selection()).rows:
        found = chronicle.find(row.id)
        assert (found.layer, found.reading["events"][found.position]["type"]) == ("events", row.type)


def test_a_record_in_the_title_keeps_its_words(chronicle: Chronicle) -> None:
    reading = harbour()
    event = dataclasses.replace(reading.events[0], id="v9", trigger=Span(6, 11, "title"))
    chronicle.add(dataclasses.replace(reading, events=(event,)))
    (row,) = chronicle.events(Selection()).rows
    assert (row.trigger.words, row.sentence.words) == ("meets", "meets")
    assert list(chronicle.check()) == []


def test_a_span_outside_the_text_is_refused_whole(chronicle: Chronicle) -> None:
    reading = harbour()
    far = dataclasses.replace(reading.events[0], trigger=Span(5, 5000))
    with pytest.raises(StageFault, match=r"events\[0\].trigger"):
        chronicle.add(dataclasses.replace(reading, events=(far,)))
    assert chronicle.counts()["articles"] == 0


def test_flat_layers_have_a_column_for_every_key_of_the_contract() -> None:
    kinds = {"mentions": Mention, "times": TimeExpression, "warnings": Warning}
    for layer, kind in kinds.items():
        assert list(restore.FLAT[layer]) == [field.name for field in dataclasses.fields(kind)]


def test_opening_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase, match="no chronicle here"):
        Chronicle.open(tmp_path / "none.db", create=False)
    with pytest.raises(MissingDatabase, match="does not exist"):
        Chronicle.open(tmp_path / "no" / "such" / "c.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("readonly", [True, False])
def test_opening_what_is_not_a_chronicle(tmp_path: Path, readonly: bool) -> None:
    text, other, empty = tmp_path / "a.txt", tmp_path / "other.db", tmp_path / "empty.db"
    text.write_text("not a database, but long enough to be taken for one by its size " * 20)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE things (a)")
    connection.close()
    empty.touch()
    for wrong, words in ((text, "not an SQLite"), (other, "not a chronicle"), (empty, "empty"), (tmp_path, "folder")):
        with pytest.raises(NotAChronicle, match=words):
            Chronicle.open(wrong, create=False, readonly=readonly)
    with pytest.raises(NotAChronicle):
        Chronicle.open(other)
    assert text.read_text().startswith("not a database")


def test_a_chronicle_of_a_newer_schema_is_left_alone(path: Path) -> None:
    Chronicle.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(f"PRAGMA user_version = {LATEST + 1}")
    connection.close()
    for readonly in (True, False):
        with pytest.raises(NotAChronicle, match=f"schema {LATEST + 1}, made by a newer dateline"):
            Chronicle.open(path, readonly=readonly)


def test_a_file_of_schema_1_is_brought_up_to_date(path: Path) -> None:
    old = sqlite3.connect(path, isolation_level=None)
    migrate(old, to=1)
    assert old.execute("PRAGMA user_version").fetchone() == (1,)
    old.close()
    reading = harbour()
    connection = sqlite3.connect(path, isolation_level=None)
    with Chronicle(connection, path) as chronicle:
        chronicle.add(reading)
    with Chronicle.open(path, readonly=True) as chronicle:
        assert chronicle.reading(reading.article.id) == reading
        assert chronicle.search("harbour", Selection()).total == 2
        assert chronicle.events(Selection(who=("pena",))).total == 1
        assert [row.name for row in chronicle.names(Selection(types=("GPE",))).rows] == ["Tarsk"]
        assert list(chronicle.check()) == []


def test_an_interrupted_migration_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, to=1)
    monkeypatch.setattr("dateline.chronicle.migrations.statements", lambda _: ["CREATE TABLE half (a)", "nonsense"])
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def test_a_locked_chronicle_says_so_after_a_while(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.chronicle.connect.WAIT_S", 0.2)
    with Chronicle.open(path) as chronicle:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedDatabase, match="another program is writing"):
            chronicle.add(harbour())
        other.execute("ROLLBACK")
        other.close()
        assert chronicle.add(harbour()) == "stored"


def test_readers_see_whole_readings_while_another_writes(path: Path) -> None:
    with Chronicle.open(path) as writer, Chronicle.open(path, readonly=True) as reader:
        writer.add(plain(1))
        assert reader.counts()["articles"] == 1
        writer.add(plain(2))
        assert reader.events(Selection()).total == 2


def test_a_full_disk_stores_nothing_by_halves(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        connection = chronicle._connection
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 12}")
        stored = 0
        with pytest.raises(ChronicleError, match="disk is full"):
            for number in range(500):
                chronicle.add(plain(number))
                stored += 1
        assert 0 < stored < 500
        connection.execute("PRAGMA max_page_count = 1000000")
        assert chronicle.counts()["articles"] == stored
        assert list(chronicle.check()) == []
        assert chronicle.add(plain(stored)) == "stored"


def test_a_connection_that_may_not_write_says_so(path: Path) -> None:
    Chronicle.open(path).close()
    with Chronicle.open(path, readonly=True) as chronicle, pytest.raises(ChronicleError, match="read-only"):
        chronicle.add(harbour())


def test_a_damaged_file_says_so(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        for number in range(20):
            chronicle.add(plain(number))
    data = bytearray(path.read_bytes())
    data[8192:40960] = b"\xff" * (40960 - 8192)
    path.write_bytes(bytes(data))
    with pytest.raises(ChronicleError, match="damaged"), Chronicle.open(path, readonly=True) as chronicle:
        list(chronicle.readings())


def test_an_undated_article_does_not_hide_when_a_name_was_printed(chronicle: Chronicle) -> None:
    chronicle.add(harbour())
    chronicle.add(harbour(published=None))
    row = chronicle.names(Selection(who=("Tarsk",))).rows[0]
    assert (row.first, row.last, row.articles) == ("2026-03-05", "2026-03-05", 2)
