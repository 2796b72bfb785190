"""iCalendar (RFC 5545): dated events and expectations for a desk's calendar, what is not certain said in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import IO, Any

from dateline.export.base import Expected, Stock, Told
from dateline.export.fields import day, headline, says
from dateline.model import Article, Event

HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//dateline//dateline//EN\r\nCALSCALE:GREGORIAN\r\n"
UNDATED = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands in DTSTAMP, which may not be missing, where the article has no date."""

LAST = date.max
SURE = frozenset({"actual", "historical"})


class IcsExporter:
    """An entry for each event that has a day or a span of days, and for each expectation."""

    suffix = ".ics"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """A calendar, entry by entry; how many entries."""
        out.write(HEAD)
        count = 0
        for told in stock.told():
            for event in told.events:
                count += _put(out, _event(told, event))
        for expected in stock.expected():
            count += _put(out, _expectation(expected))
        out.write(b"END:VCALENDAR\r\n")
        return count


def _put(out: IO[bytes], entry: Any) -> int:
    if entry is None:
        return 0
    out.write(entry.to_ical())
    return 1


def _event(told: Told, event: Event) -> Any:
    bounds = (event.time.earliest, event.time.latest) if event.time else (None, None)
    entry = _entry(told.ids[event.id], *bounds, told.article, headline(told, event))
    if entry is None:
        return None
    place = told.name(event.place) if event.place else None
    if place:
        entry.add("location", place)
    entry.add("categories", [event.type])
    entry.add("status", "CONFIRMED" if event.reality in SURE else "TENTATIVE")
    entry["description"].append(told.sentence(event.trigger))
    entry["description"].append(f"Says: {says(told, event)}. Reality: {event.reality}.")
    return _finished(entry)


def _expectation(expected: Expected) -> Any:
    summary = f"Expected: {expected.what}"
    entry = _entry(expected.id, expected.earliest, expected.latest, expected.article, summary)
    if entry is None:
        return None
    entry.add("categories", ["EXPECTATION"])
    entry.add("status", "TENTATIVE")
    entry["description"] += [expected.words, f"State: {expected.state}."]
    return _finished(entry)


def _entry(public: str, first: str | None, last: str | None, article: Article, summary: str) -> Any:
    """An entry that covers the days on which it may have been; its description is a list until it is finished."""
    from icalendar import Event as Entry

    start, end = day(first or last), day(last or first)
    if start is None or end is None:
        return None
    entry = Entry()
    entry.add("uid", f"{public}@dateline.example")
    entry.add("dtstamp", _stamp(article.published))
    entry.add("dtstart", start)
    if end < LAST:
        entry.add("dtend", end + timedelta(days=1))
    told = _uncertainty(first, last)
    entry.add("summary", f"{summary} ({told})" if told else summary)
    if article.url:
        entry.add("url", article.url)
    entry["description"] = [f"When: {told}."] if told else []
    entry.add("transp", "TRANSPARENT")
    return entry


def _stamp(published: str | None) -> datetime:
    stated = day(published)
    return datetime(stated.year, stated.month, stated.day, tzinfo=UTC) if stated else UNDATED


def _uncertainty(first: str | None, last: str | None) -> str | None:
    if first == last:
        return None
    if first is None or last is None:
        return f"by {last}, beginning not told" if last else f"{first} or later, end not told"
    return f"some time from {first} to {last}"


def _finished(entry: Any) -> Any:
    lines = entry.pop("description")
    entry.add("description", "\n".join(" ".join(line.split()) for line in lines))
    return entry
