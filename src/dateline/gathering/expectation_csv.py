"""Expectations as a CSV file: what was announced, what became of it, and the words of both, a line each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.chronicle import EventRow
from dateline.export.tables import csv_table
from dateline.gathering.expectations import ExpectationRow

HEADINGS = (
    "id", "status", "because", "earliest", "latest", "moved_to_earliest", "moved_to_latest", "articles", "outlets",
    "origins", "first", "last", "actors", "type", "recipients", "place", "trigger", "sentence", "start", "end",
    "outlet", "published", "url", "article", "decided_by", "decided_trigger", "decided_sentence", "decided_start",
    "decided_end", "decided_outlet", "decided_published", "decided_url", "decided_article",
)  # fmt: skip
UNDECIDED = (None,) * 9


def csv_lines(rows: Iterable[ExpectationRow]) -> Iterator[str]:
    """The file line by line, headings first."""
    return csv_table(HEADINGS, map(cells, rows))


def cells(row: ExpectationRow) -> Iterator[Any]:
    """An expectation as its first telling puts it, and the event that decided it."""
    event, counts = row.tellings[0], row.counts
    yield from (row.id, row.status, row.because, row.earliest, row.latest, *(row.moved_to or (None, None)))
    yield from (counts.articles, counts.outlets, counts.origins, row.first, row.last)
    yield " | ".join(party.shown for party in event.actors)
    yield event.type
    yield " | ".join(party.shown for party in event.recipients)
    yield event.place.shown if event.place else None
    yield from _words(event)
    yield from _decided(row.deciding[0].event) if row.deciding else UNDECIDED


def _decided(event: EventRow) -> tuple[Any, ...]:
    return event.id, *_words(event)


def _words(event: EventRow) -> tuple[Any, ...]:
    """What an event's article says, where, and whose article it is."""
    trigger, article = event.trigger, event.article
    where = trigger.words, event.sentence.words, trigger.start, trigger.end
    return *where, article.outlet, article.published, article.url, article.id
