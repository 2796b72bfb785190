"""One stored article laid open: its text, and every layer as rows in the order of the text."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from dateline.chronicle import restore
from dateline.chronicle.connect import plainly
from dateline.chronicle.listings import Contexts, event_row, quotation_row, time_row
from dateline.chronicle.record import WIDTH, Record, identified
from dateline.chronicle.rows import ArticleRow, EventRow, QuotationRow, TimeRow
from dateline.chronicle.store import Chronicle

TIME_COLUMNS = 'number, id, start, "end", type, value, mod, quant, freq, earliest, latest, origin'


@dataclass(frozen=True, slots=True)
class NamedRow:
    """An entity of one article: what it is called, what the article says it is, and where it is mentioned."""

    id: str
    name: str
    type: str
    country: str | None
    sector: str | None
    roles: tuple[str, ...]
    members: tuple[str, ...]
    place: Record | None
    mentions: tuple[Record, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article with its text and all that was read in it; `reading` is the whole reading as the contract has it."""

    article: ArticleRow
    text: str
    events: tuple[EventRow, ...]
    quotations: tuple[QuotationRow, ...]
    times: tuple[TimeRow, ...]
    names: tuple[NamedRow, ...]
    warnings: tuple[Record, ...]
    reading: Record = field(repr=False)


def open_article(chronicle: Chronicle, article_id: str) -> OpenArticle | None:
    """The article with this whole id, laid open; None if it is not stored."""
    connection = chronicle._connection
    with plainly(chronicle.path):
        row = connection.execute("SELECT number FROM articles WHERE id = ?", (article_id,)).fetchone()
        return None if row is None else _opened(connection, row[0])


def _opened(connection: sqlite3.Connection, number: int) -> OpenArticle:
    contexts, reading = Contexts(connection), restore.reading(connection, number)
    context = contexts.of(number * WIDTH)

    def rows(columns: str, table: str) -> list[tuple[str, ...]]:
        query = f'SELECT {columns} FROM {table} WHERE number >= ? AND number < ? ORDER BY start, "end", number'
        return connection.execute(query, (number * WIDTH, (number + 1) * WIDTH)).fetchall()

    return OpenArticle(
        article=context.row,
        text=context.text,
        events=tuple(event_row(context, kept, record) for kept, record in rows("id, record", "events")),
        quotations=tuple(quotation_row(context, local) for (local,) in rows("local", "quotations")),
        times=tuple(time_row(context, row) for row in rows(TIME_COLUMNS, "times")),
        names=_names(reading),
        warnings=tuple(reading["warnings"]),
        reading=reading,
    )


def _names(reading: Record) -> tuple[NamedRow, ...]:
    mentions: defaultdict[str, list[Record]] = defaultdict(list)
    for mention in reading["mentions"]:
        mentions[mention["entity"]].append(mention)
    names = {entity["id"]: entity["name"] for entity in reading["entities"]}
    found = [
        NamedRow(
            id=public,
            name=entity["name"],
            type=entity["type"],
            country=entity["country"],
            sector=entity["sector"],
            roles=tuple(dict.fromkeys(role["text"] for role in entity["roles"])),
            members=tuple(names[local] for local in entity["members"] if local in names),
            place=entity["place"],
            mentions=tuple(mentions[entity["id"]]),
            named=any(mention["kind"] == "name" for mention in mentions[entity["id"]]),
        )
        for public, entity in zip(identified(reading)["entities"], reading["entities"], strict=True)
    ]
    return tuple(found)
