"""Dates as pages, feeds and letters write them, turned into ISO; what could be two days is none."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

from dateline.sources.dates import published_date

DAY = r"(?P<y>\d{4})(?P<s>[-/.]?)(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
CLOCK = r"(?P<H>\d{1,2}):?(?P<M>\d{2})(?::?(?P<S>\d{2})(?:[.,]\d+)?)?"
ZONE = r"(?P<z>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
ISO = re.compile(rf"{DAY}(?:(?:[T ]|,\s?)\s*{CLOCK}\s*{ZONE}(?:\[[\w/+-]+\])?)?", re.IGNORECASE)
MAIL = re.compile(r"(?:[A-Za-z]{3,9},?\s+)?\d{1,2}[ -][A-Za-z]{3,9}[ -]\d{2,4}\s+\d{1,2}:\d{2}.*")
NUMBERS = re.compile(r"(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4})")
ENGLISH = re.compile(
    r"(?:(?P<m1>[A-Za-z]{3,9})\.?\s+(?P<d1>\d{1,2})(?:st|nd|rd|th)?|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m2>[A-Za-z]{3,9})\.?)"
    r",?\s+(?P<y>\d{4})\b"
)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LONGEST = 120


def moment(words: str) -> str | None:
    """The ISO date, or date and time, that the words as a whole tell; None for none, or for more than one reading.

    "Thu, 05 Mar 2026 10:00:00 +0100" is 2026-03-05T10:00:00+01:00 and "5.3.2026" 2026-03-05; "05/03/2026" is nothing.
    """
    said = " ".join(words.split())[:LONGEST]
    found = _iso(said) or _mail(said) or _numbers(said)
    if found is None and (
        match := ENGLISH.match(re.sub(r"^[A-Za-z]{3,9},?\s+(?=\w)", "", said)) or ENGLISH.match(said)
    ):
        found = _english(match)
    return found if found and published_date(found).day else None


def day_in(words: str) -> str | None:
    """The one day that is told somewhere in the words; None where none is, or several."""
    days = {_english(match) for match in ENGLISH.finditer(words)}
    days |= {_iso(match[0]) for match in re.finditer(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)", words)}
    days |= {_numbers(match[0]) for match in NUMBERS.finditer(words)}
    told = {day for day in days if day and published_date(day).day}
    return told.pop() if len(told) == 1 else None


def _iso(said: str) -> str | None:
    match = ISO.fullmatch(said)
    if not match or (not match["s"] and len(match["m"] + match["d"]) != 4):
        return None
    day = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    if not match["H"]:
        return day
    time = f"{int(match['H']):02}:{match['M']}" + (f":{match['S']}" if match["S"] else "")
    return f"{day}T{time}{_zone(match['z'])}"


def _zone(said: str | None) -> str:
    if not said:
        return ""
    if said.upper() in ("Z", "UTC", "GMT"):
        return "Z"
    return f"{said[:3]}:{said[-2:] if len(said) > 3 else '00'}"


def _mail(said: str) -> str | None:
    """The date of a letter's or a feed's header (RFC 5322)."""
    if not MAIL.fullmatch(said):
        return None
    try:
        told = parsedate_to_datetime(said)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    written = told.isoformat()
    return written.removesuffix("+00:00") + "Z" if written.endswith("+00:00") else written


def _numbers(said: str) -> str | None:
    """Day, month and year in figures, where only one order is possible or points tell it (5.3.2026)."""
    match = NUMBERS.match(said)
    if not match:
        return None
    first, second = int(match["a"]), int(match["b"])
    if match["s"] == "." or first > 12 or first == second:
        return _day(match["y"], second, first)
    return _day(match["y"], first, second) if second > 12 else None


def _english(match: re.Match[str]) -> str | None:
    name = (match["m1"] or match["m2"])[:3].lower()
    if name not in MONTHS:
        return None
    return _day(match["y"], MONTHS.index(name) + 1, int(match["d1"] or match["d2"]))


def _day(year: str, month: int, day: int) -> str | None:
    try:
        return datetime.date(int(year), month, day).isoformat()
    except ValueError:
        return None
