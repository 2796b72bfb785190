"""The listings of a chronicle: events, quotations and times, filtered, in order, a page at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from dateline.chronicle.conditions import Conditions, own_time, print_conditions
from dateline.chronicle.context import Context
from dateline.chronicle.record import UNKNOWN, WIDTH, full_id
from dateline.chronicle.rows import EventRow, Page, QuotationRow, TimeRow
from dateline.chronicle.search import query
from dateline.chronicle.selection import Selection
from dateline.model import NARRATOR

KEPT_CONTEXTS = 500
"""How many articles' contexts a listing holds at a time."""


class Contexts:
    """The contexts of the articles of a listing; forgets the oldest when they become many."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[int, Context] = {}

    def of(self, number: int) -> Context:
        """The context of the article that holds the record with this number."""
        article = number // WIDTH
        if article not in self._known:
            if len(self._known) >= KEPT_CONTEXTS:
                self._known.pop(next(iter(self._known)))
            self._known[article] = Context(self._connection, article)
        return self._known[article]


def events(connection: sqlite3.Connection, selection: Selection) -> Page[EventRow]:
    """Events by their own time, those without one last; or by publication."""
    limits = event_limits(connection, selection)
    numbers, total, undated = _page(connection, "events", limits, selection)
    contexts = Contexts(connection)
    rows = (
        event_row(contexts.of(number), kept, record)
        for number, kept, record in _fetch(connection, "number, id, record", "events", numbers)
    )
    return Page(tuple(rows), total, selection.offset, undated)


def event_conditions(limits: Conditions, selection: Selection) -> None:
    """What a selection asks of events themselves: type, reality, who takes part, the words of their sentence."""
    limits.among("type", selection.types)
    limits.among("reality", selection.realities)
    limits.who("number", ("actor", "recipient"), selection.who)
    _holding(limits, "events_words", selection)


def quotations(connection: sqlite3.Connection, selection: Selection) -> Page[QuotationRow]:
    """Quotations by publication, or by the time that they themselves tell."""
    limits = quotation_limits(connection, selection)
    numbers, total, undated = _page(connection, "quotations", limits, selection)
    contexts = Contexts(connection)
    rows = (
        quotation_row(contexts.of(number), local)
        for number, local in _fetch(connection, "number, local", "quotations", numbers)
    )
    return Page(tuple(rows), total, selection.offset, undated)


def times(connection: sqlite3.Connection, selection: Selection) -> Page[TimeRow]:
    """Time expressions by the time they tell; those that tell none (open durations, sets) last."""
    limits = Conditions()
    limits.among("type", selection.types)
    if selection.text:
        limits.add("instr(lower(words), lower(?)) > 0", selection.text)
    print_conditions(limits, connection, selection)
    numbers, total, undated = _page(connection, "times", limits, selection)
    contexts = Contexts(connection)
    columns = 'number, id, start, "end", type, value, mod, quant, freq, earliest, latest, origin'
    rows = (time_row(contexts.of(row[0]), row) for row in _fetch(connection, columns, "times", numbers))
    return Page(tuple(rows), total, selection.offset, undated)


def event_limits(connection: sqlite3.Connection, selection: Selection) -> Conditions:
    """What a selection asks of events, but for their own time."""
    limits = Conditions()
    event_conditions(limits, selection)
    print_conditions(limits, connection, selection)
    return limits


def quotation_limits(connection: sqlite3.Connection, selection: Selection) -> Conditions:
    """What a selection asks of quotations, but for their own time."""
    limits = Conditions()
    limits.among("form", selection.types)
    limits.among("act", selection.acts)
    limits.among("stance", selection.stances)
    limits.who("number", ("speaker",), selection.who)
    _holding(limits, "quotations_words", selection)
    print_conditions(limits, connection, selection)
    return limits


def _holding(limits: Conditions, index: str, selection: Selection) -> None:
    if selection.text:
        limits.add(f"number IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)", query(selection.text))


def _page(
    connection: sqlite3.Connection, table: str, limits: Conditions, selection: Selection
) -> tuple[list[int], int, int]:
    """The page's record numbers in order, how many there are in all, and how many fail only for want of a time."""
    undated = 0
    if selection.since or selection.until:
        every, dated, _ = _counts(connection, table, limits)
        undated = every - dated
    own_time(limits, selection)
    total, dated, printed = _counts(connection, table, limits)
    if selection.order == "published" and not selection.newest:
        numbers = _numbers(connection, table, limits, "1", "printed, start", selection.limit, selection.offset)
    elif selection.order == "published":
        walks = (f"printed < '{UNKNOWN}'", f"printed >= '{UNKNOWN}'")
        numbers = _walked(connection, table, limits, selection, "printed DESC, start", walks, printed)
    else:
        order = "day DESC, printed DESC, start" if selection.newest else "day, printed, start"
        walks = ("day IS NOT NULL", "day IS NULL")
        numbers = _walked(connection, table, limits, selection, order, walks, dated)
    return numbers, total, undated


def _walked(
    connection: sqlite3.Connection,
    table: str,
    limits: Conditions,
    selection: Selection,
    order: str,
    walks: tuple[str, str],
    known: int,
) -> list[int]:
    """Records whose day is known (there are `known` of them), then those without: two walks along one index."""
    numbers: list[int] = []
    if selection.offset < known:
        numbers = _numbers(connection, table, limits, walks[0], order, selection.limit, selection.offset)
    left = None if selection.limit is None else selection.limit - len(numbers)
    if left != 0:
        numbers += _numbers(connection, table, limits, walks[1], order, left, max(0, selection.offset - known))
    return numbers


def _counts(connection: sqlite3.Connection, table: str, limits: Conditions) -> tuple[int, int, int]:
    """How many records fit, how many of them have a time of their own, and how many stand in a dated article."""
    known = f"count(*) FILTER (WHERE printed < '{UNKNOWN}')"
    query = f"SELECT count(*), count(day), {known} FROM {table}{limits.where()}"
    total, dated, printed = connection.execute(query, limits.values).fetchone()
    return total, dated, printed


def _numbers(
    connection: sqlite3.Connection,
    table: str,
    limits: Conditions,
    also: str,
    order: str,
    limit: int | None,
    offset: int,
) -> list[int]:
    clause = " AND ".join([*limits.texts, also])
    statement = f"SELECT number FROM {table} WHERE {clause} ORDER BY {order}, number LIMIT ? OFFSET ?"
    values = (*limits.values, -1 if limit is None else limit, offset)
    return [number for (number,) in connection.execute(statement, values)]


def _fetch(connection: sqlite3.Connection, columns: str, table: str, numbers: list[int]) -> Iterator[Any]:
    for number in numbers:
        yield connection.execute(f"SELECT {columns} FROM {table} WHERE number = ?", (number,)).fetchone()


def event_row(context: Context, kept: str, record: str) -> EventRow:
    """An event as it is shown, from its stored id and record (JSON)."""
    return _event(context, kept, json.loads(record))


def _event(context: Context, kept: str, record: dict[str, Any]) -> EventRow:
    trigger, sentence = context.words(record["trigger"]), context.sentence(record["trigger"])
    return EventRow(
        id=full_id(context.row.id, "events", trigger.start, trigger.end, kept),
        article=context.row,
        type=record["type"],
        mode=record["mode"],
        contexts=tuple(record["contexts"]),
        trigger=trigger,
        actors=context.parties(record["actors"]),
        recipients=context.parties(record["recipients"]),
        arguments=context.parts(record["arguments"]),
        quantities=context.parts(record["quantities"]),
        time=context.event_time(record["time"]),
        place=context.party(record["place"]),
        polarity=record["polarity"],
        certainty=record["certainty"],
        when=record["when"],
        background=record["background"],
        reality=record["reality"],
        asserted_by="narrator" if record["asserted_by"] == NARRATOR else "quotation",
        voices=context.voices(record["asserted_by"]),
        sentence=sentence,
        instance=record["instance"],
        confidence=record["confidence"],
        origin=record["origin"],
        link=context.link(sentence),
    )


def quotation_row(context: Context, local: str) -> QuotationRow:
    """A quotation as it is shown, from its id within the reading."""
    public, record = context.quotations[local]
    channel, content = record["channel"], tuple(map(context.words, record["content"]))
    return QuotationRow(
        id=public,
        article=context.row,
        form=record["form"],
        act=record["act"],
        stance=record["stance"],
        content=content,
        quoted=tuple(map(context.words, record["quoted"])),
        cue=context.words(record["cue"]) if record["cue"] else None,
        speaker=context.party(record["speaker"]),
        addressee=context.party(record["addressee"]),
        channel=channel["kind"] if channel else None,
        channel_words=context.words(channel) if channel else None,
        time=context.said_at(record["time"]),
        within=context.voices(record["within"]),
        origin=record["origin"],
        link=context.link(content[0], content[-1]) if content else None,
    )


def time_row(context: Context, row: tuple[Any, ...]) -> TimeRow:
    """A time expression as it is shown, from its columns."""
    _, kept, start, end, kind, value, mod, quant, freq, earliest, latest, origin = row
    span = {"start": start, "end": end}
    public = full_id(context.row.id, "times", start, end, kept)
    words, sentence = context.words(span), context.sentence(span)
    told = (kind, value, mod, quant, freq, earliest, latest, origin)
    return TimeRow(public, context.row, *told, words, sentence, context.link(words))
