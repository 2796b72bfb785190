"""What a gatherer keeps in the chronicle: parts, nodes, blocks, links, groups. Only SQL; nothing is decided here."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from dateline.chronicle.record import KEPT, UNKNOWN, WIDTH, Record, canonical

TABLES = ("versions", "links", "blocks", "nodes", "parts", "ungathered")
"""A gatherer's tables, in the order in which they can be emptied."""

PARTS = "record, id, node, first, day, evidence, shown"
NODES = (
    "n.node, n.day, n.first, coalesce(n.evidence, (SELECT p.evidence FROM parts p INDEXED BY parts_by_node"
    ' WHERE p.gatherer = n.gatherer AND p.node = n.node)), n."group", n.leans, n.host FROM nodes n'
)


@dataclass(frozen=True, slots=True)
class PartRow:
    """A record (or an article, position 0) that a gatherer took from an article."""

    number: int
    id: str
    node: str
    first: str
    day: str | None
    evidence: Record
    shown: Record | None = None


@dataclass(frozen=True, slots=True)
class NodeRow:
    """A node as it is stored; `group` is None until its component has been cut.

    One that `leans` joins the group of its `host`; it is its own host where it may join none, and has none (None) where
    it is grouped with others that lean and have none.
    """

    id: str
    day: str | None
    first: str
    evidence: Record
    group: str | None = None
    leans: bool = False
    host: str | None = None

    def place(self, rank: str) -> str:
        """Where it stands under a key."""
        return f"{rank}|{self.day or UNKNOWN}/{self.id}"


def node_at(place: str) -> str:
    """The id of the node that stands at a place."""
    return place.partition("/")[2]


def day_at(place: str) -> str | None:
    """The day of the node that stands at a place."""
    day = place.partition("/")[0].rpartition("|")[2]
    return None if day == UNKNOWN else day


def key_number(key: str) -> int:
    """A key as it is stored: the first eight bytes of its BLAKE2b."""
    return int.from_bytes(blake2b(key.encode("utf-8"), digest_size=8).digest(), "big", signed=True)


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
            self._enqueue(name)
            return self._registered(name, version)
        if row[1] != version:
            for table in TABLES:
                self._connection.execute(f"DELETE FROM {table} WHERE gatherer = ?", row[:1])
            self._connection.execute("UPDATE gatherers SET version = ? WHERE number = ?", (version, row[0]))
            self._enqueue(name)
        return int(row[0])

    def _enqueue(self, name: str) -> None:
        query = "INSERT INTO ungathered SELECT g.number, r.article FROM gatherers g, readings r WHERE g.name = ?"
        self._connection.execute(query, (name,))

    def waiting(self, limit: int) -> list[int]:
        """The numbers of articles still to be taken in, in the order of storing."""
        query = "SELECT article FROM ungathered WHERE gatherer = ? ORDER BY article LIMIT ?"
        return [row[0] for row in self._connection.execute(query, (self.number, limit))]

    def again(self, article: int) -> None:
        """Puts an article among those that are waiting."""
        self._connection.execute("INSERT OR IGNORE INTO ungathered VALUES (?, ?)", (self.number, article))

    def taken_in(self, article: int) -> None:
        """Takes an article off the list of those that are waiting."""
        query = "DELETE FROM ungathered WHERE gatherer = ? AND article = ?"
        self._connection.execute(query, (self.number, article))

    # Parts.

    def parts_of_article(self, article: int) -> dict[int, PartRow]:
        """What an article has contributed, by number."""
        query = f"SELECT {PARTS} FROM parts WHERE gatherer = ? AND record >= ? AND record < ? ORDER BY record"
        span = (self.number, article * WIDTH, (article + 1) * WIDTH)
        return {row[0]: _part(row) for row in self._connection.execute(query, span)}

    def node_of(self, identifier: str) -> str | None:
        """The node that a part with this id is in; None where there is none."""
        query = "SELECT node FROM parts INDEXED BY parts_by_id WHERE gatherer = ? AND id = ? ORDER BY record LIMIT 1"
        row = self._connection.execute(query, (self.number, identifier)).fetchone()
        return row[0] if row else None

    def put_parts(self, parts: Iterable[PartRow]) -> None:
        """Stores parts, each in place of the one with its number."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    self.number,
                    p.number,
                    p.id,
                    p.node,
                    p.first,
                    p.day,
                    canonical(p.evidence),
                    p.shown and canonical(p.shown),
                )
                for p in parts
            ),
        )

    def drop_part(self, number: int) -> None:
        """Takes a part out."""
        self._connection.execute("DELETE FROM parts WHERE gatherer = ? AND record = ?", (self.number, number))

    def sampled(self, node: str, limit: int) -> list[tuple[str, int]]:
        """The parts of a node with the lowest ids, each as its id and number."""
        query = "SELECT id, record FROM parts WHERE gatherer = ? AND node = ? ORDER BY id, record LIMIT ?"
        return self._connection.execute(query, (self.number, node, limit)).fetchall()

    def sample(self, node: str, limit: int) -> list[PartRow]:
        """The parts of a node with the lowest ids."""
        query = f"SELECT {PARTS} FROM parts WHERE gatherer = ? AND node = ? ORDER BY id, record LIMIT ?"
        return [_part(row) for row in self._connection.execute(query, (self.number, node, limit))]

    def earliest(self, node: str) -> str:
        """The place in print of a node's earliest part."""
        query = "SELECT min(first) FROM parts WHERE gatherer = ? AND node = ?"
        return str(self._connection.execute(query, (self.number, node)).fetchone()[0])

    # Nodes.

    def nodes(self, identifiers: Iterable[str]) -> Iterator[NodeRow]:
        """The nodes with these ids, those that there are."""
        query = f"SELECT {NODES} WHERE n.gatherer = ?1 AND n.node IN (SELECT value FROM json_each(?2))"
        for row in self._connection.execute(query, (self.number, canonical(list(identifiers)))):
            yield NodeRow(row[0], row[1], row[2], json.loads(row[3]), row[4], bool(row[5]), row[6])

    def put_node(self, node: NodeRow, alone: bool) -> None:
        """Stores a node, in place of the one with its id; `alone`: its evidence is that of its only part."""
        evidence = None if alone else canonical(node.evidence)
        self._connection.execute(
            "INSERT INTO nodes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET day = ?3, first = ?4,"
            ' evidence = ?5, leans = ?6, host = ?7, "group" = ?8',
            (self.number, node.id, node.day, node.first, evidence, node.leans, node.host, node.group),
        )

    def drop_node(self, identifier: str) -> None:
        """Takes a node out; its blocks and links are the caller's to drop."""
        self._connection.execute("DELETE FROM nodes WHERE gatherer = ? AND node = ?", (self.number, identifier))

    def set_first(self, node: str, first: str) -> None:
        """Notes the place in print of a node's earliest part."""
        query = "UPDATE nodes SET first = ? WHERE gatherer = ? AND node = ?"
        self._connection.execute(query, (first, self.number, node))

    def set_group(self, node: str, group: str) -> None:
        """Puts a node into a group."""
        query = 'UPDATE nodes SET "group" = ? WHERE gatherer = ? AND node = ?'
        self._connection.execute(query, (group, self.number, node))

    def set_leaning(self, node: str, leans: bool, host: str | None) -> None:
        """Whether a node leans, and on which."""
        query = "UPDATE nodes SET leans = ?, host = ? WHERE gatherer = ? AND node = ?"
        self._connection.execute(query, (leans, host, self.number, node))

    def led(self, host: str) -> list[str]:
        """The nodes that have joined the group of a node by leaning on it."""
        return _first_column(
            self._connection, "SELECT node FROM nodes WHERE gatherer = ? AND host = ?", (self.number, host)
        )

    def earliest_led(self, host: str) -> str | None:
        """The place in print of the earliest node that leans on a node."""
        query = "SELECT min(first) FROM nodes WHERE gatherer = ? AND host = ?"
        found: str | None = self._connection.execute(query, (self.number, host)).fetchone()[0]
        return found

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

    def put_blocks(self, places: Iterable[tuple[int, str]]) -> None:
        """Puts a node under keys, each with its place there."""
        self._connection.executemany(
            "INSERT INTO blocks VALUES (?, ?, ?)", ((self.number, key, place) for key, place in places)
        )

    def drop_block(self, key: int, place: str) -> None:
        """Takes a node from under a key."""
        query = "DELETE FROM blocks WHERE gatherer = ? AND key = ? AND place = ?"
        self._connection.execute(query, (self.number, key, place))

    def beside(self, key: int, place: str, reach: int) -> tuple[list[str], list[str]]:
        """The places before and behind a place under a key, each list from the nearest on."""
        asked = (self.number, key, place, reach)
        before = "SELECT place FROM blocks WHERE gatherer = ? AND key = ? AND place < ? ORDER BY place DESC LIMIT ?"
        behind = "SELECT place FROM blocks WHERE gatherer = ? AND key = ? AND place > ? ORDER BY place LIMIT ?"
        return _first_column(self._connection, before, asked), _first_column(self._connection, behind, asked)

    def between(self, key: int, one: str, other: str, limit: int) -> int:
        """How many nodes stand between two places under a key; counts no further than `limit`."""
        low, high = sorted((one, other))
        query = (
            "SELECT count(*) FROM (SELECT 1 FROM blocks WHERE gatherer = ? AND key = ? AND place > ? AND place < ?"
            " LIMIT ?)"
        )
        return int(self._connection.execute(query, (self.number, key, low, high, limit)).fetchone()[0])

    def standing(self, key: int, place: str, limit: int) -> int:
        """How many nodes stand before a place under a key; counts no further than `limit`."""
        return self.between(key, "", place, limit) if limit else 0

    def nth(self, key: int, index: int) -> str | None:
        """The place at an index (from 0) under a key."""
        query = "SELECT place FROM blocks WHERE gatherer = ? AND key = ? ORDER BY place LIMIT 1 OFFSET ?"
        row = self._connection.execute(query, (self.number, key, index)).fetchone()
        return row[0] if row else None

    def under(self, key: int, limit: int = -1) -> list[str]:
        """The first places under a key, or all."""
        query = "SELECT place FROM blocks WHERE gatherer = ? AND key = ? ORDER BY place LIMIT ?"
        return _first_column(self._connection, query, (self.number, key, limit))

    # Links.

    def links_of(self, node: str) -> dict[str, tuple[float, str, Record]]:
        """The nodes that a node is linked to: score, reason and detail."""
        query = (
            "SELECT other, score, reason, detail FROM links WHERE gatherer = ?1 AND leaning IN (0, 1) AND one = ?2"
            " UNION ALL SELECT one, score, reason, detail FROM links INDEXED BY links_by_other"
            " WHERE gatherer = ?1 AND leaning IN (0, 1) AND other = ?2"
        )
        rows = self._connection.execute(query, (self.number, node))
        return {row[0]: (row[1], row[2], json.loads(row[3])) for row in rows}

    def linked(self, node: str, leaning: bool) -> list[tuple[str, float]]:
        """The nodes that a node is linked to, with the score alone: where one of the two leans, or where none does."""
        query = (
            "SELECT other, score FROM links WHERE gatherer = ?1 AND leaning = ?2 AND one = ?3"
            " UNION ALL SELECT one, score FROM links INDEXED BY links_by_other"
            " WHERE gatherer = ?1 AND leaning = ?2 AND other = ?3"
        )
        return self._connection.execute(query, (self.number, leaning, node)).fetchall()

    def link(self, one: str, other: str) -> tuple[float, str, Record] | None:
        """The link between two nodes, `one` the lower: score, reason and detail."""
        query = (
            "SELECT score, reason, detail FROM links WHERE gatherer = ? AND leaning IN (0, 1) AND one = ? AND other = ?"
        )
        row = self._connection.execute(query, (self.number, one, other)).fetchone()
        return (row[0], row[1], json.loads(row[2])) if row else None

    def links_among(self, nodes: Iterable[str]) -> set[tuple[str, str]]:
        """The pairs of these nodes that are linked, the lower first."""
        query = (
            "SELECT l.one, l.other FROM json_each(?1) j CROSS JOIN links l ON l.gatherer = ?2 AND l.leaning IN (0, 1)"
            " AND l.one = j.value WHERE +l.other IN (SELECT value FROM json_each(?1))"
        )
        return set(self._connection.execute(query, (canonical(sorted(nodes)), self.number)))

    def put_link(self, one: str, other: str, leaning: bool, score: float, reason: str, detail: Record) -> None:
        """Stores a link, `one` the lower, in place of an earlier one between the two."""
        row = (self.number, leaning, one, other, score, reason, canonical(detail))
        self._connection.execute("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    def drop_link(self, one: str, other: str) -> bool:
        """Takes a link out, `one` the lower; whether there was one."""
        query = "DELETE FROM links WHERE gatherer = ? AND leaning IN (0, 1) AND one = ? AND other = ?"
        return self._connection.execute(query, (self.number, one, other)).rowcount > 0


def _part(row: tuple[Any, ...]) -> PartRow:
    shown = json.loads(row[6]) if row[6] else None
    return PartRow(row[0], row[1], row[2], row[3], row[4], json.loads(row[5]), shown)


def _first_column(connection: sqlite3.Connection, query: str, values: tuple[object, ...]) -> list[str]:
    return [row[0] for row in connection.execute(query, values)]


def place_in_print(article: Record, position: int, identifier: str) -> str:
    """Where a record stands among all: by publication, article, position in its layer; its own id comes last."""
    return f"{article['published'] or UNKNOWN}/{article['id'][:KEPT]}/{position:07d}/{identifier[:KEPT]}"
