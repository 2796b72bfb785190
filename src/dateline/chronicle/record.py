"""Lays a reading out as rows: the one place that decides what the tables of a chronicle hold. Pure."""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline import ids
from dateline.chronicle.folding import fold

Record = dict[str, Any]
"""A reading, or a part of one, keyed as the contract says."""

Row = tuple[Any, ...]

WIDTH = 1 << 24
"""A record's number is its article's number * WIDTH + its position in the layer."""

KEPT = 16
"""How many characters of a public id are stored; the rest follows from the record."""

UNKNOWN = "~"
"""Stands for a publication date that is not known where articles are put in order: after all dates."""

GAP = " … "
"""Stands between the stretches of a quotation's content."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

IDENTIFIED = ("mentions", "entities", "times", "quotations", "events")
"""The layers whose records have public ids."""


@dataclass(slots=True)
class Rows:
    """The rows of one reading, each list in the order of its table's columns."""

    article: Row
    reading: Row
    mentions: list[Row] = field(default_factory=list)
    entities: list[Row] = field(default_factory=list)
    times: list[Row] = field(default_factory=list)
    quotations: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    warnings: list[Row] = field(default_factory=list)
    entity_names: list[tuple[str, int]] = field(default_factory=list)
    involved: list[tuple[int, str, int]] = field(default_factory=list)


def canonical(value: Any) -> str:
    """JSON without blanks, characters as they are, keys in the contract's order."""
    return _encode(value)


def digest(reading: Record) -> str:
    """The SHA-256 of a whole reading in canonical JSON."""
    return hashlib.sha256(canonical(reading).encode("utf-8")).hexdigest()


def words(article: Record, span: Record) -> str:
    """The characters a record with start and end points at."""
    source: str = (article["title"] or "") if span.get("in") == "title" else article["text"]
    return source[span["start"] : span["end"]]


def public_ids(article_id: str, layer: str, anchors: list[Record | None]) -> list[str]:
    """The public ids of a layer's records; where several have one anchor, the second's layer is "events/2", ..."""
    seen: dict[tuple[str, int, int], int] = {}
    found = []
    for anchor in anchors:
        start, end = (anchor["start"], anchor["end"]) if anchor else (-1, -1)
        kind = f"{layer}@title" if anchor and anchor.get("in") == "title" else layer
        count = seen[kind, start, end] = seen.get((kind, start, end), 0) + 1
        found.append(ids.record_id(article_id, kind if count == 1 else f"{kind}/{count}", start, end))
    return found


def identified(reading: Record) -> dict[str, list[str]]:
    """The public ids of every record of a reading, by layer and in the reading's order."""
    mentions = {mention["id"]: mention for mention in reading["mentions"]}
    return {
        layer: public_ids(reading["article"]["id"], layer, [anchor(layer, one, mentions) for one in reading[layer]])
        for layer in IDENTIFIED
    }


def anchor(layer: str, record: Record, mentions: dict[str, Record]) -> Record | None:
    """What a record hangs on: its span, an event's trigger, a quotation's first content, an entity's first mention."""
    if layer == "events":
        trigger: Record = record["trigger"]
        return trigger
    if layer == "quotations":
        return record["content"][0] if record["content"] else None
    if layer == "entities":
        return next((mentions[local] for local in record["mentions"] if local in mentions), None)
    return record


def rows(reading: Record, number: int) -> Rows:
    """Everything the chronicle stores of a reading whose article has this number."""
    return _Layout(reading, number).rows()


class _Layout:
    """One reading on its way into rows."""

    def __init__(self, reading: Record, number: int) -> None:
        self.reading, self.article, self.number = reading, reading["article"], number
        self.base = number * WIDTH
        self.ids = identified(reading)
        self.printed = f"{self.article['published'] or UNKNOWN}/{self.article['id'][:KEPT]}"
        self.mentions: dict[str, Record] = {mention["id"]: mention for mention in reading["mentions"]}
        self.times: dict[str, Record] = {time["id"]: time for time in reading["times"]}
        self.entities = {entity["id"]: position for position, entity in enumerate(reading["entities"])}
        self.starts = [sentence["start"] for sentence in reading["sentences"]]

    def rows(self) -> Rows:
        made = Rows(article_row(self.article, self.number), reading_row(self.reading, self.number))
        made.mentions = [self._mention(*row) for row in self._records("mentions")]
        made.entities = [self._entity(*row) for row in self._records("entities")]
        made.times = [self._time(*row) for row in self._records("times")]
        made.quotations = [self._quotation(*row) for row in self._records("quotations")]
        made.events = [self._event(*row) for row in self._records("events")]
        made.warnings = [
            (self.base + at, self.number, w["code"], w["detail"], w["start"], w["end"])
            for at, w in enumerate(self.reading["warnings"])
        ]
        made.entity_names = [pair for at, e in enumerate(self.reading["entities"]) for pair in self._names(at, e)]
        made.involved = sorted(set(self._involved()))
        return made

    def _records(self, layer: str) -> Iterator[tuple[int, str, Record]]:
        for at, (record, public) in enumerate(zip(self.reading[layer], self.ids[layer], strict=True)):
            yield self.base + at, public[:KEPT], record

    def _mention(self, number: int, public: str, record: Record) -> Row:
        return (
            number,
            self.number,
            public,
            record["id"],
            record["entity"],
            record["start"],
            record["end"],
            record["kind"],
            record["type"],
            record["origin"],
            words(self.article, record),
        )

    def _entity(self, number: int, public: str, record: Record) -> Row:
        first = anchor("entities", record, self.mentions)
        known = [self.mentions[local] for local in record["mentions"] if local in self.mentions]
        return (
            number,
            self.number,
            public,
            record["id"],
            record["type"],
            record["name"],
            fold(record["name"]),
            len(record["mentions"]),
            sum(mention["kind"] == "name" for mention in known),
            *((first["start"], first["end"], words(self.article, first)) if first else (-1, -1, "")),
            self.printed,
            canonical(record),
        )

    def _time(self, number: int, public: str, record: Record) -> Row:
        kept = ("start", "end", "type", "value", "mod", "quant", "freq", "earliest", "latest", "origin")
        told = [record[key] for key in kept]
        return (
            number,
            self.number,
            public,
            record["id"],
            *told,
            words(self.article, record),
            _day(record),
            self.printed,
        )

    def _quotation(self, number: int, public: str, record: Record) -> Row:
        content = record["content"]
        start, end = (content[0]["start"], content[-1]["end"]) if content else (-1, -1)
        time = self.times.get(record["time"], {})
        return (
            number,
            self.number,
            public,
            record["id"],
            record["form"],
            record["act"],
            record["stance"],
            start,
            end,
            GAP.join(words(self.article, span) for span in content),
            time.get("earliest"),
            time.get("latest"),
            _day(time),
            self.printed,
            canonical(record),
        )

    def _event(self, number: int, public: str, record: Record) -> Row:
        trigger, time = record["trigger"], record["time"] or {}
        return (
            number,
            self.number,
            public,
            record["id"],
            record["type"],
            record["reality"],
            record["asserted_by"],
            trigger["start"],
            trigger["end"],
            words(self.article, trigger),
            words(self.article, sentence_of(trigger, self.reading, self.starts)),
            time.get("earliest"),
            time.get("latest"),
            _day(time),
            self.printed,
            canonical(record),
        )

    def _names(self, position: int, entity: Record) -> Iterator[tuple[str, int]]:
        """Every name the entity goes by in this article; what it is called, "the president", is not one."""
        known = [self.mentions[local] for local in entity["mentions"] if local in self.mentions]
        said = [words(self.article, mention) for mention in known if mention["kind"] == "name"]
        folded = {fold(name) for name in (entity["name"], *said)}
        return ((name, self.base + position) for name in sorted(folded - {""}))

    def _involved(self) -> Iterator[tuple[int, str, int]]:
        for at, event in enumerate(self.reading["events"]):
            sides = (("actor", event["actors"]), ("recipient", event["recipients"]), ("place", [event["place"]]))
            for side, parties in sides:
                yield from self._taking_part(side, parties, at)
        for at, quotation in enumerate(self.reading["quotations"]):
            for side in ("speaker", "addressee"):
                yield from self._taking_part(side, [quotation[side]], at)

    def _taking_part(self, side: str, parties: list[Record | None], position: int) -> Iterator[tuple[int, str, int]]:
        for party in parties:
            if party and party["entity"] in self.entities:
                for entity in self._with_members(party["entity"]):
                    yield self.base + self.entities[entity], side, self.base + position

    def _with_members(self, local: str) -> list[str]:
        found, waiting = [], [local]
        while waiting:
            entity = waiting.pop()
            if entity in self.entities and entity not in found:
                found.append(entity)
                waiting.extend(self.reading["entities"][self.entities[entity]]["members"])
        return found


def _day(time: Record) -> str | None:
    return time.get("earliest") or time.get("latest")


def full_id(article_id: str, layer: str, start: int, end: int, kept: str) -> str:
    """The whole public id of which `kept` is stored; `kept` itself if the row is not as it was stored."""
    for count in range(1, 1000):
        for kind in (layer, f"{layer}@title"):
            found = ids.record_id(article_id, kind if count == 1 else f"{kind}/{count}", start, end)
            if found.startswith(kept):
                return found
    return kept


def article_row(article: Record, number: int) -> Row:
    """The columns of `articles`."""
    parts = {key: None if article[key] is None else canonical(article[key]) for key in ARTICLE_PARTS}
    return (number, *(parts.get(key, article[key]) for key in ARTICLE_COLUMNS))


def reading_row(reading: Record, number: int) -> Row:
    """The columns of `readings`."""
    reader, sentences = reading["reader"], canonical(reading["sentences"])
    return (number, reading["schema"], reader["version"], reader["model"], sentences, digest(reading))


def sentence_of(span: Record, reading: Record, starts: list[int] | None = None) -> Record:
    """The sentence that holds a span's first character, or the span itself where there is none (as in a title)."""
    if span.get("in") == "title":
        return span
    starts = starts if starts is not None else [sentence["start"] for sentence in reading["sentences"]]
    at = bisect_right(starts, span["start"]) - 1
    sentence: Record = reading["sentences"][at] if at >= 0 else span
    return sentence if sentence["end"] > span["start"] else span


ARTICLE_COLUMNS = (
    "id",
    "text_id",
    "ref",
    "url",
    "outlet",
    "title",
    "authors",
    "published",
    "published_at",
    "published_from",
    "dateline",
    "language",
    "source",
    "text",
)
ARTICLE_PARTS = frozenset({"authors", "published_from", "dateline", "source"})
"""The columns of `articles` that hold JSON."""
