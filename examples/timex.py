"""Type and day bounds of the TIMEX3 values that the annotations use; made apart from the reader."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

QUARTERS = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12)}
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11)}


def kind_of(value: str) -> str:
    """DATE, TIME, DURATION or SET."""
    if value.startswith("XXXX-"):
        return "SET"
    if re.match(r"P[\dTX]", value):
        return "DURATION"
    return "TIME" if "T" in value and value[0].isdigit() else "DATE"


def bounds(value: str) -> tuple[str | None, str | None]:
    """The first and last day a value can mean; (None, None) for durations, sets and references such as PAST_REF."""
    day = re.match(r"(\d{4}-\d\d-\d\d)(T.*)?$", value)
    if day:
        return day[1], day[1]
    if re.fullmatch(r"\d{2,3}", value):
        span = 10 ** (4 - len(value))
        return f"{int(value) * span:04}-01-01", f"{int(value) * span + span - 1:04}-12-31"
    week = re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return (monday + timedelta(days=5 if week[3] else 0)).isoformat(), (monday + timedelta(days=6)).isoformat()
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d|[QH]\d|SP|SU|FA))?", value)
    return months(int(parts[1]), parts[2]) if parts else (None, None)


def months(year: int, part: str | None) -> tuple[str, str]:
    """The bounds of a year, or of its month, quarter, half or season."""
    if part is None:
        first, last = 1, 12
    elif part.isdigit():
        first = last = int(part)
    else:
        first, last = {**QUARTERS, **SEASONS}[part]
    return f"{year}-{first:02}-01", f"{year}-{last:02}-{monthrange(year, last)[1]:02}"
