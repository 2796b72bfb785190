"""Rows of a chronicle as answers with citations: the article, the offsets and the words behind every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline import query
from dateline.chronicle import (
    ArticleRow,
    EventRow,
    NameRow,
    PartyRow,
    QuotationRow,
    SearchRow,
    TimeRow,
    TimeValue,
    Words,
)

Answer = dict[str, Any]


def event(row: EventRow) -> Answer:
    """Who did what to whom, when and where, whether it happened, and who says so."""
    parts = [("event", row.trigger), *(("actor", party) for party in row.actors)]
    parts += [("recipient", party) for party in row.recipients]
    parts += [("place", row.place), ("time", row.time.words if row.time else None), ("sentence", row.sentence)]
    parts += [(part.role, part.words) for part in row.quantities]
    return {
        "id": row.id,
        "type": row.type,
        "mode": row.mode,
        "actors": [party.shown for party in row.actors],
        "recipients": [party.shown for party in row.recipients],
        "place": row.place.shown if row.place else None,
        "when": _when(row.time),
        "quantities": [query.quantity(part) for part in row.quantities],
        "reality": row.reality,
        "says": query.says(row.voices, row.article),
        "citations": list(_citations(row.article, parts)),
    }


def quotation(row: QuotationRow) -> Answer:
    """Who said what to whom, through what."""
    parts: list[tuple[str, Any]] = [("content", part) for part in row.content]
    parts += [("speaker", row.speaker), ("addressee", row.addressee), ("cue", row.cue), ("channel", row.channel_words)]
    return {
        "id": row.id,
        "speaker": row.speaker.shown if row.speaker else None,
        "addressee": row.addressee.shown if row.addressee else None,
        "form": row.form,
        "act": row.act,
        "stance": row.stance,
        "channel": row.channel,
        "content": query.content(row),
        "when": _when(row.time),
        "told_by": query.says(row.within, row.article),
        "citations": list(_citations(row.article, parts)),
    }


def time(row: TimeRow) -> Answer:
    """A time expression with its value and bounds."""
    return {
        "id": row.id,
        "type": row.type,
        "value": row.value,
        "earliest": row.earliest,
        "latest": row.latest,
        "citations": list(_citations(row.article, [("time", row.words), ("sentence", row.sentence)])),
    }


def passage(row: SearchRow) -> Answer:
    """A passage of an article or a quotation in which the words were found."""
    return {
        "id": row.id,
        "kind": row.kind,
        "speaker": row.speaker.shown if row.speaker else None,
        "citations": list(_citations(row.article, [("passage", row.passage), ("speaker", row.speaker)])),
    }


def name(row: NameRow) -> Answer:
    """Entities of one name and type; `entities` are the ids that `show` opens, with their words."""
    kept: Answer = query.to_json(row)
    return kept


def shown(record: query.Shown) -> Answer:
    """One record or article with every field, its words and its place."""
    fields = [
        {"field": each.field, "value": each.value, "refers": each.refers, **_place(record.article, each)}
        for each in record.receipts
    ]
    return {
        "id": record.id,
        "layer": record.layer,
        "says": query.says(record.voices, record.article),
        "intact": record.intact,
        "reader": record.reader,
        "fields": fields,
        "citations": [each for each in fields if "words" in each] or [_whole(record)],
    }


def _whole(record: query.Shown) -> Answer:
    """The whole text as a citation, for an article."""
    text = record.text or ""
    return {"part": "article", **_article(record.article), "start": 0, "end": len(text), "words": text}


def stretch(article: ArticleRow, text: str, start: int, end: int) -> Answer:
    """A stretch of an article's text."""
    span = Words(start, end, text[start:end])
    return {**_article(article), "characters": len(text), "citations": list(_citations(article, [("text", span)]))}


def _when(time: TimeValue | None) -> Answer | None:
    if time is None:
        return None
    return {"value": time.value, "earliest": time.earliest, "latest": time.latest}


def _place(article: ArticleRow, part: Any) -> Answer:
    if part.start is None:
        return {}
    place = {**_article(article), "start": part.start, "end": part.end, "words": part.words}
    return {**place, "in": "title"} if part.in_ else place


def _citations(article: ArticleRow, parts: list[tuple[str, Any]]) -> Iterator[Answer]:
    for part, span in parts:
        if isinstance(span, (Words, PartyRow)):
            found = {"part": part, **_article(article), "start": span.start, "end": span.end, "words": span.words}
            yield {**found, "in": "title"} if isinstance(span, Words) and span.in_ else found


def _article(article: ArticleRow) -> Answer:
    return {"article": article.id, "outlet": article.outlet, "published": article.published, "url": article.url}
