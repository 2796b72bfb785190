"""What a gatherer keeps in the chronicle: parts, nodes, blocks, links, groups. Only SQL; nothing is decided here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.chronicle import restore
from dateline.chronicle.record import KEPT, UNKNOWN, WIDTH, Record, canonical, identified

TABLES = ("versions", "links", "blocks", "nodes", "parts", "ungathered")
"""A gatherer's tables, in the order in which they can be emptied."""


@dataclass(frozen=True, slots=True)
class PartRow:
    """A record (or an article, position 0) that a gatherer took from an article."""

    number: int
    id: str
    node: str
    first: str
    day: str | None
    evidence: Record


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as it is stored; `group` is None until its component has been cut."""

    id: str
    day: str | None
    first: str
    evidence: Record
    group: str | None = None

    def place(self, rank: str) -> str:
        """Where it stands under a key."""
        return f"{rank}{self.day or UNKNOWN}/{self.id}"


class Gathered:
    """The tables of one gatherer. Registers it at first; with another version, everything of it is waiting again.

    Every method runs inside the caller's transaction.
    """

    def __init__(self, connection: sqlite3.Connection, name: str, version: str) -> None:
        self._connection = connection
        self.number = self._registered(name, version)

    def _registered(self, name: str, version: str) -> int:
        row = self._connection.execute("SELECT number, version FROM gatherers WHERE name = ?", (name,)).fetchone()
        if row is None:
            self._connection.execute("INSERT INTO gatherers (name, version) VALUES (?, ?)", (name, version))
            return self._registered(name, version) if self._enqueue(name) else 0
        if row[1] != version:
            for table in TABLES:
                self._connection.execute(f"DELETE FROM {table} WHERE gatherer = ?", row[:1])
            self._connection.execute("UPDATE gatherers SET version = ? WHERE number = ?", (version, row[0]))
            self._enqueue(name)
        return int(row[0])

    def _enqueue(self, name: str) -> bool:
        query = "INSERT INTO ungathered SELECT g.number, r.article FROM gatherers g, readings r WHERE g.name = ?"
        self._connection.execute(query, (name,))
        return True

    def waiting(self, limit: int) -> list[int]:
        """The numbers of articles still to be taken in, in the order of storing."""
        query = "SELECT article FROM ungathered WHERE gatherer = ? ORDER BY article LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (self.number, limit))]

    def again(self, article: int) -> None:
        """Puts an article among those that are waiting."""
        self._connection.execute("INSERT OR IGNORE INTO ungathered VALUES (?, ?)", (self.number, article))

    def reading(self, article: int) -> tuple[Record, dict[str, list[str]]] | None:
        """A stored reading with the public ids of its records; None where the article has none any more."""
        query = "SELECT 1 FROM readings WHERE article = ?"
        if self._connection.execute(query, (article,)).fetchone() is None:
            return None
        found = restore.reading(self._connection, article)
        return found, identified(found)

    def taken_in(self, article: int) -> None:
        """Takes an article off the list of those that are waiting."""
        query = "DELETE FROM ungathered WHERE gatherer = ? AND article = ?"
        self._connection.execute(query, (self.number, article))

    # Parts and nodes.

    def parts_of_article(self, article: int) -> dict[int, PartRow]:
        """What an article has contributed, by number."""
        query = (
            "SELECT record, id, node, first, day, evidence FROM parts"
            " WHERE gatherer = ? AND record >= ? AND record < ? ORDER BY record"
        )
        span = (self.number, article * WIDTH, (article + 1) * WIDTH)
        return {row[0]: _part(row) for row in self._connection.execute(query, span)}

    def put_part(self, part: PartRow) -> None:
        """Stores a part, in place of the one with its number."""
        self._connection.execute(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?)",
            (self.number, part.number, part.id, part.node, part.first, part.day, canonical(part.evidence)),
        )

    def drop_part(self, number: int) -> None:
        """Takes a part out."""
        self._connection.execute("DELETE FROM parts WHERE gatherer = ? AND record = ?", (self.number, number))

    def sample(self, node: str, limit: int) -> list[PartRow]:
        """The parts of a node with the lowest ids."""
        query = (
            "SELECT record, id, node, first, day, evidence FROM parts"
            " WHERE gatherer = ? AND node = ? ORDER BY id, record LIMIT ?"
        )
        return [_part(row) for row in self._connection.execute(query, (self.number, node, limit))]

    def earliest(self, node: str) -> str:
        """The place in print of a node's earliest part."""
        query = "SELECT min(first) FROM parts WHERE gatherer = ? AND node = ?"
        return str(self._connection.execute(query, (self.number, node)).fetchone()[0])

    def node(self, identifier: str) -> NodeRow | None:
        """A node by its id."""
        query = 'SELECT node, day, first, evidence, "group" FROM nodes WHERE gatherer = ? AND node = ?'
        row = self._connection.execute(query, (self.number, identifier)).fetchone()
        return NodeRow(row[0], row[1], row[2], json.loads(row[3]), row[4]) if row else None

    def put_node(self, node: NodeRow) -> None:
        """Stores a node, in place of the one with its id; the group it is in stays."""
        self._connection.execute(
            "INSERT INTO nodes VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET day = ?3, first = ?4,"
            " evidence = ?5",
            (self.number, node.id, node.day, node.first, canonical(node.evidence), node.group),
        )

    def drop_node(self, identifier: str) -> None:
        """Takes a node out; its blocks and links are the caller's to drop."""
        self._connection.execute("DELETE FROM nodes WHERE gatherer = ? AND node = ?", (self.number, identifier))

    def set_group(self, node: str, group: str) -> None:
        """Puts a node into a group."""
        query = 'UPDATE nodes SET "group" = ? WHERE gatherer = ? AND node = ?'
        self._connection.execute(query, (group, self.number, node))

    # Versions.

    def put_chain(self, name: str, nodes: list[str]) -> None:
        """Keeps articles, each of them a node, as versions in this order; a single one is no version of anything."""
        query = f"SELECT record / {WIDTH} FROM parts WHERE gatherer = ? AND node = ?"
        numbers = [self._connection.execute(query, (self.number, node)).fetchone()[0] for node in nodes]
        for article in numbers:
            self.drop_version(article)
        rows = [(self.number, article, name, place, numbers[-1]) for place, article in enumerate(numbers)]
        if len(rows) > 1:
            self._connection.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", rows)

    def drop_version(self, article: int) -> None:
        """Takes an article out of its chain; the others of the chain are the caller's to put anew."""
        self._connection.execute("DELETE FROM versions WHERE gatherer = ? AND article = ?", (self.number, article))

    # Blocks.

    def blocks_of(self, node: str) -> dict[str, str]:
        """The keys of a node, each with the node's place under it."""
        query = "SELECT key, place FROM blocks WHERE gatherer = ? AND node = ?"
        return dict(self._connection.execute(query, (self.number, node)))

    def put_block(self, key: str, place: str, node: str) -> None:
        """Puts a node under a key."""
        self._connection.execute("INSERT INTO blocks VALUES (?, ?, ?, ?)", (self.number, key, place, node))

    def drop_block(self, key: str, place: str) -> None:
        """Takes a node from under a key."""
        query = "DELETE FROM blocks WHERE gatherer = ? AND key = ? AND place = ?"
        self._connection.execute(query, (self.number, key, place))

    def beside(self, key: str, place: str, reach: int) -> tuple[list[str], list[str]]:
        """The nodes before and behind a place under a key, each list from the nearest on."""
        asked = (self.number, key, place, reach)
        before = "SELECT node FROM blocks WHERE gatherer = ? AND key = ? AND place < ? ORDER BY place DESC LIMIT ?"
        behind = "SELECT node FROM blocks WHERE gatherer = ? AND key = ? AND place > ? ORDER BY place LIMIT ?"
        return _first_column(self._connection, before, asked), _first_column(self._connection, behind, asked)

    def between(self, key: str, one: str, other: str, limit: int) -> int:
        """How many nodes stand between two places under a key; counts no further than `limit`."""
        low, high = sorted((one, other))
        query = (
            "SELECT count(*) FROM (SELECT 1 FROM blocks WHERE gatherer = ? AND key = ? AND place > ? AND place < ?"
            " LIMIT ?)"
        )
        return int(self._connection.execute(query, (self.number, key, low, high, limit)).fetchone()[0])

    def standing(self, key: str, place: str, limit: int) -> int:
        """How many nodes stand before a place under a key; counts no further than `limit`."""
        return self.between(key, "", place, limit)

    def nth(self, key: str, index: int) -> str | None:
        """The node at an index (from 0) under a key."""
        query = "SELECT node FROM blocks WHERE gatherer = ? AND key = ? ORDER BY place LIMIT 1 OFFSET ?"
        row = self._connection.execute(query, (self.number, key, index)).fetchone()
        return row[0] if row else None

    def under(self, key: str, limit: int = -1) -> list[str]:
        """The first nodes under a key, or all."""
        query = "SELECT node FROM blocks WHERE gatherer = ? AND key = ? ORDER BY place LIMIT ?"
        return _first_column(self._connection, query, (self.number, key, limit))

    # Links.

    def links_of(self, node: str) -> dict[str, tuple[float, str, Record]]:
        """The nodes that a node is linked to: score, reason and detail."""
        query = (
            "SELECT other, score, reason, detail FROM links WHERE gatherer = ?1 AND one = ?2"
            " UNION ALL SELECT one, score, reason, detail FROM links WHERE gatherer = ?1 AND other = ?2"
        )
        rows = self._connection.execute(query, (self.number, node))
        return {row[0]: (row[1], row[2], json.loads(row[3])) for row in rows}

    def linked(self, node: str) -> Iterator[tuple[str, float]]:
        """The nodes that a node is linked to, with the score alone."""
        query = (
            "SELECT other, score FROM links WHERE gatherer = ?1 AND one = ?2"
            " UNION ALL SELECT one, score FROM links WHERE gatherer = ?1 AND other = ?2"
        )
        yield from self._connection.execute(query, (self.number, node))

    def put_link(self, one: str, other: str, score: float, reason: str, detail: Record) -> None:
        """Stores a link, in place of an earlier one between the two."""
        low, high = sorted((one, other))
        row = (self.number, low, high, score, reason, canonical(detail))
        self._connection.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?)", row)

    def drop_link(self, one: str, other: str) -> bool:
        """Takes a link out; whether there was one."""
        low, high = sorted((one, other))
        query = "DELETE FROM links WHERE gatherer = ? AND one = ? AND other = ?"
        return self._connection.execute(query, (self.number, low, high)).rowcount > 0


def _part(row: tuple[Any, ...]) -> PartRow:
    return PartRow(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]))


def _first_column(connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> list[str]:
    return [row[0] for row in connection.execute(query, values)]


def place_in_print(article: Record, position: int, identifier: str) -> str:
    """Where a record stands among all: by publication, article, position in its layer; its own id comes last."""
    return f"{article['published'] or UNKNOWN}/{article['id'][:KEPT]}/{position:07d}/{identifier[:KEPT]}"
