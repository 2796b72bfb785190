"""Tampering of any kind is found, and what is whole is said to be whole; over generated readings."""

from __future__ import annotations

import dataclasses
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronicle import Chronicle, Selection
from dateline.chronicle.record import rows
from dateline.chronicle.restore import revive
from dateline.model import Entity, Event, Mention, Party, Quotation, Reading, Reference, Span, TimeExpression, Warning
from tests.chronicle.readings import ORIGIN, READER, article, harbour, plain


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour())
        chronicle.add(plain(1))
    yield tmp_path / "c.db"


TAMPERINGS = {
    "UPDATE articles SET text = text || ' ' WHERE number = 1": "article.text",
    "UPDATE articles SET text = lower(text) WHERE number = 1": "article.text",
    "UPDATE articles SET title = 'Other' WHERE number = 1": "article",
    "UPDATE articles SET published = '2026-03-06' WHERE number = 1": "article",
    "UPDATE articles SET outlet = NULL WHERE number = 1": "article",
    "UPDATE articles SET language = 'fr' WHERE number = 1": "reading",
    "UPDATE readings SET version = '0.9' WHERE article = 1": "reading",
    "UPDATE readings SET sentences = '[]' WHERE article = 1": "reading",
    "UPDATE readings SET sha256 = 'x' WHERE article = 1": "reading",
    "UPDATE mentions SET start = start + 1 WHERE number = 16777216": "reading",
    'UPDATE mentions SET "end" = 99999 WHERE number = 16777216': "mentions[0]",
    "UPDATE mentions SET words = 'Nobody' WHERE number = 16777216": "mentions[0]",
    "UPDATE entities SET name = 'Nobody' WHERE number = 16777216": "entities[0]",
    "UPDATE entities SET record = replace(record, 'Maroş', 'Other') WHERE number = 16777216": "reading",
    "UPDATE entities SET record = '{' WHERE number = 16777216": "reading",
    "UPDATE times SET value = '2026-03-04' WHERE number = 16777216": "reading",
    "UPDATE times SET day = NULL WHERE number = 16777216": "times[0]",
    "UPDATE quotations SET words = 'We will not' WHERE number = 16777216": "quotations[0]",
    "UPDATE quotations SET record = replace(record, 'promises', 'denies') WHERE number = 16777216": "reading",
    "UPDATE events SET type = 'ASSAULT' WHERE number = 16777216": "events[0]",
    "UPDATE events SET reality = 'negated' WHERE number = 16777216": "events[0]",
    "UPDATE events SET sentence = 'Nothing was said.' WHERE number = 16777216": "events[0]",
    "UPDATE events SET record = replace(record, 'actual', 'negated') WHERE number = 16777216": "reading",
    "UPDATE events SET id = 'ffffffffffffffff' WHERE number = 16777216": "events[0]",
    "UPDATE events SET printed = '~' WHERE number = 16777216": "events[0]",
    "UPDATE warnings SET detail = '' WHERE article = 1": "reading",
    "UPDATE names SET folded = 'nobody' WHERE folded = 'tarsk'": "entity_names",
    "DELETE FROM events WHERE number = 16777216": "reading",
    "DELETE FROM involved WHERE side = 'actor'": "involved",
    "DELETE FROM entity_names": "entity_names",
    "DELETE FROM readings WHERE article = 1": "reading",
    "DELETE FROM articles_words_docsize": "articles_words",
    "INSERT INTO names (folded) VALUES ('stray'); DELETE FROM names_words_docsize": "names_words",
}


@pytest.mark.parametrize("statement", TAMPERINGS)
def test_tampering_is_found(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.executescript(statement)
    connection.close()
    with Chronicle.open(path, readonly=True) as chronicle:
        problems = list(chronicle.check())
    assert TAMPERINGS[statement] in [problem.record for problem in problems]


def test_what_belongs_to_no_article_is_found(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM articles WHERE number = 1")
    connection.commit()
    connection.close()
    with Chronicle.open(path, readonly=True) as chronicle:
        records = {problem.record for problem in chronicle.check()}
    assert {"readings", "mentions", "events"} <= records


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """Readings with any text, and any spans in it."""
    text = draw(TEXTS)
    made = article(text, title=draw(st.none() | TEXTS), outlet=draw(st.none() | TEXTS), published=draw(DAYS))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(lambda pair: (pair[0], max(*pair)))
    pieces = spans.map(lambda pair: (pair[0], max(pair[1], pair[0] + 1)))
    mentions, entities = _chains(draw, pieces)
    known = st.sampled_from([None, *(entity.id for entity in entities)])
    times = tuple(
        TimeExpression(f"t{at}", *piece, "DATE", None, None, None, None, draw(DAYS), draw(DAYS), ORIGIN)
        for at, piece in enumerate(draw(st.lists(pieces, max_size=3)))
    )
    quotations = tuple(
        Quotation(
            f"q{at}",
            "direct",
            "speech",
            tuple(Span(*part) for part in parts),
            (),
            None,
            "says",
            Reference(*draw(pieces), None, draw(known)),
            None,
            None,
            None,
            f"q{at - 1}" if at else None,
            ORIGIN,
        )
        for at, parts in enumerate(draw(st.lists(st.lists(pieces, min_size=1, max_size=3), max_size=3)))
    )
    events = tuple(
        Event(
            f"v{at}",
            "CONSULT",
            None,
            (),
            Span(*piece),
            f"i{at}",
            (Party(*draw(pieces), None, draw(known)),),
            (),
            (),
            (),
            None,
            None,
            "affirmed",
            "certain",
            "past",
            False,
            "actual",
            "q0" if quotations else "narrator",
            0.5,
            ORIGIN,
        )
        for at, piece in enumerate(draw(st.lists(pieces, max_size=3)))
    )
    warnings = (Warning("any", draw(TEXTS)),) if draw(st.booleans()) else ()
    return Reading(made, READER, (Span(0, len(text)),), mentions, entities, times, quotations, events, warnings)


DAYS = st.none() | st.dates().map(lambda day: day.isoformat())


def _chains(
    draw: st.DrawFn, pieces: st.SearchStrategy[tuple[int, int]]
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    chains = draw(st.lists(st.lists(pieces, max_size=3), max_size=3))
    mentions, entities = [], []
    for at, chain in enumerate(chains):
        own = [Mention(f"m{at}.{each}", f"e{at}", *piece, "name", "ORG", ORIGIN) for each, piece in enumerate(chain)]
        members = (f"e{draw(st.integers(0, len(chains) - 1))}",) if draw(st.booleans()) else ()
        entities.append(Entity(f"e{at}", "ORG", draw(TEXTS), tuple(mention.id for mention in own), members=members))
        mentions += own
    return tuple(mentions), tuple(entities)


@settings(max_examples=40, deadline=None)
@given(st.lists(readings(), min_size=1, max_size=3))
def test_any_reading_is_kept_whole(added: list[Reading]) -> None:
    with tempfile.TemporaryDirectory() as folder, Chronicle.open(Path(folder) / "c.db") as chronicle:
        for reading in added:
            chronicle.add(reading)
        assert list(chronicle.check()) == []
        last = {reading.article.id: reading for reading in added}
        for reading in last.values():
            assert chronicle.reading(reading.article.id) == reading
            assert chronicle.add(reading) == "already there"
        for view in (chronicle.events, chronicle.quotations, chronicle.times):
            page = view(Selection())
            assert page.total == len(page.rows) == len({row.id for row in page.rows})
            for row in page.rows:
                assert chronicle.find(row.id).id == row.id
        assert chronicle.names(Selection(unnamed=True)).total >= 0
        text = next(iter(last.values())).article.text
        assert chronicle.search('"' + text + '" x', Selection()).total >= 0 if any(map(str.isalnum, text)) else True


@given(readings())
def test_rows_and_json_are_pure(reading: Reading) -> None:
    record = reading.to_dict()
    assert revive(record) == reading
    assert rows(record, 7) == rows(reading.to_dict(), 7)
    assert dataclasses.replace(reading).to_dict() == record
