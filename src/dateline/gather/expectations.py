"""Expectations: what is announced for a day, and whether later articles confirm, break or shift it.

Pure. Announcements are taken in the order of publication, so the order of arrival changes nothing; there is no clock:
"today" is a day that is handed over, and what was published later is not known. An announcement that names a day which
agrees with an earlier one repeats it; one that names another day moves it. Every verdict has the tellings that it rests
on and a reason in words.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from dateline.gather.matters import Announced, one_matter, surely

Status = Literal["open", "confirmed", "broken", "shifted", "silent"]
STATUSES: tuple[Status, ...] = ("open", "confirmed", "broken", "shifted", "silent")
HAPPENED = ("actual", "historical")
HORIZON = 366
"""How many days ahead, at most, a day is announced; what lies further off is a prospect, not an expectation."""
AFTERWARDS = 7
"""How many days after the latest day what denies, moves or cancels it may still be printed."""
SOON = 3
"""How many days after the latest day a telling without a day of its own may still confirm it."""
LATE = 3
"""How many days late something may be held and still be what was announced."""
MOVED = 45
"""How far from the old day a new one may lie that no word calls a postponement."""
SHORT = 7
"""Of a time of so many days, one party and the act are enough to tell what happened then."""
WIDE = 31
"""A telling with wider bounds than so many days does not say when something was."""


@dataclass(frozen=True, slots=True)
class Decider:
    """A telling that decides, what it speaks for, and why."""

    telling: Announced
    verdict: Literal["confirmed", "broken", "shifted"]
    reason: str
    earliest: str | None = None
    latest: str | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected between two days: everyone who announced it, what became of it, why, and on whose word.

    `moved_to` is the new day (or days) where it was shifted and one is told. `against` are tellings that speak for
    another verdict.
    """

    earliest: str
    latest: str
    tellings: tuple[Announced, ...]
    status: Status
    reason: str
    deciders: tuple[Decider, ...] = ()
    against: tuple[Decider, ...] = ()
    moved_to: tuple[str, str] | None = None


@dataclass(slots=True)
class _Matter:
    """An expectation while it is put together."""

    earliest: str
    latest: str
    tellings: list[Announced] = field(default_factory=list)


def due(telling: Announced) -> tuple[str, str] | None:
    """Between which days a telling puts what it tells; none where it tells no day, or none that lies ahead."""
    first, last = telling.earliest, telling.latest or telling.earliest
    if last is None or last < telling.published or last > _later(telling.published, HORIZON):
        return None
    return max(first or telling.published, telling.published), last


def expectations(tellings: Iterable[Announced], as_of: str) -> list[Expectation]:
    """Everything that was announced for a day by articles up to this one, with what became of it, by day."""
    known = sorted((each for each in tellings if each.published <= as_of), key=lambda each: each.order)
    index = _Index(known)
    matters = _matters(known)
    heads = _Index([matter.tellings[0] for matter in matters])
    place = {matter.tellings[0].id: matter for matter in matters}
    found = [_verdict(matter, index, [place[head.id] for head in heads.near(matter)], as_of) for matter in matters]
    return sorted(found, key=lambda each: (each.earliest, each.latest, each.tellings[0].order))


class _Index:
    """Tellings by who takes part and what is done, in order of publication."""

    def __init__(self, tellings: Sequence[Announced]) -> None:
        self._under: defaultdict[tuple[str, str], list[Announced]] = defaultdict(list)
        self._days: dict[tuple[str, str], list[str]] = {}
        for each in tellings:
            for key in _keys(each):
                self._under[key].append(each)
        for key, several in self._under.items():
            self._days[key] = [each.published for each in several]

    def near(self, matter: _Matter) -> list[Announced]:
        """What may be of this matter, published from its first telling on until a while after its last day."""
        found: dict[str, Announced] = {}
        until = _later(matter.latest, AFTERWARDS)
        for key in {key for each in matter.tellings for key in _keys(each)}:
            days = self._days.get(key, [])
            start = bisect_left(days, matter.tellings[0].published)
            for each in self._under[key][start : bisect_right(days, until)] if days else ():
                found[each.id] = each
        return sorted(found.values(), key=lambda each: each.order)


def _keys(telling: Announced) -> set[tuple[str, str]]:
    """Under which a telling is looked for: its parties; what it does, where it names none or may be told without."""
    return {*telling.parties, *(("act", kind) for kind in telling.kinds)}


# Announcements.


def _matters(known: Sequence[Announced]) -> list[_Matter]:
    """Announcements of one matter for one day put together, in order of publication."""
    found: list[_Matter] = []
    under: defaultdict[tuple[str, str], list[_Matter]] = defaultdict(list)
    for telling in known:
        days = due(telling)
        if days is None or not _expected(telling):
            continue
        near = {id(matter): matter for key in sorted(_keys(telling)) for matter in under[key]}
        same = [m for m in near.values() if m.latest >= telling.published and _of(m, telling)]
        matter = _agreeing(same, days)
        if telling.cue and (matter or not (same or telling.reality == "future")):
            continue
        if matter is None:
            matter = _Matter(*days)
            found.append(matter)
        matter.earliest, matter.latest = max(matter.earliest, days[0]), min(matter.latest, days[1])
        matter.tellings.append(telling)
        for key in _keys(telling):
            if matter not in under[key]:
                under[key].append(matter)
    return found


def _expected(telling: Announced) -> bool:
    """Whether a telling announces what it tells: as future, or moved to a day that lies ahead."""
    moving = telling.cue
    if moving and moving[0] == "cancels":
        return False
    if moving and telling.reality in HAPPENED and telling.earliest:
        return telling.earliest > telling.published
    announced = telling.reality == "future" and telling.lies_ahead and not telling.conditional
    return announced and not telling.announces and not telling.unplanned


def _of(matter: _Matter, telling: Announced) -> bool:
    return any(one_matter(each, telling) for each in matter.tellings)


def _agreeing(matters: Sequence[_Matter], days: tuple[str, str]) -> _Matter | None:
    """The one whose days agree with these; of several the narrowest, then the first."""
    fit = [matter for matter in matters if _meet((matter.earliest, matter.latest), days)]
    return min(fit, key=lambda m: (_width(m.earliest, m.latest), m.tellings[0].order), default=None)


# Verdicts.


def _verdict(matter: _Matter, index: _Index, others: Sequence[_Matter], as_of: str) -> Expectation:
    own, first = {each.id for each in matter.tellings}, matter.tellings[0].article
    near = [each for each in index.near(matter) if each.article != first and each.id not in own]
    found = [made for made in (_decides(matter, each) for each in near) if made and _bears(matter, made)]
    found += [made for made in (_overtaken(matter, other) for other in others) if made]
    found.sort(key=lambda made: made.telling.order)
    status = _settled(found)
    base = (matter.earliest, matter.latest, tuple(matter.tellings))
    if status is None:
        return Expectation(*base, *_untold(matter, as_of))
    deciders = [made for made in found if made.verdict == status]
    moved = next(((d.earliest, d.latest) for d in deciders if status == "shifted" and d.earliest and d.latest), None)
    best = [d for d in deciders if ((d.earliest, d.latest) == moved if moved else d.dated)]
    lead = (best or deciders)[0]
    deciders.sort(key=lambda made: (made is not lead, made.telling.order))
    against = tuple(made for made in found if made.verdict != status)
    return Expectation(*base, status, lead.reason, tuple(deciders), against, moved)


def _bears(matter: _Matter, made: Decider) -> bool:
    """Whether a decider is of this matter; its parties must say so, unless it names the day of a short time."""
    if not _of(matter, made.telling):
        return False
    named = made.dated and _width(matter.earliest, matter.latest) <= SHORT
    return named or any(surely(each, made.telling) for each in matter.tellings)


def _untold(matter: _Matter, as_of: str) -> tuple[Status, str]:
    if as_of <= matter.latest:
        return "open", f"its last day, {matter.latest}, is not over on {as_of}"
    return "silent", f"no article up to {as_of} tells what became of it"


def _settled(found: Sequence[Decider]) -> Literal["confirmed", "broken", "shifted"] | None:
    """What is told to have happened on the day stands; else a new day, where one is told first; else the first word."""
    if any(made.verdict == "confirmed" and made.dated for made in found):
        return "confirmed"
    if not found:
        return None
    if found[0].verdict == "broken":
        until = next((at for at, made in enumerate(found) if made.verdict == "confirmed"), len(found))
        if any(made.verdict == "shifted" and made.earliest for made in found[:until]):
            return "shifted"
    return found[0].verdict


def _decides(matter: _Matter, telling: Announced) -> Decider | None:
    """What a telling of the same matter says of its day."""
    moving = telling.cue
    if moving and not _other_day(matter, telling, moving[0]):
        return _moves(matter, telling, *moving)
    if moving:
        return None
    if telling.reality == "negated":
        return _denies(matter, telling)
    return _happened(matter, telling) if telling.reality in HAPPENED else None


def _other_day(matter: _Matter, telling: Announced, what: str) -> bool:
    """Whether what is cancelled or moved is told to be that of another day ahead."""
    days = due(telling)
    ahead = days is not None and days[0] > telling.published
    return bool(ahead and days and what == "cancels" and not _meet((matter.earliest, matter.latest), days))


def _moves(matter: _Matter, telling: Announced, what: str, word: str) -> Decider | None:
    if telling.reality == "negated":
        return None
    days = due(telling)
    ahead = days if days and days[0] > telling.published else None
    same = ahead is not None and _meet((matter.earliest, matter.latest), ahead)
    if what == "cancels":
        return Decider(telling, "broken", f"cancelled: “{word}”, published {telling.published}", dated=same)
    if ahead and not same:
        return Decider(telling, "shifted", f"moved to {_days(ahead)}: “{word}”", *ahead)
    return Decider(telling, "shifted", f"moved, no new day told: “{word}”", dated=same)


def _denies(matter: _Matter, telling: Announced) -> Decider | None:
    """Told not to happen, or not to have happened, on the day; or without a day, as to come or once it came."""
    days, window = _stated(telling), (matter.earliest, matter.latest)
    if days is not None:
        met = _meet(window, days)
        return Decider(telling, "broken", f"told not to happen on {_days(days)}", dated=True) if met else None
    if telling.ahead or telling.published >= matter.earliest:
        return Decider(telling, "broken", f"told not to happen, published {telling.published}")
    return None


def _happened(matter: _Matter, telling: Announced) -> Decider | None:
    """Told to have happened: on the day, a little late, or without a day soon after it; never before the day."""
    days, window = _stated(telling), (matter.earliest, matter.latest)
    if telling.published < matter.earliest or (days and days[0] > telling.published):
        return None
    if days is None or (_meet(window, days) and _width(*days) > WIDE):
        return _happened_undated(matter, telling)
    if _meet(window, days):
        return Decider(telling, "confirmed", f"told to have happened on {_days(days)}", dated=True)
    if matter.latest < days[0] <= _later(matter.latest, LATE) and not telling.another:
        late = _width(matter.latest, days[0])
        return Decider(telling, "shifted", f"held {late} day{'' if late == 1 else 's'} late, on {_days(days)}", *days)
    return None


def _happened_undated(matter: _Matter, telling: Announced) -> Decider | None:
    """The same act, told soon after without a day: it must be news; of a long time, it may as well be another one."""
    late, long = telling.published > _later(matter.latest, SOON), _width(matter.earliest, matter.latest) > SHORT
    if telling.reality != "actual" or late or long:
        return None
    if not any(telling.kinds & each.kinds for each in matter.tellings):
        return None
    return Decider(telling, "confirmed", f"told to have happened, without a day, published {telling.published}")


def _overtaken(matter: _Matter, other: _Matter) -> Decider | None:
    """Another day announced later for the same matter, before the day is over, while nobody repeats the old one."""
    first = other.tellings[0]
    last = max(each.published for each in matter.tellings)
    if other is matter or first.published <= last or first.published > matter.latest or first.cue:
        return None
    far = max(_width(matter.latest, other.earliest), _width(other.latest, matter.earliest))
    if far > MOVED or first.another or _meet((matter.earliest, matter.latest), (other.earliest, other.latest)):
        return None
    if not any(one_matter(each, first) and surely(each, first) for each in matter.tellings):
        return None
    days = other.earliest, other.latest
    return Decider(first, "shifted", f"announced for {_days(days)} instead, published {first.published}", *days)


# Days.


def _stated(telling: Announced) -> tuple[str, str] | None:
    """The days between which a telling puts what it tells; an open bound lies where the other is."""
    first, last = telling.earliest or telling.latest, telling.latest or telling.earliest
    return (first, last) if first and last else None


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _width(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _later(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def _days(days: tuple[str, str]) -> str:
    return days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"


def overlapping(found: Iterable[Expectation], since: str | None, until: str | None) -> Iterator[Expectation]:
    """Those that may be due between two days."""
    for each in found:
        if (since is None or each.latest >= since) and (until is None or each.earliest <= until):
            yield each
