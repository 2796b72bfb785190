"""TimelineJS: dated events as the JSON that Knight Lab's timeline shows."""

from __future__ import annotations

import html
from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.fields import headline, says
from dateline.export.lines import safe_json
from dateline.model import Event


class TimelineExporter:
    """A slide for each event that has a time of its own; what has none cannot stand on a line of time."""

    suffix = ".json"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One JSON object, slide by slide; how many slides."""
        out.write(b'{"events": [')
        count = 0
        for told in stock.told():
            for event in told.events:
                slide = _slide(told, event)
                if slide:
                    out.write(((",\n" if count else "\n") + safe_json(slide)).encode())
                    count += 1
        out.write(b"\n]}\n")
        return count


def _slide(told: Told, event: Event) -> dict[str, Any] | None:
    time = event.time
    first, last = (time.earliest, time.latest) if time else (None, None)
    if not (start := first or last):
        return None
    slide: dict[str, Any] = {"unique_id": told.ids[event.id], "start_date": _date(start)}
    if last and last != start:
        slide["end_date"] = _date(last)
    slide["display_date"] = _display(first, last)
    slide["group"] = event.type
    slide["text"] = {"headline": html.escape(headline(told, event)), "text": _body(told, event)}
    return slide


def _date(day: str) -> dict[str, int]:
    sign, rest = (-1, day[1:]) if day.startswith("-") else (1, day)
    year, month, number = rest.split("-")
    return {"year": sign * int(year), "month": int(month), "day": int(number)}


def _display(first: str | None, last: str | None) -> str:
    """The bounds in words: a span of days is not a claim that it lasted so long."""
    if first == last:
        return str(first)
    if not first:
        return f"by {last}"
    return f"between {first} and {last}" if last else f"{first} or later"


def _body(told: Told, event: Event) -> str:
    words = html.escape(" ".join(told.sentence(event.trigger).split()))
    source = html.escape(says(told, event))
    url = told.article.url
    if url and url.startswith(("http://", "https://")):
        source = f'<a href="{html.escape(url)}">{source}</a>'
    return f"<p>{words}</p><p>{source}</p>"
