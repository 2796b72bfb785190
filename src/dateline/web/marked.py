"""Cuts a text at the spans that lie in it, so that every layer can be marked at once, also where spans cross. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a layer, the record it belongs to (empty: none), and whether its words lead there."""

    start: int
    end: int
    layer: str
    record: str = ""
    links: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which the same marks hold: their layers, their records, and where its words lead."""

    text: str
    start: int
    layers: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    leads: str = ""
    opens: tuple[str, ...] = ()
    """The records whose first characters these are."""


def pieces(text: str, marks: Iterable[Mark], start: int = 0) -> list[Piece]:
    """The text in pieces; `start` is the text's own place in the offsets of the marks. Joined, they are the text."""
    end = start + len(text)
    inside = [mark for mark in marks if mark.start < end and mark.end > start and mark.start < mark.end]
    cuts = sorted({start, end} | {cut for mark in inside for cut in (mark.start, mark.end) if start < cut < end})
    waiting = sorted(inside, key=lambda mark: (mark.start, -mark.end, mark.layer, mark.record))
    held: list[Mark] = []
    seen: set[str] = set()
    found, at = [], 0
    for left, right in pairwise(cuts):
        while at < len(waiting) and waiting[at].start <= left:
            held.append(waiting[at])
            at += 1
        held = [mark for mark in held if mark.end > left]
        opens = tuple(dict.fromkeys(mark.record for mark in held if mark.record and mark.record not in seen))
        seen |= set(opens)
        found.append(_piece(text[left - start : right - start], left, held, opens))
    return found


def _piece(text: str, start: int, held: Sequence[Mark], opens: tuple[str, ...]) -> Piece:
    leading = [mark for mark in held if mark.links]
    narrow = min(leading, key=lambda mark: (mark.end - mark.start, mark.record), default=None)
    return Piece(
        text,
        start,
        tuple(dict.fromkeys(mark.layer for mark in held)),
        tuple(dict.fromkeys(mark.record for mark in held if mark.record)),
        narrow.record if narrow else "",
        opens,
    )


def paragraphs(text: str, marks: Iterable[Mark]) -> list[list[Piece]]:
    """The lines of a text that are not blank, each in pieces, in the offsets of the whole text."""
    known = sorted(marks, key=lambda mark: mark.start)
    found, at, seen = [], 0, set[str]()
    for line in text.split("\n"):
        if line.strip():
            cut = pieces(line, [mark for mark in known if mark.start < at + len(line) and mark.end > at], at)
            found.append([_once(piece, seen) for piece in cut])
        at += len(line) + 1
    return found


def _once(piece: Piece, seen: set[str]) -> Piece:
    """The piece, opening only records that no earlier line has opened."""
    fresh = tuple(record for record in piece.opens if record not in seen)
    seen |= set(fresh)
    return Piece(piece.text, piece.start, piece.layers, piece.records, piece.leads, fresh)
