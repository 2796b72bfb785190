"""What the desk counts: facets of a listing, articles a day, names of a day, places, and who has to do with whom."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, Literal

from dateline.chronicle.conditions import Conditions, own_time
from dateline.chronicle.connect import plainly
from dateline.chronicle.context import Context
from dateline.chronicle.listings import (
    Contexts,
    event_limits,
    event_row,
    quotation_limits,
    quotation_row,
)
from dateline.chronicle.names import Group, groups_of, name, name_groups, named, people
from dateline.chronicle.record import KEPT, UNKNOWN, WIDTH
from dateline.chronicle.rows import ArticleRow, EventRow, NameRow, Page, QuotationRow
from dateline.chronicle.selection import Selection
from dateline.chronicle.store import Chronicle

Counted = Literal["events", "quotations"]

Gathered = tuple[str, str]
"""A group of entities: its gatherer and its id."""

MOST_VALUES = 40
"""How many values of a facet are counted out, the most frequent first."""

MOST_ARTICLES = 500
"""How many articles of a day are listed."""

MOST_LINKED = 4000
"""How many events, the newest first, a network is made of."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that records of a listing have, and how many of them."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place or a country where events are told to happen; a country has no coordinates (degrees)."""

    name: str
    geonameid: int
    precision: Literal["place", "region", "country"]
    country: str
    country_name: str
    lat: float | None
    lon: float | None
    events: int
    articles: int


@dataclass(frozen=True, slots=True)
class NameKey:
    """A name as it is looked up (without case and accents), its type, and how it is written."""

    folded: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names that take part in the same events, how many, and of which types."""

    one: NameKey
    other: NameKey
    events: int
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidOn:
    """How many quotations of one stance a day of publication has."""

    day: str
    stance: str
    count: int


class Desk:
    """Counts over an open chronicle, as the web desk shows them."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._connection, self._path = chronicle._connection, chronicle.path

    def name(self, folded: str, kind: str) -> NameRow | None:
        """What is told under one name (without case and accents) and type; None if nothing is."""
        with plainly(self._path):
            return name(self._connection, self._path, folded, kind)

    def name_groups(self, selection: Selection) -> list[Group]:
        """Every name and type of a selection, whatever its page, for `named`."""
        with plainly(self._path):
            return name_groups(self._connection, selection)

    def named(self, selection: Selection, groups: list[Group]) -> Page[NameRow]:
        """The page of a selection from all of its names."""
        with plainly(self._path):
            return named(self._connection, self._path, selection, groups)

    def groups_of(self, folded: str, kind: str, gatherer: str, most: int) -> tuple[str, ...]:
        """The groups of a gatherer that entities of one name and type are in, those of the first in print first."""
        with plainly(self._path):
            return groups_of(self._connection, folded, kind, gatherer, most)

    def people(self, selection: Selection, gatherer: str) -> tuple[str, ...]:
        """The groups of a gatherer that hold entities of a selection, those that most articles name first."""
        with plainly(self._path):
            return people(self._connection, selection, gatherer)

    def facet(self, view: Counted, name: str, selection: Selection) -> tuple[Facet, ...]:
        """How many records each value of a facet has."""
        with plainly(self._path):
            return facet(self._connection, view, name, selection)

    def days(self, first: str | None = None, last: str | None = None) -> tuple[Facet, ...]:
        """How many articles each day of publication has, the oldest first."""
        with plainly(self._path):
            return days(self._connection, first, last)

    def articles_of(self, day: str) -> tuple[ArticleRow, ...]:
        """The articles published on a day, by outlet and title."""
        with plainly(self._path):
            return articles_of(self._connection, day)

    def first_named(self, day: str, most: int) -> tuple[tuple[NameKey, int], ...]:
        """Persons and organisations that no earlier article names, with their mentions on the day."""
        with plainly(self._path):
            return first_named(self._connection, day, most)

    def events_of(self, gathered: Gathered, most: int) -> Page[EventRow]:
        """The events in which an entity of a group acts or is acted on, the latest in print first."""
        with plainly(self._path):
            return events_of(self._connection, gathered, most)

    def said_by(self, gathered: Gathered, most: int) -> Page[QuotationRow]:
        """What an entity of a group says, the latest in print first."""
        with plainly(self._path):
            return said_by(self._connection, gathered, most)

    def to_review(self, layer: Counted, after: str) -> EventRow | QuotationRow | None:
        """The next record of a layer, by id from one on, that nobody has judged; ids are hashes: a fair sample."""
        with plainly(self._path):
            return to_review(self._connection, layer, after)

    def said_on(self, gathered: Gathered) -> tuple[SaidOn, ...]:
        """How many quotations the entities of a group have on each day of publication, by stance."""
        with plainly(self._path):
            return said_on(self._connection, gathered)

    def places(self, selection: Selection) -> tuple[PlaceCount, ...]:
        """Where the events of a selection happen, the most told first; events without a place are not counted."""
        with plainly(self._path):
            return places(self._connection, selection)

    def pairs(self, selection: Selection, most: int) -> tuple[Pair, ...]:
        """Who takes part in the same events, those with the most events first; made of the newest events only."""
        with plainly(self._path):
            return pairs(self._connection, selection, most)

    def said_by_day(self, selection: Selection) -> tuple[SaidOn, ...]:
        """How many quotations each day of publication has, by stance; undated articles are left out."""
        with plainly(self._path):
            return said_by_day(self._connection, selection)


COLUMNS: dict[Counted, dict[str, tuple[str, str]]] = {
    "events": {"type": ("type", "types"), "reality": ("reality", "realities")},
    "quotations": {"form": ("form", "types"), "act": ("act", "acts"), "stance": ("stance", "stances")},
}
"""The facets of a listing: each by a column, and the filter of a selection that it sets aside while it is counted."""


OUTLET = "outlet"


def widened(view: Counted, name: str, selection: Selection) -> Selection:
    """A selection without a facet's own filter, and without order and page: what the facet is counted over."""
    own = "outlets" if name == OUTLET else COLUMNS[view][name][1]
    wider: dict[str, Any] = {own: (), "limit": None, "offset": 0, "order": "time", "newest": False}
    return replace(selection, **wider)


def facet(connection: sqlite3.Connection, view: Counted, name: str, selection: Selection) -> tuple[Facet, ...]:
    """How many records each value of a facet has."""
    if name == OUTLET:
        return _outlets(connection, view, selection)
    return _values(connection, view, COLUMNS[view][name][0], selection)


def _limits(connection: sqlite3.Connection, view: Counted, selection: Selection) -> Conditions:
    limits = (event_limits if view == "events" else quotation_limits)(connection, selection)
    own_time(limits, selection)
    return limits


def _values(connection: sqlite3.Connection, view: Counted, column: str, selection: Selection) -> tuple[Facet, ...]:
    limits = _limits(connection, view, selection)
    statement = f"SELECT {column} AS value, count(*) FROM {view}{limits.where()} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    return tuple(Facet(*row) for row in connection.execute(statement, (*limits.values, MOST_VALUES)))


def _outlets(connection: sqlite3.Connection, view: Counted, selection: Selection) -> tuple[Facet, ...]:
    limits = _limits(connection, view, selection)
    statement = (
        "SELECT a.outlet, sum(told.count) FROM"
        f" (SELECT article, count(*) AS count FROM {view}{limits.where()} GROUP BY article) AS told"
        " JOIN articles a ON a.number = told.article WHERE a.outlet IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"
    )
    return tuple(Facet(*row) for row in connection.execute(statement, (*limits.values, MOST_VALUES)))


def days(connection: sqlite3.Connection, first: str | None = None, last: str | None = None) -> tuple[Facet, ...]:
    """How many articles each day of publication has, the oldest first."""
    statement = (
        "SELECT published, count(*) FROM articles WHERE published >= ? AND published <= ?"
        " GROUP BY published ORDER BY published"
    )
    return tuple(Facet(*row) for row in connection.execute(statement, (first or "", last or "~")))


def articles_of(connection: sqlite3.Connection, day: str) -> tuple[ArticleRow, ...]:
    """The articles published on a day, by outlet and title."""
    numbers = connection.execute(
        "SELECT number FROM articles WHERE published = ? ORDER BY outlet IS NULL, outlet, title, id LIMIT ?",
        (day, MOST_ARTICLES),
    ).fetchall()
    return tuple(Context(connection, number).row for (number,) in numbers)


def first_named(connection: sqlite3.Connection, day: str, most: int) -> tuple[tuple[NameKey, int], ...]:
    """Persons and organisations that no earlier article names, with their mentions on the day."""
    statement = (
        "SELECT e.folded, e.type, min(e.name), sum(e.mentions) AS told FROM articles a"
        f" JOIN entities e ON e.number >= a.number * {WIDTH} AND e.number < (a.number + 1) * {WIDTH}"
        " WHERE a.published = ?1 AND e.names > 0 AND e.type IN ('PERSON', 'ORG') AND NOT EXISTS ("
        "  SELECT 1 FROM entities f WHERE f.folded = e.folded AND f.type = e.type AND f.names > 0 AND f.printed < ?1)"
        " GROUP BY e.folded, e.type ORDER BY told DESC, e.folded LIMIT ?2"
    )
    return tuple((NameKey(*row[:3]), row[3]) for row in connection.execute(statement, (day, most)))


def events_of(connection: sqlite3.Connection, gathered: Gathered, most: int) -> Page[EventRow]:
    """The events in which an entity of a group acts or is acted on, the latest in print first."""
    numbers = _latest(connection, "events", gathered, ("actor", "recipient"))
    contexts, query = Contexts(connection), "SELECT id, record FROM events WHERE number = ?"
    shown = ((number, connection.execute(query, (number,)).fetchone()) for number in numbers[:most])
    return Page(tuple(event_row(contexts.of(number), *row) for number, row in shown), len(numbers))


def said_by(connection: sqlite3.Connection, gathered: Gathered, most: int) -> Page[QuotationRow]:
    """What an entity of a group says, the latest in print first."""
    numbers = _latest(connection, "quotations", gathered, ("speaker",))
    contexts, query = Contexts(connection), "SELECT local FROM quotations WHERE number = ?"
    shown = ((number, connection.execute(query, (number,)).fetchone()) for number in numbers[:most])
    return Page(tuple(quotation_row(contexts.of(number), *row) for number, row in shown), len(numbers))


def to_review(connection: sqlite3.Connection, layer: Counted, after: str) -> EventRow | QuotationRow | None:
    """The next record of a layer, by id from one on, that nobody has judged."""
    statement = (
        f"SELECT number FROM {layer} WHERE id > ? AND id NOT IN ("
        " SELECT substr(d.record, 1, 16) FROM judged d JOIN judgements j ON j.number = d.judgement"
        " WHERE j.subject = ? AND j.undone_by IS NULL) ORDER BY id LIMIT 1"
    )
    row = connection.execute(statement, (after[:KEPT], layer)).fetchone()
    if row is None:
        return None
    context = Contexts(connection).of(row[0])
    if layer == "events":
        return event_row(context, *connection.execute("SELECT id, record FROM events WHERE number = ?", row).fetchone())
    return quotation_row(context, *connection.execute("SELECT local FROM quotations WHERE number = ?", row).fetchone())


def said_on(connection: sqlite3.Connection, gathered: Gathered) -> tuple[SaidOn, ...]:
    """How many quotations the entities of a group have on each day of publication, by stance."""
    statement = (
        f"SELECT substr(printed, 1, 10), stance, count(*) FROM quotations WHERE number IN ({_involving('speaker')})"
        " AND printed < '~' GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return tuple(SaidOn(*row) for row in connection.execute(statement, gathered))


def _latest(connection: sqlite3.Connection, table: Counted, gathered: Gathered, sides: Sequence[str]) -> list[int]:
    """The records of a table in which an entity of a group stands on one of the sides, the latest in print first."""
    statement = (
        f"SELECT number FROM {table} WHERE number IN ({_involving(*sides)})"
        f" ORDER BY printed >= '{UNKNOWN}', iif(printed < '{UNKNOWN}', printed, NULL) DESC, start, number"
    )
    return [number for (number,) in connection.execute(statement, gathered)]


def _involving(*sides: str) -> str:
    """The numbers of the records in which an entity of a group stands on one of the sides."""
    among = ", ".join(f"'{side}'" for side in sides)
    return (
        "SELECT i.record FROM nodes n CROSS JOIN parts p INDEXED BY parts_in_print"
        " ON p.gatherer = n.gatherer AND p.node = n.node"
        f" CROSS JOIN involved i ON i.entity = p.record AND i.side IN ({among})"
        ' WHERE n.gatherer = (SELECT number FROM gatherers WHERE name = ?1) AND n."group" = ?2'
    )


def places(connection: sqlite3.Connection, selection: Selection) -> tuple[PlaceCount, ...]:
    """Where the events of a selection happen, the most told first; events without a place are not counted."""
    limits = _limits(connection, "events", selection)
    statement = (
        "SELECT json_extract(p.record, '$.place.geonameid') AS entry, json_extract(p.record, '$.place'), p.name,"
        f" e.article FROM (SELECT number, article FROM events{limits.where()}) AS e"
        " CROSS JOIN involved i ON i.record = e.number AND i.side = 'place'"
        f" AND i.entity >= e.article * {WIDTH} AND i.entity < (e.article + 1) * {WIDTH}"
        " JOIN entities p ON p.number = i.entity WHERE entry IS NOT NULL"
    )
    told: defaultdict[int, list[tuple[str, str, int]]] = defaultdict(list)
    for entry, *row in connection.execute(statement, limits.values):
        told[entry].append(tuple(row))
    found = [_place(several) for several in told.values()]
    return tuple(sorted(found, key=lambda place: (-place.events, place.name, place.geonameid)))


def _place(told: Sequence[tuple[str, str, int]]) -> PlaceCount:
    """A place as its events tell it: under the name that most give it, rather one that is not all capitals."""
    names = Counter(name for _, name, _ in told)
    name = min(names, key=lambda name: (name.isupper(), -names[name], name))
    place = json.loads(told[0][0])
    kept = {key: place[key] for key in ("geonameid", "precision", "country", "country_name", "lat", "lon")}
    return PlaceCount(name=name, events=len(told), articles=len({article for *_, article in told}), **kept)


def pairs(connection: sqlite3.Connection, selection: Selection, most: int) -> tuple[Pair, ...]:
    """Who takes part in the same events, those with the most events first; made of the newest events only."""
    limits = _limits(connection, "events", selection)
    statement = f"SELECT number, type FROM events{limits.where()} ORDER BY printed DESC, number LIMIT ?"
    types = dict(connection.execute(statement, (*limits.values, MOST_LINKED)).fetchall())
    told: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    written: defaultdict[str, Counter[NameKey]] = defaultdict(Counter)
    for number, parties in _parties(connection, types).items():
        for party in parties:
            written[party.folded][party] += 1
        for couple in combinations(sorted({party.folded for party in parties}), 2):
            told[couple].append(types[number])
    ranked = sorted(told.items(), key=lambda item: (-len(item[1]), item[0]))[:most]
    return tuple(
        Pair(_usual(written[one]), _usual(written[other]), len(kinds), tuple(sorted(set(kinds))))
        for (one, other), kinds in ranked
    )


def _usual(written: Counter[NameKey]) -> NameKey:
    """The type and spelling that a name has most often."""
    return min(written, key=lambda key: (-written[key], key.type, key.name))


def _parties(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, list[NameKey]]:
    """Who acts in each of these events or is acted on, by name; what is never named is left out."""
    wanted = set(numbers)
    found: dict[int, list[NameKey]] = defaultdict(list)
    statement = (
        "SELECT i.record, e.folded, e.type, e.name FROM involved i JOIN entities e ON e.number = i.entity"
        " WHERE i.entity >= ? AND i.entity < ? AND i.side IN ('actor', 'recipient') AND e.names > 0"
    )
    for article in sorted({number // WIDTH for number in wanted}):
        for record, *key in connection.execute(statement, (article * WIDTH, (article + 1) * WIDTH)):
            if record in wanted:
                found[record].append(NameKey(*key))
    return found


def said_by_day(connection: sqlite3.Connection, selection: Selection) -> tuple[SaidOn, ...]:
    """How many quotations of a selection each day of publication has, by stance; undated articles are left out."""
    limits = _limits(connection, "quotations", selection)
    limits.add("printed < '~'")
    statement = (
        f"SELECT substr(printed, 1, 10), stance, count(*) FROM quotations{limits.where()} GROUP BY 1, 2 ORDER BY 1, 2"
    )
    return tuple(SaidOn(*row) for row in connection.execute(statement, limits.values))
