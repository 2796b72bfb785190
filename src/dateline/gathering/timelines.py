"""Timelines of a story, a person, a pair of actors or a place: days ranked, each with one sentence of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.chronicle import Chronicle, EventRow, Selection
from dateline.chronicle.record import KEPT
from dateline.chronicle.tellings import events_at, events_in
from dateline.gather.names import folded
from dateline.gather.timelines import Telling, timeline
from dateline.gathering.stories import story

TOLD = frozenset({"actual", "historical"})
"""What stands on a timeline: what happened."""


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day: how much it counts, by how many articles and happenings, and the event whose sentence stands for it."""

    day: str
    score: float
    articles: int
    happenings: int
    event: EventRow


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days in order of time; how many events there are, and how many of them have no day of their own."""

    days: tuple[DayRow, ...]
    events: int
    undated: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a timeline is of: a story, who takes part, a place, all that are given; and between which days."""

    who: tuple[str, ...] = ()
    place: str | None = None
    story: str | None = None
    since: str | None = None
    until: str | None = None
    most: int | None = None


def timeline_of(chronicle: Chronicle, asked: Asked) -> Timeline:
    """The timeline that is asked for. Raises UnknownRecord for a story that is not there."""
    replaced = chronicle.groups("revisions").replaced()
    events = [e for e in _events(chronicle, asked) if e.reality in TOLD and e.article.id not in replaced]
    dated = [event for event in events if _day(event) and _between(_day(event), asked)]
    happenings = chronicle.groups("happenings")
    tellings = [
        Telling(
            str(_day(event)),
            happenings.group_of(event.id) or event.id[:KEPT],
            event.article.id,
            event.id,
            event.sentence.words,
        )
        for event in dated
    ]
    by_id = {event.id: event for event in dated}
    days = (
        DayRow(each.day, each.score, each.articles, each.happenings, by_id[each.event])
        for each in timeline(tellings, asked.most)
    )
    return Timeline(tuple(days), len(events), sum(_day(event) is None for event in events))


def _events(chronicle: Chronicle, asked: Asked) -> Sequence[EventRow]:
    """The events of the narrowest of what is asked, held against the rest."""
    if asked.story:
        members = story(chronicle, asked.story).members
        found: Sequence[EventRow] = events_in(chronicle, [member.id for member in members])
        found = [event for event in found if all(_takes_part(event, name) for name in asked.who)]
    elif asked.who:
        found = chronicle.events(Selection(who=asked.who, order="published")).rows
    elif asked.place:
        return events_at(chronicle, asked.place)
    else:
        found = chronicle.events(Selection(since=asked.since, until=asked.until)).rows
    return [event for event in found if _lies_in(event, asked.place)]


def _takes_part(event: EventRow, name: str) -> bool:
    parties = (*event.actors, *event.recipients)
    names = (known for party in parties for known in (party.shown, *party.members))
    return any(f" {folded(name)} " in f" {folded(known)} " for known in names)


def _lies_in(event: EventRow, place: str | None) -> bool:
    return place is None or bool(event.place and f" {folded(place)} " in f" {folded(event.place.shown)} ")


def _day(event: EventRow) -> str | None:
    """The event's own day, where it is one."""
    time = event.time
    return time.earliest if time and time.earliest == time.latest else None


def _between(day: str | None, asked: Asked) -> bool:
    return bool(day and (not asked.since or day >= asked.since) and (not asked.until or day <= asked.until))
