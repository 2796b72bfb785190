"""How the desk says things: days as precisely as they are known and no more, counts, and names of kinds."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Sequence
from typing import Any

MONTHS = tuple(calendar.month_name)
SHORT_MONTHS = tuple(month[:3] for month in MONTHS)

UNTOLD = "no date told"
"""Stands where nothing tells when something is."""

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "country or place",
    "LOC": "region",
    "FAC": "building",
    "NORP": "people",
    "EVENT": "named event",
    "PRODUCT": "product",
    "MONEY": "money",
    "MISC": "other",
}
"""Entity types in plain words."""

REALITIES = {
    "actual": "happened",
    "negated": "did not happen",
    "future": "to come",
    "hypothetical": "not certain",
    "historical": "history",
}
"""Realities in plain words."""

LAYERS = {
    "articles": "article",
    "events": "event",
    "quotations": "quotation",
    "times": "time",
    "entities": "name",
    "mentions": "mention",
}
"""Layers in plain words, one record of each."""


def spoken(earliest: str | None, latest: str | None) -> str:
    """Bounds as people say them, never more precise than they are: a day, a month, a year, a span, an open side."""
    if earliest is None and latest is None:
        return UNTOLD
    if earliest is None:
        return f"by {_day(str(latest))}"
    if latest is None:
        return f"from {_day(earliest)}"
    return _span(earliest, latest)


def _span(earliest: str, latest: str) -> str:
    first, last = _parts(earliest), _parts(latest)
    if earliest == latest:
        return _day(earliest)
    if first is None or last is None:
        return f"{earliest} to {latest}"
    whole_months = first[2] == 1 and last[2] == calendar.monthrange(last[0], last[1])[1]
    if whole_months and first[1] == 1 and last[1] == 12:
        return str(first[0]) if first[0] == last[0] else f"{first[0]} to {last[0]}"
    if whole_months:
        return _months(first, last)
    if first[:2] == last[:2]:
        return f"{first[2]}–{last[2]} {SHORT_MONTHS[first[1]]} {first[0]}"
    if first[0] == last[0]:
        return f"{first[2]} {SHORT_MONTHS[first[1]]} – {last[2]} {SHORT_MONTHS[last[1]]} {first[0]}"
    return f"{_day(earliest)} – {_day(latest)}"


def _months(first: tuple[int, int, int], last: tuple[int, int, int]) -> str:
    if first[:2] == last[:2]:
        return f"{MONTHS[first[1]]} {first[0]}"
    if first[0] == last[0]:
        return f"{SHORT_MONTHS[first[1]]}–{SHORT_MONTHS[last[1]]} {first[0]}"
    return f"{SHORT_MONTHS[first[1]]} {first[0]} – {SHORT_MONTHS[last[1]]} {last[0]}"


def _parts(day: str) -> tuple[int, int, int] | None:
    """Year, month and day; None for what no calendar has, such as a year BC."""
    try:
        found = datetime.date.fromisoformat(day)
    except ValueError:
        return None
    return found.year, found.month, found.day


def _day(day: str) -> str:
    parts = _parts(day)
    return f"{parts[2]} {SHORT_MONTHS[parts[1]]} {parts[0]}" if parts else day


def when(time: Any) -> str:
    """When a record with `earliest` and `latest` is; a record without a time says so."""
    return UNTOLD if time is None else spoken(time.earliest, time.latest)


def published(day: str | None) -> str:
    """A day of publication."""
    return _day(day) if day else "undated"


def long_day(day: str) -> str:
    """A day with its weekday: "Wednesday 5 March 2025"."""
    found = datetime.date.fromisoformat(day)
    return f"{calendar.day_name[found.weekday()]} {found.day} {MONTHS[found.month]} {found.year}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 article", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def latest_role(roles: Sequence[Any]) -> str:
    """The role that was printed last, of several on that day the one that most articles give; empty for none."""
    last = max(roles, key=lambda role: (role.last or "", role.articles), default=None)
    return flat(last.role) if last else ""


def flat(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())
