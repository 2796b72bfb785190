"""The period in which something is claimed to be a first: since 1990, in ten years, this month, or ever. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.gather.claimwords import claimwords
from dateline.gather.frame import Record
from dateline.times.lexicon import read_lexicon
from dateline.times.numbers import read_number

SINCE = 60
"""How many characters behind "since" the time may begin."""
LONGEST = 7
"""How many words behind "since" are kept of what bounds a period by no day."""
SURE = 0.9
"""The part of "in ten years" that surely lies in it: the words are seldom exact."""


@dataclass(frozen=True, slots=True)
class Period:
    """From which day on (None: ever), or how many days back from the event, up to which day; and the words that say so.

    `undated` are words that bound it by no day ("since he took office"); `told` is false where nothing is said.
    """

    since: str | None = None
    days: int | None = None
    until: str | None = None
    undated: str | None = None
    start: int = 0
    end: int = 0

    @property
    def told(self) -> bool:
        """Whether the article says a period."""
        return self.end > self.start


def period(
    text: str, at: int, end: int, times: Sequence[tuple[Record, int]], article: Record, last: bool = False
) -> Period:
    """The period that a sentence says between two places, with the times that stand there and where they begin."""
    if last:
        return _before(text, at, end, times)
    found = _since(text, at, end, times) or _this(text, at, end, article) or _within(text, at, end)
    return found or _year(text, at, end) or Period()


def _since(text: str, at: int, end: int, times: Sequence[tuple[Record, int]]) -> Period | None:
    word = re.compile(r"\bsince\b", re.I).search(text, at, end)
    if word is None:
        return None
    dated = [(t, start) for t, start in times if word.end() <= start < word.end() + SINCE and t["latest"]]
    if dated:
        time, start = dated[0]
        return Period(since=_after(time["latest"]), start=word.start(), end=start + time["end"] - time["start"])
    year = re.compile(r"\s+(?:early |late |mid-?)?((?:1[5-9]|20)\d\d)\b").match(text, word.end())
    if year:
        return Period(since=f"{int(year[1]) + 1}-01-01", start=word.start(), end=year.end())
    return _undated(text, word.start(), end)


def _before(text: str, at: int, end: int, times: Sequence[tuple[Record, int]]) -> Period:
    """Up to when something is claimed to be the last."""
    word = re.compile(r"\bbefore\b", re.I).search(text, at, end)
    if word is None:
        return Period()
    dated = [(t, start) for t, start in times if word.end() <= start < word.end() + SINCE and t["earliest"]]
    if dated:
        time, start = dated[0]
        return Period(until=time["earliest"], start=word.start(), end=start + time["end"] - time["start"])
    return _undated(text, word.start(), end)


def _undated(text: str, start: int, end: int) -> Period:
    """Words that bound a period by no day, the first few."""
    found = re.compile(rf"\S+(?:\s+(?!(?:and|but|that|which)\b)\S+){{0,{LONGEST}}}").match(text, start, end)
    words = (found.group() if found else "").rstrip(" .”\"'’")
    return Period(undated=words, start=start, end=start + len(words))


def _this(text: str, at: int, end: int, article: Record) -> Period | None:
    """This week, month or year; "of the year" is this year."""
    found = re.compile(
        r"\b(?<!earlier )(?<!later )(?<!late )(?<!early )(?:so far )?(?:this|of the) (week|month|year|decade)\b", re.I
    ).search(text, at, end)
    if found is None or article["published"] is None:
        return None
    day = date.fromisoformat(article["published"])
    first = {
        "week": day - timedelta(days=day.weekday()),
        "month": day.replace(day=1),
        "year": day.replace(month=1, day=1),
        "decade": date(day.year // 10 * 10, 1, 1),
    }[found[1].lower()]
    return Period(since=first.isoformat(), start=found.start(), end=found.end())


def _within(text: str, at: int, end: int) -> Period | None:
    """In ten years, in more than a decade, for months."""
    units = claimwords().table["units"]
    no_number = "the |these |those |his |her |their |its |this |last "
    pattern = (
        r"\b(?:in|for) (?:the past |the last |more than |over |nearly |almost |about |at least |some |around )*"
        rf"(?P<number>(?:an? |(?!{no_number})[\w-]+ (?:and a half )?)?)(?P<unit>{'|'.join(units)})s?\b"
    )
    found = re.compile(pattern, re.I).search(text, at, end)
    if found is None:
        return None
    words = re.findall(r"[a-z]+|\d+|-", found["number"].lower())
    number = read_number(words, read_lexicon()) if words else claimwords().table["vague"]
    if number is None:
        return None
    return Period(days=int(number * units[found["unit"].lower()] * SURE), start=found.start(), end=found.end())


def _year(text: str, at: int, end: int) -> Period | None:
    """In 2026, of 2026; but not "was in 2003", which tells when it was."""
    found = re.compile(r"\b(?:in|of) ((?:1[5-9]|20)\d\d)\b").search(text, at, end)
    if found and claimwords().clause.search(text, at, found.start()):
        return None
    return Period(since=f"{found[1]}-01-01", start=found.start(), end=found.end()) if found else None


def _after(day: str) -> str | None:
    """The next day; None for one before the year 1."""
    if day.startswith("-"):
        return None
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
