"""From meanings to dates: fills in what is left unsaid, from the publication date and the dates told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.model import TimeType
from dateline.times import calendar as cal
from dateline.times.bounds import bounds
from dateline.times.lexicon import load_toml
from dateline.times.meaning import Meaning
from dateline.times.tense import Tense


@dataclass(frozen=True, slots=True)
class Focus:
    """A date told in the text, at the grain it was told at ("day", "month", "year", ...)."""

    day: dt.date
    grain: str


@dataclass(slots=True)
class Resolved:
    """A TIMEX3 type and value, the date it puts into focus, and a warning code where nothing anchors it (`why`)."""

    type: TimeType
    value: str | None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    focus: Focus | None = None
    why: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None


class Anchor:
    """What is known of "when" while a text is read from its beginning to its end.

    published: the publication date, if any. narrative: the text tells a story, so that bare dates belong to the last
    date told instead of to the days around publication. tense: gives the tense around a stretch of text.
    """

    def __init__(self, published: dt.date | None, narrative: bool, tense: Callable[[int, int], Tense | None]) -> None:
        self.published = published
        self.narrative = narrative
        self.tense = tense
        self.focus: Focus | None = None
        self.day: Focus | None = None
        self.quarter: Focus | None = None
        self.adrift = False  # the day told last has no place on the calendar

    @property
    def base(self) -> dt.date | None:
        """The day that bare dates are counted from."""
        if self.narrative or self.published is None:
            return self.focus.day if self.focus else None
        return self.published

    def told(self, focus: Focus | None) -> None:
        """Note a date that the text has told."""
        if focus is None:
            return
        self.adrift = False
        finer = self.focus is not None and focus.grain == "year" and self.focus.day.year == focus.day.year
        if not finer:
            self.focus = focus
        if focus.grain == "day":
            self.day = focus
        if focus.grain == "quarter" and self.quarter is None:
            self.quarter = focus

    # ---- calendar dates ----

    def calendar(self, m: Meaning) -> Resolved:
        """A date by its parts."""
        if m.words.get("iso"):
            return self._at(dt.date.fromisoformat(m.words["iso"][0][:10]), "day", m)
        if m.decade:
            return self._at_value(m.decade, dt.date(max(int(m.decade) * 10, 1), 1, 1), "decade", m)
        if m.century:
            return self._century(m)
        if m.season:
            return self._season(m)
        if m.quarter:
            return self._quarter(m)
        if m.half:
            return self._half(m)
        if m.month or m.day:
            return self._month_or_day(m)
        if m.weekday:
            return self._weekday(m)
        return self._year(m)

    def _at(self, day: dt.date, grain: str, m: Meaning) -> Resolved:
        return self._at_value(cal.written(day, grain), day, grain, m)

    def _at_value(self, value: str, day: dt.date, grain: str, m: Meaning) -> Resolved:
        return Resolved("DATE", value, m.mod, focus=Focus(day, grain))

    def _unanchored(self, value: str, m: Meaning, code: str = "unanchored_date") -> Resolved:
        return Resolved("DATE", value, m.mod, why=code)

    def _century(self, m: Meaning) -> Resolved:
        century = (m.century or 1) - 1
        if m.era == "BC":
            return Resolved("DATE", f"BC{century:02d}", m.mod)
        if century > 98:
            return Resolved("DATE", None, m.mod, why="impossible_date")
        return self._at_value(f"{century:02d}", dt.date(century * 100 + 1, 1, 1), "century", m)

    def _year(self, m: Meaning) -> Resolved:
        if m.year is None:
            return Resolved("DATE", "XXXX", m.mod, why="unanchored_date")
        if m.era == "BC":
            return Resolved("DATE", f"BC{m.year:04d}", m.mod)
        if not 1 <= m.year <= 9999:
            return Resolved("DATE", f"{m.year:04d}", m.mod)
        value = f"FY{m.year}" if m.fiscal else f"{m.year:04d}"
        return self._at_value(value, dt.date(m.year, 1, 1), "year", m)

    def relative_year(self, m: Meaning) -> int | None:
        """The year of "this year", "last year" or "that year" beside a date."""
        if m.year_step is None:
            return m.year
        words = m.words.get("yw", [])
        base = self.focus.day if self.focus and ("that" in words or "same" in words) else self.base or self.published
        return base.year + m.year_step if base else None

    def _month_or_day(self, m: Meaning) -> Resolved:
        year = self.relative_year(m)
        month = m.month
        if month is None:
            return self._day_of_month(m)
        if year is None:
            year = self._year_for(m, month, m.day or 15)
        if year is None:
            self.adrift = True
            return self._unanchored(f"XXXX-{month:02d}" + (f"-{m.day:02d}" if m.day else ""), m)
        if m.day is None:
            return self._at(dt.date(min(max(year, 1), 9999), month, 1), "month", m)
        day = cal.make_date(year, month, m.day)
        if day is None:
            return Resolved("DATE", f"{year:04d}-{month:02d}", m.mod, why="impossible_date")
        return self._at(day, "week" if m.week else "day", m)

    def _day_of_month(self, m: Meaning) -> Resolved:
        base = (self.focus.day if self.focus and self.focus.grain in {"day", "month"} else None) or self.base
        day = cal.make_date(base.year, base.month, m.day or 1) if base else None
        if day is None:
            return self._unanchored(f"XXXX-XX-{m.day:02d}", m)
        return self._at(day, "day", m)

    def _year_for(self, m: Meaning, month: int, day: int) -> int | None:
        base = self.base
        if base is None:
            return None
        told = {y: cal.make_date(y, month, day) or dt.date(y, month, 28)
                for y in (base.year - 1, base.year, base.year + 1) if 1 <= y <= 9999}  # fmt: skip
        if m.direction is not None:
            return self._directed_year(m, told, base)
        if self.narrative or self.published is None:
            if self.focus and self.focus.grain == "year":
                return base.year
            return min(told, key=lambda y: _narrative_distance((told[y] - base).days))
        tense = self.tense(m.start, m.end)
        slack = 0 if m.day else 20
        return min(told, key=lambda y: _news_distance((told[y] - base).days, tense, slack, 1.1 if m.day else 1.5))

    def _directed_year(self, m: Meaning, told: dict[int, dt.date], base: dt.date) -> int | None:
        if m.direction == 0:
            return base.year
        unit = 10 if m.day else 7  # how much of an ISO date must differ
        if m.direction and m.direction < 0:
            return max(
                (y for y, d in told.items() if d.isoformat()[:unit] < base.isoformat()[:unit]), default=base.year
            )
        return min((y for y, d in told.items() if d.isoformat()[:unit] > base.isoformat()[:unit]), default=base.year)

    def _weekday(self, m: Meaning) -> Resolved:
        weekday = m.weekday or 1
        base = self._weekday_base()
        if base is None:
            self.adrift = True
            return self._unanchored(f"XXXX-WXX-{weekday}", m)
        back = (base.isoweekday() - weekday) % 7
        if m.week_step is not None:
            monday = base - dt.timedelta(days=base.weekday())
            return self._at(monday + dt.timedelta(days=7 * m.week_step + weekday - 1), "day", m)
        if m.direction is not None:
            shift = {-1: -(back or 7), 1: (-back) % 7 or 7}.get(m.direction, (-back) % 7)
        elif self.narrative:
            shift = (-back) % 7
        else:
            shift = (-back) % 7 if back and self.tense(m.start, m.end) == "future" else -back
        day = cal.add(base, "D", shift)
        return self._at(day, "day", m) if day else self._unanchored(f"XXXX-WXX-{weekday}", m)

    def _weekday_base(self) -> dt.date | None:
        if self.narrative or self.published is None:
            return self.day.day if self.day else self.published
        return self.published

    def _season(self, m: Meaning) -> Resolved:
        season, year = m.season or "SP", self.relative_year(m)
        month = cal.SEASON_MONTHS[season]
        base = self.base
        if year is None and base is not None:
            starts = {y: dt.date(y, month, 1) for y in (base.year - 1, base.year, base.year + 1) if 1 <= y <= 9999}
            if m.direction is None:
                year = self._season_year(m, starts, base)
            elif m.direction < 0:
                year = max((y for y, d in starts.items() if (cal.add(d, "M", 3) or d) <= base), default=base.year)
            elif m.direction > 0:
                year = min((y for y, d in starts.items() if d > base), default=base.year)
            else:
                year = base.year - (1 if season == "WI" and base.month <= 5 else 0)
        if year is None:
            return self._unanchored(f"XXXX-{season}", m)
        return self._at_value(f"{year:04d}-{season}", dt.date(year, month, 1), "season", m)

    def _season_year(self, m: Meaning, starts: dict[int, dt.date], base: dt.date) -> int:
        if self.narrative or self.published is None:
            if self.focus and self.focus.grain == "year":
                return base.year
            return min(starts, key=lambda y: _narrative_distance((starts[y] - base).days + 30))
        tense = self.tense(m.start, m.end)
        return min(starts, key=lambda y: _news_distance((starts[y] - base).days, tense, 45))

    def _quarter(self, m: Meaning) -> Resolved:
        quarter, year = m.quarter or 1, self.relative_year(m)
        if not 1 <= quarter <= 4:
            return Resolved("DATE", None, m.mod, why="impossible_date")
        base = self.base
        if year is None and base is not None:
            now = (base.month + 2) // 3
            tense = self.tense(m.start, m.end)
            year = base.year
            if quarter > now + 1 and tense != "future":
                year -= 1
            elif quarter < now and tense == "future" and now - quarter >= 2:
                year += 1
        if year is None:
            return self._unanchored(f"XXXX-Q{quarter}", m)
        return self._at_value(f"{year:04d}-Q{quarter}", dt.date(year, quarter * 3 - 2, 1), "quarter", m)

    def _half(self, m: Meaning) -> Resolved:
        year = self.relative_year(m)
        if year is None:
            base = self.focus.day if self.focus else self.base
            year = base.year if base else None
        if year is None:
            return self._unanchored(f"XXXX-H{m.half}", m)
        return self._at_value(f"{year:04d}-H{m.half}", dt.date(year, 1 if m.half == 1 else 7, 1), "half", m)

    def holiday(self, m: Meaning) -> Resolved:
        """A holiday, in the year it names or the nearest one."""
        entry = _holidays()[" ".join(w for w in m.words["hol"] if w not in {"'s", "’s", "'", "’"}).replace(".", "")]
        base = self.base
        if m.year is not None:
            day = cal.holiday_date(entry, m.year)
        elif base is None:
            day = None
        else:
            days = [d for d in (cal.holiday_date(entry, base.year + y) for y in (-1, 0, 1)) if d]
            tense = None if self.narrative else self.tense(m.start, m.end)
            day = min(days, key=lambda d: self._holiday_distance(m, (d - base).days, tense), default=None)
        if day is None:
            return self._unanchored("XXXX-" + entry["date"] if "date" in entry else "XXXX-XX-XX", m)
        return self._at(day, "day", m)

    def _holiday_distance(self, m: Meaning, days: int, tense: Tense | None) -> float:
        if m.direction:
            return abs(days) + (10000 if days * m.direction <= 0 else 0)
        return _narrative_distance(days) if self.narrative else _news_distance(days, tense, 0)


def _narrative_distance(days: int) -> float:
    return days if days >= 0 else -days * 1.5


def _news_distance(days: int, tense: Tense | None, slack: int, past_bias: float = 1.1) -> float:
    """How far a date is from publication, where the wrong side of the tense counts double."""
    if abs(days) <= slack:
        return 0.0
    factor = {"past": (1.0, 3.0), "future": (3.0, 1.0)}.get(tense or "", (1.0, past_bias))
    return -days * factor[0] if days < 0 else days * factor[1]


@cache
def _holidays() -> dict[str, dict[str, Any]]:
    entries = load_toml("holidays.toml").items()
    return {name.replace("POSS?", "POSS").replace(" POSS", "").replace("SAINT", "st"): e for name, e in entries}


def day_bounds(resolved: Resolved) -> None:
    """Fill in the earliest and latest day from the value."""
    if resolved.earliest is None and resolved.latest is None and resolved.type in {"DATE", "TIME"}:
        resolved.earliest, resolved.latest = bounds(resolved.value)
