"""Days, weeks, months and years: arithmetic on dates and the TIMEX3 values they are written as."""

from __future__ import annotations

import datetime as dt
from typing import Any

_DAYS = {"D": 1, "N": 1, "W": 7, "F": 14, "E": 7}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "S": 12, "DE": 120, "CE": 1200, "ME": 12000}
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
EXACT = {
    "D": "day", "N": "day", "E": "weekend", "W": "week", "F": "week", "M": "month", "Q": "quarter", "Y": "year",
    "DE": "decade", "CE": "century", "S": "season", "ME": "century", "TH": "hour", "TM": "minute", "TS": "minute",
}  # fmt: skip


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """That day, or None where there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def add(day: dt.date, unit: str, steps: float) -> dt.date | None:
    """The day `steps` units away (31 January and one month is the last of February); None outside years 1 to 9999."""
    try:
        if unit in _DAYS:
            return day + dt.timedelta(days=round(_DAYS[unit] * steps))
        if unit in _MONTHS:
            return _add_months(day, round(_MONTHS[unit] * steps))
        return day
    except (OverflowError, ValueError):
        return None


def _add_months(day: dt.date, months: int) -> dt.date:
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """How many days a month has; raises ValueError outside years 1 to 9999."""
    if not 1 <= year <= 9999:
        raise ValueError(f"year {year} is out of range")
    return 29 if month == 2 and _is_leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def season_of(day: dt.date) -> tuple[int, str]:
    """The year and code of the season a day lies in; the winter of a year begins in its December."""
    month = day.month
    if month <= 2:
        return day.year - 1, "WI"
    return day.year, "WI" if month == 12 else ("SP", "SU", "FA")[(month - 3) // 3]


def written(day: dt.date, grain: str) -> str:
    """A day at this grain as a TIMEX3 value: 1998-02-13, 1998-W07, 1998-02, 1998-Q1, 1998, 199 (a decade)."""
    week = day.isocalendar()
    forms = {
        "day": day.isoformat(),
        "week": f"{week.year:04d}-W{week.week:02d}",
        "weekend": f"{week.year:04d}-W{week.week:02d}-WE",
        "month": day.isoformat()[:7],
        "quarter": f"{day.year:04d}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04d}-H{1 if day.month <= 6 else 2}",
        "year": f"{day.year:04d}",
        "decade": f"{day.year:04d}"[:3],
        "century": f"{day.year:04d}"[:2],
        "season": "{:04d}-{}".format(*season_of(day)),
    }
    return forms.get(grain, day.isoformat())


def easter(year: int) -> dt.date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


def holiday_date(entry: dict[str, Any], year: int) -> dt.date | None:
    """The day of a holiday of holidays.toml in a year."""
    if not 1 <= year <= 9998:
        return None
    if "date" in entry:
        return make_date(year, int(entry["date"][:2]), int(entry["date"][3:]))
    if "easter" in entry:
        return easter(year) + dt.timedelta(days=entry["easter"]) if year >= 1583 else None
    nth, weekday, month = entry["nth"]
    first = dt.date(year, month, 1 + entry.get("after", 0))
    day = first + dt.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (max(nth, 1) - 1))
    if nth < 0:
        last = dt.date(year, month, days_in_month(year, month))
        day = last - dt.timedelta(days=(last.isoweekday() - weekday) % 7)
    return day + dt.timedelta(days=entry.get("plus", 0))
