"""Listings on the terminal: columns as `dateline read` has them, under each row its id and the words that tell it."""

from __future__ import annotations

import os
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

PIPED = 110
"""Columns where the output goes to no terminal."""

LONGEST = 400
"""The most characters of a cell; what is longer ends in an ellipsis."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row to print: cells (those with a line end in them go on below), its id, and the words that tell it."""

    cells: Sequence[str]
    id: str | None = None
    words: rows.Words | None = None


def console() -> Console:
    """The console of `dateline read`, but wider where the output goes to no terminal and $COLUMNS does not say."""
    to = render.console()
    if not to.is_terminal and "COLUMNS" not in os.environ:
        to.width = PIPED
    return to


def listing(to: Console, columns: Sequence[Column], lines: Iterable[Line]) -> None:
    """Print rows under headings as they come, each followed by its id and its words with the telling part in bold."""
    widths = render.fit(columns, to.width)
    render.line(to, [Text(column.heading, render.HEAD) for column in columns], widths)
    render.line(to, [Text("─" * width, render.FAINT) for width in widths], widths)
    for each in lines:
        cells = [Text("\n").join(_parts(cell, column.style)) for cell, column in zip(each.cells, columns, strict=True)]
        render.line(to, cells, widths)
        if each.id:
            _receipt(to, each.id, each.words)


def _parts(cell: str, style: str) -> Iterable[Text]:
    shown = cell if len(cell) <= LONGEST else cell[:LONGEST].rstrip() + " …"
    return [Text(harmless(part), style if at == 0 else "") for at, part in enumerate(shown.split("\n"))]


def _receipt(to: Console, identifier: str, words: rows.Words | None) -> None:
    room = to.width - SHOWN - render.GAP
    told = render.excerpt(words, room).wrap(to, room)[: render.LINES_OF_WORDS] if words and words.text else [Text()]
    for at, part in enumerate(told):
        part.rstrip()
        shown = Text(short(identifier) if at == 0 else " " * SHOWN, "blue")
        shown.append(" " * render.GAP).append_text(part)
        shown.rstrip()
        to.print(shown)


def within(whole: Words, part: Words) -> rows.Words:
    """Words with the part of them that tells the record."""
    return rows.Words(whole.words, part.start - whole.start, part.end - whole.start)
