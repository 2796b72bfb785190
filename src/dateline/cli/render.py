"""How records look on a terminal: a console that obeys NO_COLOR and pipes, tables with the words under each row."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from typing import TextIO

from rich.console import Console
from rich.text import Text

from dateline.cli.safe import harmless
from dateline.rows import EventRow, NameRow, QuotationRow, TimeRow, Words

GAP = 2
"""Blanks between two columns."""
LINES_OF_WORDS = 2
"""How many lines the words of a row may take."""
MARGIN = 24
"""How much of them is left free, for marks and for lines that end early."""
NARROWEST = 8
HEAD, FAINT, STRONG = "bold", "dim", "bold"


class Column:
    """A column's heading, its least and its greatest width, and its style."""

    def __init__(self, heading: str, least: int, greatest: int, style: str = "") -> None:
        self.heading, self.least, self.greatest, self.style = heading, least, greatest, style


EVENT_COLUMNS = (
    Column("when", 10, 14, "cyan"),
    Column("who", 12, 30, "bold"),
    Column("did what", 12, 16, "magenta"),
    Column("to whom", 12, 30, "bold"),
    Column("where", 8, 16, "green"),
    Column("who says so", 11, 22),
)
QUOTATION_COLUMNS = (
    Column("who", 14, 30, "bold"),
    Column("says how", 10, 26, "magenta"),
    Column("to whom", 8, 24, "bold"),
    Column("through", 10, 18),
    Column("when", 8, 12, "cyan"),
)
TIME_COLUMNS = (
    Column("words", 14, 40, "cyan"),
    Column("type", 8, 8),
    Column("value", 12, 24, "bold"),
    Column("days", 22, 24),
)
NAME_COLUMNS = (
    Column("name", 20, 40, "bold"),
    Column("type", 8, 8, "green"),
    Column("times", 5, 5),
    Column("country", 7, 7),
    Column("called", 12, 40, "dim"),
)


def console(stream: TextIO | None = None) -> Console:
    """A console on standard output: colour on a terminal only and not with NO_COLOR, never markup from the text.

    Characters that the terminal's encoding lacks are shown as "?".
    """
    if stream is None and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)


def table(
    to: Console, columns: Sequence[Column], rows: Iterable[Sequence[str]], words: Iterable[Words | None] = ()
) -> None:
    """Print rows under headings as they come, each followed by its words with the telling part in bold."""
    rows = list(rows)
    widths = fit(columns, to.width, rows)
    line(to, [Text(column.heading, HEAD) for column in columns], widths)
    line(to, [Text("─" * width, FAINT) for width in widths], widths)
    receipts = iter(words)
    for row in rows:
        cells = [Text(harmless(cell, lines=True), column.style) for cell, column in zip(row, columns, strict=True)]
        line(to, cells, widths)
        receipt = next(receipts, None)
        if receipt and receipt.text:
            for part in excerpt(receipt, to.width - GAP).wrap(to, to.width - GAP)[:LINES_OF_WORDS]:
                part.rstrip()
                to.print(Text(" " * GAP) + part)


def fit(columns: Sequence[Column], width: int, rows: Iterable[Sequence[str]] = ()) -> list[int]:
    """The columns' widths: what is over the least of each is shared, up to the greatest.

    With rows, a column is as narrow as its cells allow, and no narrower than their longest word while there is room.
    """
    cells = [[column.heading, *values] for column, *values in zip(columns, *rows, strict=True)]
    if any(len(values) > 1 for values in cells):
        words = [
            max(len(word) for cell in [values[0].replace(" ", "_"), *values] for word in cell.split())
            for values in cells
        ]
        lines = [max(len(part) for cell in values for part in cell.split("\n")) for values in cells]
        columns = [
            Column(column.heading, min(word, column.greatest), min(longest, column.greatest))
            for column, word, longest in zip(columns, words, lines, strict=True)
        ]
    widths = [column.least for column in columns]
    left = width - sum(widths) - GAP * (len(columns) - 1)
    while left < 0 and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
        left += 1
    while left > 0 and any(w < c.greatest for w, c in zip(widths, columns, strict=True)):
        for index, column in enumerate(columns):
            if left > 0 and widths[index] < column.greatest:
                widths[index] += 1
                left -= 1
    return widths


def line(to: Console, cells: Sequence[Text], widths: Sequence[int]) -> None:
    """Print one row of a table, each cell wrapped to its width."""
    wrapped = [cell.wrap(to, width) for cell, width in zip(cells, widths, strict=True)]
    for number in range(max(len(lines) for lines in wrapped)):
        out = Text()
        for lines, width in zip(wrapped, widths, strict=True):
            part = lines[number] if number < len(lines) else Text()
            part.rstrip()
            out.append_text(part)
            out.append(" " * max(0, width - part.cell_len + GAP))
        out.rstrip()
        to.print(out)


def excerpt(words: Words, width: int) -> Text:
    """The words, cut at both ends to two lines around the telling part, which is bold; the rest is faint."""
    room = max(20, LINES_OF_WORDS * width - MARGIN)
    told = words.text[words.start : words.end].strip()
    told = told if len(told) <= room else _cut(told, room) + " …"
    left, right = words.text[: words.start].rstrip(), words.text[words.end :].lstrip()
    parted = words.text[: words.start] != left, words.text[words.end :] != right
    spare = max(0, room - len(told))
    before = max(spare // 2, spare - len(right))
    head = left if len(left) <= before else "… " + _cut(left[::-1], before)[::-1]
    after = max(0, spare - len(head))
    tail = right if len(right) <= after else _cut(right, after) + " …"
    text = Text(harmless(head.rstrip()) + " " * (bool(head) and (parted[0] or head == "… ")), FAINT)
    text.append(harmless(told), STRONG)
    text.append(" " * (parted[1] and bool(tail)) + harmless(tail), FAINT)
    return text


def _cut(text: str, room: int) -> str:
    """As many whole words from the beginning as fit."""
    if len(text) <= room:
        return text
    return text[: room + 1].rpartition(" ")[0].rstrip()


def event_table(to: Console, rows: Sequence[EventRow]) -> None:
    """The record: when, who, did what, to whom, where, who says so, and the words."""
    cells = [
        (row.when, row.who, f"{row.what}\n{row.note}" if row.note else row.what, row.to_whom, row.where, row.says)
        for row in rows
    ]
    table(to, EVENT_COLUMNS, cells, (row.words for row in rows))


def quotation_table(to: Console, rows: Sequence[QuotationRow], besides: str = "") -> None:
    """Who says what, how, to whom, through what and when, and the words; then what is left out besides."""
    cells = [(row.speaker, row.how, row.addressee, row.channel, row.time) for row in rows]
    table(to, QUOTATION_COLUMNS, cells, (row.words for row in rows))
    if besides:
        to.print(Text(besides, FAINT))


def time_table(to: Console, rows: Sequence[TimeRow]) -> None:
    """The time expressions with their values."""
    table(to, TIME_COLUMNS, [tuple(row) for row in rows])


def name_table(to: Console, rows: Sequence[NameRow]) -> None:
    """The entities with their mentions counted."""
    table(to, NAME_COLUMNS, [(row.name, row.type, str(row.mentions), row.country, row.roles) for row in rows])
