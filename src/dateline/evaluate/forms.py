"""The form of a quotation as the gold defines it: how many of its words stand inside quotation marks of the text."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Sequence

from dateline.evaluate.scores import Row

FORMS = ("direct", "mixed", "indirect")
_WORD = re.compile(r"\w+")
_MARK = re.compile(r"[“”\"„]|``|''")
_SINGLE = re.compile(
    r"(?<!\w)['‘](?!\d0s|(?:em|til|tis|twas|cause)\b)(?=\S)"
    r"((?:[^'‘’\"“”\n]|(?<=\w)['’](?=\w)){1,300}?)(?<=\S)['’](?!\w)"
)
Area = tuple[int, int]


def quoted(text: str) -> list[Area]:
    """Regions inside quotation marks: double ones paragraph by paragraph, single ones elsewhere.

    A mark left open runs to the end of its paragraph.
    """
    double = [area for line in re.finditer(r"[^\n]+", text) for area in _double(text, line.start(), line.end())]
    found = list(double)
    for m in _SINGLE.finditer(text):
        if not any(a < m.end() and m.start() < b for a, b in double):
            found.append((m.start(1), m.end(1)))
    return sorted(found)


def _double(text: str, start: int, end: int) -> Iterator[Area]:
    opened: int | None = None
    for m in _MARK.finditer(text, start, end):
        at, mark = m.start(), m[0]
        opens, closes = _direction(text, start, end, at, mark, opened is not None)
        plain = mark in ('"', "''")
        if opens:
            if opened is not None and plain:
                yield opened, at
            if opened is None or plain:
                opened = at + len(mark)
        elif closes and opened is not None:
            yield opened, at
            opened = None
    if opened is not None:
        yield opened, end


def _direction(text: str, start: int, end: int, at: int, mark: str, inside: bool) -> tuple[bool, bool]:
    """(opens, closes) of a mark, from its form and its neighbours."""
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    can_open = before.isspace() or before in "([{—–-/‘'"
    can_close = after.isspace() or not (after.isalnum() or after in "$£€([{")
    if mark in ('"', "''"):
        return (can_open and not can_close if inside else can_open or not can_close), inside and can_close
    if mark == "”":
        opens = not inside and can_open and not can_close
        return opens, not opens
    return True, False


class Words:
    """The words of a text (runs of letters and digits), asked for by span."""

    def __init__(self, text: str) -> None:
        found = [m.span() for m in _WORD.finditer(text)]
        self._starts, self._ends = [a for a, _ in found], [b for _, b in found]

    def inside(self, spans: Iterable[Row]) -> set[int]:
        """Numbers of the words that the spans touch."""
        out: set[int] = set()
        for s in spans:
            first = bisect.bisect_right(self._ends, s["start"])
            out.update(range(first, bisect.bisect_left(self._starts, s["end"])))
        return out

    def content(self, spans: Sequence[Row]) -> set[int]:
        """The words of a content; one without any word ("?!") stands for its characters."""
        return self.inside(spans) or {-1 - k for s in spans for k in range(s["start"], s["end"])}


def form_of(words: Words, areas: Iterable[Area], content: Sequence[Row]) -> str:
    """direct: every word of the content is inside quotation marks; mixed: some are; indirect: none is."""
    held = words.inside(content)
    marked = held & words.inside([{"start": a, "end": b} for a, b in areas])
    if not marked:
        return "indirect"
    return "direct" if marked == held else "mixed"


def trimmed(text: str, spans: Iterable[Row]) -> list[Area]:
    """The spans without blanks at their ends, in order; empty ones left out."""
    out = []
    for s in spans:
        words = text[s["start"] : s["end"]]
        if words.strip():
            start = s["start"] + len(words) - len(words.lstrip())
            out.append((start, start + len(words.strip())))
    return sorted(out)
