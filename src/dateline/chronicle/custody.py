"""The bytes that articles were taken from: kept once under their SHA-256, compressed, given back and checked."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline.ids import bytes_id

LEVEL = 6
"""zlib's level: pages shrink to about a fifth."""


@dataclass(frozen=True, slots=True)
class KeptSource:
    """Bytes in custody and what they are named by; `data` is None where they cannot be unpacked any more."""

    sha256: str
    size: int
    data: bytes | None

    @property
    def intact(self) -> bool:
        """Whether the bytes are those that were kept."""
        return self.data is not None and len(self.data) == self.size and bytes_id(self.data) == self.sha256


def keep(connection: sqlite3.Connection, sha256: str, data: bytes) -> None:
    """Keeps bytes under their SHA-256; those that are kept already stay as they are."""
    if connection.execute("SELECT 1 FROM kept_sources WHERE sha256 = ?", (sha256,)).fetchone() is None:
        connection.execute("INSERT INTO kept_sources VALUES (?, ?, ?)", (sha256, len(data), zlib.compress(data, LEVEL)))


def kept(connection: sqlite3.Connection) -> Iterator[KeptSource]:
    """All that is kept, by SHA-256, one in memory at a time."""
    for (sha256,) in connection.execute("SELECT sha256 FROM kept_sources ORDER BY sha256").fetchall():
        found = get(connection, sha256)
        if found:
            yield found


def get(connection: sqlite3.Connection, sha256: str) -> KeptSource | None:
    """The bytes with this SHA-256; None if they are not kept."""
    query = "SELECT size, compressed FROM kept_sources WHERE sha256 = ?"
    row = connection.execute(query, (sha256,)).fetchone()
    return KeptSource(sha256, row[0], _unpacked(row[1], row[0])) if row else None


def _unpacked(compressed: bytes, size: int) -> bytes | None:
    """The bytes, never more than was kept and one."""
    try:
        return zlib.decompressobj().decompress(compressed, size + 1)
    except zlib.error:
        return None


def taken_from(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Which articles, by id, were taken from which bytes, by SHA-256, in the order of the articles' ids."""
    found: dict[str, list[str]] = {}
    for identifier, source in connection.execute("SELECT id, source FROM articles ORDER BY id"):
        if source is not None:
            found.setdefault(json.loads(source)["sha256"], []).append(identifier)
    return found


def discard_strays(connection: sqlite3.Connection) -> int:
    """Lets go of bytes that no article was taken from (those of refused inputs); how many that were."""
    query = (
        "DELETE FROM kept_sources WHERE sha256 NOT IN"
        " (SELECT json_extract(source, '$.sha256') FROM articles WHERE source IS NOT NULL)"
    )
    return connection.execute(query).rowcount


def same_custody(stored: str | None, source: dict[str, Any] | None) -> bool:
    """Whether an article comes again from the same bytes through the same extractor: then its first time stays."""
    if stored is None or source is None:
        return False
    known = json.loads(stored)
    return all(known.get(key) == source.get(key) for key in ("sha256", "extractor"))
