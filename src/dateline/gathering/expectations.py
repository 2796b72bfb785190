"""Expectations of a chronicle: what articles announce for a day, what became of it, with the words of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.chronicle import Chronicle, EventRow
from dateline.chronicle.record import KEPT
from dateline.chronicle.sketches import Cast, Casts, EventSketch, PartySketch, ahead, newest, sketches
from dateline.chronicle.tellings import events_of
from dateline.gather.expectations import (
    AFTERWARDS,
    HORIZON,
    Decider,
    Expectation,
    Status,
    due,
    expectations,
    overlapping,
)
from dateline.gather.matters import MOVING, PLACE, Announced
from dateline.gather.names import folded
from dateline.gathering.origins import Counts, Tally

GATHERERS = ("happenings", "identities", "origins", "revisions")
"""What has to be gathered for it."""

KINDS = {"GPE": PLACE, "LOC": PLACE, "FAC": PLACE}
"""Types of entities that stand for one kind of party; others are a kind of their own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which expectations: due between two days, of a status, in which somebody takes part; and what day today is.

    Without `as_of`, today is the newest day of publication in the chronicle.
    """

    since: str | None = None
    until: str | None = None
    statuses: tuple[Status, ...] = ()
    who: tuple[str, ...] = ()
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class DecidingRow:
    """An event that decides, what it speaks for, and why."""

    event: EventRow
    verdict: str
    because: str


@dataclass(frozen=True, slots=True)
class ExpectationRow:
    """What is expected: when it is due, what became of it and why; who announced it; on whose word it is decided.

    Its id is that of its earliest telling in print. `against` are events that speak for another verdict.
    """

    id: str
    status: Status
    because: str
    earliest: str
    latest: str
    moved_to: tuple[str, str] | None
    counts: Counts
    first: str
    last: str
    tellings: tuple[EventRow, ...]
    deciding: tuple[DecidingRow, ...]
    against: tuple[DecidingRow, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The expectations that were asked for, by the day on which they are due, and the day that stands for today."""

    as_of: str | None
    found: tuple[Expectation, ...]


def expected(chronicle: Chronicle, asked: Asked) -> Expected:
    """What is expected, as far as articles published up to today tell; each can be made a row."""
    today = asked.as_of or newest(chronicle)
    if today is None:
        return Expected(None, ())
    casts = Casts(chronicle)
    known = [(each, casts.of(each)) for each in _bearing(chronicle, *_printed(asked, today))]
    names = {each.id: _names(cast) for each, cast in known}
    told = (_announced(each, cast) for each, cast in known)
    found = overlapping(expectations(told, today), asked.since, asked.until)
    wanted = (each for each in found if not asked.statuses or each.status in asked.statuses)
    return Expected(today, tuple(each for each in wanted if _with(each, asked.who, names)))


def row(chronicle: Chronicle, tally: Tally, found: Expectation) -> ExpectationRow:
    """An expectation with its events, their words and the origins that tell it."""
    told = (*found.tellings, *(each.telling for each in (*found.deciders, *found.against)))
    events = {event.id[:KEPT]: event for event in events_of(chronicle, dict.fromkeys(each.id for each in told))}
    tellings = tuple(events[each.id] for each in found.tellings)
    days = [each.published for each in found.tellings]
    return ExpectationRow(
        id=tellings[0].id,
        status=found.status,
        because=found.reason,
        earliest=found.earliest,
        latest=found.latest,
        moved_to=found.moved_to,
        counts=tally.count(event.article for event in tellings),
        first=min(days),
        last=max(days),
        tellings=tellings,
        deciding=_deciding(found.deciders, events),
        against=_deciding(found.against, events),
    )


def rows(chronicle: Chronicle, found: Iterable[Expectation]) -> Iterator[ExpectationRow]:
    """Expectations as rows, one at a time."""
    tally = Tally(chronicle)
    return (row(chronicle, tally, each) for each in found)


def _deciding(deciders: Sequence[Decider], events: Mapping[str, EventRow]) -> tuple[DecidingRow, ...]:
    return tuple(DecidingRow(events[each.telling.id], each.verdict, each.reason) for each in deciders)


def _bearing(chronicle: Chronicle, first: str | None, last: str) -> list[EventSketch]:
    """What is announced between two days of publication, and all that can decide it: its types, in its time."""
    promised, casts = list(ahead(chronicle, first, last)), Casts(chronicle)
    untils = (_until(each, casts.of(each)) for each in promised)
    spans = sorted((each.published or "", until) for each, until in zip(promised, untils, strict=True) if until)
    types = {each.type for each in promised} | MOVING
    found = {each.id: each for each in promised}
    for since, until in _merged(spans):
        found |= {each.id: each for each in sketches(chronicle, since, min(until, last), types)}
    return list(found.values())


def _until(sketch: EventSketch, cast: Cast) -> str | None:
    days = due(_announced(sketch, cast))
    return _shifted(days[1], AFTERWARDS) if days else None


def _merged(spans: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Spans of days in order, those that meet put together."""
    since = until = ""
    for first, last in spans:
        if until and first > until:
            yield since, until
            since = until = ""
        since, until = since or first, max(until, last)
    if until:
        yield since, until


def _printed(asked: Asked, today: str) -> tuple[str | None, str]:
    """Between which days of publication everything lies that can bear on what is asked for."""
    first = _shifted(asked.since, -2 * HORIZON) if asked.since else None
    last = _shifted(asked.until, HORIZON + AFTERWARDS) if asked.until else today
    return first, min(last, today)


def _shifted(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return day


def _with(found: Expectation, who: Sequence[str], names: Mapping[str, frozenset[str]]) -> bool:
    known = {name for each in found.tellings for name in names[each.id]}
    return all(any(f" {folded(name)} " in f" {one} " for one in known) for name in who)


def _names(cast: Cast) -> frozenset[str]:
    return frozenset(party.name for party in (*cast.actors, *cast.recipients))


def _announced(sketch: EventSketch, cast: Cast) -> Announced:
    """A telling as it is decided on; only a day that it states itself counts, and “now” is no day."""
    time = sketch.record["time"] or {}
    stated = time.get("from") == "stated" and not str(time.get("value")).endswith("_REF")
    place, wide = _place(cast.place) if cast.place else (frozenset(), frozenset())
    return Announced(
        id=sketch.id,
        article=sketch.article,
        published=sketch.published or "",
        type=sketch.type,
        mode=sketch.record["mode"],
        reality=sketch.reality,
        earliest=time["earliest"] if stated else None,
        latest=time["latest"] if stated else None,
        trigger=sketch.trigger,
        sentence=sketch.sentence,
        ahead=sketch.record["when"] == "future",
        actors=_parties(cast.actors),
        recipients=_parties(cast.recipients),
        place=place,
        wide=wide,
        evidence=sketch.evidence,
    )


def _parties(parties: Iterable[PartySketch]) -> frozenset[tuple[str, str]]:
    return frozenset((KINDS.get(party.type, party.type), party.group or party.name) for party in parties)


def _place(place: PartySketch) -> tuple[frozenset[str], frozenset[str]]:
    """The key of a place, and that of the country it lies in; a country lies in none."""
    if place.place is None:
        return frozenset({place.name}), frozenset()
    country = f"country {place.place['country']}"
    if place.place["precision"] == "country":
        return frozenset({country}), frozenset()
    return frozenset({f"place {place.place['geonameid']}"}), frozenset({country})
