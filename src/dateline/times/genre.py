"""News or narrative: whether a text tells of the days around its publication or tells a story of other times."""

from __future__ import annotations

import datetime as dt

from dateline.times.meaning import Meaning

_DEICTIC = {"day_word", "day_word_part", "unit_dct", "this_part", "last_month_name", "ago", "last_weekday"}


def is_narrative(meanings: list[Meaning], published: dt.date | None) -> bool:
    """Whether the text is told like history: many dates of earlier years, few words like "today" or "Monday".

    Where no day of publication is known, it is history unless such words are more than the years it names.
    """
    deictic = sum(1 for m in meanings if m.rule in _DEICTIC or (m.rule == "weekday" and m.direction is None))
    if published is None:
        return deictic <= sum(1 for m in meanings if m.year is not None)
    old = sum(1 for m in meanings if m.year is not None and (m.year < published.year - 1 or m.era == "BC"))
    return old >= 5 and old > 4 * deictic
