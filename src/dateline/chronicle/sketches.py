"""Events of many articles as bare values, for decisions over all of them: no words but the sentence's, one query each.

A row of a listing opens its whole article; here only what a decision needs is read, with the groups that were gathered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.connect import plainly
from dateline.chronicle.record import WIDTH, Record
from dateline.chronicle.store import Chronicle


@dataclass(frozen=True, slots=True)
class PartySketch:
    """Who is named: the group of the identity (None where none is gathered), the name without case, its type."""

    group: str | None
    name: str
    type: str
    place: Record | None


@dataclass(frozen=True, slots=True)
class EventSketch:
    """An event: the beginning of its id, its article, its record, and who of its parties is named.

    `evidence` is what the gatherer of happenings saw of it, as JSON; empty where it has not taken the article in.
    """

    id: str
    article: str
    published: str
    type: str
    reality: str
    trigger: str
    sentence: str
    record: Record
    evidence: str
    actors: tuple[PartySketch, ...]
    recipients: tuple[PartySketch, ...]
    place: PartySketch | None


def sketches(chronicle: Chronicle, since: str | None, until: str, types: Collection[str] = ()) -> Iterator[EventSketch]:
    """The events of articles published between two days, but for what is only supposed; of these types, if any.

    Articles without a day are left out, and so are versions that a newer one replaced.
    """
    marks = f" AND e.type IN ({', '.join('?' * len(types))})" if types else ""
    return _selected(chronicle, since, until, marks, sorted(types))


def ahead(chronicle: Chronicle, since: str | None, until: str) -> Iterator[EventSketch]:
    """Those that lie ahead of the publication of their article: as it tells them, or by their day."""
    day = "substr(e.printed, 1, 10)"
    lies = f" AND (e.reality = 'future' AND coalesce(e.latest, e.earliest) >= {day} OR e.earliest > {day})"
    return _selected(chronicle, since, until, lies, ())


def _selected(
    chronicle: Chronicle, since: str | None, until: str, also: str, values: Sequence[str]
) -> Iterator[EventSketch]:
    query = (
        "SELECT e.number, e.id, a.id, a.published, e.type, e.reality, e.words, e.sentence, e.record, p.evidence"
        " FROM events e CROSS JOIN articles a ON a.number = e.article LEFT JOIN parts p ON p.record = e.number"
        " AND p.gatherer = (SELECT number FROM gatherers WHERE name = 'happenings')"
        " WHERE e.printed >= ? AND e.printed < ? AND e.reality <> 'hypothetical'"
        f" AND e.article NOT IN (SELECT article FROM versions WHERE article <> newest){also}"
        " ORDER BY e.printed, e.start, e.number"
    )
    with plainly(chronicle.path):
        known = _Entities(chronicle._connection)
        for row in chronicle._connection.execute(query, (since or "", f"{until}0", *values)).fetchall():
            yield _sketch(row, known)


def newest(chronicle: Chronicle) -> str | None:
    """The newest day of publication of an article; None where none is dated."""
    with plainly(chronicle.path):
        found: str | None = chronicle._connection.execute("SELECT max(published) FROM articles").fetchone()[0]
    return found


def _sketch(row: tuple[Any, ...], known: _Entities) -> EventSketch:
    number, identifier, article, published, kind, reality, trigger, sentence, text, seen = row
    record, of = json.loads(text), known.of(number // WIDTH)
    sides = [tuple(_named(record[side], of)) for side in ("actors", "recipients")]
    place = next(_named([record["place"]], of), None) if record["place"] else None
    return EventSketch(
        identifier, article, published, kind, reality, trigger, sentence, record, seen or "", sides[0], sides[1], place
    )


def _named(parties: list[Record], entities: dict[str, tuple[PartySketch | None, list[str]]]) -> Iterator[PartySketch]:
    """Those of the parties, or of a group's members, that are called by a name."""
    for party in parties:
        sketch, members = entities.get(party["entity"] or "", (None, []))
        found = [entities[member][0] for member in members if member in entities] or [sketch]
        yield from (each for each in found if each is not None)


class _Entities:
    """The entities of an article, as they are asked for one article after the other."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._article: int | None = None
        self._held: dict[str, tuple[PartySketch | None, list[str]]] = {}

    def of(self, article: int) -> dict[str, tuple[PartySketch | None, list[str]]]:
        """By their ids within the reading: the sketch of a named one (else None), and the members of a group."""
        if article != self._article:
            query = (
                'SELECT e.local, e.folded, e.type, e.names, e.record, n."group" FROM entities e'
                " LEFT JOIN parts p ON p.record = e.number"
                " AND p.gatherer = (SELECT number FROM gatherers WHERE name = 'identities')"
                " LEFT JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
                " WHERE e.number >= ? AND e.number < ?"
            )
            rows = self._connection.execute(query, (article * WIDTH, (article + 1) * WIDTH))
            self._held = {local: _entity(*rest) for local, *rest in rows}
            self._article = article
        return self._held


def _entity(folded: str, kind: str, names: int, record: str, group: str | None) -> tuple[PartySketch | None, list[str]]:
    content = json.loads(record)
    sketch = PartySketch(group, folded, kind, content["place"]) if names else None
    return sketch, content["members"]
