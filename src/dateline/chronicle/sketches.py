"""Events of many articles as bare values, for decisions over all of them: no words but the sentence's, one query each.

A row of a listing opens its whole article; here only what a decision needs is read, with the groups that were gathered.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.chronicle.connect import plainly
from dateline.chronicle.record import KEPT, WIDTH, Record
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
    """An event: its number, the beginning of its id, its article (by id) with who printed it when, and its record.

    `evidence` is what the gatherer of happenings saw of it, as JSON; empty where it has not taken the article in.
    """

    number: int
    id: str
    article: str
    outlet: str | None
    published: str | None
    type: str
    reality: str
    trigger: str
    sentence: str
    record: Record
    evidence: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Who of an event's parties is named, and its place, where that is."""

    actors: tuple[PartySketch, ...]
    recipients: tuple[PartySketch, ...]
    place: PartySketch | None


@dataclass(frozen=True, slots=True)
class Involved:
    """An entity in an event: on which side, the beginning of its id, by how many names it is mentioned, its record."""

    side: str
    id: str
    names: int
    record: Record


SELECTED = (
    "SELECT e.number, e.id, a.id, a.outlet, a.published, e.type, e.reality, e.words, e.sentence, e.record, p.evidence"
    " FROM events e CROSS JOIN articles a ON a.number = e.article LEFT JOIN parts p ON p.record = e.number"
    " AND p.gatherer = (SELECT number FROM gatherers WHERE name = 'happenings')"
)


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
        f"{SELECTED} WHERE e.printed >= ? AND e.printed < ? AND e.reality <> 'hypothetical'"
        f" AND e.article NOT IN (SELECT article FROM versions WHERE article <> newest){also}"
        " ORDER BY e.printed, e.start, e.number"
    )
    yield from _sketches(chronicle, query, (since or "", f"{until}0", *values))


def sketch_at(chronicle: Chronicle, article: str, position: int) -> EventSketch | None:
    """The event at a position of an article's reading (whole id)."""
    query = f"{SELECTED} WHERE e.number = (SELECT number * {WIDTH} + ?2 FROM articles WHERE id = ?1)"
    return next(_sketches(chronicle, query, (article, position)), None)


def sketches_among(chronicle: Chronicle, entities: Iterable[str], kind: str) -> list[EventSketch]:
    """The events of a type that one of these entities (ids) acts in, is acted on in, or is the place of."""
    query = (
        f"{SELECTED} WHERE e.type = ? AND e.number IN (SELECT i.record FROM json_each(?) j"
        " CROSS JOIN entities n ON n.id = j.value CROSS JOIN involved i ON i.entity = n.number"
        " AND i.side IN ('actor', 'recipient', 'place')) ORDER BY e.printed, e.start, e.number"
    )
    return list(_sketches(chronicle, query, (kind, json.dumps([one[:KEPT] for one in entities]))))


def _sketches(chronicle: Chronicle, query: str, asked: Sequence[object]) -> Iterator[EventSketch]:
    with plainly(chronicle.path):
        rows = chronicle._connection.execute(query, asked).fetchall()
    return map(_sketch, rows)


def _sketch(row: tuple[Any, ...]) -> EventSketch:
    number, identifier, article, outlet, published, kind, reality, trigger, sentence, record, evidence = row
    told = (article, outlet, published, kind, reality, trigger, sentence)
    return EventSketch(number, identifier, *told, json.loads(record), evidence or "")


def involved_in(chronicle: Chronicle, event: EventSketch) -> list[Involved]:
    """The actors, recipients and place of an event and of its other tellings in the article; members of groups too."""
    query = (
        "SELECT DISTINCT i.side, n.id, n.names, n.record FROM entities n JOIN involved i ON i.entity = n.number"
        " WHERE n.number >= ?1 AND n.number < ?1 + ?2 AND i.side IN ('actor', 'recipient', 'place')"
        " AND i.record IN (SELECT number FROM events WHERE number >= ?1 AND number < ?1 + ?2 AND type = ?3"
        " AND json_extract(record, '$.instance') = ?4) ORDER BY n.number, i.side"
    )
    asked = (event.number // WIDTH * WIDTH, WIDTH, event.record["type"], event.record["instance"])
    with plainly(chronicle.path):
        rows = chronicle._connection.execute(query, asked).fetchall()
    return [Involved(side, kept, names, json.loads(record)) for side, kept, names, record in rows]


def newest(chronicle: Chronicle) -> str | None:
    """The newest day of publication of an article; None where none is dated."""
    with plainly(chronicle.path):
        found: str | None = chronicle._connection.execute("SELECT max(published) FROM articles").fetchone()[0]
    return found


def _named(parties: list[Record], entities: dict[str, tuple[PartySketch | None, list[str]]]) -> Iterator[PartySketch]:
    """Those of the parties, or of a group's members, that are called by a name."""
    for party in parties:
        sketch, members = entities.get(party["entity"] or "", (None, []))
        found = [entities[member][0] for member in members if member in entities] or [sketch]
        yield from (each for each in found if each is not None)


class Casts:
    """The casts of events, as they are asked for one article after the other."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        self._article: int | None = None
        self._held: dict[str, tuple[PartySketch | None, list[str]]] = {}

    def of(self, event: EventSketch) -> Cast:
        """Who is named in an event."""
        record, entities = event.record, self._entities(event.number // WIDTH)
        place = next(_named([record["place"]], entities), None) if record["place"] else None
        return Cast(tuple(_named(record["actors"], entities)), tuple(_named(record["recipients"], entities)), place)

    def _entities(self, article: int) -> dict[str, tuple[PartySketch | None, list[str]]]:
        """By their ids within the reading: the sketch of a named one (else None), and the members of a group."""
        if article != self._article:
            query = (
                'SELECT e.local, e.folded, e.type, e.names, e.record, n."group" FROM entities e'
                " LEFT JOIN parts p ON p.record = e.number"
                " AND p.gatherer = (SELECT number FROM gatherers WHERE name = 'identities')"
                " LEFT JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
                " WHERE e.number >= ? AND e.number < ?"
            )
            span = (article * WIDTH, (article + 1) * WIDTH)
            with plainly(self._chronicle.path):
                rows = self._chronicle._connection.execute(query, span).fetchall()
            self._held = {local: _entity(*rest) for local, *rest in rows}
            self._article = article
        return self._held


def _entity(folded: str, kind: str, names: int, record: str, group: str | None) -> tuple[PartySketch | None, list[str]]:
    content = json.loads(record)
    sketch = PartySketch(group, folded, kind, content["place"]) if names else None
    return sketch, content["members"]
