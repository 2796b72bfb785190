"""Brings a chronicle's file to the latest schema, by the numbered SQL files beside this module."""

from __future__ import annotations

import sqlite3
from importlib.resources import files

APPLICATION = 0x444C4348
"""SQLite's application_id of a chronicle: "DLCH"."""

SCHEMA_FILES = (
    "0001_record.sql",
    "0002_search.sql",
    "0003_custody.sql",
    "0004_gather.sql",
    "0005_judgements.sql",
    "0006_changes.sql",
    "0007_versions.sql",
    "0008_compact.sql",
    "0009_knowledge.sql",
    "0010_names.sql",
)
"""The migrations in order; a chronicle's user_version is the number of those it has had."""

LATEST = len(SCHEMA_FILES)


def migrate(connection: sqlite3.Connection, to: int = LATEST) -> None:
    """Applies the migrations that are missing, all or none: an interrupted one leaves the file as it was."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for name in SCHEMA_FILES[done:to]:
            for statement in statements(files("dateline.chronicle").joinpath("schema", name).read_text("utf-8")):
                connection.execute(statement)
        if done < to:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {to}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> list[str]:
    """The statements of an SQL script, triggers whole."""
    found, pending = [], ""
    for line in script.splitlines(keepends=True):
        pending += line
        if pending.strip() and sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    return found
