"""Times that are told by their distance from another, parts of day, durations and sets: meanings to TIMEX3 values."""

from __future__ import annotations

import datetime as dt

from dateline.times import calendar as cal
from dateline.times.anchor import Anchor, Focus, Resolved
from dateline.times.meaning import Meaning

_COARSER = {"TH", "TM", "TS"}


def resolve(m: Meaning, anchor: Anchor) -> Resolved | None:
    """The TIMEX3 value of a meaning; None where it turns out to be no time."""
    if m.kind == "calendar":
        return anchor.calendar(m)
    if m.kind == "holiday":
        return anchor.holiday(m)
    return _KINDS[m.kind](m, anchor)


def _span(m: Meaning, anchor: Anchor) -> Resolved | None:
    years = [int("".join(c for c in word if c.isdigit())) for word in (m.words["y"][0], m.words["y2"][0])]
    first, last = years[0], years[0] // 100 * 100 + years[1]
    if last <= first:
        return None
    return Resolved("DATE", f"{first:04d}/{last:04d}", focus=Focus(dt.date(last, 1, 1), "year"))


# ---- offsets ----


def _offset(m: Meaning, anchor: Anchor) -> Resolved:
    unit, count = m.unit or "D", m.count
    base, grain = _offset_base(m, anchor)
    steps = (m.step or 0) * (count or 0)
    if count is None or unit in _COARSER | {"G"}:
        return _vague_offset(m, unit, anchor)
    if base is None:
        return Resolved("DATE", "XXXX-XX-XX", m.mod, why="unanchored_date")
    day = cal.add(base, unit, steps)
    if day is None:
        return Resolved("DATE", None, m.mod, why="impossible_date")
    if m.part:
        return Resolved("TIME", f"{day.isoformat()}T{m.part}", m.mod, focus=Focus(day, "day"))
    grain = _finer(grain, cal.EXACT.get(unit, "day"), m)
    value = cal.written(day, grain)
    compared = not anchor.narrative and unit == "Y" and count == 1
    return Resolved("DATE", value, m.mod, focus=None if compared else Focus(day, grain))


def _offset_base(m: Meaning, anchor: Anchor) -> tuple[dt.date | None, str | None]:
    if m.base == "dct" and anchor.published is not None and not (anchor.narrative and m.rule in {"ago", "year_ago"}):
        if m.unit == "Y" and anchor.quarter is not None and m.count == 1:
            return anchor.quarter.day, "quarter"
        return anchor.published, None
    focus = None if anchor.published is None and (anchor.adrift or m.base == "dct") else anchor.focus
    if focus is not None:
        return focus.day, focus.grain
    return (anchor.published, None) if not anchor.narrative else (None, None)


def _finer(told: str | None, unit: str, m: Meaning) -> str:
    """A year after a day is a day, a year after a quarter a quarter; days after a month are told to the month."""
    if told is None:
        return unit
    order = ["day", "week", "weekend", "month", "quarter", "season", "half", "year", "decade", "century"]
    if unit == "day" and told in {"month", "quarter", "season", "year"}:
        return "day"
    return told if order.index(told) < order.index(unit) else unit


def _vague_offset(m: Meaning, unit: str, anchor: Anchor) -> Resolved:
    if unit in _COARSER:
        if m.base == "dct" and anchor.published:
            return Resolved("DATE", "PAST_REF" if (m.step or 0) < 0 else "FUTURE_REF", m.mod)
        return Resolved("TIME", "XXXX-XX-XXTXX:XX", m.mod, why="unanchored_date")
    back = (m.step or 0) < 0
    if m.base == "dct":
        return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", m.mod)
    return Resolved("DATE", "PAST_REF" if back else "FUTURE_REF", m.mod)


# ---- this week, that year ----


def _unit(m: Meaning, anchor: Anchor) -> Resolved:
    unit, step = m.unit or "D", m.step or 0
    if m.words.get("u") == ["then"]:
        return _focus_itself(m, anchor)
    if m.rule == "period_in_focus":
        return _focus_itself(m, anchor)
    if m.words.get("u") == ["period"]:
        unit = "Q" if anchor.quarter or (m.rule in _REPORTED and not anchor.narrative) else "Y"
    if m.rule == "year_period" and m.year:
        quarter = anchor.quarter.day if anchor.quarter and unit == "Q" else None
        first = dt.date(m.year, quarter.month if quarter else 1, 1)
        grain = "quarter" if quarter else "year"
        return Resolved("DATE", cal.written(first, grain), m.mod, focus=Focus(first, grain))
    base = _quarter_ended(m, anchor) if unit == "Q" and m.month else _unit_base(m, unit, anchor)
    if base is None:
        return Resolved("DATE", _GAPS.get(unit, "XXXX"), m.mod, why="unanchored_date")
    day = cal.add(base, unit, step)
    if unit == "E" and m.rule == "the_unit" and base.isoweekday() <= 4 and anchor.tense(m.start, m.end) != "future":
        day = base - dt.timedelta(days=7)
    if day is None:
        return Resolved("DATE", None, m.mod, why="impossible_date")
    grain = cal.EXACT.get(unit, "day")
    focus = Focus(day, grain) if not (m.rule.startswith("unit_dct") and grain == "day") else None
    return Resolved("DATE", cal.written(day, grain), m.mod, focus=focus)


_REPORTED = frozenset({"latest_period", "period_last_year"})  # periods that reports of earnings speak of


def _quarter_ended(m: Meaning, anchor: Anchor) -> dt.date | None:
    """A day in the calendar quarter that most of "the quarter ended July 31" lies in: in the month before its last."""
    ended = anchor.calendar(m).focus
    return cal.add(ended.day.replace(day=1), "M", -1) if ended else None


_GAPS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "E": "XXXX-WXX-WE", "M": "XXXX-XX", "Q": "XXXX-QX"}


def _focus_itself(m: Meaning, anchor: Anchor) -> Resolved:
    focus = anchor.focus
    if focus is None:
        return Resolved("DATE", "PAST_REF", m.mod)
    return Resolved("DATE", cal.written(focus.day, focus.grain), m.mod)


def _unit_base(m: Meaning, unit: str, anchor: Anchor) -> dt.date | None:
    if m.rule in _REPORTED and unit == "Q" and not anchor.quarter and anchor.published and not anchor.narrative:
        return cal.add(anchor.published, "Q", -1)
    if unit == "Q" and anchor.quarter and m.rule in {"the_unit", "unit_focus", *_REPORTED}:
        return anchor.quarter.day
    if m.base == "dct" and not anchor.narrative and anchor.published is not None:
        return anchor.published
    if anchor.published is None and (anchor.adrift or m.rule == "unit_dct"):
        return None
    if unit == "D" and anchor.day:
        return anchor.day.day
    if anchor.focus is not None:
        return anchor.focus.day
    return None if anchor.narrative else anchor.published


# ---- references ----


def _ref(m: Meaning, anchor: Anchor) -> Resolved:
    value = m.value or "PRESENT_REF"
    resolved = Resolved("TIME" if m.type == "TIME" else "DATE", value, m.mod)
    if not anchor.narrative:
        resolved.latest = anchor.published if value in {"PAST_REF", "PRESENT_REF"} else None
        resolved.earliest = anchor.published if value in {"FUTURE_REF", "PRESENT_REF"} else None
    return resolved


# ---- durations and sets ----


def period(unit: str | None, count: float | None) -> str:
    """So many units as an ISO 8601 period; PXD for a number that is not told."""
    number = "X" if count is None else f"{count:g}"
    if unit is None:
        return f"P{number}X"
    unit = {"N": "D", "E": "W", "S": "M", "G": "Y"}.get(unit, unit)
    if unit in {"DE", "CE"} and count is not None and count % 1:
        unit, number = "Y", f"{count * (10 if unit == 'DE' else 100):g}"
    if unit == "F":
        unit, number = "W", "X" if count is None else f"{count * 2:g}"
    if unit == "ME":
        unit, number = "Y", "X" if count is None else f"{count * 1000:g}"
    if unit == "TH" and count is not None and count % 1 in {0.25, 0.5, 0.75} and count < 1000:
        hours, minutes = divmod(round(count * 60), 60)
        return "PT" + (f"{hours}H" if hours else "") + f"{minutes}M"
    return f"PT{number}{unit[1:]}" if unit.startswith("T") else f"P{number}{unit}"


def _count(m: Meaning) -> float | None:
    """How many units; one where a single unit stands without a number ("year-long")."""
    plain = m.words.get("u", [""])[0]
    return 1 if m.count is None and "n" not in m.words and not plain.endswith(("s", "ia")) else m.count


def _duration(m: Meaning, anchor: Anchor) -> Resolved:
    if m.value:
        return Resolved("DURATION", m.value, m.mod)
    value = period(m.unit, _count(m))
    resolved = Resolved("DURATION", value, m.mod)
    if m.direction and anchor.published and not anchor.narrative and m.count and m.unit not in _COARSER:
        other = cal.add(anchor.published, m.unit or "D", m.count * m.direction) or anchor.published
        resolved.earliest, resolved.latest = min(anchor.published, other), max(anchor.published, other)
    return resolved


def _set(m: Meaning, anchor: Anchor) -> Resolved:
    each = m.words.get("each")
    quant = each[0].upper() if each else None
    if m.weekday:
        part = f"T{m.part}" if m.part else ""
        return Resolved("SET", f"XXXX-WXX-{m.weekday}{part}", None, quant)
    if m.month:
        return Resolved("SET", f"XXXX-{m.month:02d}", None, quant)
    if m.season:
        return Resolved("SET", f"XXXX-{m.season}", None, quant)
    if m.part:
        return Resolved("SET", f"XXXX-XX-XXT{m.part}", None, quant)
    freq = None
    if m.rule == "times_a_unit" and m.count:
        freq = f"{m.count:g}X"
    elif m.words.get("n") and m.words["n"][0] in {"once", "twice"}:
        freq = {"once": "1X", "twice": "2X"}[m.words["n"][0]]
    count = m.count if each and m.count else 1
    if "other" in m.words.get("each", []):
        count = 2
    return Resolved("SET", m.value or period(m.unit, count), None, quant, freq)


# ---- times of day ----


def _time(m: Meaning, anchor: Anchor) -> Resolved:
    base = _time_day(m, anchor)
    day = base.isoformat() if base else "XXXX-XX-XX"
    why = None if base else "unanchored_date"
    focus = Focus(base, "day") if base else None
    if m.clock:
        hour, minute, second = m.clock
        clock = f"T{hour:02d}:{minute:02d}" + (f":{second:02d}" if second is not None else "")
        return Resolved("TIME", day + clock + (m.zone or ""), m.mod, focus=focus, why=why)
    return Resolved("TIME", f"{day}T{m.part}", m.mod, focus=focus, why=why)


def _time_day(m: Meaning, anchor: Anchor) -> dt.date | None:
    if m.step is not None and m.words.get("day"):
        return cal.add(anchor.published, "D", m.step) if anchor.published else None
    if any(key in m.words for key in ("iso", "m", "w", "num")):
        told = anchor.calendar(m)
        return told.focus.day if told.focus else None
    words = m.words.get("dir", [])
    relative = anchor.day.day if anchor.day else None
    if "this" in words or words == ["last"]:
        base = relative if anchor.narrative else anchor.published
        return cal.add(base, "D", m.direction or 0) if base else None
    if any(w in words for w in ("following", "next")):
        return cal.add(relative, "D", 1) if relative else None
    if any(w in words for w in ("previous",)):
        return cal.add(relative, "D", -1) if relative else None
    return _day_told(m, anchor)


def _day_told(m: Meaning, anchor: Anchor) -> dt.date | None:
    """The day that a bare time of day belongs to: the one told last, but in news no day to come for what has been."""
    told = anchor.day.day if anchor.day else None
    if anchor.narrative or anchor.published is None:
        return told
    if told is None or (told > anchor.published and anchor.tense(m.start, m.end) == "past"):
        return anchor.published
    return told


_KINDS = {
    "span": _span, "offset": _offset, "unit": _unit, "ref": _ref, "duration": _duration, "set": _set, "time": _time,
}  # fmt: skip
