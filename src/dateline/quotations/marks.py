"""Quotation marks: which stretches of a text stand between marks, in the habits of newspapers; text only, no parse.

Read are straight and curly double marks, `` and '', guillemets, low-high marks, and single marks (inside double ones,
or as the main marks of British papers). A mark left open runs to the end of its paragraph; when the next paragraph
opens with a mark again, the speech goes on there.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"[^\n]+")
_DOUBLE = re.compile(r"[“”„\"«»″]|``|''|,,(?=\w)")
_SINGLE = re.compile(r"['‘’‚‹›]")
_ELIDED = re.compile(r"['’‘](?:\d0s|em|til|tis|twas|cause|bout|round|n)\b", re.IGNORECASE)
_CLOSERS = {"“": '”"“″', "”": "”“", "„": "“”", '"': '"”', "«": "»", "»": "«", "``": "''\"", "''": "''", ",,": "''\"”“"}
_AMBIGUOUS, _OPENERS = ('"', "''"), ("“", "«", "„", "``", ",,")
_OPENING_NEIGHBOURS = "([{—–―-/‘'“\"…"


@dataclass(frozen=True, slots=True)
class Region:
    """Text between quotation marks: [start, end) with its marks, [inner_start, inner_end) without them.

    `closed` is false where no closing mark stands in the paragraph; `depth` is 1 for marks inside marks, else 0;
    `single` tells single marks from double ones; `continues` says that the region goes on with the one before it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int
    single: bool
    continues: bool = False


def regions(text: str) -> tuple[Region, ...]:
    """Every region of the text between quotation marks, in order of start (an outer one before those inside it)."""
    found: list[Region] = []
    open_before = False
    for start, end in paragraphs(text):
        outer = list(_double(text, start, end))
        if open_before and outer and not text[start : outer[0].start].strip():
            outer[0] = _continued(outer[0])
        inner = list(_single(text, start, end, outer))
        open_before = bool(outer) and not outer[-1].closed
        found.extend(sorted(outer + inner, key=lambda r: (r.start, -r.end)))
    return tuple(found)


def paragraphs(text: str) -> list[tuple[int, int]]:
    """[start, end) of the paragraphs: lines, but lines of a hard-wrapped text are put together again."""
    lines = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text) if m[0].strip()]
    out: list[tuple[int, int]] = []
    for start, end in lines:
        if out and _wrapped(text, out[-1], start):
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _wrapped(text: str, before: tuple[int, int], start: int) -> bool:
    """Whether the line at `start` goes on with the one before: one line break, no sentence end, no capital."""
    last, first = text[before[1] - 1], text[start]
    return start - before[1] == 1 and last not in ".!?:;\"”'’»)" and first.islower()


def _double(text: str, start: int, end: int) -> Iterator[Region]:
    """Regions between double marks of one paragraph."""
    opened: tuple[int, str] | None = None
    for m in _DOUBLE.finditer(text, start, end):
        at, mark = m.start(), m[0]
        opens, closes = _direction(text, start, end, at, mark, opened[1] if opened else None)
        if opens and opened and mark in _OPENERS:
            continue  # a second opening mark of a kind that never closes: marks inside marks
        if opens:
            if opened:
                yield _region(opened[0], at, opened[1], 0, closed=False)
            opened = (at, mark)
        elif closes and opened:
            yield _region(opened[0], at + len(mark), opened[1], len(mark))
            opened = None
    if opened:
        yield _region(opened[0], end, opened[1], 0, closed=False)


def _region(start: int, end: int, mark: str, closing: int, closed: bool = True) -> Region:
    return Region(start, end, start + len(mark), max(end - closing, start + len(mark)), closed, 0, False)


def _direction(text: str, start: int, end: int, at: int, mark: str, opened: str | None) -> tuple[bool, bool]:
    """(opens, closes) of a double mark, from its form, its neighbours and the mark that stands open."""
    before = text[at - 1] if at > start else " "
    after = text[at + len(mark)] if at + len(mark) < end else " "
    can_open = before.isspace() or before in _OPENING_NEIGHBOURS
    can_close = after.isspace() or not (after.isalnum() or after in "$£€([{")
    if opened is not None and mark in _CLOSERS[opened]:
        if mark in _AMBIGUOUS or mark in _OPENERS:
            ends = can_close or before in ",.!?…"
            return can_open and not can_close, ends and not (can_open and mark in _OPENERS)
        return False, True
    if mark in _AMBIGUOUS:
        return (can_open or (not can_close and not before.isdigit())) and not after.isspace(), False
    if mark == "″":
        return False, False
    if mark in ("”", "»"):
        return opened is None and can_open and not can_close, False
    return True, False


def _single(text: str, start: int, end: int, outer: list[Region]) -> Iterator[Region]:
    """Regions between single marks of one paragraph, inside double marks (depth 1) or beside them."""
    marks = [m.start() for m in _SINGLE.finditer(text, start, end)]
    starts = [r.start for r in outer]
    taken = {at for r in outer for at in (*range(r.start, r.inner_start), *range(r.inner_end, r.end))}
    marks = [at for at in marks if at not in taken]
    at = 0
    while at < len(marks):
        opening = marks[at]
        at += 1
        if not _opens_single(text, start, opening):
            continue
        i = bisect_right(starts, opening) - 1
        depth = 1 if i >= 0 and opening < outer[i].end else 0
        limit = outer[i].inner_end if depth else (outer[i + 1].start if i + 1 < len(outer) else end)
        closing = _closing_single(text, marks, at, limit)
        if closing is not None:
            yield Region(opening, marks[closing] + 1, opening + 1, marks[closing], True, depth, True)
            at = closing + 1


def _opens_single(text: str, start: int, at: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1 : at + 2]
    if text[at] in "’›" and not (text[at] == "’" and before.isspace()):
        return False
    return (before.isspace() or before in '([{—–-/“"«') and not after.isspace() and not _ELIDED.match(text, at)


def _closing_single(text: str, marks: list[int], first: int, limit: int) -> int | None:
    """Index in `marks` of the mark that closes: the first after punctuation, else the last before another one opens."""
    fallback = None
    for k in range(first, len(marks)):
        at = marks[k]
        if at >= limit or _opens_single(text, 0, at):
            break
        after = text[at + 1 : at + 2]
        if text[at] in "‘‚‹" or after.isalnum() or text[at - 1].isspace():
            continue
        if text[at - 1] in ",.!?;…" or (fallback is None and text[at - 1] != "s"):
            return k
        fallback = k
    return fallback


def _continued(region: Region) -> Region:
    return Region(
        region.start, region.end, region.inner_start, region.inner_end, region.closed, region.depth, region.single, True
    )
