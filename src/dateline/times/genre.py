"""News or narrative: whether a text tells of the days around its publication or tells a story of other times."""

from __future__ import annotations

import datetime as dt

from dateline.times.meaning import Meaning

_DEICTIC = {"day_word", "day_word_part", "unit_dct", "this_part", "last_month_name", "ago", "last_weekday"}


def is_narrative(meanings: list[Meaning], published: dt.date | None) -> bool:
    """Whether the text is told like history: many dates of earlier years, few words like "today" or "Monday"."""
    if published is None:
        return True
    years = [m.year for m in meanings if m.year is not None and m.month is not None]
    plain = [m.year for m in meanings if m.year is not None]
    far = sum(1 for y in plain if y < published.year - 1)
    dated = sum(1 for y in years if y < published.year - 1)
    deictic = sum(1 for m in meanings if m.rule in _DEICTIC or (m.rule == "weekday" and m.direction is None))
    return dated >= 3 and far + dated > 2 * deictic and far > len(plain) * 0.5
