"""Walks through a chronicle article by article, in the order of publication: what exports and frames are made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from dateline.chronicle import restore
from dateline.chronicle.conditions import Conditions, article_conditions, own_time, print_conditions
from dateline.chronicle.knowledge import entities_of
from dateline.chronicle.listings import event_conditions
from dateline.chronicle.record import WIDTH, full_id, identified
from dateline.chronicle.selection import Selection
from dateline.model import Reading


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored reading, the positions of the events that were asked for, and the public ids of its records.

    `ids` leads from a record's local id to its public one; local ids of different layers differ.
    """

    reading: Reading
    events: tuple[int, ...]
    ids: dict[str, str]
    origin: str | None
    """The id of the report that the article carries (that of its first article); None where it was not gathered."""
    identities: dict[str, tuple[str, str]]
    """By an entity's local id, the id and the name of the first entity of its identity; empty where not gathered."""
    known: dict[str, str]
    """By an entity's local id, which entity of the knowledge base its identity is, where it is exactly one."""


def stored(connection: sqlite3.Connection, selection: Selection, article: str | None = None) -> Iterator[Stored]:
    """Every article that fits, by publication (those without a date last), then by id.

    Filters on events choose events, and the articles that hold one of them; filters on publication choose articles; an
    article's id chooses that one.
    """
    for number, chosen in _chosen(connection, selection, article):
        reading = restore.reading(connection, number)
        events = tuple(range(len(reading["events"]))) if chosen is None else chosen
        ids, origin = _ids(reading), _groups(connection, "origins", number).get(0)
        identities, known = _identities(connection, number, reading)
        yield Stored(restore.revive(reading), events, ids, origin, identities, known)


def _groups(connection: sqlite3.Connection, gatherer: str, number: int) -> dict[int, str]:
    """The groups that a gatherer has put an article's records in, by their positions."""
    query = (
        'SELECT p.record - ?2, n."group" FROM gatherers g'
        " JOIN parts p ON p.gatherer = g.number AND p.record >= ?2 AND p.record < ?3"
        ' JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node WHERE g.name = ?1 AND n."group" IS NOT NULL'
    )
    return dict(connection.execute(query, (gatherer, number * WIDTH, (number + 1) * WIDTH)).fetchall())


def _identities(
    connection: sqlite3.Connection, number: int, reading: dict[str, Any]
) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    groups = {
        entity["id"]: group
        for at, group in _groups(connection, "identities", number).items()
        for entity in reading["entities"][at : at + 1]
    }
    distinct = sorted(set(groups.values()))
    named = {group: _first(connection, group) for group in distinct}
    known = {group: found[0] for group in distinct if len(found := entities_of(connection, group)) == 1}
    return (
        {entity: named[group] for entity, group in groups.items()},
        {entity: known[group] for entity, group in groups.items() if group in known},
    )


def _first(connection: sqlite3.Connection, group: str) -> tuple[str, str]:
    """The public id and the name of the entity that an identity is known by."""
    query = (
        'SELECT a.id, e.start, e."end", e.name FROM entities e JOIN articles a ON a.number = e.article WHERE e.id = ?'
    )
    article, start, end, name = connection.execute(query, (group,)).fetchone()
    return full_id(article, "entities", start, end, group), name


def _ids(reading: dict[str, Any]) -> dict[str, str]:
    public = identified(reading)
    return {
        record["id"]: each
        for layer, found in public.items()
        for record, each in zip(reading[layer], found, strict=True)
    }


def _chosen(
    connection: sqlite3.Connection, selection: Selection, article: str | None
) -> Iterator[tuple[int, tuple[int, ...] | None]]:
    """Numbers of articles, each with the positions of its chosen events; None for all of them."""
    limits = Conditions()
    if article is not None:
        own = "article = (SELECT number FROM articles WHERE id = ?)"
        limits.add(own if _asks_for_events(selection) else "id = ?", article)
    if not _asks_for_events(selection):
        article_conditions(limits, connection, selection, "a")
        query = f"SELECT number FROM articles a{limits.where()} ORDER BY published IS NULL, published, id"
        for (number,) in connection.execute(query, limits.values):
            yield number, None
        return
    event_conditions(limits, selection)
    print_conditions(limits, connection, selection)
    own_time(limits, selection)
    numbers = connection.execute(f"SELECT number FROM events{limits.where()} ORDER BY printed, number", limits.values)
    for holder, found in groupby(numbers, key=lambda row: row[0] // WIDTH):
        yield holder, tuple(number % WIDTH for (number,) in found)


def _asks_for_events(selection: Selection) -> bool:
    asked = (selection.who, selection.types, selection.realities, selection.since, selection.until, selection.text)
    return any(asked)
