"""Events by their ids: the tellings of a happening, in the order in which they are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.chronicle.connect import plainly
from dateline.chronicle.listings import Contexts, event_row
from dateline.chronicle.record import KEPT
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
