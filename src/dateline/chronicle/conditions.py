"""Filters as SQL: each adds a condition and its values; nothing a person types becomes part of a statement."""

from __future__ import annotations

import sqlite3
from typing import Any

from dateline.chronicle.folding import fold
from dateline.chronicle.record import WIDTH
from dateline.chronicle.selection import Selection
from dateline.errors import BadOption


class Conditions:
    """Conditions that must all hold, with their values in order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.values: list[Any] = []

    def add(self, text: str, *values: Any) -> None:
        """One more condition."""
        self.texts.append(text)
        self.values += values

    def among(self, column: str, wanted: tuple[Any, ...]) -> None:
        """The column must hold one of these; any, if none is named."""
        if wanted:
            self.add(f"{column} IN ({', '.join('?' * len(wanted))})", *wanted)

    def who(self, number: str, sides: tuple[str, ...], names: tuple[str, ...], *, articles: bool = False) -> None:
        """Each name must take part in the record (with `articles`: in a record of the article) on one of the sides."""
        record = f"i.record / {WIDTH}" if articles else "i.record"
        for name in names:
            self.add(
                f"{number} IN (SELECT {record} FROM names_words CROSS JOIN entity_names n ON n.name = names_words.rowid"
                " CROSS JOIN involved i ON i.entity = n.entity"
                f" WHERE names_words MATCH ? AND i.side IN ({', '.join('?' * len(sides))}))",
                phrase(name),
                *sides,
            )

    def where(self) -> str:
        """The WHERE clause, empty if everything may pass."""
        return f" WHERE {' AND '.join(self.texts)}" if self.texts else ""

    def also(self) -> str:
        """The conditions as the rest of a WHERE clause."""
        return "".join(f" AND {text}" for text in self.texts)


def phrase(name: str) -> str:
    """The FTS5 query for names that hold these words one after the other. Raises BadOption if there are none."""
    folded = fold(name)
    if not folded:
        raise BadOption(f"--who {name!r} holds no letters or digits")
    return f'"{folded}"'


def own_time(conditions: Conditions, selection: Selection) -> None:
    """Records whose own time may lie between since and until; an open bound reaches as far as it can."""
    if selection.since or selection.until or selection.dated:
        conditions.add("day IS NOT NULL")
    if selection.since:
        conditions.add("coalesce(latest, '~') >= ?", selection.since)
    if selection.until:
        conditions.add("coalesce(earliest, '') <= ?", selection.until)


def print_conditions(conditions: Conditions, connection: sqlite3.Connection, selection: Selection) -> None:
    """Publication and outlet, for tables with the columns `printed` and `article`."""
    if selection.published_since:
        conditions.add("printed >= ?", selection.published_since)
    if selection.published_until:
        conditions.add("printed < ?", selection.published_until + "0")
    elif selection.published_since:
        conditions.add("printed < '~'")
    if selection.outlets:
        marks, outlets = _outlets(connection, selection)
        conditions.add(f"article IN (SELECT number FROM articles WHERE outlet IN ({marks}))", *outlets)


def article_conditions(
    conditions: Conditions, connection: sqlite3.Connection, selection: Selection, alias: str
) -> None:
    """The same for the table of articles under an alias."""
    if selection.published_since:
        conditions.add(f"{alias}.published >= ?", selection.published_since)
    if selection.published_until:
        conditions.add(f"{alias}.published <= ?", selection.published_until)
    if selection.outlets:
        marks, outlets = _outlets(connection, selection)
        conditions.add(f"{alias}.outlet IN ({marks})", *outlets)


def _outlets(connection: sqlite3.Connection, selection: Selection) -> tuple[str, list[str]]:
    """The stored spellings of the outlets asked for. Raises BadOption for one that no article is from."""
    stored = [row[0] for row in connection.execute("SELECT DISTINCT outlet FROM articles WHERE outlet IS NOT NULL")]
    found: list[str] = []
    for asked in selection.outlets:
        same = [outlet for outlet in stored if outlet == asked or (fold(asked) and fold(outlet) == fold(asked))]
        if not same:
            raise BadOption(f"no article of this chronicle is from the outlet {asked!r}")
        found += same
    return ", ".join("?" * len(found)), found
