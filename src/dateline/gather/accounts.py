"""Accounts: one happening as several origins tell it, side by side: what they agree on, what differs, how it moved.

Pure: what is said of a field is handed over with its origin, day and words, and put together. Two statements agree when
both can be true: "at least 9" and 12, March and 5 March, a town and its country. What an origin says last stands for
it; what it said before is its drift.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise
from typing import Literal

Status = Literal["told once", "agreed", "settled", "differs"]
"""Told by one origin; by several that never differed; by several that differed and no longer do; or that still do."""
NUMBERS = ("killed", "wounded", "arrested", "participants", "money", "term", "troops")
FIELDS = ("when", "where", "actors", "recipients", "happened", *NUMBERS)
OPENING = 200
"""In how many characters of a text a correction is announced."""


@dataclass(frozen=True, slots=True)
class Said:
    """What one telling says of one field: as it is shown, and so that it can be compared, with its words.

    Numbers and days (as ordinals) have bounds, None where open; names and places have keys, and `wide` keys that hold
    them (the country of a town). `start` and `end` are offsets into the article's text (its title, if `in_` is so).
    """

    field: str
    shown: str
    origin: str
    voice: str
    day: str | None
    article: str
    event: str
    start: int
    end: int
    in_: Literal["title"] | None = None
    low: float | None = None
    high: float | None = None
    keys: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    corrects: bool = False

    @property
    def teller(self) -> str:
        """Who says it: the origin, with the voice that it quotes."""
        return f"{self.origin} ({self.voice})" if self.voice else self.origin


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a field, who tells it, and from which day of publication to which."""

    shown: str
    tellers: tuple[str, ...]
    first: str | None
    last: str | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A value on the way: the first told, then each that moved up, down, closer ("at least 9", then 12), elsewhere."""

    day: str | None
    teller: str
    shown: str
    change: Literal["first", "up", "down", "closer", "other", "corrected"]


@dataclass(frozen=True, slots=True)
class FieldAccount:
    """A field of a happening over all origins: whether they agree, every version, its drift, what is to be noted."""

    field: str
    status: Status
    versions: tuple[Version, ...]
    drift: tuple[Step, ...]
    notes: tuple[str, ...]


def accounts(said: Iterable[Said]) -> tuple[FieldAccount, ...]:
    """Every field that is told, in a fixed order, put together."""
    every = sorted(said, key=_order)
    told = [[each for each in every if each.field == field] for field in FIELDS]
    return tuple(_field(several, every) for several in told if several)


def _order(said: Said) -> tuple[str, bool, str, str, int, str]:
    """By day of publication (unknown last), corrections after what they correct, then by article and words."""
    return said.day or "~", said.corrects, said.article, said.event, said.start, said.shown


def agree(one: Said, other: Said) -> bool:
    """Whether both can be true."""
    if one.keys or other.keys:
        mine, theirs = set(one.keys), set(other.keys)
        return bool(mine & theirs or mine & set(other.wide) or theirs & set(one.wide))
    return not (_under(one.high, other.low) or _under(other.high, one.low))


def _under(high: float | None, low: float | None) -> bool:
    return high is not None and low is not None and high < low


def _field(said: Sequence[Said], every: Sequence[Said]) -> FieldAccount:
    field, drift = said[0].field, _drift(said)
    status = _status(said)
    return FieldAccount(field, status, _versions(said), drift, tuple(_notes(field, status, said, every)))


def _status(said: Sequence[Said]) -> Status:
    if all(agree(one, other) for one, other in combinations(said, 2)):
        return "agreed" if len({each.origin for each in said}) > 1 else "told once"
    last = _latest(said)
    if all(agree(one, other) for one, other in combinations(last, 2)):
        return "settled"
    return "differs"


def _latest(said: Sequence[Said]) -> list[Said]:
    """What each origin said last: on its last day, in every voice; where it corrects itself, what it corrects to."""
    found: list[Said] = []
    for origin in dict.fromkeys(each.origin for each in said):
        own = [each for each in said if each.origin == origin]
        last = [each for each in own if each.day == own[-1].day]
        found += [each for each in last if each.corrects] or last
    return found


def _value(said: Said) -> tuple[str, str, tuple[str, ...]]:
    return f"{said.low}", f"{said.high}", said.keys


def _versions(said: Sequence[Said]) -> tuple[Version, ...]:
    """The values in the order in which they were first told."""
    values = list(dict.fromkeys(map(_value, said)))
    return tuple(_version([each for each in said if _value(each) == value]) for value in values)


def _version(said: Sequence[Said]) -> Version:
    days = sorted(each.day for each in said if each.day)
    tellers = tuple(dict.fromkeys(each.teller for each in said))
    return Version(_shown(said), tellers, days[0] if days else None, days[-1] if days else None, tuple(said))


def _shown(said: Sequence[Said]) -> str:
    """The words used most for a value, rather figures than number words."""
    counts = Counter(each.shown for each in said)
    return min(counts, key=lambda shown: (not any(map(str.isdigit, shown)), -counts[shown], shown))


def _drift(said: Sequence[Said]) -> tuple[Step, ...]:
    """Each telling that disagrees with what was told before it, or says it more closely."""
    steps: list[Step] = []
    held: Said | None = None
    for each in said:
        if held is None:
            steps.append(Step(each.day, each.teller, each.shown, "first"))
        elif not agree(held, each):
            steps.append(Step(each.day, each.teller, each.shown, _change(held, each)))
        elif _closer(each, held):
            steps.append(Step(each.day, each.teller, each.shown, "closer"))
        else:
            continue
        held = each
    return tuple(steps) if len(steps) > 1 else ()


def _closer(one: Said, other: Said) -> bool:
    """Whether a statement that agrees says more than the one before."""
    if one.keys:
        return set(other.keys).isdisjoint(one.keys) and not set(other.keys).isdisjoint(one.wide)
    return _width(one) < _width(other)


def _width(said: Said) -> float:
    return math.inf if said.low is None or said.high is None else said.high - said.low


def _change(before: Said, now: Said) -> Literal["up", "down", "other", "corrected"]:
    if now.corrects:
        return "corrected"
    if now.keys:
        return "other"
    return "up" if _under(before.high, now.low) else "down"


def _notes(field: str, status: Status, said: Sequence[Said], every: Sequence[Said]) -> list[str]:
    notes = list(_corrected(said))
    if field in NUMBERS and any(_fell(before, now) for before, now in pairwise(_moved(said))):
        notes.append("the number fell")
    if field == "when" and status != "agreed" and (pair := _a_day_apart(said)):
        notes.append(f"a day apart: {pair[0].shown} ({pair[0].teller}), {pair[1].shown} ({pair[1].teller})")
    if field == "where" and status != "agreed" and (name := _one_name(said)):
        notes.append(f"several places are named {name}")
    if field in ("killed", "wounded") and status in ("differs", "settled"):
        notes += _mixed(field, said, every)
    return list(dict.fromkeys(notes))


def _corrected(said: Sequence[Said]) -> Iterator[str]:
    """What an origin said and took back, saying so."""
    for each in (each for each in said if each.corrects):
        before = [old for old in said if old.origin == each.origin and not old.corrects and not agree(old, each)]
        if before:
            yield f"{each.origin} corrected {before[-1].shown} to {each.shown}"


def _moved(said: Sequence[Said]) -> list[Said]:
    """The statements from each of which the next one differs."""
    found: list[Said] = []
    for each in said:
        if not found or not agree(found[-1], each):
            found.append(each)
    return found


def _fell(before: Said, now: Said) -> bool:
    return _under(now.high, before.low)


def _a_day_apart(said: Sequence[Said]) -> tuple[Said, Said] | None:
    exact = [each for each in said if each.low is not None and each.low == each.high]
    pairs = ((one, other) for one, other in combinations(exact, 2) if abs(_low(one) - _low(other)) == 1)
    return next(pairs, None)


def _low(said: Said) -> float:
    return said.low or 0.0


def _one_name(said: Sequence[Said]) -> str | None:
    """A name under which two different places are told."""
    pairs = ((one, other) for one, other in combinations(said, 2) if not agree(one, other))
    names = ([key[2:] for key in one.wide if key in other.wide and key.startswith("n:")] for one, other in pairs)
    return next((found[0] for found in names if found), None)


def _mixed(field: str, said: Sequence[Said], every: Sequence[Said]) -> list[str]:
    """Where one teller counts as wounded the number that another counts as killed."""
    other = "wounded" if field == "killed" else "killed"
    swapped = [
        (one, two)
        for one in said
        for two in every
        if two.field == other and one.origin != two.origin and (one.low, one.high) == (two.low, two.high) and one.low
    ]
    return [f"{one.shown} ({one.teller}), but {two.shown} ({two.teller})" for one, two in swapped]


@cache
def _corrections() -> re.Pattern[str]:
    words = tomllib.loads(files("dateline.gather").joinpath("accounts.toml").read_text("utf-8"))["corrections"]
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def corrects(title: str | None, text: str) -> bool:
    """Whether an article says in its title or opening that it corrects an earlier one."""
    return bool(_corrections().search(f"{title or ''}\n{text[:OPENING]}"))
