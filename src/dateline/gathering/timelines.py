"""Timelines of a story, a person, a pair of actors or a place: days ranked, each with one sentence of an article."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.chronicle import Chronicle, EventRow, Selection
from dateline.chronicle.record import KEPT
from dateline.chronicle.tellings import Told, events_of, told_at, told_in, told_of
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
    events = [e for e in _events(chronicle, asked) if e.reality in TOLD and e.article not in replaced]
    dated = [(event.day, event) for event in events if event.day and _between(event.day, asked)]
    homes = chronicle.groups("happenings").groups_of(event.id for _, event in dated)
    chosen = timeline(
        [Telling(day, homes.get(event.id, event.id), event.article, event.id, event.sentence) for day, event in dated],
        asked.most,
    )
    rows = {row.id[:KEPT]: row for row in events_of(chronicle, (each.event for each in chosen))}
    days = (DayRow(each.day, each.score, each.articles, each.happenings, rows[each.event]) for each in chosen)
    return Timeline(tuple(days), len(events), sum(event.day is None for event in events))


def _events(chronicle: Chronicle, asked: Asked) -> list[Told]:
    """The events of the narrowest of what is asked, held against the rest."""
    if asked.story:
        members = story(chronicle, asked.story).members
        found = told_in(chronicle, (member.id for member in members))
        return _that_fit(chronicle, found, asked.who, asked.place)
    if asked.who:
        return _that_fit(chronicle, told_of(chronicle, Selection(who=asked.who)), (), asked.place)
    if asked.place:
        return told_at(chronicle, asked.place)
    return told_of(chronicle, Selection(since=asked.since, until=asked.until))


def _that_fit(chronicle: Chronicle, found: list[Told], who: tuple[str, ...], place: str | None) -> list[Told]:
    """Those of some events in which all of these take part and that lie in a place."""
    if not who and place is None:
        return found
    fit = {
        row.id[:KEPT]
        for row in events_of(chronicle, (event.id for event in found))
        if all(_takes_part(row, name) for name in who) and _lies_in(row, place)
    }
    return [event for event in found if event.id in fit]


def _takes_part(event: EventRow, name: str) -> bool:
    parties = (*event.actors, *event.recipients)
    names = (known for party in parties for known in (party.shown, *party.members))
    return any(f" {folded(name)} " in f" {folded(known)} " for known in names)


def _lies_in(event: EventRow, place: str | None) -> bool:
    return place is None or bool(event.place and f" {folded(place)} " in f" {folded(event.place.shown)} ")


def _between(day: str, asked: Asked) -> bool:
    return (not asked.since or day >= asked.since) and (not asked.until or day <= asked.until)
