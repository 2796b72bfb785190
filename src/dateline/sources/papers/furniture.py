"""Running heads, feet and page numbers of printed pages: found by their repetition, left out, and told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.sources.papers.lines import Piece

EDGE = 3
"""How many rows above the first gap of a page, or below its last, may be furniture."""
FEWEST_PAGES = 3
SHARE = 0.4
"""On which share of pages a line must stand: left and right pages often have different heads."""
GAP = 1.8
"""How many times the type size parts furniture from the text."""
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
    numbered = _numbered(edges)
    keys = [[_keys(row, numbered.get(at)) for row in edge] for at, edge in enumerate(edges)]
    counted = Counter(key for page in keys for key in {key for row in page for key in row})
    least = max(FEWEST_PAGES, SHARE * len(pages))
    left: dict[str, Repeated] = {}
    kept: list[list[Piece]] = []
    for at, page in enumerate(pages):
        gone: set[int] = set()
        for row, own in zip(edges[at], keys[at], strict=True):
            often = max(counted[key] for key in own)
            if often >= least or _is_number(row, numbered.get(at)):
                gone |= {id(piece) for piece in row}
                left.setdefault(own[0][0], Repeated(_words(row), max(often, len(numbered))))
        kept.append([piece for piece in page if id(piece) not in gone])
    return kept, list(left.values())


def _edges(page: Page) -> list[list[Piece]]:
    """The rows above the first wide gap of a page and below its last, where they are few."""
    rows: list[list[Piece]] = []
    for piece in sorted(page, key=lambda piece: (-piece.y, piece.x)):
        if rows and abs(rows[-1][0].y - piece.y) <= 0.35 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    gaps = [at for at, (one, other) in enumerate(pairwise(rows), start=1) if _apart(one[0], other[0])]
    if not gaps:
        return rows if len(rows) == 1 else []
    top, bottom = rows[: gaps[0]], rows[gaps[-1] :]
    return [row for edge in (top, bottom) if len(edge) <= EDGE for row in edge]


def _apart(one: Piece, other: Piece) -> bool:
    return one.y - other.y > GAP * max(one.size, other.size)


def _words(row: Sequence[Piece]) -> str:
    return " ".join(" ".join(piece.words for piece in row).split())


def _keys(row: Sequence[Piece], number: int | None) -> list[tuple[str, int]]:
    """What makes rows of two pages the same: their words, but for the page's own number, at about the same height."""
    words = _words(row).casefold()
    if number is not None:
        words = re.sub(rf"(?<!\d){number}(?!\d)", "#", words)
    step = int(row[0].y // SAME_PLACE)
    return [(words, step), (words, step + 1)]


def _numbered(edges: Sequence[Sequence[Sequence[Piece]]]) -> dict[int, int]:
    """The number printed on each page, where the pages' numbers follow one another on two pages or more.

    On one page alone only the page's own place counts.
    """
    offsets: Counter[int] = Counter()
    found: list[set[int]] = []
    for place, edge in enumerate(edges):
        told = {int(number) - place for row in edge for number in re.findall(r"(?<!\d)\d{1,4}(?!\d)", _words(row))}
        found.append(told)
        offsets.update(told)
    best = max(offsets.items(), key=lambda item: (item[1], -abs(item[0] - 1)), default=(0, 0))
    if best[1] < 2 and best != (1, 1):
        return {}
    return {place: place + best[0] for place, each in enumerate(found) if best[0] in each}


def _is_number(row: Sequence[Piece], number: int | None) -> bool:
    """Whether a row is the page's number and nothing else."""
    match = NUMBER.fullmatch(_words(row))
    return match is not None and number is not None and int(match[1]) == number
