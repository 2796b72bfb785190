"""Firsts: a claim to be the first held against what a chronicle tells of the same kind of deed by the same parties.

Pure. Only what surely counts contradicts: an actual event of the same kind, of every party that the claim's event
names, surely inside the period, and not the same happening. What may count but may not leaves the claim unchecked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dateline.gather.claims import Claim
from dateline.gather.claimwords import alike
from dateline.gather.frame import day_number
from dateline.names.countries import country_in

Status = Literal["contradicted", "consistent", "unchecked"]
STATUSES: tuple[Status, ...] = ("contradicted", "consistent", "unchecked")
ACTUAL = ("actual", "historical")
MUTUAL = ("CONSULT", "AGREE", "COOPERATE")
"""Types in which who acts and who is acted on are one: whoever meets is met."""
APART = 7
"""So many days must lie between two events for them to be two, where the day of one is not told."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or a place in an event: the keys of the identity, and what is told of it ("minister", country code)."""

    keys: frozenset[str]
    described: frozenset[str] = frozenset()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one article tells it: parties that are named, the bounds of its day, and what tells it from others.

    `low` and `high` are day numbers (None: unknown); `dated` says that the words tell them. `words` are the stems of
    its sentence, `unnamed` the words for those of whom it is not told who they are.
    """

    id: str
    happening: str
    type: str
    mode: str | None
    deeds: frozenset[str]
    reality: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    places: tuple[Party, ...]
    low: int | None
    high: int | None
    dated: bool
    outlet: str | None
    words: frozenset[str] = frozenset()
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the chronicle says to a claim, why, and the ids of the events that stand against it, the earliest first."""

    status: Status
    reason: str
    contrary: tuple[str, ...] = ()


def decide(
    claim: Claim, event: Told | None, others: Sequence[Told], held: str | None, published: str | None
) -> Verdict:
    """The verdict on a claim about an event, with every other event of its parties, since the first day held."""
    if event is None:
        return Verdict("unchecked", "no event is tied to it")
    if not _identified(claim, event):
        return Verdict("unchecked", "nobody and no place of the event is identified")
    if claim.kind == "last" and not (event.dated and event.high):
        return Verdict("unchecked", "the day of the event is not told")
    kept = [one for one in others if _comparable(claim, event, one)]
    found = [one for one in kept if _inside(claim, event, one, published)]
    return _verdict(claim, event, sorted(found, key=lambda one: (one.high or 0, one.id)), held)


def _identified(claim: Claim, event: Told) -> bool:
    """Whether somebody or some place is known; what "a minister" is the first to do needs another party."""
    return bool(event.recipients or event.places or (event.actors and not claim.by))


def _comparable(claim: Claim, event: Told, other: Told) -> bool:
    """Whether another event is of the same kind and parties, really happened, and is not the same one."""
    return (
        other.reality in ACTUAL
        and other.happening != event.happening
        and alike(event.type, event.mode, event.deeds, other.type, other.mode, other.deeds)
        and (not claim.teller or (event.outlet is not None and other.outlet == event.outlet))
        and same_parties(claim, event, other)
    )


def same_parties(claim: Claim, event: Told, other: Told) -> bool:
    """Whether every named party of the claim's event takes part in the other; and the place, if it counts."""
    actors = () if claim.by else event.actors
    named = (*actors, *event.recipients)
    if event.type in MUTUAL:
        everybody = (*other.actors, *other.recipients, *other.places)
        return _all_in(named, everybody) and _same_place(event, named, everybody)
    targets = (*other.recipients, *other.places)
    return _all_in(actors, other.actors) and _all_in(event.recipients, targets) and _same_place(event, named, targets)


def _same_place(event: Told, named: Sequence[Party], other: Sequence[Party]) -> bool:
    """The place counts where fewer than two parties are named: "his first visit to Tarsk"."""
    return len(named) >= 2 or _all_in(event.places, other)


def _all_in(wanted: Sequence[Party], there: Sequence[Party]) -> bool:
    return all(any(party.keys & other.keys for other in there) for party in wanted)


def _inside(claim: Claim, event: Told, other: Told, published: str | None) -> bool:
    """Whether another event surely lies in the period that the claim speaks of."""
    if claim.kind == "last":
        return _later(event, other, claim.period.until or published)
    begin = _begin(claim, event, published)
    if begin is not None and (other.low is None or other.low < begin):
        return False
    if claim.kind == "only":
        return _earlier(event, other) or _later(event, other, published)
    if claim.kind == "none":
        return other.high is not None and published is not None and other.high < day_number(published) - _margin(other)
    return _earlier(event, other)


def _begin(claim: Claim, event: Told, published: str | None) -> int | None:
    if claim.period.since:
        return day_number(claim.period.since)
    end = event.low or (day_number(published) if published else None)
    return end - claim.period.days if claim.period.days and end else None


def _earlier(event: Told, other: Told) -> bool:
    """Whether the other surely was before; a week apart where a day is not told."""
    if event.low is None or other.high is None:
        return False
    return other.high < event.low - (0 if event.dated else APART) - _margin(other)


def _later(event: Told, other: Told, until: str | None) -> bool:
    if event.high is None or other.low is None or other.high is None or until is None:
        return False
    return other.low > event.high and other.dated and other.high <= day_number(until)


def _margin(other: Told) -> int:
    return 0 if other.dated else APART


# The verdict.


def _verdict(claim: Claim, event: Told, found: Sequence[Told], held: str | None) -> Verdict:
    doers = {one.id: _by(claim, one) for one in found}
    found = [one for one in found if doers[one.id] is not False]
    sure = [one for one in found if doers[one.id] and set(claim.like) <= one.words]
    ids = tuple(one.id for one in _one_each(sure))
    if len(ids) >= claim.rank and not claim.period.undated and not event.unnamed:
        return Verdict("contradicted", _against(claim, len(ids)), ids)
    if len(_one_each(found)) >= claim.rank:
        return Verdict("unchecked", _doubt(claim, event, sure, doers), tuple(one.id for one in _one_each(found)))
    if held is None:
        return Verdict("unchecked", "no article here has a date")
    end = _end(claim, event)
    if end is not None and end < day_number(held):
        return Verdict("unchecked", f"the period ends before the first article, of {held}")
    return Verdict("consistent", f"nothing against it in what is held since {held}", ids)


def _one_each(found: Sequence[Told]) -> list[Told]:
    """The first telling of each happening."""
    first: dict[str, Told] = {}
    for one in found:
        first.setdefault(one.happening, one)
    return list(first.values())


def _end(claim: Claim, event: Told) -> int | None:
    """The last day that the claim speaks of, where it ends with the event."""
    return event.high if claim.kind == "first" else None


def _against(claim: Claim, count: int) -> str:
    word = {"last": "later", "only": "other"}.get(claim.kind, "earlier")
    return f"{count} {word} ones are held" if count > 1 else f"one {word} is held"


def _doubt(claim: Claim, event: Told, sure: Sequence[Told], doers: dict[str, bool | None]) -> str:
    """Why what is held may not count."""
    if claim.period.undated and len(_one_each(sure)) >= claim.rank:
        return f"the day is not told that bounds it: “{claim.period.undated}”"
    if event.unnamed:
        return f"whether it is the same parties is not told: “{event.unnamed[0]}” is not identified"
    if claim.by and not any(doers.values()):
        return f"whether another was by “{claim.by}” is not told"
    return f"whether another was such is not told: {', '.join(claim.like)}"


def _by(claim: Claim, other: Told) -> bool | None:
    """Whether somebody of the description acts in another event; None where that cannot be told."""
    if claim.by is None:
        return True
    country, head = country_in(claim.by), claim.by.split()[-1].lower()
    told = [_fits(country, head, party) for party in other.actors]
    return True if True in told else None if None in told or not told else False


def _fits(country: str | None, head: str, party: Party) -> bool | None:
    if country and party.country and party.country != country:
        return False
    if (country is None or party.country) and head in party.described:
        return True
    return None
