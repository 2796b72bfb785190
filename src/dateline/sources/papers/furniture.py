"""Running heads, feet and page numbers of printed pages: found by their repetition, left out, and told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.sources.papers.lines import Piece

EDGE = 3
"""How many of a page's first and last rows may be furniture."""
FEWEST_PAGES = 3
SHARE = 0.4
"""On which share of pages a line must stand: left and right pages often have different heads."""
SAME_PLACE = 8.0
"""Points by which its height may differ from page to page."""
NUMBER = re.compile(r"(?i)[-–—\s]*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A line that was left out, as it stands where it stands first, and on how many pages it stands."""

    words: str
    pages: int


Page = Sequence[Piece]


def without_furniture(pages: Sequence[Page]) -> tuple[list[list[Piece]], list[Repeated]]:
    """The pages without what repeats at their edges, and what that was."""
    edges = [_edges(page) for page in pages]
    counted: Counter[tuple[str, int]] = Counter()
    for edge in edges:
        counted.update({key for row in edge for key in _keys(row)})
    least = max(FEWEST_PAGES, SHARE * len(pages))
    numbered = _numbered(edges)
    left: dict[str, Repeated] = {}
    kept: list[list[Piece]] = []
    for number, (page, edge) in enumerate(zip(pages, edges, strict=True)):
        gone: set[int] = set()
        for row in edge:
            often = max(counted[key] for key in _keys(row))
            if often >= least or (number in numbered and _is_number(row, number + numbered[number])):
                gone |= {id(piece) for piece in row}
                left.setdefault(_keys(row)[0][0], Repeated(_words(row), max(often, len(numbered))))
        kept.append([piece for piece in page if id(piece) not in gone])
    return kept, list(left.values())


def _edges(page: Page) -> list[list[Piece]]:
    """The rows at the top and at the bottom of a page."""
    rows: list[list[Piece]] = []
    for piece in sorted(page, key=lambda piece: (-piece.y, piece.x)):
        if rows and abs(rows[-1][0].y - piece.y) <= 0.35 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return rows if len(rows) <= 2 * EDGE else rows[:EDGE] + rows[-EDGE:]


def _words(row: Sequence[Piece]) -> str:
    return " ".join(" ".join(piece.words for piece in row).split())


def _keys(row: Sequence[Piece]) -> list[tuple[str, int]]:
    """What makes rows of two pages the same: their words, whatever their figures, at about the same height."""
    words = re.sub(r"\d+", "#", _words(row)).casefold()
    step = int(row[0].y // SAME_PLACE)
    return [(words, step), (words, step + 1)]


def _numbered(edges: Sequence[Sequence[Sequence[Piece]]]) -> dict[int, int]:
    """By page, what to add to its place to get the number printed on it, where that holds for two pages or more.

    On one page alone only the page's own place counts.
    """
    offsets: Counter[int] = Counter()
    found: list[set[int]] = []
    for place, edge in enumerate(edges):
        told = (NUMBER.fullmatch(_words(row)) for row in edge)
        found.append({int(match[1]) - place for match in told if match})
        offsets.update(found[-1])
    best = max(offsets.items(), key=lambda item: (item[1], -abs(item[0] - 1)), default=(0, 0))
    return (
        {place: best[0] for place, each in enumerate(found) if best[0] in each}
        if best[1] >= 2 or best == (1, 1)
        else {}
    )


def _is_number(row: Sequence[Piece], number: int) -> bool:
    match = NUMBER.fullmatch(_words(row))
    return bool(match) and int(match[1]) == number if match else False
