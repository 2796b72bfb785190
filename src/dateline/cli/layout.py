"""Listings on the terminal: columns as `dateline read` has them, under each row its id and the words that tell it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from dateline import rows
from dateline.chronicle import Words
from dateline.cli import render
from dateline.cli.render import Column
from dateline.cli.safe import harmless
from dateline.ids import SHOWN, short

BLANKS = re.compile(r"\s+")
BREAKS = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")

PIPED = 110
"""Columns where the output goes to no terminal."""

LONGEST = 160
"""The most characters of a line in a cell; what is longer ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row to print: its cells, each of one line or several, its id, and the words that tell it."""

    cells: Sequence[str | Sequence[str]]
    id: str | None = None
    words: rows.Words | None = None


def console() -> Console:
    """The console of `dateline read`, but wider where the output goes to no terminal and $COLUMNS does not say."""
    to = render.console()
    if not to.is_terminal and "COLUMNS" not in os.environ:
        to.width = PIPED
    return to


def flat(text: str) -> str:
    """Words of an article as one line that can do no harm."""
    return BLANKS.sub(" ", harmless(text))


def listing(to: Console, columns: Sequence[Column], lines: Iterable[Line]) -> None:
    """Print rows under headings, each followed by its id and its words with the telling part in bold."""
    kept = [([_lines(cell) for cell in each.cells], each) for each in lines]
    widths = render.fit(columns, to.width, [["\n".join(cell) for cell in cells] for cells, _ in kept])
    render.line(to, [Text(column.heading, render.HEAD) for column in columns], widths)
    render.line(to, [Text("─" * width, render.FAINT) for width in widths], widths)
    for cells, each in kept:
        shown = (_parts(cell, column.style) for cell, column in zip(cells, columns, strict=True))
        render.line(to, [Text("\n").join(parts) for parts in shown], widths)
        if each.id:
            _receipt(to, each.id, each.words)


def _lines(cell: str | Sequence[str]) -> list[str]:
    """The lines of a cell, none of them broken or endless by what the article holds."""
    lines = [BREAKS.sub(" ", line) for line in ([cell] if isinstance(cell, str) else cell)]
    return [line if len(line) <= LONGEST else line[:LONGEST].rstrip() + " …" for line in lines]


def _parts(lines: Sequence[str], style: str) -> list[Text]:
    return [Text(harmless(line), style if at == 0 else "") for at, line in enumerate(lines)]


def _receipt(to: Console, identifier: str, words: rows.Words | None) -> None:
    room = to.width - SHOWN - render.GAP
    for at, part in enumerate(excerpt(words, room).wrap(to, room) if words else [Text()]):
        part.rstrip()
        shown = Text(short(identifier) if at == 0 else " " * SHOWN, "blue")
        shown.append(" " * render.GAP).append_text(part)
        shown.rstrip()
        to.print(shown)


def excerpt(words: rows.Words, width: int) -> Text:
    """The words, the telling part in bold; cut at both ends, between words, to about three lines."""
    room = max(20, 3 * width - width // 6)
    start, end = words.start, min(words.end, words.start + room)
    first = max(0, min(start - (room - (end - start)) // 2, len(words.text) - room))
    last = min(len(words.text), first + room)
    if first:
        first = words.text.find(" ", first, start) + 1 or start
    if last < len(words.text):
        last = max(end, words.text.rfind(" ", end, last))
    shown = Text("… " if first else "", render.FAINT)
    shown.append(flat(words.text[first:start]), render.FAINT).append(flat(words.text[start:end]), render.STRONG)
    shown.append(flat(words.text[end:last]), render.FAINT)
    return shown.append(" …" if last < len(words.text) else "", render.FAINT)


def within(whole: Words, part: Words) -> rows.Words:
    """Words with the part of them that tells the record."""
    return rows.Words(whole.words, part.start - whole.start, part.end - whole.start)
