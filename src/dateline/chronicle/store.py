"""The chronicle: articles and the one current reading of each, kept in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from dateline.chronicle import changes, check, custody, listings, lookup, names, restore, search, streams
from dateline.chronicle.connect import connect, plainly
from dateline.chronicle.groups import Groups
from dateline.chronicle.judgements import Judgements
from dateline.chronicle.knowledge import Knowledge
from dateline.chronicle.record import ARTICLE_COLUMNS, WIDTH, Record, Row, Rows, article_row, digest, rows
from dateline.chronicle.rows import (
    ArticleRow,
    EventRow,
    Found,
    NameRow,
    Page,
    QuotationRow,
    SearchRow,
    TimeRow,
)
from dateline.chronicle.selection import Selection
from dateline.errors import StageFault
from dateline.model import Reading

Outcome = Literal["stored", "read again", "already there"]

REFRESHED = ("authors", "published_at", "published_from", "dateline", "language", "source")
"""What of an article a newer reading may change; `ref` stays the first it came with, the rest makes its id."""

LAYER_TABLES = ("mentions", "entities", "times", "quotations", "events", "warnings")


class Chronicle:
    """An open chronicle. Use `Chronicle.open`, as a context manager or with `close`; one thread at a time.

    Whatever `add` has returned for is on the disk: each reading is one transaction, synced before `add` returns.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, path: str | Path, create: bool = True, readonly: bool = False) -> Self:
        """The chronicle at a path, made if it is not there and `create` is true.

        Raises MissingDatabase, NotAChronicle (also for one of a newer schema), LockedDatabase or DiskFull.
        """
        where = Path(path)
        return cls(connect(where, create=create, readonly=readonly), where)

    def close(self) -> None:
        """Lets go of the file."""
        with plainly(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, article_id: str, reader_version: str, model: str | None = None) -> bool:
        """Whether the article is stored with a reading by this version (and by this model, if one is named)."""
        query = (
            "SELECT 1 FROM articles a JOIN readings r ON r.article = a.number"
            " WHERE a.id = ?1 AND r.version = ?2 AND r.model = coalesce(?3, r.model)"
        )
        with plainly(self.path):
            return self._connection.execute(query, (article_id, reader_version, model)).fetchone() is not None

    def add(self, reading: Reading) -> Outcome:
        """Stores a reading in one transaction, in place of an earlier reading of the same article.

        Raises StageFault for a span outside the text, LockedDatabase or DiskFull; then nothing of it is stored.
        """
        record = reading.to_dict()
        _refuse_misplaced(record)
        with plainly(self.path), self._transaction():
            return self._put(record)

    def add_records(self, records: Sequence[Record]) -> Counter[Outcome]:
        """Stores many readings, keyed as the contract says, as `add` does but in one transaction: all or none.

        Raises StageFault for a span outside its text or a record that is no reading, LockedDatabase or DiskFull.
        """
        with plainly(self.path), self._transaction():
            return Counter(self._put_checked(record) for record in records)

    def _put_checked(self, record: Record) -> Outcome:
        try:
            _refuse_misplaced(record)
            return self._put(record)
        except (KeyError, TypeError) as error:
            raise StageFault(f"this is no reading: {type(error).__name__}: {error}") from error

    def _put(self, record: Record) -> Outcome:
        number, ref, stored, source = self._known(record["article"]["id"])
        if number is None:
            (number,) = self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM articles").fetchone()
            self._insert("articles", [article_row(record["article"], number)])
            self._insert_reading(rows(record, number))
            return "stored"
        record["article"]["ref"] = ref
        if custody.same_custody(source, record["article"]["source"]):
            record["article"]["source"] = json.loads(source or "null")
        if stored == digest(record):
            return "already there"
        self._remove_reading(number)
        self._refresh_article(article_row(record["article"], number))
        self._insert_reading(rows(record, number))
        return "read again"

    def _known(self, article_id: str) -> tuple[int | None, str | None, str | None, str | None]:
        """An article's number, ref, the SHA-256 of its reading, and its source as JSON."""
        row = self._connection.execute(
            "SELECT a.number, a.ref, r.sha256, a.source FROM articles a"
            " LEFT JOIN readings r ON r.article = a.number WHERE a.id = ?",
            (article_id,),
        ).fetchone()
        return row or (None, None, None, None)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction over the whole file, for what works on more than a reading; all of it is kept or nothing."""
        with plainly(self.path), self._transaction():
            yield self._connection

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def _insert(self, table: str, made: list[Row]) -> None:
        if made:
            marks = ", ".join("?" * len(made[0]))
            self._connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)

    def _insert_reading(self, made: Rows) -> None:
        self._insert("readings", [made.reading])
        for table in LAYER_TABLES:
            self._insert(table, getattr(made, table))
        goes_by = [(folded,) for folded in sorted({name for name, _ in made.entity_names})]
        self._connection.executemany("INSERT INTO names (folded) VALUES (?) ON CONFLICT DO NOTHING", goes_by)
        self._connection.executemany(
            "INSERT INTO entity_names SELECT number, ?2 FROM names WHERE folded = ?1", made.entity_names
        )
        self._insert("involved", list(made.involved))

    def _remove_reading(self, number: int) -> None:
        """Takes out the reading and its rows; the article, and what people judged, stay."""
        span = (number * WIDTH, (number + 1) * WIDTH)
        between = "entity >= ? AND entity < ?"
        gone = self._connection.execute(f"SELECT DISTINCT name FROM entity_names WHERE {between}", span).fetchall()
        self._connection.execute(f"DELETE FROM entity_names WHERE {between}", span)
        self._connection.execute(f"DELETE FROM involved WHERE {between}", span)
        self._connection.executemany(
            "DELETE FROM names WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM entity_names WHERE name = ?1)", gone
        )
        for table in LAYER_TABLES:
            self._connection.execute(f"DELETE FROM {table} WHERE number >= ? AND number < ?", span)
        self._connection.execute("DELETE FROM readings WHERE article = ?", (number,))

    def _refresh_article(self, row: Row) -> None:
        columns = dict(zip(ARTICLE_COLUMNS, row[1:], strict=True))
        settings = ", ".join(f"{column} = ?" for column in REFRESHED)
        values = [columns[column] for column in REFRESHED]
        self._connection.execute(f"UPDATE articles SET {settings} WHERE number = ?", (*values, row[0]))

    def counts(self) -> dict[str, int]:
        """How many records of each kind are stored."""
        with plainly(self.path):
            return {
                table: self._connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                for table in ("articles", *LAYER_TABLES)
            }

    def articles(self) -> Iterator[ArticleRow]:
        """Every article, by publication (those without a date last), then by id."""
        with plainly(self.path):
            yield from lookup.articles(self._connection)

    def reading(self, article_id: str) -> Reading | None:
        """The stored reading of an article, as it was added; None if the article is not stored."""
        with plainly(self.path):
            number, *_ = self._known(article_id)
            return None if number is None else restore.revive(restore.reading(self._connection, number))

    def readings(self) -> Iterator[Reading]:
        """Every stored reading, in the order of `articles`."""
        for article in list(self.articles()):
            reading = self.reading(article.id)
            if reading is not None:
                yield reading

    def stored(self, selection: Selection, article: str | None = None) -> Iterator[streams.Stored]:
        """Every article that fits, one at a time in the order of publication, with the events that were asked for.

        With an article's id, that article only.
        """
        with plainly(self.path):
            yield from streams.stored(self._connection, selection, article)

    def urls(self) -> Iterator[tuple[str, str]]:
        """The ids of the articles that have a url, each with it, in the order of adding."""
        with plainly(self.path):
            yield from self._connection.execute("SELECT id, url FROM articles WHERE url IS NOT NULL ORDER BY number")

    def events(self, selection: Selection) -> Page[EventRow]:
        """The events that the selection asks for."""
        with plainly(self.path):
            return listings.events(self._connection, selection)

    def quotations(self, selection: Selection) -> Page[QuotationRow]:
        """The quotations that the selection asks for."""
        with plainly(self.path):
            return listings.quotations(self._connection, selection)

    def times(self, selection: Selection) -> Page[TimeRow]:
        """The time expressions that the selection asks for."""
        with plainly(self.path):
            return listings.times(self._connection, selection)

    def names(self, selection: Selection) -> Page[NameRow]:
        """The names that the selection asks for: entities of one name and type, over all articles."""
        with plainly(self.path):
            return names.names(self._connection, self.path, selection)

    def search(self, words: str, selection: Selection) -> Page[SearchRow]:
        """Articles and quotations with these words, best first."""
        with plainly(self.path):
            return search.search(self._connection, words, selection)

    def find(self, beginning: str) -> Found:
        """The record or article whose id begins so. Raises UnknownRecord if none does, or several do."""
        with plainly(self.path):
            return lookup.find(self._connection, beginning)

    def keep_source(self, sha256: str, data: bytes) -> None:
        """Keeps the bytes that articles are taken from, under their SHA-256; once, however often they come."""
        with plainly(self.path), self._transaction():
            custody.keep(self._connection, sha256, data)

    def kept_sources(self) -> Iterator[custody.KeptSource]:
        """The bytes that are kept, by their SHA-256, one in memory at a time."""
        with plainly(self.path):
            yield from custody.kept(self._connection)

    def taken_from(self) -> dict[str, list[str]]:
        """The ids of the articles that were taken from the bytes with each SHA-256, kept or not."""
        with plainly(self.path):
            return custody.taken_from(self._connection)

    def discard_stray_sources(self) -> int:
        """Lets go of kept bytes that no article was taken from; how many there were."""
        with plainly(self.path), self._transaction():
            return custody.discard_strays(self._connection)

    def changes(self) -> changes.Changes:
        """How often readings, groups and judgements were written until now."""
        with plainly(self.path):
            return changes.changes(self._connection)

    @property
    def judgements(self) -> Judgements:
        """What people have judged."""
        return Judgements(self._connection, self.path)

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge base that was given for gathering."""
        return Knowledge(self._connection, self.path)

    def groups(self, gatherer: str) -> Groups:
        """What a gatherer ("identities", "origins", ...) has put together."""
        return Groups(self._connection, self.path, gatherer)

    def check(self, tally: check.Tally | None = None) -> Iterator[check.Problem]:
        """Every hash, span and row that is not as it was stored."""
        with plainly(self.path):
            yield from check.check(self._connection, tally or check.Tally())


def _refuse_misplaced(record: Record) -> None:
    for path, span in check.spans(record):
        if detail := check.misplaced(record["article"], span):
            where = record["article"]["ref"] or record["article"]["id"]
            raise StageFault(f"{path}: {detail}; nothing of this article was stored", where=where)
