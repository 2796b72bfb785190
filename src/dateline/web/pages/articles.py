"""The article: its text with every layer marked, and the record beside it; and the list of articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from starlette.requests import Request

from dateline.chronicle.opened import NamedRow, OpenArticle, open_article
from dateline.chronicle.rows import EventRow, QuotationRow
from dateline.errors import UnknownRecord
from dateline.web.answers import Answer, PlainRows, kinds_of_rows
from dateline.web.marked import Mark, paragraphs, pieces
from dateline.web.pool import Reader

PLACES = ("GPE", "LOC", "FAC")


def article(reader: Reader, request: Request) -> Answer:
    """One article, laid open."""
    found = reader.chronicle.find(request.path_params["id"])
    opened = open_article(reader.chronicle, found.article.id) if found.layer == "articles" else None
    if opened is None:
        raise UnknownRecord(f"no article has an id that begins with {request.path_params['id'][:40]}")
    page = answer(opened)
    groups = reader.chronicle.groups("revisions")
    page.shown["versions"] = groups.chain(groups.group_of(opened.article.id))
    return page


def answer(opened: OpenArticle) -> Answer:
    """An article laid open, as a page or as its reading."""
    title = opened.article.title or first_words(opened.text)
    about = {"schema": opened.reading["schema"], "reading": opened.reading}
    return Answer("article.html", title, shown(opened) | {"headline": title}, rows(opened), about)


def shown(opened: OpenArticle) -> dict[str, Any]:
    """What the page of an article shows."""
    names = together(opened.names)
    marks = list(text_marks(opened, names))
    title_marks = [mark for row in opened.events if row.trigger.in_ == "title" for mark in _event(row)]
    title_marks += [mark for row in opened.quotations for mark in _said(row, "title")]
    named = [name for name in names if name.named]
    return {
        "opened": opened,
        "article": opened.article,
        "title_pieces": pieces(opened.article.title or "", title_marks),
        "lines": paragraphs(opened.text, marks),
        "names": sorted(named, key=lambda name: (-len(name.mentions), name.name)),
        "counts": {
            "event": len(opened.events),
            "said": len(opened.quotations),
            "name": len(named),
            "time": len(opened.times),
        },
    }


def first_words(text: str) -> str:
    """What an article without a title is called: its first words."""
    words = " ".join(text[:200].split())
    return words if len(words) <= 80 else words[:80].rsplit(" ", 1)[0] + " …"


def together(names: Iterable[NamedRow]) -> list[NamedRow]:
    """The names that a page lists: adjectives of one people as one (each is an entity of its own), no sums of money."""
    found: dict[str, NamedRow] = {}
    for name in names:
        key = f"{name.type} {name.name}" if name.type == "NORP" else name.id
        first = found.get(key)
        found[key] = replace(first, mentions=first.mentions + name.mentions) if first else name
    return [name for name in found.values() if name.type != "MONEY"]


def text_marks(opened: OpenArticle, names: Iterable[NamedRow]) -> Iterator[Mark]:
    """Every span of the article's text that belongs to a record."""
    for event in opened.events:
        if event.trigger.in_ is None:
            yield from _event(event)
    for quotation in opened.quotations:
        yield from _said(quotation, None)
    for time in opened.times:
        yield Mark(time.words.start, time.words.end, "time", time.id, True)
    for name in names:
        yield from _named(name)


def _event(row: EventRow) -> Iterator[Mark]:
    yield Mark(row.trigger.start, row.trigger.end, "event", row.id, True)


def _said(row: QuotationRow, inside: str | None) -> Iterator[Mark]:
    cue = row.cue if row.cue and row.cue.in_ == inside else None
    if cue:
        yield Mark(cue.start, cue.end, "cue", row.id, True)
    for part in row.content:
        if part.in_ == inside:
            yield Mark(part.start, part.end, "said", row.id)


def _named(name: NamedRow) -> Iterator[Mark]:
    layer = "place" if name.type in PLACES else "name"
    for mention in name.mentions:
        own = mention["kind"] == "name"
        if own or name.named:
            yield Mark(mention["start"], mention["end"], layer if own else "mention", name.id, own)


def rows(opened: OpenArticle) -> PlainRows:
    """Every record of the article as plain JSON, its layer first."""
    layers: dict[str, Iterable[Any]] = {
        "event": opened.events,
        "quotation": opened.quotations,
        "time": opened.times,
        "name": opened.names,
    }
    return kinds_of_rows("layer", layers)


VIEWS = {"/article/{id}": article}
