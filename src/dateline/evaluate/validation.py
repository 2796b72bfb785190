"""Validation on one's own corpus: a blind sample of sentences, what people code in them, what the record gets right.

Half of the sample are sentences that hold a row of the record, half are sentences that hold none, so that recall is
seen too. A person sees the sentence and not the rows, and names the event types that it tells.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.evaluate.agreement import bootstrap, kappa, wilson
from dateline.ids import record_id
from dateline.model import Reading, Span

Judgements = Mapping[str, frozenset[str]]
"""What one person coded: the types named in each item, by the item's id."""


@dataclass(frozen=True, slots=True)
class Row:
    """One event of the record as the sample keeps it: its public id, type and reality."""

    id: str
    type: str
    reality: str


@dataclass(frozen=True, slots=True)
class Item:
    """One sentence of the sample: where it stands, the hash of its text, and the rows in it (no coder sees them)."""

    id: str
    article: str
    text_id: str
    start: int
    end: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The drawn sentences, in an order that tells nothing, and how many of each kind there are in the chronicle."""

    seed: int
    items: tuple[Item, ...]
    with_rows: int
    without_rows: int
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A share with its 95 % interval, all from 0 to 1, and what it was counted over; None where nothing was counted."""

    name: str
    value: float | None
    low: float
    high: float
    n: int


def draw(readings: Iterable[Reading], size: int, seed: int) -> Sample:
    """A sample of `size` sentences, half of them with rows, the same for the same chronicle and seed."""
    held: tuple[list[tuple[str, Item]], list[tuple[str, Item]]] = ([], [])
    counts, readers = [0, 0], set()
    for reading in readings:
        readers.add(f"{reading.reader.version} {reading.reader.model}")
        for item in items(reading):
            kind = 0 if item.rows else 1
            counts[kind] += 1
            held[kind].append((_rank(seed, item.id), item))
        for kind in (0, 1):
            if len(held[kind]) > 4 * size:
                held[kind][:] = heapq.nsmallest(size, held[kind], key=_first)
    half = (size + 1) // 2
    drawn = [heapq.nsmallest(n, stratum, key=_first) for stratum, n in zip(held, (half, size - half), strict=True)]
    mixed = sorted((item for stratum in drawn for _, item in stratum), key=lambda i: _rank(seed, "order" + i.id))
    return Sample(seed, tuple(mixed), counts[0], counts[1], tuple(sorted(readers)))


def _first(pair: tuple[str, Item]) -> str:
    return pair[0]


def _rank(seed: int, identifier: str) -> str:
    return hashlib.sha256(f"{seed}:{identifier}".encode()).hexdigest()


def items(reading: Reading) -> list[Item]:
    """The sentences of a reading, each with the rows whose trigger it holds."""
    article = reading.article
    out = []
    for sentence in reading.sentences:
        rows = tuple(
            Row(record_id(article.id, "events", e.trigger.start, e.trigger.end), e.type, e.reality)
            for e in reading.events
            if _holds(sentence, e.trigger)
        )
        place = record_id(article.id, "sentences", sentence.start, sentence.end)
        out.append(Item(place, article.id, article.text_id, sentence.start, sentence.end, rows))
    return out


def _holds(sentence: Span, trigger: Span) -> bool:
    return trigger.in_ is None and sentence.start <= trigger.start < sentence.end


def agreement(sample: Sample, first: Judgements, second: Judgements, types: Sequence[str]) -> dict[str, float | None]:
    """Kappa of two coders over the items both have coded: any event at all, and each type in each item."""
    both = [i.id for i in sample.items if i.id in first and i.id in second]
    flat = [[t in coded[i] for i in both for t in types] for coded in (first, second)]
    any_event = [[bool(coded[i]) for i in both] for coded in (first, second)]
    return {"any event": kappa(*any_event), "types": kappa(*flat)}


def figures(sample: Sample, coded: Judgements, types: Sequence[str]) -> list[Figure]:
    """Precision and recall over all types and of each type that was coded or found, against one person's coding."""
    judged = [i for i in sample.items if i.id in coded]
    seen = {t for i in judged for t in coded[i.id]} | {r.type for i in judged for r in i.rows}
    out = []
    for kind in (None, *(t for t in types if t in seen)):
        name = kind or "all types"
        out += [_precision(name, judged, coded, kind), _recall(name, sample, judged, coded, kind)]
    return out


def _precision(name: str, judged: Sequence[Item], coded: Judgements, kind: str | None) -> Figure:
    rows = [(r.type, i.id) for i in judged for r in i.rows if kind in (None, r.type)]
    right = sum(t in coded[i] for t, i in rows)
    low, high = wilson(right, len(rows))
    return Figure(f"precision, {name}", right / len(rows) if rows else None, low, high, len(rows))


def _recall(name: str, sample: Sample, judged: Sequence[Item], coded: Judgements, kind: str | None) -> Figure:
    """Recall in the whole chronicle: each kind of sentence weighs as much as there are of it."""
    strata = [[i for i in judged if i.rows], [i for i in judged if not i.rows]]
    sizes = (sample.with_rows, sample.without_rows)

    def share(drawn: Sequence[Sequence[Item]]) -> float | None:
        found = told = 0.0
        for stratum, size in zip(drawn, sizes, strict=True):
            for item in stratum:
                wanted = {t for t in coded[item.id] if kind in (None, t)}
                weight = size / len(stratum)
                told += weight * len(wanted)
                found += weight * len(wanted & {r.type for r in item.rows})
        return found / told if told else None

    n = sum(len({t for t in coded[i.id] if kind in (None, t)}) for i in judged)
    low, high = bootstrap(strata, share) if n else (0.0, 1.0)
    return Figure(f"recall, {name}", share(strata), low, high, n)


def sample_from(record: dict[str, Any]) -> Sample:
    """A sample as it was written to a file."""
    kept = [Item(**{**i, "rows": tuple(Row(**r) for r in i["rows"])}) for i in record["items"]]
    return Sample(record["seed"], tuple(kept), record["with_rows"], record["without_rows"], tuple(record["readers"]))
