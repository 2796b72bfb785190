"""Happenings as they are listed: one event as several articles tell it, with every telling and why it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.chronicle import Chronicle, EventRow, Selection
from dateline.chronicle.groups import GroupRow
from dateline.chronicle.record import KEPT
from dateline.chronicle.tellings import events_of
from dateline.gathering.origins import only_parties
from dateline.gathering.told import reasons

GATHERER, VERSIONS = "happenings", "revisions"


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one article tells it; `because` is the reason of its surest link, None where it stands alone.

    `replaced_by` is the id of the newest version of an article that was revised since; then the telling does not count.
    """

    event: EventRow
    because: str | None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class HappeningRow:
    """A happening: its id is that of its earliest telling in print; any telling's id leads to it."""

    id: str
    articles: int
    outlets: int
    first: str | None
    last: str | None
    tellings: tuple[Telling, ...]
    only_parties: bool = False
    """Whether nobody tells of it but those who take part in it."""


def happenings(chronicle: Chronicle, least: int = 2, limit: int | None = None) -> Iterator[HappeningRow]:
    """The happenings that at least so many articles tell, those told most first."""
    groups, newer = chronicle.groups(GATHERER), chronicle.groups(VERSIONS).replaced()
    for identifier in listed(chronicle, least)[:limit]:
        yield _row(chronicle, groups.named(identifier), newer)


def listed(chronicle: Chronicle, least: int) -> list[str]:
    """The ids of the happenings that at least so many articles tell, those told most first."""
    return chronicle.groups(GATHERER).ids(largest_first=True, least=least, apart=True)


def shared(chronicle: Chronicle, articles: Iterable[str], least: int) -> list[str]:
    """The ids of the happenings that at least so many of these articles tell, those told most first."""
    return chronicle.groups(GATHERER).shared(articles, least)


def happening(chronicle: Chronicle, beginning: str) -> HappeningRow:
    """The happening that the event whose id begins so belongs to. Raises UnknownRecord."""
    newer = chronicle.groups(VERSIONS).replaced()
    return _row(chronicle, chronicle.groups(GATHERER).find(beginning), newer)


def of_events(chronicle: Chronicle) -> Iterator[tuple[EventRow, str | None, str | None]]:
    """Every event in order of print, with the id of its happening and the reason of its surest link."""
    groups = chronicle.groups(GATHERER)
    home: dict[str, tuple[str, str | None]] = {}
    for group in groups.all():
        why = reasons(groups.bonds(member.node for member in group.members))
        home |= {member.id: (group.id, why.get(member.node)) for member in group.members}
    for event in chronicle.events(Selection(order="published")).rows:
        yield event, *home.get(event.id[:KEPT], (None, None))


def _row(chronicle: Chronicle, group: GroupRow, newer: dict[str, str]) -> HappeningRow:
    why = reasons(chronicle.groups(GATHERER).bonds(member.node for member in group.members))
    events = {event.id[:KEPT]: event for event in events_of(chronicle, (member.id for member in group.members))}
    told = [Telling(events[m.id], why.get(m.node), newer.get(m.article.id)) for m in group.members if m.id in events]
    articles = {each.event.article.id: each.event.article for each in told if each.replaced_by is None}
    days = sorted({article.published for article in articles.values() if article.published})
    return HappeningRow(
        id=group.id,
        articles=len(articles),
        outlets=len({article.outlet for article in articles.values() if article.outlet}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        tellings=tuple(told),
        only_parties=only_parties(each.event for each in told if each.replaced_by is None),
    )
