"""Firsts as they are listed: a row a claim, with its words, its event, its period, and what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from dateline.chronicle import ArticleRow, Chronicle, EventRow, Words
from dateline.chronicle.sketches import EventSketch, Involved, involved_in, sketch_at, sketches_among
from dateline.chronicle.tellings import events_of, first_day, passage
from dateline.gather.claims import Claim, Kind, claim_of
from dateline.gather.claimwords import deed
from dateline.gather.firsts import Party, Status, Told, Verdict, decide
from dateline.gather.frame import day_number
from dateline.gather.names import folded
from dateline.gather.terms import WORD, normal, stem
from dateline.gather.timespans import Period
from dateline.names.countries import country_in

GATHERER = "firsts"
VERSIONS = "revisions"
GATHERERS = (GATHERER, "identities", "happenings", VERSIONS)
"""What must have taken in every article before claims are held against each other."""


MOST = 10
"""How many of the events that stand against a claim are shown, the earliest first; the reason tells how many."""


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A claim: its words in their sentence, the event it is about, whose first it is, the period, and the verdict.

    `contrary` are the events that stand against it (of an unchecked claim: that may), the earliest first.
    """

    status: Status
    reason: str
    kind: Kind
    rank: int
    whose: Literal["anybody", "own", "outlet"]
    by: str | None
    claim: Words
    sentence: Words
    article: ArticleRow
    event: EventRow | None
    period: Period
    held_since: str | None
    contrary: tuple[EventRow, ...]
    link: str | None = None


def firsts(chronicle: Chronicle, who: str | None = None, statuses: Sequence[str] = ()) -> Iterator[FirstRow]:
    """Every claim of the newest versions in order of print; `who` keeps those whose event or sentence names NAME."""
    groups, desk = chronicle.groups(GATHERER), _Held(chronicle)
    for identifier in groups.ids():
        for member in (each for each in groups.named(identifier).members if each.article.id not in desk.replaced):
            for kept in member.evidence["claims"]:
                row = desk.row(member.article.id, claim_of(kept), folded(who) if who else None)
                if row and (not statuses or row.status in statuses):
                    yield row


class _Held:
    """What a chronicle holds, asked for one claim after the other."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle, self._since = chronicle, first_day(chronicle)
        self._happenings, self._identities = chronicle.groups("happenings"), chronicle.groups("identities")
        self.replaced = frozenset(chronicle.groups(VERSIONS).replaced())
        self._group = lru_cache(maxsize=65536)(self._identities.group_of)
        self._members = lru_cache(maxsize=1024)(self._read_members)

    def row(self, identifier: str, claim: Claim, who: str | None) -> FirstRow | None:
        """A claim as it is listed; None where it does not name who is asked for."""
        article, words, sentence, link = passage(self._chronicle, identifier, claim.start, claim.end)
        found = sketch_at(self._chronicle, identifier, claim.event) if claim.event is not None else None
        event = next(iter(events_of(self._chronicle, [found.id])), None) if found else None
        if who and not _names(who, sentence, event):
            return None
        verdict = self._verdict(claim, found, article)
        return FirstRow(
            status=verdict.status,
            reason=verdict.reason,
            kind=claim.kind,
            rank=claim.rank,
            whose="outlet" if claim.teller else "own" if claim.own else "anybody",
            by=claim.by,
            claim=words,
            sentence=sentence,
            article=article,
            event=event,
            period=claim.period,
            held_since=self._since,
            contrary=tuple(events_of(self._chronicle, verdict.contrary[:MOST])),
            link=link,
        )

    def _verdict(self, claim: Claim, found: EventSketch | None, article: ArticleRow) -> Verdict:
        if found is None:
            return decide(claim, None, (), self._since, article.published)
        event = replace(self._told(found), unnamed=self._unnamed(claim, found))
        others = [self._told(one, wide=True) for one in self._alike(claim, found)]
        return decide(claim, event, others, self._since, article.published)

    def _alike(self, claim: Claim, found: EventSketch) -> list[EventSketch]:
        """The other events of the type of which the rarest needed party is one, and that may be of one kind of deed."""
        named = [each for each in involved_in(self._chronicle, found) if each.names]
        wanted = needed(claim, named)
        several = sorted((self._members(self._group(each.id) or each.id) for each in wanted), key=len)
        among = sketches_among(self._chronicle, several[0], found.record["type"]) if several else []
        deeds = deed(found.trigger)
        others = (one for one in among if one.number != found.number and one.article not in self.replaced)
        return [one for one in others if deeds & deed(one.trigger)]

    def _unnamed(self, claim: Claim, found: EventSketch) -> tuple[str, ...]:
        """What stands for parties that no name tells; whoever a description stands for need not be told."""
        sides = ("recipient",) if claim.by else ("actor", "recipient")
        silent = [one for one in involved_in(self._chronicle, found) if one.side in sides and not one.names]
        unlinked = [part for side in sides for part in found.record[f"{side}s"] if part["entity"] is None]
        return (*(one.record["name"] for one in silent if not one.record["members"]), *("somebody" for _ in unlinked))

    def _read_members(self, group: str) -> tuple[str, ...]:
        return tuple(member.id for member in self._identities.named(group).members) or (group,)

    def _told(self, event: EventSketch, wide: bool = False) -> Told:
        """An event ready to be held against another; `wide` gives a place the key of its country too."""
        involved, record = involved_in(self._chronicle, event), event.record
        low, high, dated = _bounds(record["time"], event.published)
        return Told(
            id=event.id,
            happening=self._happenings.group_of(event.id) or event.id,
            type=record["type"],
            mode=record["mode"],
            deeds=deed(event.trigger),
            reality=record["reality"],
            actors=self._parties(involved, "actor", wide),
            recipients=self._parties(involved, "recipient", wide),
            places=self._parties(involved, "place", wide),
            low=low,
            high=high,
            dated=dated,
            outlet=event.outlet,
            words=frozenset(stem(normal(word)) for word in WORD.findall(event.sentence)),
        )

    def _parties(self, involved: Sequence[Involved], side: str, wide: bool) -> tuple[Party, ...]:
        """The parties on one side; of what is never named only the description counts, and only in the others."""
        there = [each for each in involved if each.side == side and (each.names or wide)]
        return tuple(self._party(each, wide and side == "place") for each in there)

    def _party(self, each: Involved, wide: bool) -> Party:
        entity, place = each.record, each.record["place"]
        roles = " ".join([*(role["text"] for role in entity["roles"]), "" if each.names else entity["name"]])
        keys = {self._group(each.id) or f"n:{folded(entity['name'])}"} if each.names else set()
        if place and place["precision"] != "country":
            keys |= {f"g:{place['geonameid']}"}
        if place and (wide or place["precision"] == "country"):
            keys |= {f"c:{place['country']}"}
        described = frozenset(normal(word) for word in WORD.findall(roles))
        return Party(frozenset(keys), described, entity["country"] or country_in(roles))


def needed(claim: Claim, named: Sequence[Involved]) -> list[Involved]:
    """Those that another event must have too: not whoever a description stands for; a place where few are named."""
    parties = [each for each in named if each.side == "recipient" or (each.side == "actor" and not claim.by)]
    return parties if len(parties) > 1 else [*parties, *(each for each in named if each.side == "place")]


def _bounds(time: dict[str, str | None] | None, published: str | None) -> tuple[int | None, int | None, bool]:
    """The bounds of an event's day as numbers, and whether its own words tell them; else it was by the day of print."""
    if time and (time["earliest"] or time["latest"]):
        low, high = (day_number(day) if day else None for day in (time["earliest"], time["latest"]))
        return low, high, time["from"] == "stated"
    day = day_number(published) if published else None
    return day, day, False


def _names(who: str, sentence: Words, event: EventRow | None) -> bool:
    """Whether the sentence, or a party of the event, holds a name."""
    parties = (*event.actors, *event.recipients) if event else ()
    names = (sentence.words, *(known for party in parties for known in (party.shown, *party.members)))
    return any(f" {who} " in f" {folded(name)} " for name in names)
