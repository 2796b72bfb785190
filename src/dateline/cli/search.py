"""`dateline search`: finds words in articles and quotations."""

from __future__ import annotations

from typing import Any

import click
from rich.console import Console
from rich.text import Text

from dateline import query
from dateline.chronicle import Page, SearchRow
from dateline.cli.layout import console, flat
from dateline.cli.options import answer, chronicle_option, form_options, limit_of, paging_options, print_options
from dateline.ids import SHOWN, short

INDENT = SHOWN + 2


@click.command()
@click.argument("words", nargs=-1, required=True)
@chronicle_option
@click.option("--kind", "types", multiple=True, type=click.Choice(["article", "quotation"]), help="Only this kind.")
@click.option(
    "--who", multiple=True, metavar="NAME", help="Only what NAME says, and articles in which NAME takes part."
)
@print_options
@paging_options
@form_options
def search(path: str, words: tuple[str, ...], as_json: bool, as_csv: bool, limit: int | None, **asked: Any) -> None:
    """Find quotations and articles that hold all the WORDS, the best first.

    Case and accents do not matter. "A phrase" in quotation marks is found as such, word* finds what begins so, and
    -word leaves out what holds it (write -- before it).
    """
    selection = query.select(limit=limit_of(limit, as_json, as_csv), **asked)
    answer(path, "search", selection, as_json, as_csv, draw_found, " ".join(words))


def draw_found(page: Page[SearchRow]) -> None:
    """Each passage under a line that says whose words or what article it is, where it was printed, and its id."""
    to = console()
    for row in page.rows:
        named = (row.speaker.shown if row.speaker else None) if row.kind == "quotation" else row.article.title
        head = Text(flat(named), "bold").append(", in ") if named else Text("in ")
        head.append(flat(query.printed(row.article)), "cyan")
        _indented(to, Text(short(row.id), "blue"), head)
        _indented(to, Text(), _passage(row, ("", "") if to.color_system else ("»", "«")))


def _indented(to: Console, first: Text, words: Text) -> None:
    for at, part in enumerate(words.wrap(to, to.width - INDENT)):
        part.rstrip()
        margin = first.copy() if at == 0 else Text()
        margin.pad_right(INDENT - len(margin))
        to.print(margin + part)


def _passage(row: SearchRow, signs: tuple[str, str]) -> Text:
    """The passage with the words found set off, by colour or, without it, by signs."""
    shown, at, whole = Text(), 0, row.passage.words
    cut = row.kind == "article" and row.passage.in_ is None
    shown.append("… " if cut and row.passage.start else "", "dim")
    for mark in row.marks:
        start, end = mark.start - row.passage.start, mark.end - row.passage.start
        shown.append(flat(whole[at:start]), "dim").append(f"{signs[0]}{flat(whole[start:end])}{signs[1]}", "bold")
        at = end
    shown.append(flat(whole[at:]), "dim")
    return shown.append(" …" if cut and row.passage.end < row.article.characters else "", "dim")
