"""Judging: what people type becomes a judgement, and judgements say how right each layer was on what they looked at."""

from __future__ import annotations

import json
import math
import typing
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dateline import model
from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgement, Kind, target
from dateline.errors import BadOption
from dateline.gathering import gather, installed

GROUPED = {"entities": "identities", "quotations": "utterances", "events": "happenings", "articles": "stories"}
"""Which groups two records of a layer are judged to share, unless said otherwise."""

CLASSES = {
    "events": model.Event,
    "quotations": model.Quotation,
    "entities": model.Entity,
    "times": model.TimeExpression,
    "mentions": model.Mention,
}
FIXED = frozenset({"id", "origin", "start", "end", "mentions"})
"""Fields that make a record what it is, or say where it comes from: they are not judged."""

Z = 1.959964
"""Of the normal distribution, for intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How right a layer, a field of it, or a gatherer was on what was judged: a share with its 95 % interval."""

    subject: str
    field: str | None
    right: int
    judged: int
    share: float
    low: float
    high: float


def judge_pair(
    chronicle: Chronicle, kind: Kind, one: str, other: str, subject: str | None, *, person: str, day: str, because: str
) -> int:
    """Judges two records, by the beginnings of their ids, to be one (merge, confirm) or two (split); gathers anew.

    Raises UnknownRecord, or BadOption where the two are no records of one layer that is grouped.
    """
    found = [chronicle.find(one), chronicle.find(other)]
    layers = {each.layer for each in found}
    layer = layers.pop()
    if layers or found[0].id == found[1].id:
        raise BadOption("a judgement on two records needs two of one layer")
    subject = subject or GROUPED.get(layer)
    gatherer = next((each for each in installed() if each.name == subject and each.records == layer), None)
    if gatherer is None or subject is None:
        raise BadOption(f"{layer} are not put together by {subject or 'any gatherer'}")
    gather(chronicle, [gatherer])
    with chronicle.transaction():
        targets = [target(each) for each in found]
        number = chronicle.judgements.add(kind, subject, targets, person=person, day=day, because=because)
    gather(chronicle, [gatherer])
    return number


def judge_record(
    chronicle: Chronicle, kind: Kind, beginning: str, field: str | None, value: str | None, *,
    person: str, day: str, because: str,
) -> int:  # fmt: skip
    """Judges a record, or a field of it, to be right (confirm), or says what the field should be (correct)."""
    found = chronicle.find(beginning)
    if found.layer not in CLASSES:
        raise BadOption(f"{found.layer} have no fields to judge")
    record = found.reading[found.layer][found.position]
    read = field_of(record, found.layer, field) if field else None
    meant = _value(found.layer, field, value) if kind == "correct" and field else read
    if kind == "correct" and meant == read:
        raise BadOption(
            f"{field} is read as {json.dumps(read, ensure_ascii=False)} already; `confirm` says it is right"
        )
    with chronicle.transaction():
        return chronicle.judgements.add(
            kind, found.layer, [target(found)], person=person, day=day, because=because, field=field, read=read,
            value=meant,
        )  # fmt: skip


def undo(chronicle: Chronicle, number: int, *, person: str, day: str, because: str) -> Judgement:
    """Takes a judgement back, and gathers anew what it held together or apart. Raises UnknownRecord."""
    with chronicle.transaction():
        undone = chronicle.judgements.undo(number, person=person, day=day, because=because)
    gather(chronicle, [each for each in installed() if each.name == undone.subject])
    return undone


def given(value: Any) -> str:
    """A value as it is shown: JSON, its characters as they are."""
    return json.dumps(value, ensure_ascii=False)


def field_of(record: dict[str, Any], layer: str, field: str) -> Any:
    """The value of a field by its path ("time.value"). Raises BadOption where the record has no such field."""
    value: Any = record
    for step in field.split("."):
        if not isinstance(value, dict) or step not in value or step in FIXED:
            known = ", ".join(key for key in record if key not in FIXED)
            raise BadOption(f"{layer} have no field {field!r} to judge; there are {known}")
        value = value[step]
    return value


def _value(layer: str, field: str | None, typed: str | None) -> Any:
    """What was typed, as JSON if it is JSON, else as words; one of the field's values where it has a list of them."""
    if field is None or typed is None:
        raise BadOption("a correction needs a field and its value")
    try:
        value = json.loads(typed)
    except ValueError:
        value = typed
    allowed = choices(layer, field)
    if allowed and value not in allowed:
        raise BadOption(f"{field} is one of {', '.join(allowed)}, not {typed!r}")
    return value


def choices(layer: str, field: str) -> tuple[str, ...]:
    """The values that a field can have where it has a list of them; empty where anything may stand."""
    if "." in field:
        return ()
    hint = typing.get_type_hints(CLASSES[layer]).get(field)
    return typing.get_args(hint) if typing.get_origin(hint) is typing.Literal else ()


# What the judgements say of the layers.


def accuracy(chronicle: Chronicle) -> list[Accuracy]:
    """Each layer and field that was judged: how many of the judged values are right as they are read now."""
    right: Counter[tuple[str, str]] = Counter()
    judged: Counter[tuple[str, str]] = Counter()
    latest = {_about(each): each for each in chronicle.judgements.all() if not each.undone_by}
    for each in latest.values():
        key = (each.subject, each.field or "")
        judged[key] += 1
        right[key] += _right(chronicle, each)
    rows = []
    for subject, field in sorted(judged):
        hit, count = right[subject, field], judged[subject, field]
        rows.append(Accuracy(subject, field or None, hit, count, hit / count, *wilson(hit, count)))
    return rows


def _about(each: Judgement) -> tuple[str, str | None, tuple[str, ...]]:
    return each.subject, each.field, tuple(sorted(one.record for one in each.targets))


def _right(chronicle: Chronicle, each: Judgement) -> bool:
    """Pairs: whether the program had put together what is one. Fields: whether the reading has now what was judged."""
    if len(each.targets) == 2 or each.field is None:
        return each.kind == "confirm"
    found = chronicle.judgements.present(each.targets[0])
    if found is None:
        return False
    try:
        return bool(field_of(found[1], each.subject, each.field) == each.value)
    except BadOption:
        return False


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927): well behaved where few were judged, or all were right."""
    if count == 0:
        return 0.0, 1.0
    share, square = right / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z * math.sqrt(share * (1 - share) / count + square / (4 * count * count)) / (1 + square / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def gold(chronicle: Chronicle) -> Iterator[dict[str, Any]]:
    """The judgements as a gold set: a row an article, with its text and what was judged of it, each with its words."""
    by_article: dict[str, list[dict[str, Any]]] = {}
    for each in chronicle.judgements.all():
        if each.undone_by:
            continue
        for one in each.targets:
            row = {
                "judgement": each.number, "kind": each.kind, "layer": one.layer, "record": one.record,
                "start": one.start, "end": one.end, "words": one.words, "field": each.field, "read": each.read,
                "value": each.value, "with": [other.record for other in each.targets if other != one],
                "person": each.person, "day": each.day, "because": each.because,
            }  # fmt: skip
            by_article.setdefault(one.article, []).append(row)
    for article in chronicle.articles():
        if article.id in by_article and (reading := chronicle.reading(article.id)):
            yield {
                "id": article.ref or article.id, "published": article.published, "title": article.title,
                "text": reading.article.text, "judgements": by_article[article.id],
            }  # fmt: skip
