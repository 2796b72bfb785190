"""How often a chronicle was written, by what was written: counts that were made before hold while these stay."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """How often readings, what was gathered of them, and judgements were written; each number only grows."""

    readings: int
    groups: int
    judgements: int


def changes(connection: sqlite3.Connection) -> Changes:
    """How often each was written until now."""
    return Changes(**dict(connection.execute("SELECT subject, count FROM changes")))
