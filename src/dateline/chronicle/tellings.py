"""Events by their ids: the tellings of a happening, in the order in which they are asked for; entities by theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dateline.chronicle.conditions import phrase
from dateline.chronicle.connect import plainly
from dateline.chronicle.listings import Contexts, event_row
from dateline.chronicle.record import KEPT, WIDTH, Record
from dateline.chronicle.rows import EventRow
from dateline.chronicle.store import Chronicle


def events_of(chronicle: Chronicle, ids: Iterable[str]) -> list[EventRow]:
    """The events with these public ids (or their first 16 characters); an id that no event has is left out."""
    contexts = Contexts(chronicle._connection)
    found = []
    with plainly(chronicle.path):
        for identifier in ids:
            query = "SELECT number, id, record FROM events WHERE id = ?"
            row = chronicle._connection.execute(query, (identifier[:KEPT],)).fetchone()
            if row is not None:
                found.append(event_row(contexts.of(row[0]), row[1], row[2]))
    return found


def entity_of(chronicle: Chronicle, identifier: str | None) -> tuple[Record | None, int]:
    """An entity as the contract has it, by its public id, and how many names it is mentioned by; None for no entity."""
    with plainly(chronicle.path):
        query = "SELECT record, names FROM entities WHERE id = ?"
        row = chronicle._connection.execute(query, ((identifier or "")[:KEPT],)).fetchone()
    return (json.loads(row[0]), row[1]) if row else (None, 0)


def events_at(chronicle: Chronicle, place: str) -> list[EventRow]:
    """The events told to have happened at a place of this name, as the articles name it, in order of print."""
    query = (
        "SELECT e.number, e.id, e.record FROM events e WHERE e.number IN (SELECT i.record FROM names_words"
        " CROSS JOIN entity_names n ON n.name = names_words.rowid CROSS JOIN involved i ON i.entity = n.entity"
        " WHERE names_words MATCH ? AND i.side = 'place') ORDER BY e.printed, e.start, e.number"
    )
    return _rows(chronicle, query, phrase(place))


def events_in(chronicle: Chronicle, articles: Iterable[str]) -> list[EventRow]:
    """The events of these articles (whole ids), article by article."""
    query = (
        "SELECT e.number, e.id, e.record FROM articles a JOIN events e"
        f" ON e.number >= a.number * {WIDTH} AND e.number < (a.number + 1) * {WIDTH}"
        " WHERE a.id = ? ORDER BY e.start, e.number"
    )
    return [row for article in articles for row in _rows(chronicle, query, article)]


def _rows(chronicle: Chronicle, query: str, asked: str) -> list[EventRow]:
    contexts = Contexts(chronicle._connection)
    with plainly(chronicle.path):
        found = chronicle._connection.execute(query, (asked,)).fetchall()
        return [event_row(contexts.of(number), kept, record) for number, kept, record in found]
