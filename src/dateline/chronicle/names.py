"""The listing of names: entities of one name and type together, over all articles, the most mentioned first."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from dateline.chronicle.conditions import Conditions, phrase, print_conditions
from dateline.chronicle.connect import connect
from dateline.chronicle.record import UNKNOWN, full_id
from dateline.chronicle.rows import NameRow, Page
from dateline.chronicle.selection import Selection

MOST_ROLES = 5

Group = tuple[str, str, int, int, str, str | None]
"""A name and type with what is counted of it: folded, type, mentions, articles, first and last print."""
Parts = dict[str, Counter[str]]
"""How often each spelling, role and outlet of a name stands."""

NAMED = "names > 0"
"""Only entities that are mentioned by name are kept counted."""

PRINTED = "SELECT e.printed FROM entities e WHERE e.folded = c.folded AND e.type = c.type AND e.names > 0"
COUNTED = (
    f"SELECT c.folded, c.type, c.mentions, c.articles, ({PRINTED} ORDER BY e.printed LIMIT 1),"
    f" ({PRINTED} AND e.printed < '{UNKNOWN}' ORDER BY e.printed DESC LIMIT 1) FROM name_counts c"
)
"""The groups that are kept counted."""


def names(connection: sqlite3.Connection, path: Path, selection: Selection) -> Page[NameRow]:
    """What is named, most mentions first: entities of one name and type together, over all articles."""
    if not counted(selection):
        return named(connection, path, selection, name_groups(connection, selection))
    limits = Conditions()
    limits.among("type", selection.types)
    query = f"SELECT count(*) FROM name_counts{limits.where()}"
    (total,) = connection.execute(query, limits.values).fetchone()
    query = f"{COUNTED}{limits.where()} ORDER BY c.mentions DESC, c.articles DESC, c.folded, c.type LIMIT ? OFFSET ?"
    limit = -1 if selection.limit is None else selection.limit
    groups = connection.execute(query, (*limits.values, limit, selection.offset)).fetchall()
    rows = tuple(
        _row(group, _kept_parts(connection, group), partial(_entities, connection, path, _named(), group))
        for group in groups
    )
    return Page(rows, total, selection.offset)


def counted(selection: Selection) -> bool:
    """Whether the names of a selection are kept counted: all that are named, or those of some types."""
    limited = (selection.who, selection.outlets, selection.published_since, selection.published_until)
    return not selection.unnamed and not any(limited)


def name_groups(connection: sqlite3.Connection, selection: Selection) -> list[Group]:
    """Every name and type of a selection, whatever its page."""
    return _groups(connection, name_limits(connection, selection))


def named(connection: sqlite3.Connection, path: Path, selection: Selection, groups: list[Group]) -> Page[NameRow]:
    """The page of a selection from all of its names."""
    limits = name_limits(connection, selection)
    last = None if selection.limit is None else selection.offset + selection.limit
    shown = groups[selection.offset : last]
    rows = tuple(
        _row(group, _parts(connection, limits, group), partial(_entities, connection, path, limits, group))
        for group in shown
    )
    return Page(rows, len(groups), selection.offset)


def name(connection: sqlite3.Connection, path: Path, folded: str, kind: str) -> NameRow | None:
    """What is told under one name and type; of what is never named, what is called so. None if nothing is."""
    query = f"{COUNTED} WHERE c.folded = ? AND c.type = ?"
    group = connection.execute(query, (folded, kind)).fetchone()
    if group:
        return _row(group, _kept_parts(connection, group), partial(_entities, connection, path, _named(), group))
    limits = Conditions()
    limits.add("folded = ? AND type = ?", folded, kind)
    for found in _groups(connection, limits):
        return _row(found, _parts(connection, limits, found), partial(_entities, connection, path, limits, found))
    return None


IN_GROUPS = (
    " CROSS JOIN parts p ON p.gatherer = (SELECT number FROM gatherers WHERE name = ?) AND p.record = e.number"
    " CROSS JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
)
"""Entities with the groups of a gatherer that they are in."""


def groups_of(connection: sqlite3.Connection, folded: str, kind: str, gatherer: str, most: int) -> tuple[str, ...]:
    """The groups of a gatherer that entities of one name and type are in, those of the first in print first."""
    statement = (
        f'SELECT n."group" FROM entities e{IN_GROUPS} WHERE e.folded = ? AND e.type = ?'
        ' GROUP BY n."group" ORDER BY min(e.printed), min(e.number) LIMIT ?'
    )
    return tuple(group for (group,) in connection.execute(statement, (gatherer, folded, kind, most)))


def people(connection: sqlite3.Connection, selection: Selection, gatherer: str) -> tuple[str, ...]:
    """The groups of a gatherer that hold entities of a selection, those that most articles name first."""
    limits = name_limits(connection, selection)
    statement = (
        f'SELECT n."group" FROM entities e{IN_GROUPS}'
        f" WHERE e.number IN (SELECT number FROM entities{limits.where()})"
        ' GROUP BY n."group" ORDER BY count(DISTINCT e.article) DESC, sum(e.mentions) DESC, min(p.first)'
    )
    return tuple(group for (group,) in connection.execute(statement, (gatherer, *limits.values)))


def name_limits(connection: sqlite3.Connection, selection: Selection) -> Conditions:
    """What a selection asks of entities: type, names, where and when they are printed."""
    limits = Conditions() if selection.unnamed else _named()
    limits.among("type", selection.types)
    for words in selection.who:
        limits.add(
            "number IN (SELECT n.entity FROM names_words CROSS JOIN entity_names n ON n.name = names_words.rowid"
            " WHERE names_words MATCH ?)",
            phrase(words),
        )
    print_conditions(limits, connection, selection)
    return limits


def _named() -> Conditions:
    limits = Conditions()
    limits.add(NAMED)
    return limits


def _groups(connection: sqlite3.Connection, limits: Conditions) -> list[Group]:
    return connection.execute(
        "SELECT folded, type, sum(mentions) AS told, count(DISTINCT article) AS articles, min(printed),"
        f" max(iif(printed < '{UNKNOWN}', printed, NULL))"
        f" FROM entities{limits.where()} GROUP BY folded, type ORDER BY told DESC, articles DESC, folded, type",
        limits.values,
    ).fetchall()


def _kept_parts(connection: sqlite3.Connection, group: Group) -> Parts:
    parts: Parts = {"spelling": Counter(), "role": Counter(), "outlet": Counter()}
    query = "SELECT part, value, count FROM name_parts WHERE folded = ? AND type = ?"
    for part, value, count in connection.execute(query, group[:2]):
        parts[part][value] = count
    return parts


def _parts(connection: sqlite3.Connection, limits: Conditions, group: Group) -> Parts:
    """The parts of a name under some limits: those that are kept where these leave none of its mentions out."""
    query = "SELECT 1 FROM name_counts WHERE folded = ? AND type = ? AND mentions = ?"
    if NAMED in limits.texts and connection.execute(query, group[:3]).fetchone():
        return _kept_parts(connection, group)
    rows = _members(connection, limits, group, "e.name, e.record, a.outlet")
    return {
        "spelling": Counter(spelling for spelling, _, _ in rows),
        "role": Counter(role["text"] for _, record, _ in rows for role in json.loads(record)["roles"]),
        "outlet": Counter(outlet for _, _, outlet in rows if outlet is not None),
    }


def _members(connection: sqlite3.Connection, limits: Conditions, group: Group, columns: str) -> list[tuple[Any, ...]]:
    """The entities of a name in the order of print."""
    return connection.execute(
        f"SELECT {columns} FROM entities e JOIN articles a ON a.number = e.article"
        f" WHERE e.number IN (SELECT number FROM entities WHERE folded = ? AND type = ?{limits.also()})"
        " ORDER BY e.printed, e.number",
        (*group[:2], *limits.values),
    ).fetchall()


def _row(group: Group, parts: Parts, entities: Callable[[], tuple[str, ...]]) -> NameRow:
    _, kind, mentions, articles, first, last = group
    spellings = _most(parts["spelling"])
    return NameRow(
        name=spellings[0],
        type=kind,
        mentions=mentions,
        articles=articles,
        outlets=len(parts["outlet"]),
        first=_day(first),
        last=_day(last),
        roles=tuple(_most(parts["role"])[:MOST_ROLES]),
        spellings=tuple(spellings),
        entities=entities,
    )


def _entities(connection: sqlite3.Connection, path: Path, limits: Conditions, group: Group) -> tuple[str, ...]:
    """The entities of a name; a chronicle that was closed since is opened again."""
    columns = 'a.id, e.start, e."end", e.id'
    try:
        rows = _members(connection, limits, group, columns)
    except sqlite3.ProgrammingError:
        with closing(connect(path, create=False, readonly=True)) as again:
            rows = _members(again, limits, group, columns)
    return tuple(full_id(article, "entities", start, end, kept) for article, start, end, kept in rows)


def _most(numbers: Counter[str]) -> list[str]:
    """The most frequent first, equals by the alphabet."""
    return [text for text, _ in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))]


def _day(printed: str | None) -> str | None:
    day = (printed or UNKNOWN).partition("/")[0]
    return None if day == UNKNOWN else day
