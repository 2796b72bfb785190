"""The columns of the chronicle's listings on the terminal, and what each shows of a row."""

from __future__ import annotations

from collections.abc import Iterator

from dateline import query, rows
from dateline.chronicle import EventRow, NameRow, Page, QuotationRow, TimeRow
from dateline.cli.layout import Line, console, listing, within
from dateline.cli.render import Column

MARKS = frozenset("“”\"„‟«»‘’'`‹›")
"""Quotation marks; content that begins with one is not given others."""

EVENTS = (
    Column("when", 10, 13, "cyan"),
    Column("who", 12, 30, "bold"),
    Column("did what", 12, 18, "magenta"),
    Column("to whom", 12, 30, "bold"),
    Column("where", 8, 14, "green"),
    Column("who says so", 11, 36),
)
QUOTES = (
    Column("published", 10, 10, "cyan"),
    Column("who", 14, 30, "bold"),
    Column("how", 12, 26, "magenta"),
    Column("to whom", 9, 24, "bold"),
    Column("when", 10, 24, "cyan"),
    Column("printed by", 12, 28),
)
TIMES = (
    Column("when", 10, 24, "cyan"),
    Column("words", 14, 30, "bold"),
    Column("type", 8, 8),
    Column("value", 12, 20),
    Column("printed in", 16, 40),
)
NAMES = (
    Column("name", 16, 40, "bold"),
    Column("type", 7, 7, "green"),
    Column("mentions", 8, 8),
    Column("articles", 8, 8),
    Column("outlets", 7, 7),
    Column("published", 10, 24, "cyan"),
    Column("called", 11, 60),
)


def events(page: Page[EventRow]) -> None:
    """Events as columns, each with its sentence under it."""
    listing(console(), EVENTS, map(_event, page.rows))


def _event(row: EventRow) -> Line:
    cells = (
        query.when(row.time),
        query.who(row.actors),
        tuple(_did(row)),
        query.who(row.recipients),
        query.who([row.place]),
        query.says(row.voices, row.article),
    )
    return Line(cells, row.id, within(row.sentence, row.trigger))


def _did(row: EventRow) -> Iterator[str]:
    yield row.type.lower() + (f" ({row.mode})" if row.mode else "") + f" “{row.trigger.words}”"
    if row.reality != "actual":
        yield row.reality
    yield from map(query.quantity, row.quantities)


def quotes(page: Page[QuotationRow]) -> None:
    """Quotations as columns, each with its content under it."""
    listing(console(), QUOTES, map(_quotation, page.rows))


def _quotation(row: QuotationRow) -> Line:
    around = [f"as told by {each}" for each in query.voice(row.within)]
    cells = (
        row.article.published or query.DASH,
        query.who([row.speaker]),
        tuple(_how(row)),
        query.who([row.addressee]),
        query.when(row.time),
        [*around, row.article.outlet or query.DASH],
    )
    content = query.content(row)
    if row.form == "direct" and content[:1] not in MARKS:
        content = f"“{content}”"
    return Line(cells, row.id, rows.Words(content, 0, len(content)))


def _how(row: QuotationRow) -> Iterator[str]:
    yield f"{row.stance} “{row.cue.words}”" if row.cue else row.stance
    if row.channel:
        yield row.channel


def times(page: Page[TimeRow]) -> None:
    """Time expressions as columns, each with its sentence under it."""
    listing(console(), TIMES, map(_time, page.rows))


def _time(row: TimeRow) -> Line:
    value = (row.value or query.DASH) + (f" ({row.mod.lower()})" if row.mod else "")
    cells = (query.when(row), row.words.words, row.type, value, query.printed(row.article))
    return Line(cells, row.id, within(row.sentence, row.words))


def names(page: Page[NameRow]) -> None:
    """Names as columns."""
    listing(console(), NAMES, map(_name, page.rows))


def _name(row: NameRow) -> Line:
    called = ", ".join([*row.roles, *row.spellings[1:]]) or query.DASH
    counts = (f"{row.mentions:>8,}", f"{row.articles:>8,}", f"{row.outlets:>7,}")
    return Line((row.name, row.type, *counts, query.between(row.first, row.last), called))
