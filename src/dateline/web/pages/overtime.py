"""Quotations counted over time: by the day within a season, by the month beyond it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.chronicle.desk import SaidOn

FEWEST_DAYS = 3
"""From how many days with quotations on a chart says more than a sentence."""

SEASON = 92
"""Up to how many days a chart shows single days."""


def over_time(said: Sequence[SaidOn]) -> list[dict[str, Any]]:
    """Quotations a day, or a month where they reach over more than a season; empty where a chart would say nothing."""
    known = sorted({one.day for one in said})
    if len(known) < FEWEST_DAYS:
        return []
    key, width = ("day", 10) if days_between(known[0], known[-1]) <= SEASON else ("month", 7)
    counted: Counter[tuple[str, str]] = Counter()
    for one in said:
        counted[one.day[:width], one.stance] += one.count
    return [{key: day, "stance": stance, "count": count} for (day, stance), count in sorted(counted.items())]


def days_between(first: str, last: str) -> int:
    """How many days lie between two ISO days."""
    return (datetime.date.fromisoformat(last) - datetime.date.fromisoformat(first)).days
