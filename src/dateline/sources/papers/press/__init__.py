"""Exports of press databases (Nexis, Factiva, ProQuest): many documents a file, each under a head of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from dateline.errors import NoText, SourceError
from dateline.model import Evidence, Source
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.papers.press import factiva, nexis, proquest
from dateline.sources.papers.press.document import Document

LAYOUTS = (nexis, factiva, proquest)


class Layout(NamedTuple):
    """The database that an export is from, and its documents."""

    name: str
    documents: list[Document]


def looks_like(start: str) -> bool:
    """Whether the first characters of a text are an export's."""
    return any(layout.looks_like(start) for layout in LAYOUTS)


def recognised(text: str) -> Layout | None:
    """The documents of an export; None for any other text."""
    for layout in LAYOUTS:
        if layout.looks_like(text[:20_000]) or layout.looks_like(text[-20_000:]):
            documents = list(layout.documents(text))
            if documents:
                return Layout(layout.NAME, documents)
    return None


def articles(layout: Layout, text: str, source: Source, given: Given) -> Iterator[Item]:
    """An article a document, and an error with its number and line for each that has no text."""
    for document in layout.documents:
        line = 1 + text.count("\n", 0, document.start)
        try:
            if not document.body:
                raise NoText(f"document {document.number} has a head and no text")
            claims = [*document.claims, Evidence("text", f"{len(document.body)} characters", document.where, True)]
            ref = document.ref or f"{given.name}#{document.number}"
            yield claimed_article(document.body, claims, ref, source, given)
        except SourceError as error:
            error.line = error.line or line
            yield error
