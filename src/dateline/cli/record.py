"""One record on the terminal: its fields with their words in context, who says so, the article and its hash."""

from __future__ import annotations

from itertools import pairwise

from rich.console import Console
from rich.text import Text

from dateline import query
from dateline.chronicle import Receipt, VoiceRow
from dateline.cli.layout import console, flat
from dateline.cli.safe import harmless
from dateline.ids import short

NAMES = 22
"""The width of the column of field names."""

KINDS = {
    "articles": "ARTICLE",
    "mentions": "MENTION",
    "entities": "ENTITY",
    "times": "TIME EXPRESSION",
    "quotations": "QUOTATION",
    "events": "EVENT",
}
VOICED = ("events", "quotations")


def draw(shown: query.Shown) -> None:
    """Print a record or an article."""
    to = console()
    _line(to, KINDS[shown.layer], Text(shown.id, "blue"))
    for before, receipt in pairwise([None, *shown.receipts]):
        if receipt and not _repeats(before, receipt):
            _field(to, receipt)
    if shown.layer in VOICED:
        _voices(to, shown.voices, shown.article.outlet)
    _article(to, shown)
    for layer, count in shown.counts.items():
        _line(to, layer, Text(f"{count:,}"))
    if shown.text:
        to.print()
        to.print(Text(harmless(shown.text, lines=True)))


def _line(to: Console, name: str, value: Text) -> None:
    for at, part in enumerate(value.wrap(to, max(20, to.width - NAMES)) or [Text()]):
        part.rstrip()
        to.print(Text(f"{name if at == 0 else '':<{NAMES}}", "bold").append_text(part))


def _address(to: Console, name: str, address: str) -> None:
    """A web address, whole on one line, so that a terminal can open it."""
    to.print(
        Text(f"{name:<{NAMES}}", "bold").append(harmless(address), "blue"), overflow="ignore", no_wrap=True, crop=False
    )


def _repeats(before: Receipt | None, receipt: Receipt) -> bool:
    """Whether a field only says which mention the words before it are."""
    place = (receipt.start, receipt.end)
    return bool(before and receipt.field == f"{before.field}.mention" and place == (before.start, before.end))


def _field(to: Console, receipt: Receipt) -> None:
    """A field; what a part of a record leaves open is not worth a line."""
    if receipt.value is None and receipt.start is None and "." in receipt.field:
        return
    value = Text(flat(receipt.value or query.DASH)) if receipt.start is None else _words(to, receipt)
    if receipt.refers:
        value.append(f"  {short(receipt.refers)}", "blue")
    _line(to, receipt.field, value)


def _words(to: Console, receipt: Receipt) -> Text:
    """The words set off among those around them, by colour or, without it, by » and «."""
    signs = ("", "") if to.color_system else ("»", "«")
    before, after = receipt.before, receipt.after
    shown = Text.assemble(
        (flat(before.lstrip()), "dim"),
        (f"{signs[0]}{flat(receipt.words)}{signs[1]}", "bold underline"),
        (flat(after.rstrip()), "dim"),
    )
    return shown.append(f"  {receipt.start}:{receipt.end}" + (" in the title" if receipt.in_ else ""), "cyan")


def _voices(to: Console, voices: tuple[VoiceRow, ...], outlet: str | None) -> None:
    """Who says so, from the nearest voice out to the article."""
    for at, voice in enumerate(voices):
        told = Text(harmless(query.voice([voice])[0])).append(f"  {short(voice.quotation)}", "blue")
        _line(to, "as told by" if at else "who says so", told)
    _line(to, "in" if voices else "who says so", Text(f"the article ({harmless(outlet or 'unnamed outlet')})"))


def _article(to: Console, shown: query.Shown) -> None:
    article = shown.article
    if shown.layer != "articles":
        to.print()
        _line(to, "ARTICLE", Text(article.id, "blue"))
        _line(to, "printed", Text(harmless(query.printed(article))))
        for name, value in (("title", article.title), ("url", article.url), ("ref", article.ref)):
            if value:
                _line(to, name, Text(harmless(value)))
        if shown.link:
            _address(to, "words on the page", shown.link)
        _line(to, "text SHA-256", Text(article.text_id))
    told = Text("as stored", "green") if shown.intact else Text("NOT AS STORED: the text has another SHA-256", "red")
    _line(to, "text", told)
    _line(to, "read by", Text(harmless(shown.reader)))
