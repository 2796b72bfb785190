"""Events by their ids: the tellings of a happening, in the order in which they are asked for; entities by theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dateline.chronicle.connect import plainly
from dateline.chronicle.listings import Contexts, event_row
from dateline.chronicle.record import KEPT, Record
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
