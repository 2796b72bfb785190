"""The earliest and the latest day that a TIMEX3 value can mean."""

from __future__ import annotations

import datetime as dt
import re

from dateline.times.calendar import SEASON_MONTHS, add, days_in_month

Bounds = tuple[dt.date | None, dt.date | None]
OPEN: Bounds = (None, None)
_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2}))?))?(?:T.*)?"
)


def bounds(value: str | None) -> Bounds:
    """Earliest and latest day of a DATE or TIME value; (None, None) for what names no place on the calendar."""
    if not value:
        return OPEN
    try:
        if re.fullmatch(r"\d{2,3}", value):
            return _years(int(value) * 10 ** (4 - len(value)), 10 ** (4 - len(value)))
        if "/" in value:
            first, _, last = value.partition("/")
            return bounds(first)[0], bounds(last)[1]
        found = _VALUE.fullmatch(value)
        return _parts(found) if found else OPEN
    except (ValueError, OverflowError):
        return OPEN


def _years(first: int, count: int) -> Bounds:
    return dt.date(max(first, 1), 1, 1), dt.date(first + count - 1, 12, 31)


def _months(year: int, month: int, count: int) -> Bounds:
    first = dt.date(year, month, 1)
    last = add(first, "M", count - 1)
    return first, last and last.replace(day=days_in_month(last.year, last.month))


def _parts(found: re.Match[str]) -> Bounds:
    year = int(found["year"])
    if found["week"]:
        first = dt.date.fromisocalendar(year, int(found["week"]), 1)
        return first + dt.timedelta(days=5 if found["weekend"] else 0), first + dt.timedelta(days=6)
    if found["quarter"]:
        return _months(year, int(found["quarter"]) * 3 - 2, 3)
    if found["half"]:
        return _months(year, int(found["half"]) * 6 - 5, 6)
    if found["season"]:
        return _months(year, SEASON_MONTHS[found["season"]], 3)
    if found["day"]:
        day = dt.date(year, int(found["month"]), int(found["day"]))
        return day, day
    return _months(year, int(found["month"]), 1) if found["month"] else _years(year, 1)
