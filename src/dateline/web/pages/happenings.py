"""One happening: the accounts of those who tell it side by side, where they differ first, then what they agree on."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.gather.accounts import FieldAccount, Said, Version
from dateline.gathering import happenings as told
from dateline.gathering.accounts import accounts_of
from dateline.web.answers import Answer, PlainRows, plain_rows
from dateline.web.pool import Reader
from dateline.web.render import article_url, short
from dateline.web.wording import REALITIES, published, spoken, when

OPEN = ("differs", "settled")
"""Fields over which accounts differ, or did until one gave way."""

HEADINGS = {
    "actors": "Who",
    "recipients": "To whom",
    "when": "When",
    "where": "Where",
    "happened": "Did it happen",
}
"""Fields of an account in plain words; numbers are called as they are."""

CHANGES = {
    "first": "first",
    "up": "rises to",
    "down": "falls to",
    "closer": "more closely",
    "other": "then",
    "corrected": "corrected to",
}
"""How a field moved from one telling to a later one."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Who tells a version, on which day, and where its words are."""

    name: str
    day: str
    address: str


@dataclass(frozen=True, slots=True)
class Side:
    """A field as the page shows it: its heading, each version with its tellers, how it moved, what is to be noted."""

    heading: str
    status: str
    versions: tuple[tuple[str, tuple[Teller, ...]], ...]
    moved: str
    notes: tuple[str, ...]


def happening(reader: Reader, request: Request) -> Answer:
    """One happening, its accounts side by side, and how many origins they are."""
    row = accounts_of(reader.chronicle, request.path_params["id"])
    because = {one.event.id: one.because for one in told.happening(reader.chronicle, row.id).tellings}
    shown = {
        "row": row,
        "because": because,
        "differ": [_side(field) for field in row.fields if field.status in OPEN],
        "agree": [_side(field) for field in row.fields if field.status not in OPEN],
    }
    about = {
        "happening": row.id,
        "counts": query.to_json(row.counts),
        "fields": [_field(field) for field in row.fields],
    }
    rows = PlainRows(*(({"because": because.get(event.id)}, [event]) for event in row.tellings))
    return Answer("happening.html", f"Happening of {when(row.tellings[0].time)}", shown, rows, about)


def _field(field: FieldAccount) -> dict[str, Any]:
    """A field of a happening as plain JSON: its versions with their tellers, its drift, its notes."""
    versions = [
        {"shown": one.shown, "tellers": list(one.tellers), "first": one.first, "last": one.last}
        for one in field.versions
    ]
    drift = list(plain_rows(field.drift))
    return {"field": field.field, "status": field.status, "versions": versions, "drift": drift, "notes": field.notes}


def _side(field: FieldAccount) -> Side:
    words = {version.shown: _in_words(field.field, version) for version in field.versions}
    steps = (
        f"{CHANGES[step.change]} {words.get(step.shown, step.shown)} ({published(step.day)})" for step in field.drift
    )
    return Side(
        HEADINGS.get(field.field, field.field.capitalize()),
        field.status,
        tuple((words[version.shown], _tellers(version.said)) for version in field.versions),
        ", ".join(steps) if len(field.drift) > 1 else "",
        field.notes,
    )


def _in_words(field: str, version: Version) -> str:
    """A version as people say it: days as precisely as they are told, what happened in plain words."""
    if field == "happened":
        return REALITIES.get(version.shown, version.shown)
    one = version.said[0]
    if field == "when" and (one.low is not None or one.high is not None):
        return spoken(_day(one.low), _day(one.high))
    return version.shown


def _day(ordinal: float | None) -> str | None:
    return None if ordinal is None else datetime.date.fromordinal(int(ordinal)).isoformat()


def _tellers(said: Iterable[Said]) -> tuple[Teller, ...]:
    """Who says so, each once a day."""
    found: dict[tuple[str, str], Teller] = {}
    for one in said:
        day = published(one.day)
        address = f"{article_url(one.article)}#w-{short(one.event)}"
        found.setdefault((one.teller, day), Teller(one.teller, day, address))
    return tuple(found.values())


VIEWS = {"/happening/{id}": happening}
