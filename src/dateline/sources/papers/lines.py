"""Puts the words of a printed page in order: pieces at places become lines, lines columns, columns paragraphs."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

NARROW, WIDE = frozenset("iIljtfr.,:;'’‘!|()[] -"), frozenset("mwMW—…%@")
GUTTER = 1.2
"""How many times the type size a gap must be to part columns rather than words."""
FEWEST_ROWS = 4
"""In how many rows a column must begin at the same place."""
FEWEST_CHARACTERS = 18
"""How long lines of a column are at least, on average; the cells of tables are shorter."""
NEAR = 3.0
"""Points by which the beginnings of lines of one column may differ."""


class Piece(NamedTuple):
    """Words drawn at one place: x and y in points from the lower left corner, and the type size."""

    x: float
    y: float
    size: float
    words: str

    @property
    def end(self) -> float:
        """About where the words end, by the usual widths of letters."""
        return self.x + self.size * sum(width(character) for character in self.words.strip())


def width(character: str) -> float:
    """About how wide a character is, as a share of the type size."""
    if character in NARROW:
        return 0.29
    if character in WIDE:
        return 0.85
    return 0.68 if character.isupper() else 0.53


@dataclass(slots=True)
class Line:
    """A line of a column; `full` is one that runs across columns."""

    x: float
    y: float
    size: float
    words: str
    end: float
    full: bool = False


def page_lines(pieces: Sequence[Piece]) -> list[list[Line]]:
    """The lines of a page in reading order, in stretches within which paragraphs run on."""
    rows = _rows(pieces)
    starts = _columns(rows)
    lines = [line for row in rows for line in _split(row, starts)]
    if not starts:
        return [lines] if lines else []
    return _in_bands(lines, starts)


def _rows(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces on one base line, from top to bottom, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (-piece.y, piece.x)):
        if rows and abs(rows[-1][0].y - piece.y) <= 0.35 * max(piece.size, rows[-1][0].size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.x) for row in rows]


def _parts(row: Sequence[Piece]) -> list[list[Piece]]:
    """A row parted where the gap between two pieces is wider than between words."""
    parts = [[row[0]]]
    for before, piece in itertools.pairwise(row):
        if piece.x - before.end > GUTTER * max(before.size, piece.size):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    return parts


def _columns(rows: Sequence[Sequence[Piece]]) -> list[float]:
    """Where columns begin, the leftmost first; empty for a page of one column."""
    behind: list[tuple[float, int]] = []
    for row in rows:
        for part in _parts(row)[1:]:
            behind.append((part[0].x, len(_joined(part))))
    found: list[float] = []
    for x in sorted({x for x, _ in behind}):
        lengths = [length for other, length in behind if 0 <= other - x <= NEAR]
        enough = len(lengths) >= FEWEST_ROWS and statistics.mean(lengths) >= FEWEST_CHARACTERS
        if enough and (not found or x - found[-1] > 60):
            found.append(x)
    left = min((row[0].x for row in rows), default=0.0)
    return [left, *found] if found else []


def _split(row: Sequence[Piece], starts: Sequence[float]) -> list[Line]:
    """A row as lines, one for each column it has words in."""
    if not starts:
        return [_line(row)]
    lines: list[list[Piece]] = []
    last = -1
    for part in _parts(row):
        column = _column(part[0].x, starts)
        if column == last:
            lines[-1].extend(part)
        else:
            lines.append(list(part))
        last = column
    made = [_line(line) for line in lines]
    for line in made:
        beyond = [start for start in starts if start > line.x + NEAR]
        line.full = bool(beyond) and line.end > beyond[0] + 30
    return made


def _column(x: float, starts: Sequence[float]) -> int:
    return max((at for at, start in enumerate(starts) if x >= start - NEAR), default=0)


def _line(pieces: Sequence[Piece]) -> Line:
    first = pieces[0]
    size = max(pieces, key=lambda piece: len(piece.words)).size
    return Line(first.x, first.y, size, _joined(pieces), pieces[-1].end)


def _joined(pieces: Sequence[Piece]) -> str:
    """The words of neighbouring pieces, with a blank where they do not touch."""
    out = pieces[0].words.strip()
    for before, piece in itertools.pairwise(pieces):
        apart = piece.words[:1].isspace() or before.words[-1:].isspace()
        touching = not apart and piece.x - before.end < 0.12 * piece.size
        out += ("" if touching else " ") + piece.words.strip()
    return re.sub(r"\s+", " ", out).strip()


def _in_bands(lines: Sequence[Line], starts: Sequence[float]) -> list[list[Line]]:
    """Columns one after another; lines that run across them part what is above from what is below."""
    stretches: list[list[Line]] = []
    band: list[Line] = []
    for line in [*lines, None]:
        if line is not None and not line.full:
            band.append(line)
            continue
        for column in range(len(starts)):
            inside = [each for each in band if _column(each.x, starts) == column]
            if inside:
                stretches.append(inside)
        band = []
        if line is not None:
            joined = stretches and stretches[-1][-1].full and abs(stretches[-1][-1].size - line.size) < 1
            if joined:
                stretches[-1].append(line)
            else:
                stretches.append([line])
    return stretches


BULLETS = frozenset("•◦▪‣·–-*○●■")
SENTENCE_ENDS = (".", "!", "?", ":", "”", '"', "…", ".)", "。")


def paragraphs(stretches: Iterable[Sequence[Line]], keep: frozenset[str]) -> list[str]:
    """The paragraphs of a document; one goes on behind a column or a page where its sentence does.

    `keep` are first parts of words that have a hyphen of their own ("well"-known).
    """
    blocks: list[list[Line]] = []
    for stretch in stretches:
        for number, block in enumerate(_blocks(stretch)):
            if number == 0 and blocks and _goes_on(blocks[-1], block):
                blocks[-1].extend(block)
            else:
                blocks.append(list(block))
    whole = Counter(re.findall(r"\w+-\w+", " ".join(line.words for block in blocks for line in block).lower()))
    return [unwrapped([line.words for line in block], keep, whole) for block in blocks]


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines of one stretch as paragraphs: by wider spacing, another type size, an indent, or a short last line."""
    gaps = [before.y - line.y for before, line in itertools.pairwise(lines) if before.y > line.y]
    leading = statistics.median_low(gaps) if gaps else 0.0
    left, right = min(line.x for line in lines), max(line.end for line in lines)
    blocks = [[lines[0]]]
    for before, line, after in zip(lines, lines[1:], [*lines[2:], None], strict=False):
        apart = leading and before.y - line.y > 1.35 * leading
        other = abs(line.size - before.size) > 0.12 * before.size
        returns = after is None or abs(after.x - left) <= NEAR  # a hanging indent goes on
        indented = line.x - left > 5 and abs(before.x - left) <= NEAR and returns and before.words[:1] not in BULLETS
        short = before.end < right - 0.2 * (right - left) and before.words.endswith(SENTENCE_ENDS)
        if apart or other or indented or short:
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks


def _goes_on(before: Sequence[Line], block: Sequence[Line]) -> bool:
    last, first = before[-1], block[0]
    return not last.words.endswith(SENTENCE_ENDS) and abs(last.size - first.size) <= 0.12 * last.size and not last.full


def unwrapped(lines: Sequence[str], keep: frozenset[str], whole: Counter[str]) -> str:
    """Lines as one paragraph; a word parted at a line's end is put together, a hyphen of its own stays."""
    out = ""
    for line in lines:
        words = line.strip()
        if not out or not words:
            out += words
        elif out.endswith("\u00ad"):
            out = out[:-1] + words
        elif re.search(r"[^\W\d_][-‐]$", out) and words[0].isalpha():
            out = _hyphenated(out, words, keep, whole)
        else:
            out += " " + words
    return out


def _hyphenated(out: str, words: str, keep: frozenset[str], whole: Counter[str]) -> str:
    first = re.search(r"\w+(?=[-‐]$)", out)
    second = re.match(r"\w+", words)
    head, tail = first[0].lower() if first else "", second[0].lower() if second else ""
    own = not words[0].islower() or head in keep or whole[f"{head}-{tail}"] > 0
    return out[:-1] + ("-" if own else "") + words
