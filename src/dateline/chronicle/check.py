"""Holds a chronicle against itself: every hash, every span, every stored word, every row against its record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline import ids
from dateline.chronicle import check_groups, custody, knowledge, restore
from dateline.chronicle.record import WIDTH, Record, Rows, digest, rows, words

TABLES = ("mentions", "entities", "times", "quotations", "events", "warnings")
INDEXES = {f"{table}_words": table for table in ("articles", "quotations", "events", "names")}

NAMES = {
    "name_counts": (
        "SELECT folded, type, sum(mentions), count(DISTINCT article) FROM entities WHERE names > 0 GROUP BY 1, 2"
    ),
    "name_parts": (
        "SELECT folded, type, 'spelling', name, count(*) FROM entities WHERE names > 0 GROUP BY folded, type, name"
        " UNION ALL SELECT e.folded, e.type, 'role', json_extract(r.value, '$.text'), count(*) FROM entities e"
        " JOIN json_each(iif(json_valid(e.record), e.record, '{}'), '$.roles') r WHERE e.names > 0 GROUP BY 1, 2, 4"
        " UNION ALL SELECT e.folded, e.type, 'outlet', a.outlet, count(*) FROM entities e"
        " JOIN articles a ON a.number = e.article WHERE e.names > 0 AND a.outlet IS NOT NULL GROUP BY 1, 2, 4"
    ),
}
"""What is kept counted of names, as the entities give it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a chronicle that is not as it was stored: where, and what is off."""

    article: str | None
    record: str
    detail: str


@dataclass(slots=True)
class Tally:
    """What a check has looked at so far."""

    articles: int = 0
    spans: int = 0


def check(connection: sqlite3.Connection, tally: Tally) -> Iterator[Problem]:
    """Every problem of the chronicle, article by article in the order of storing; counts into the tally as it goes."""
    yield from _file(connection)
    query = "SELECT a.number, a.id, r.article FROM articles a LEFT JOIN readings r ON r.article = a.number ORDER BY 1"
    for number, identifier, has in connection.execute(query).fetchall():
        tally.articles += 1
        if has is None:
            yield Problem(identifier, "reading", "the article has no reading")
            continue
        try:
            yield from _article(connection, number, tally)
        except (ValueError, LookupError, TypeError, AttributeError) as error:
            yield Problem(identifier, "reading", f"a stored record cannot be read: {error}")
    yield from _strays(connection)
    yield from _names(connection)
    yield from (Problem(None, where, detail) for where, detail in check_groups.check(connection))
    yield from _sources(connection)
    yield from _knowledge(connection)


def _knowledge(connection: sqlite3.Connection) -> Iterator[Problem]:
    stored = [row[0] for row in connection.execute("SELECT sha256 FROM knowledge_digest")]
    count = connection.execute("SELECT count(*) FROM knowledge").fetchone()[0]
    if stored != ([knowledge.hashed(connection)] if count else []):
        yield Problem(None, "knowledge", "the knowledge base is not the one that was given: its SHA-256 differs")


def _sources(connection: sqlite3.Connection) -> Iterator[Problem]:
    for source in custody.kept(connection):
        if not source.intact:
            yield Problem(None, f"source {source.sha256}", "the kept bytes are not those that were stored: they differ")


def _file(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (said,) in connection.execute("PRAGMA quick_check(20)"):
        if said != "ok":
            yield Problem(None, "file", said)


def _article(connection: sqlite3.Connection, number: int, tally: Tally) -> Iterator[Problem]:
    reading = restore.reading(connection, number)
    article = reading["article"]
    yield from _hashes(connection, number, reading)
    for path, span in spans(reading):
        tally.spans += 1
        if detail := misplaced(article, span):
            yield Problem(article["id"], path, detail)
    yield from _rows(connection, rows(reading, number), article["id"], number)


def _hashes(connection: sqlite3.Connection, number: int, reading: Record) -> Iterator[Problem]:
    article = reading["article"]
    if ids.text_id(article["text"]) != article["text_id"]:
        yield Problem(article["id"], "article.text", "the text is not the one that was stored: its SHA-256 differs")
    parts = (article[key] for key in ("url", "outlet", "published", "title", "text"))
    if ids.article_id(*parts) != article["id"]:
        yield Problem(article["id"], "article", "url, outlet, published, title or text was changed: the id differs")
    (stored,) = connection.execute("SELECT sha256 FROM readings WHERE article = ?", (number,)).fetchone()
    if digest(reading) != stored:
        yield Problem(article["id"], "reading", "a record of the reading is not as stored: its SHA-256 differs")


def _rows(connection: sqlite3.Connection, made: Rows, identifier: str, number: int) -> Iterator[Problem]:
    """The columns beside each record, and who is involved, must be what the record gives."""
    span = (number * WIDTH, (number + 1) * WIDTH)
    for table in TABLES:
        stored = connection.execute(f"SELECT * FROM {table} WHERE number >= ? AND number < ? ORDER BY number", span)
        expected: list[Any] = getattr(made, table)
        for row, should in zip(stored.fetchall(), expected, strict=False):
            if row != should:
                yield Problem(identifier, f"{table}[{row[0] - span[0]}]", _difference(table, row, should, connection))
    linked = {
        "entity_names": "SELECT n.folded, e.entity FROM entity_names e JOIN names n ON n.number = e.name"
        " WHERE e.entity >= ? AND e.entity < ?",
        "involved": "SELECT entity, side, record FROM involved WHERE entity >= ? AND entity < ?",
    }
    for table, query in linked.items():
        if sorted(connection.execute(query, span).fetchall()) != sorted(getattr(made, table)):
            yield Problem(identifier, table, "does not follow from the reading")


def _difference(table: str, row: Any, should: Any, connection: sqlite3.Connection) -> str:
    columns = [column[1] for column in connection.execute(f"PRAGMA table_info({table})")]
    at = next(at for at, (one, other) in enumerate(zip(row, should, strict=True)) if one != other)
    return f"{columns[at]} is {row[at]!r}, the text and record give {should[at]!r}"


def _strays(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table in ("readings", *TABLES):
        query = f"SELECT count(*) FROM {table} WHERE article NOT IN (SELECT number FROM articles)"
        if count := connection.execute(query).fetchone()[0]:
            yield Problem(None, table, f"{count} rows belong to no article")
    for index, table in INDEXES.items():
        query = (
            f"SELECT count(*) FROM (SELECT number FROM {table} EXCEPT SELECT id FROM {index}_docsize)"
            f" UNION ALL SELECT count(*) FROM (SELECT id FROM {index}_docsize EXCEPT SELECT number FROM {table})"
        )
        if sum(count for (count,) in connection.execute(query)):
            yield Problem(None, index, "the search index is not in step with its table")


def _names(connection: sqlite3.Connection) -> Iterator[Problem]:
    for table, expected in NAMES.items():
        query = f"SELECT count(*) FROM (SELECT * FROM ({expected}) EXCEPT SELECT * FROM {table})"
        back = f"SELECT count(*) FROM (SELECT * FROM {table} EXCEPT SELECT * FROM ({expected}))"
        if any(connection.execute(each).fetchone()[0] for each in (query, back)):
            yield Problem(None, table, "does not follow from the entities")


def spans(value: Any, path: str = "") -> Iterator[tuple[str, Record]]:
    """Everything with start and end inside a reading, with its path ("events[3].trigger")."""
    if isinstance(value, dict):
        if value.get("start") is not None or value.get("end") is not None:
            yield path, value
        for key, part in value.items():
            if isinstance(part, (dict, list)):
                yield from spans(part, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            if isinstance(part, (dict, list)):
                yield from spans(part, f"{path}[{at}]")


def misplaced(article: Record, span: Record) -> str | None:
    """What is wrong with a span of this article, or None."""
    start, end = span["start"], span["end"]
    whole = (article["title"] or "") if span.get("in") == "title" else article["text"]
    if start is None or end is None or not 0 <= start <= end <= len(whole):
        return f"the span [{start}, {end}) lies outside the text of {len(whole)} characters"
    if "text" in span and words(article, span) != span["text"]:
        return f"the words are {words(article, span)!r}, the record says {span['text']!r}"
    return None
