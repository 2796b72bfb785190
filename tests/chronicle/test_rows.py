"""Rows hold what their records say however these are numbered, and work out their links when they are looked at."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle, Selection, names
from dateline.chronicle.desk import Desk
from dateline.chronicle.rows import Later
from dateline.fragments import fragment_link
from dateline.model import Entity, Reading, TimeExpression
from tests.chronicle.readings import harbour, plain

NUMBERS = (1, 70, 123456789)
"""What is added to the number in a local id: then it tells no position, or one far behind the article."""


@pytest.mark.parametrize("more", NUMBERS)
def test_local_ids_in_any_order_lead_to_their_records(tmp_path: Path, more: int) -> None:
    reading = harbour()
    renamed = {local.id: f"{local.id[0]}{int(local.id[1:]) + more}" for local in _named(reading)}

    def other(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(other, value))
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return dataclasses.replace(
                value, **{field.name: other(getattr(value, field.name)) for field in dataclasses.fields(value)}
            )
        return renamed.get(value, value) if isinstance(value, str) else value

    shuffled = other(reading)
    with Chronicle.open(tmp_path / "one.db") as one, Chronicle.open(tmp_path / "two.db") as two:
        one.add(reading)
        two.add(shuffled)  # type: ignore[arg-type]
        assert one.events(Selection()) == two.events(Selection())
        assert one.quotations(Selection()) == two.quotations(Selection())


def _named(reading: Reading) -> list[Entity | TimeExpression]:
    return [*reading.entities, *reading.times]


def test_a_link_marks_the_words_of_its_row(tmp_path: Path) -> None:
    reading = harbour(url="https://harbour.example/pier")
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(reading)
        row = chronicle.events(Selection(limit=1)).rows[0]
    article, words = reading.article, row.sentence
    assert row.link == fragment_link(article.url, article.text, words.start, words.end)
    assert repr(row.link) in repr(row)


def test_what_comes_later_is_worked_out_once() -> None:
    asked: list[int] = []

    class Row:
        number = Later[int]()

    def count() -> int:
        asked.append(7)
        return 7

    row = Row()
    row.number = count
    assert not asked
    assert (row.number, row.number, asked) == (7, 7, [7])


def test_names_that_are_kept_counted_are_those_that_counting_gives(tmp_path: Path) -> None:
    readings = [harbour(), harbour(published="2026-02-01"), harbour(published=None, outlet="Tarsk Echo"), plain(1)]
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        for reading in (*readings, dataclasses.replace(readings[1], entities=(), mentions=(), events=())):
            chronicle.add(reading)
        for types in ((), ("PERSON",), ("GPE", "ORG")):
            asked = Selection(types=types)
            counted = names.named(
                chronicle._connection, chronicle.path, asked, names.name_groups(chronicle._connection, asked)
            )
            assert chronicle.names(asked) == counted
            assert chronicle.names(dataclasses.replace(asked, limit=1, offset=1)).rows == counted.rows[1:2]
        [every] = [row for row in chronicle.names(Selection()).rows if row.name == "Tarsk"]
        assert chronicle.names(Selection(who=("Tarsk",))).rows == (every,)
        [echo] = chronicle.names(Selection(who=("Tarsk",), outlets=("Tarsk Echo",))).rows
        assert (echo.articles, echo.outlets, echo.spellings) == (1, 1, ("Tarsk",))
        tarsk = Desk(chronicle).name("tarsk", "GPE")
        assert tarsk is not None
        assert (tarsk.articles, tarsk.outlets, tarsk.first, tarsk.last) == (2, 2, "2026-03-05", "2026-03-05")
        assert Desk(chronicle).name("port workers", "PERSON") is not None
        assert Desk(chronicle).name("tarsk", "PERSON") is None
        chronicle._connection.execute("UPDATE name_counts SET mentions = mentions + 1")
        assert [problem.record for problem in chronicle.check()] == ["name_counts"]


def test_the_entities_of_a_name_can_be_looked_at_when_the_chronicle_is_closed(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour())
        before, after = (chronicle.names(Selection(limit=1)).rows[0] for _ in range(2))
        assert before.entities
    assert after.entities == before.entities
