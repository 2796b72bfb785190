"""The address that marks a found record's words on the publisher's page."""

from __future__ import annotations

from dateline.chronicle.record import Record, anchor, sentence_of
from dateline.chronicle.rows import Found
from dateline.fragments import fragment_link


def record_link(found: Found) -> str | None:
    """The text-fragment link to an event's sentence, a quotation's content, an entity's first mention, or a span.

    None for an article, which has its url, and for records of articles without one.
    """
    if found.layer == "articles":
        return None
    span = _span(found.reading, found.layer, found.reading[found.layer][found.position])
    if span is None:
        return None
    article = found.reading["article"]
    words = (article["title"] or "") if span.get("in") == "title" else article["text"]
    return fragment_link(article["url"], words, span["start"], span["end"])


def _span(reading: Record, layer: str, record: Record) -> Record | None:
    mentions = {mention["id"]: mention for mention in reading["mentions"]}
    span = anchor(layer, record, mentions)
    if span is None:
        return None
    if layer == "events":
        return sentence_of(span, reading)
    return {**span, "end": record["content"][-1]["end"]} if layer == "quotations" else span
