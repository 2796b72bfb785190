"""A finding on the terminal: each ground on a line, the words that say it set off in their surroundings."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from dateline.cli.layout import console, flat
from dateline.events.explaining import Finding, Ground
from dateline.model import plain

NAMES = 16
"""The width of the column of grounds."""
AROUND = 30
"""How many characters stand on each side of the words."""


def draw(finding: Finding, text: str) -> None:
    """Print a finding over the article's text."""
    to = console()
    event = finding.event
    head = f"{event.type}, {event.reality}, by {event.origin}" if event else "no event"
    _line(to, "EVENT" if event else "NO EVENT", _set_off(to, text, finding.start, finding.end).append(f"  {head}"))
    for ground in finding.grounds:
        _line(to, ground.name, _ground(to, text, ground))


def as_json(finding: Finding, text: str) -> dict[str, object]:
    """A finding as JSON: the event, and each ground with its words."""
    grounds = [
        {**plain(g), "words": None if g.start is None or g.end is None else text[g.start : g.end]}
        for g in finding.grounds
    ]
    words = text[finding.start : finding.end]
    return {"start": finding.start, "end": finding.end, "words": words, "event": plain(finding.event), "why": grounds}


def _ground(to: Console, text: str, ground: Ground) -> Text:
    told = Text(flat(ground.value))
    if ground.start is None or ground.end is None:
        return told
    return told.append("  ").append_text(_set_off(to, text, ground.start, ground.end))


def _set_off(to: Console, text: str, start: int, end: int) -> Text:
    signs = ("", "") if to.color_system else ("»", "«")
    return Text.assemble(
        (flat(text[max(0, start - AROUND) : start].lstrip()), "dim"),
        (f"{signs[0]}{flat(text[start:end])}{signs[1]}", "bold underline"),
        (flat(text[end : end + AROUND].rstrip()), "dim"),
        (f"  {start}:{end}", "cyan"),
    )


def _line(to: Console, name: str, value: Text) -> None:
    for at, part in enumerate(value.wrap(to, max(20, to.width - NAMES)) or [Text()]):
        part.rstrip()
        to.print(Text(f"{name if at == 0 else '':<{NAMES}}", "bold").append_text(part))
