"""What was gathered, as it is asked for: the groups of a gatherer, their members with their articles, and why."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateline.chronicle.connect import plainly
from dateline.chronicle.record import KEPT, WIDTH, Record
from dateline.chronicle.rows import Later, PrintRow
from dateline.errors import UnknownRecord
from dateline.ids import short

ARTICLE = "a.id, a.ref, a.outlet, a.title, a.published"
SHORTEST = 4
"""The least number of characters of an id that are looked up."""


class MemberRow(NamedTuple):
    """A record (or an article) in a group: the beginning of its public id, its article, and what the gatherer saw."""

    id: str
    node: str
    record: int
    day: str | None
    seen: str
    besides: str | None
    article: PrintRow

    @property
    def position(self) -> int:
        """Where the record stands in its layer; 0 of an article."""
        return self.record % WIDTH

    @property
    def evidence(self) -> Record:
        """What decisions rest on."""
        told: Record = json.loads(self.seen)
        return told

    @property
    def shown(self) -> Record:
        """What listings show of it besides; nothing of what only decides."""
        told: Record = json.loads(self.besides or "{}")
        return told


@dataclass(frozen=True)
class BondRow:
    """Why two nodes are in one group: the score of the decision, its reason in words, and what that rests on."""

    one: str
    other: str
    score: float
    reason: str
    detail: Later[Record] = Later()


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group: its id is that of its earliest member in print; any member's id leads to it."""

    id: str
    members: tuple[MemberRow, ...]


class Groups:
    """The groups of one gatherer. Empty where it has gathered nothing yet."""

    def __init__(self, connection: sqlite3.Connection, path: Path, gatherer: str) -> None:
        self._connection, self._path = connection, path
        with plainly(path):
            row = connection.execute("SELECT number FROM gatherers WHERE name = ?", (gatherer,)).fetchone()
        self._number = row[0] if row else None

    @property
    def waiting(self) -> int:
        """How many stored articles have not been taken in."""
        query = "SELECT count(*) FROM ungathered WHERE gatherer = ?"
        if self._number is None:
            query = "SELECT count(*) FROM readings WHERE ?1 IS NULL"
        with plainly(self._path):
            return int(self._connection.execute(query, (self._number,)).fetchone()[0])

    def ids(self, largest_first: bool = False, least: int = 1, apart: bool = False) -> list[str]:
        """The ids of the groups of at least so many members, in order of print or from the largest on.

        With `apart`, members in one article count once: for groups that so many articles share. Where more than one
        member is asked for, those in versions of an article that a newer one replaced do not count.
        """
        order = "count(*) DESC, min(p.first)" if largest_first else "min(p.first)"
        article = f"p.record / {WIDTH}"
        if least > 1:
            article = f"iif({article} IN (SELECT article FROM versions WHERE article <> newest), NULL, {article})"
        size = f"count({'DISTINCT ' if apart else ''}{article})"
        query = (
            'SELECT n."group" FROM nodes n JOIN parts p ON p.gatherer = n.gatherer AND p.node = n.node'
            f' WHERE n.gatherer = ? GROUP BY n."group" HAVING {size} >= ? ORDER BY {order}'
        )
        with plainly(self._path):
            return [row[0] for row in self._connection.execute(query, (self._number, least))]

    def replaced(self) -> dict[str, str]:
        """The articles that are older versions, by id, each with the id of the newest version."""
        query = (
            "SELECT a.id, n.id FROM versions v JOIN articles a ON a.number = v.article"
            " JOIN articles n ON n.number = v.newest WHERE v.gatherer = ? AND v.article <> v.newest"
        )
        with plainly(self._path):
            return dict(self._connection.execute(query, (self._number,)))

    def chains(self) -> list[str]:
        """The ids of the groups that are chains of versions."""
        query = "SELECT DISTINCT chain FROM versions WHERE gatherer = ? ORDER BY chain"
        with plainly(self._path):
            return [row[0] for row in self._connection.execute(query, (self._number,))]

    def chain(self, identifier: str | None) -> tuple[str, ...]:
        """The ids of the articles of a chain from the oldest on; none where the group is a single article."""
        query = (
            "SELECT a.id FROM versions v JOIN articles a ON a.number = v.article"
            " WHERE v.gatherer = ? AND v.chain = ? ORDER BY v.place"
        )
        with plainly(self._path):
            return tuple(row[0] for row in self._connection.execute(query, (self._number, identifier)))

    def shared(self, articles: Iterable[str], least: int) -> list[str]:
        """The ids of the groups that at least so many of these articles (whole ids) share, the most shared first."""
        query = (
            'SELECT n."group" FROM json_each(?1) j CROSS JOIN articles a ON a.id = j.value'
            f" CROSS JOIN parts p ON p.gatherer = ?2 AND p.record >= a.number * {WIDTH}"
            f" AND p.record < (a.number + 1) * {WIDTH}"
            " CROSS JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
            ' GROUP BY n."group" HAVING count(DISTINCT a.number) >= ?3'
            " ORDER BY count(DISTINCT a.number) DESC, min(p.first)"
        )
        with plainly(self._path):
            asked = (json.dumps(list(articles)), self._number, least)
            return [row[0] for row in self._connection.execute(query, asked)]

    def all(self, largest_first: bool = False, least: int = 1) -> Iterator[GroupRow]:
        """The groups with their members."""
        for identifier in self.ids(largest_first, least):
            yield self.named(identifier)

    def named(self, identifier: str) -> GroupRow:
        """The group with exactly this id; without members where there is none."""
        query = (
            f"SELECT p.id, p.node, p.record, p.day, p.evidence, p.shown, {ARTICLE} FROM nodes n"
            " CROSS JOIN parts p INDEXED BY parts_in_print ON p.gatherer = n.gatherer AND p.node = n.node"
            f" CROSS JOIN articles a ON a.number = p.record / {WIDTH}"
            ' WHERE n.gatherer = ? AND n."group" = ? ORDER BY p.first'
        )
        with plainly(self._path):
            rows = self._connection.execute(query, (self._number, identifier)).fetchall()
        members = (
            MemberRow(kept, node, record, day, seen, besides, PrintRow(*article))
            for kept, node, record, day, seen, besides, *article in rows
        )
        return GroupRow(identifier, tuple(members))

    def group_of(self, record: str) -> str | None:
        """The id of the group that a record is in, by its public id or 16 characters of it; None if in none."""
        query = (
            'SELECT n."group" FROM parts p INDEXED BY parts_by_id'
            " CROSS JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
            " WHERE p.gatherer = ? AND p.id = ?"
        )
        with plainly(self._path):
            row = self._connection.execute(query, (self._number, record[:KEPT])).fetchone()
        return row[0] if row else None

    def groups_of(self, records: Iterable[str]) -> dict[str, str]:
        """The ids of the groups that records are in, each by the first 16 characters of the record's id."""
        query = (
            'SELECT j.value, n."group" FROM json_each(?) j CROSS JOIN parts p INDEXED BY parts_by_id'
            " ON p.gatherer = ? AND p.id = j.value CROSS JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
        )
        with plainly(self._path):
            asked = (json.dumps([record[:KEPT] for record in records]), self._number)
            return dict(self._connection.execute(query, asked))

    def group_at(self, article: str, position: int) -> str | None:
        """The id of the group that a record is in, by its article's id and its position in its layer."""
        query = (
            'SELECT n."group" FROM articles a JOIN parts p ON p.gatherer = ?1 AND p.record = a.number * ?2 + ?3'
            " JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node WHERE a.id = ?4"
        )
        with plainly(self._path):
            row = self._connection.execute(query, (self._number, WIDTH, position, article)).fetchone()
        return row[0] if row else None

    def find(self, beginning: str) -> GroupRow:
        """The group that holds the record whose id begins so. Raises UnknownRecord for none, or for several."""
        return self.named(self.holding(beginning))

    def holding(self, beginning: str) -> str:
        """The id of the group that holds the record whose id begins so. Raises UnknownRecord for none, or several."""
        asked = beginning.strip().lower()[:KEPT]
        query = (
            'SELECT DISTINCT n."group" FROM parts p INDEXED BY parts_by_id'
            " CROSS JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node"
            " WHERE p.gatherer = ? AND p.id >= ? AND p.id < ? LIMIT 5"
        )
        with plainly(self._path):
            found = [row[0] for row in self._connection.execute(query, (self._number, asked, asked + "g"))]
        if len(asked) < SHORTEST or not found:
            raise UnknownRecord(f"no record that was gathered has an id that begins with {beginning}")
        if len(found) > 1:
            raise UnknownRecord(f"several do: {', '.join(map(short, found))}; give more characters")
        return str(found[0])

    def bonds(self, nodes: Iterable[str]) -> list[BondRow]:
        """The links among these nodes, the surest first."""
        query = (
            "SELECT l.one, l.other, l.score, l.reason, l.detail FROM json_each(?1) j"
            " CROSS JOIN links l ON l.gatherer = ?2 AND l.leaning IN (0, 1) AND l.one = j.value"
            " WHERE +l.other IN (SELECT value FROM json_each(?1)) ORDER BY l.score DESC, l.one, l.other"
        )
        with plainly(self._path):
            rows = self._connection.execute(query, (json.dumps(sorted(set(nodes))), self._number)).fetchall()
        return [BondRow(row[0], row[1], row[2], row[3], partial(json.loads, row[4])) for row in rows]
