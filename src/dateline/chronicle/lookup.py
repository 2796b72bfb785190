"""Finds the record or the article that an id, or the beginning of one, belongs to."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from dateline.chronicle import restore
from dateline.chronicle.context import Context
from dateline.chronicle.record import IDENTIFIED, KEPT, WIDTH, identified
from dateline.chronicle.rows import ArticleRow, Found
from dateline.errors import UnknownRecord
from dateline.ids import short

VOICED = {"events": "asserted_by", "quotations": "within"}
"""The field of a record that names the quotation it stands in."""

FEWEST = 4
"""The least number of characters of an id that are looked up."""


def articles(connection: sqlite3.Connection) -> Iterator[ArticleRow]:
    """Every article, by publication, those without a date last."""
    numbers = connection.execute("SELECT number FROM articles ORDER BY published IS NULL, published, id").fetchall()
    for (number,) in numbers:
        yield Context(connection, number).row


def find(connection: sqlite3.Connection, beginning: str) -> Found:
    """The one article or record whose id begins so. Raises UnknownRecord if there is none, or more than one."""
    asked = beginning.strip().lower()
    if not re.fullmatch(r"[0-9a-f]{4,64}", asked):
        raise UnknownRecord(f"{beginning!r} is not an id: give at least {FEWEST} of its characters, 0-9 and a-f")
    found = [*_articles(connection, asked), *_records(connection, asked)]
    if not found:
        raise UnknownRecord(f"no record and no article has an id that begins with {asked}")
    if len(found) > 1:
        several = ", ".join(f"{short(one.id)} ({one.layer})" for one in found[:5])
        more = ", ..." if len(found) > 5 else ""
        raise UnknownRecord(f"{len(found)} ids begin with {asked}: {several}{more}; give more characters")
    return found[0]


def _articles(connection: sqlite3.Connection, asked: str) -> Iterator[Found]:
    query = "SELECT number, id FROM articles WHERE id >= ? AND id < ? LIMIT 20"
    for number, identifier in connection.execute(query, (asked, asked + "g")).fetchall():
        context = Context(connection, number)
        yield Found("articles", identifier, context.row, 0, (), restore.reading(connection, number))


def _records(connection: sqlite3.Connection, asked: str) -> Iterator[Found]:
    kept = asked[:KEPT]
    for layer in IDENTIFIED:
        query = f"SELECT number FROM {layer} WHERE id >= ? AND id < ? ORDER BY id LIMIT 20"
        for (number,) in connection.execute(query, (kept, kept + "g")).fetchall():
            article, position = divmod(number, WIDTH)
            reading = restore.reading(connection, article)
            public = identified(reading)[layer][position]
            if public.startswith(asked):
                context, record = Context(connection, article), reading[layer][position]
                voices = context.voices(record[VOICED[layer]]) if layer in VOICED else ()
                yield Found(layer, public, context.row, position, voices, reading)
