"""Finds the line that opens a news article: place, date and agency ("VILNIUS, Jan. 25 (Reuters) -", "KABUL (AP) —")."""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.model import Dateline

LINES = 4
"""How many of a text's first lines may hold the dateline: a headline and a byline can stand before it."""
LONGEST = 90
"""The longest dateline, in characters."""
LONGEST_ACRONYM = 10
OPENS = re.compile(r"\s+[“\"'‘]?[^\W_a-z]")
"""A sentence's beginning, which must follow an agency where no dash does."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A dateline, and the day it tells where day, month and year stand in it."""

    dateline: Dateline
    day: str | None
    day_span: tuple[int, int]


def opening(text: str, start: int = 0) -> Opening | None:
    """The dateline in the first lines from `start`, or None. Its span ends before the dash that follows it."""
    seen = 0
    for line in re.compile(r"[^\r\n]+").finditer(text, start, start + 2000):
        if not line[0].strip():
            continue
        found = _at(text, line.start() + len(line[0]) - len(line[0].lstrip()), first=seen == 0)
        if found or seen + 1 == LINES:
            return found
        seen += 1
    return None


def _at(text: str, start: int, first: bool) -> Opening | None:
    match = _pattern().match(text, start, min(len(text), start + LONGEST + 3))
    if not match:
        return None
    end = max(match.end(part) for part in ("place", "date", "tail"))
    agency, place = match["agency"] or match["slashed"], match["place"]
    if place and place.strip() in _words()["known"]:
        agency, place = place.strip(), None
    if not _believable(match, place, agency, first):
        return None
    return Opening(Dateline(start, end, None, agency), _day(match), match.span("date"))


def _believable(match: re.Match[str], place: str | None, agency: str | None, first: bool) -> bool:
    """Whether enough of a dateline is there: an agency, a date, or in the first line a place."""
    if agency is not None and not match["sep"]:
        return agency in _words()["known"] and bool(match["tail"]) and bool(OPENS.match(match.string, match.end()))
    if not match["sep"]:
        return False
    if agency is not None:
        return agency in _words()["known"] or (agency.isupper() and agency.isalpha() and len(agency) <= LONGEST_ACRONYM)
    if place is None or place.upper().strip(" .") in _words()["labels"]:
        return False
    if match["date"]:
        return True
    capitals = place.split(",")[0].isupper()
    if ":" in match["sep"]:
        return capitals and first and len(place) > 2
    return first and (capitals or len(place.split()) <= 3)


def _day(match: re.Match[str]) -> str | None:
    if not (match["date"] and match["year"]):
        return None
    month = _words()["months"][(match["month_1"] or match["month_2"]).lower()]
    try:
        return datetime.date(int(match["year"]), month, int(match["day_1"] or match["day_2"])).isoformat()
    except ValueError:
        return None


@cache
def _words() -> dict[str, Any]:
    data = tomllib.loads((files("dateline.sources") / "dateline.toml").read_text(encoding="utf-8"))
    return {**data, "known": frozenset(data["agencies"]), "labels": frozenset(data["labels"])}


@cache
def _pattern() -> re.Pattern[str]:
    words = _words()
    months = "|".join(sorted(words["months"], key=len, reverse=True))
    agencies = "|".join(re.escape(name) for name in sorted(words["agencies"], key=len, reverse=True))
    small = "|".join(words["small"])
    name = r"[^\W\d_a-z][\w.'’ʼ]*(?:-[\w.'’ʼ]+)*"
    return re.compile(
        rf"""
        (?P<place> (?:{agencies})(?=,\s) | {name} (?: (?:[ ]?[&,][ ]?|[ ]?/(?![A-Z]+/)[ ]?|[ ])
              (?! (?i:{months})\b ) (?: (?:{small})[ ] )? {name} ){{0,6}} )?
        (?: (?(place)[ ]?,?[ ]*) (?P<date>
            (?: (?i:(?P<month_1>{months}))\.?[ ] (?P<day_1>\d{{1,2}})
              | (?P<day_2>\d{{1,2}})[ ] (?i:(?P<month_2>{months}))\.? )
            (?: ,?[ ] (?P<year>\d{{4}}) )? ) )?
        (?: [ ]* (?P<tail> \( (?P<agency>[^()\n]{{2,30}}) \) | / (?P<slashed>[A-Z]{{2,12}}) / ) )?
        (?P<sep> [ ]* (?: --? (?!\d) | [–—_] | : (?=[ ]) | \|(?=\s*By\s) ) (?= \s* [“"'‘(]?[^\W_] ) | \.(?:-|(?=\s)) )?
        """,
        re.VERBOSE,
    )
