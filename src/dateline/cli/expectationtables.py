"""The columns of expectations on the terminal: what was announced, and under it the words that decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline import query
from dateline.cli.layout import Line, console, listing, within
from dateline.cli.render import Column
from dateline.gathering.expectations import DecidingRow, ExpectationRow

EXPECTATIONS = (
    Column("due", 10, 24, "cyan"),
    Column("who", 12, 26, "bold"),
    Column("what", 12, 20, "magenta"),
    Column("to whom", 10, 24, "bold"),
    Column("status", 9, 9),
    Column("told by", 28, 40),
)


def expectations(rows: Iterable[ExpectationRow]) -> None:
    """A line for each, with the words that announce it; then one for the event that decided, with its words."""
    listing(console(), EXPECTATIONS, (line for row in rows for line in _lines(row)))


def _lines(row: ExpectationRow) -> Iterator[Line]:
    event, counts = row.tellings[0], row.counts
    many = f"{counts.articles:,} articles, {counts.origins:,} origin{'' if counts.origins == 1 else 's'}"
    told = [query.printed(event.article), *([many] if counts.articles > 1 else [])]
    what = [f"{event.type.lower()} “{event.trigger.words}”"]
    due = query.days(row.earliest, row.latest)
    sides = query.who(event.actors), query.who(event.recipients)
    cells = (due, sides[0], what, sides[1], row.status, told)
    yield Line(cells, row.id, within(event.sentence, event.trigger))
    if row.deciding:
        yield _decided(row, row.deciding[0])


def _decided(row: ExpectationRow, by: DecidingRow) -> Line:
    more = len(row.deciding) - 1
    told = [query.printed(by.event.article), row.because, *([f"and {more:,} more"] if more else [])]
    if row.against:
        told.append(f"{len(row.against):,} tell otherwise")
    day = f"→ {query.days(*row.moved_to)}" if row.moved_to else "→"
    return Line((day, "", "", "", "", told), by.event.id, within(by.event.sentence, by.event.trigger))
