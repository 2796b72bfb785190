"""Times as EDTF (Extended Date/Time Format, ISO 8601-2:2019, levels 0 to 2), for catalogues and archives."""

from __future__ import annotations

import re

from dateline.model import TimeExpression

_SUBYEAR = {"SP": 21, "SU": 22, "FA": 23, "WI": 24, "Q1": 33, "Q2": 34, "Q3": 35, "Q4": 36, "H1": 40, "H2": 41}
_CLOCK = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d(?::\d\d)?)?")


def to_edtf(time: TimeExpression) -> str | None:
    """The EDTF of a DATE or TIME; None for durations, sets and what has no place on the calendar.

    Quarters, halves and seasons are sub-year groupings (1998-33), weeks and weekends intervals of days, parts of a day
    their day. An approximate date ends in "~", a side that is open is "..".
    """
    if time.type not in {"DATE", "TIME"} or time.value is None:
        return None
    plain = _plain(time)
    if plain is None or "/" in plain:
        return plain
    return plain + "~" if time.mod == "APPROX" else plain


def _plain(time: TimeExpression) -> str | None:
    value = str(time.value)
    clock = _CLOCK.fullmatch(value)
    if clock:
        day, hour, minute, second, zone = clock.groups()
        return f"{day}T{hour}:{minute}:{second or '00'}{zone or ''}" if hour != "24" else day
    day = value.partition("T")[0]
    if re.fullmatch(r"[\dX]{4}(-[\dX]{2}(-[\dX]{2})?)?", day):
        return None if set(day) <= {"X", "-"} else day
    if re.fullmatch(r"\d{2,3}", value):
        return value.ljust(4, "X")
    if re.fullmatch(r"BC\d{4}", value):
        return f"{1 - int(value[2:]):05d}"
    grouped = re.fullmatch(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])", day)
    return f"{grouped[1]}-{_SUBYEAR[grouped[2]]}" if grouped else _interval(time)


def _interval(time: TimeExpression) -> str | None:
    if "/" in str(time.value):
        return time.value
    if time.earliest is None and time.latest is None:
        return None
    return f"{time.earliest or '..'}/{time.latest or '..'}"
