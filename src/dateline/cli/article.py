"""Shows one reading on a terminal: a heading, the text with what was read in it marked, then the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rich.console import Console
from rich.text import Text

from dateline import rows
from dateline.cli import render
from dateline.cli.safe import harmless
from dateline.ids import short
from dateline.model import Article, Reading

TIME, NAME, QUOTED, TRIGGER = "cyan underline", "bold", "italic yellow", "bold magenta"


def show(to: Console, reading: Reading) -> None:
    """Print the reading: heading, marked text, the tables of the layers that hold something, warnings."""
    _heading(to, reading.article)
    to.print(marked(reading))
    to.print()
    if to.color_system:
        to.print(_legend())
        to.print()
    for name, count, draw in _tables(to, reading):
        if count:
            to.print(Text(f"{name} ({count})", render.HEAD + " reverse" if to.color_system else render.HEAD))
            draw()
            to.print()
    for line in rows.warning_lines(reading):
        to.print(Text(f"! {harmless(line)}", "yellow"))
    if reading.warnings:
        to.print()


def _tables(to: Console, reading: Reading) -> Iterator[tuple[str, int, Callable[[], None]]]:
    events, quotations = rows.event_rows(reading), rows.quotation_rows(reading)
    times, names = rows.time_rows(reading), rows.name_rows(reading)
    yield "Names", len(names), lambda: render.name_table(to, names)
    yield "Times", len(times), lambda: render.time_table(to, times)
    yield "Quotations", len(quotations), lambda: render.quotation_table(to, quotations, rows.unspoken(reading))
    yield "The record", len(events), lambda: render.event_table(to, events)


def _heading(to: Console, article: Article) -> None:
    to.print(Text("─" * to.width, "dim"))
    title = article.title or article.ref or short(article.id)
    to.print(Text(harmless(title), "bold"))
    how = article.published_from.how
    date = f"{article.published} ({how})" if article.published else "no date"
    parts = [article.outlet, ", ".join(article.authors), date, article.url, f"article {short(article.id)}"]
    to.print(Text(" · ".join(harmless(part) for part in parts if part), "dim"))
    to.print()


def marked(reading: Reading) -> Text:
    """The article's text with styles on quotations, names, times and event triggers."""
    pieces = [harmless(character, lines=True) for character in reading.article.text]
    at = [0]
    for piece in pieces:
        at.append(at[-1] + len(piece))
    text = Text("".join(pieces))
    for quotation in reading.quotations:
        for span in quotation.content:
            if span.in_ is None:
                text.stylize(QUOTED, at[span.start], at[span.end])
    for mention in reading.mentions:
        if mention.kind == "name":
            text.stylize(NAME, at[mention.start], at[mention.end])
    for time in reading.times:
        text.stylize(TIME, at[time.start], at[time.end])
    for event in reading.events:
        if event.trigger.in_ is None:
            text.stylize(TRIGGER, at[event.trigger.start], at[event.trigger.end])
    text.rstrip()
    return text


def _legend() -> Text:
    legend = Text("marked: ", "dim")
    for word, style in (("times", TIME), ("names", NAME), ("quotations", QUOTED), ("events", TRIGGER)):
        legend.append(word, style)
        legend.append("  ")
    return legend
