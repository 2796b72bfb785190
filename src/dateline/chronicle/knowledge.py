"""The knowledge base that was given to a chronicle: entities with their names, looked up while gathering. Only SQL."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dateline.chronicle.connect import plainly
from dateline.chronicle.record import Record, canonical

LISTS = ("countries", "roles")
"""What of an entity's record is put together where a file tells of it on several lines."""


@dataclass(frozen=True, slots=True)
class Known:
    """An entity as it is stored: its id in the file, its name, its record, and the keys that it is looked up under."""

    id: str
    label: str
    record: Record
    keys: frozenset[str]


class Knowledge:
    """The knowledge base of a chronicle; empty where none was given. Writing is for within a transaction."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    @property
    def digest(self) -> str | None:
        """The SHA-256 of all that it holds; None where there is none."""
        with plainly(self._path):
            row = self._connection.execute("SELECT sha256 FROM knowledge_digest").fetchone()
        return str(row[0]) if row else None

    @property
    def size(self) -> int:
        """How many entities it holds."""
        with plainly(self._path):
            return int(self._connection.execute("SELECT count(*) FROM knowledge").fetchone()[0])

    def find(self, key: str) -> list[Record]:
        """The records of the entities that are looked up under a key, by id."""
        query = (
            "SELECT e.record FROM knowledge_names n JOIN knowledge e ON e.number = n.entity"
            " WHERE n.key = ? ORDER BY e.id"
        )
        with plainly(self._path):
            return [json.loads(record) for (record,) in self._connection.execute(query, (key,))]

    def entities_of(self, identity: str) -> list[str]:
        """The ids of the entities that an identity is, by the id of its group: first that of most names."""
        with plainly(self._path):
            return entities_of(self._connection, identity)

    def replace(self, entities: Iterable[Known]) -> None:
        """Puts these in place of what was there; an id that comes again is one entity."""
        self.forget()
        for each in entities:
            self._put(each)
        self._connection.execute("INSERT INTO knowledge_digest VALUES (?)", (hashed(self._connection),))

    def forget(self) -> None:
        """Lets go of all of it."""
        for table in ("knowledge_digest", "knowledge_names", "knowledge"):
            self._connection.execute(f"DELETE FROM {table}")

    def _put(self, entity: Known) -> None:
        query = "SELECT number, record FROM knowledge WHERE id = ?"
        row = self._connection.execute(query, (entity.id,)).fetchone()
        if row is None:
            values = (entity.id, entity.label, canonical(entity.record))
            query = "INSERT INTO knowledge (id, label, record) VALUES (?, ?, ?)"
            number = self._connection.execute(query, values).lastrowid
        else:
            number, before = row[0], json.loads(row[1])
            merged = entity.record | {key: sorted({*before[key], *entity.record[key]}) for key in LISTS}
            self._connection.execute("UPDATE knowledge SET record = ? WHERE number = ?", (canonical(merged), number))
        self._connection.executemany(
            "INSERT OR IGNORE INTO knowledge_names VALUES (?, ?)", ((key, number) for key in sorted(entity.keys))
        )


def entities_of(connection: sqlite3.Connection, group: str) -> list[str]:
    """The ids of the entities that the nodes of an identity are, those of the most nodes first."""
    query = (
        "SELECT json_extract(n.evidence, '$.is') FROM nodes n JOIN gatherers g ON g.number = n.gatherer"
        " WHERE EXISTS (SELECT 1 FROM knowledge_digest) AND g.name = 'identities' AND n.\"group\" = ?1 AND NOT n.leans"
        " AND json_extract(n.evidence, '$.is') IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1"
    )
    return [row[0] for row in connection.execute(query, (group,))]


def hashed(connection: sqlite3.Connection) -> str:
    """The SHA-256 of what a knowledge base holds, whatever the order in which it came."""
    query = (
        "SELECT e.id, e.record, n.key FROM knowledge e LEFT JOIN knowledge_names n ON n.entity = e.number"
        " ORDER BY e.id, n.key"
    )
    found = sha256()
    for row in connection.execute(query):
        found.update(canonical(list(row)).encode())
    return found.hexdigest()
