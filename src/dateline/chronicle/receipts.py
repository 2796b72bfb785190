"""Lays a found record open: every field with the words that say it, where they stand, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from dateline.chronicle.record import GAP, IDENTIFIED, Record, identified, words
from dateline.chronicle.rows import Found

AROUND = 50
"""How many characters are shown on either side of a field's words."""

REFERRED = {
    "entity": "entities",
    "mention": "mentions",
    "ref": "times",
    "time": "times",
    "within": "quotations",
    "asserted_by": "quotations",
    "speaker": "entities",
    "members": "entities",
    "mentions": "mentions",
}
"""The fields that hold local ids, and the layer those are of."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """One field of a record: its name ("actors[0]"), its value, and its words in their surroundings, where it has any.

    `refers` is the public id of the record that the field names.
    """

    field: str
    value: str | None
    start: int | None = None
    end: int | None = None
    before: str = ""
    words: str = ""
    after: str = ""
    in_: Literal["title"] | None = None
    refers: str | None = None


def receipts(found: Found) -> list[Receipt]:
    """The fields of a record in the contract's order; of an article, its own fields without the text."""
    return list(_Opened(found.reading).fields(_record(found), ""))


def _record(found: Found) -> Record:
    if found.layer == "articles":
        return {key: value for key, value in found.reading["article"].items() if key != "text"}
    record: Record = found.reading[found.layer][found.position]
    return record


class _Opened:
    def __init__(self, reading: Record) -> None:
        self.article = reading["article"]
        public = identified(reading)
        self.known: dict[tuple[str, str], tuple[str, Record]] = {
            (layer, record["id"]): (public[layer][at], record)
            for layer in IDENTIFIED
            for at, record in enumerate(reading[layer])
        }

    def fields(self, record: Record, path: str) -> Iterator[Receipt]:
        """A record's fields; the span that the record itself is comes first."""
        if "start" in record and record["start"] is not None:
            yield self._span(record, path)
        for key, value in record.items():
            if key not in ("start", "end", "in", "text") or "start" not in record:
                yield from self._value(f"{path}.{key}" if path else key, key, value)

    def _value(self, path: str, key: str, value: Any) -> Iterator[Receipt]:
        if isinstance(value, dict):
            yield from self.fields(value, path)
        elif isinstance(value, list) and value:
            for at, part in enumerate(value):
                yield from self._value(f"{path}[{at}]", key, part)
        elif value is None or value == []:
            yield Receipt(path, None)
        elif key in REFERRED and (REFERRED[key], value) in self.known:
            public, record = self.known[REFERRED[key], value]
            receipt = self._span(record, path) if "start" in record else Receipt(path, self._called(record))
            yield replace(receipt, refers=public)
        else:
            yield Receipt(path, _told(value))

    def _called(self, record: Record) -> str:
        """What an entity or a quotation is called where another record refers to it."""
        return (
            str(record["name"])
            if "name" in record
            else GAP.join(words(self.article, span) for span in record["content"])
        )

    def _span(self, span: Record, path: str) -> Receipt:
        source: str = (self.article["title"] or "") if span.get("in") == "title" else self.article["text"]
        start, end = span["start"], span["end"]
        before, after = _tail(source, start), _head(source, end)
        return Receipt(path or "words", None, start, end, before, source[start:end], after, span.get("in"))


def _told(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)


def _tail(source: str, end: int) -> str:
    """What stands before a place, from the beginning of a word on."""
    start = end - AROUND
    if start <= 0:
        return source[:end]
    return "… " + source[source.find(" ", start, end) + 1 or start : end]


def _head(source: str, start: int) -> str:
    """What stands behind a place, to the end of a word."""
    end = start + AROUND
    if end >= len(source):
        return source[start:]
    cut = source.rfind(" ", start, end)
    return source[start : cut if cut > start else end] + " …"
