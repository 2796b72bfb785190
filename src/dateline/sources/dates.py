"""Publication dates as sources give them: ISO dates and datetimes are taken, anything else is kept as what was said."""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

FIRST_YEAR, LAST_YEAR = 1600, 2100
"""Newspapers began in 1605; a later year than the last is taken for a slip."""
SHAPE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,6})?)?[ ]?(?:Z|[+-]\d{2}:?\d{2})?)?")
KEPT = 60
"""How many characters of an unusable date are kept."""


class Published(NamedTuple):
    """The day (ISO), the moment as the source wrote it where it told one, and what was said where that is no date."""

    day: str | None
    at: str | None
    given: str | None


def published_date(value: Any) -> Published:
    """The day of publication in a source's value. Never a guess: "1/21/2013", "2050" or 2013-02-30 give no day."""
    if isinstance(value, datetime.date):
        value = value.isoformat()
    said = "" if value is None else str(value).strip()
    if not said:
        return Published(None, None, None)
    match = SHAPE.fullmatch(said) if isinstance(value, str) else None
    if match and _exists(match[1], said):
        return Published(match[1], said.replace(" ", "T", 1) if len(said) > len(match[1]) else None, None)
    return Published(None, None, said[:KEPT])


def _exists(day: str, moment: str) -> bool:
    try:
        datetime.datetime.fromisoformat(moment.replace(",", ".").replace(" ", "T", 1).replace(" ", ""))
        return FIRST_YEAR <= datetime.date.fromisoformat(day).year <= LAST_YEAR
    except ValueError:
        return False
