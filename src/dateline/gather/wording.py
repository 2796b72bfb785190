"""What two versions of a text have otherwise, word by word, with the characters on both sides.

Lines and sentences that stayed are found first, then the words within what changed: so a long text is compared fast,
and a change is shown where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

UNIT = re.compile(r"[^\n.!?]*[.!?]+['\"”’)\]]*\s*|[^\n.!?]+\n*|\n+")
WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*|[^\w\s]|_")
LONG = 3000
"""From how many words on what changed is compared without the words that are everywhere."""

Op = Literal["same", "left out", "put in", "replaced"]
OPS: dict[str, Op] = {"equal": "same", "delete": "left out", "insert": "put in", "replace": "replaced"}
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A stretch of the old text and of the new one: the same, left out, put in, or replaced. Offsets are half-open."""

    op: Op
    start: int
    end: int
    other_start: int
    other_end: int


def steps(old: str, new: str) -> list[Step]:
    """From the old text to the new one, in order."""
    a, b = _places(UNIT, old, (0, len(old))), _places(UNIT, new, (0, len(new)))
    return _joined(_words_between(old, new, a, b))


def token_starts(old: str, new: str) -> dict[int, int]:
    """Where each word of the old text that stayed begins, and where it begins in the new one."""
    found: dict[int, int] = {}
    for step in steps(old, new):
        if step.op == "same":
            a, b = (_places(WORD, *side) for side in _sides(old, new, step))
            found.update((one, other) for (one, _), (other, _) in zip(a, b, strict=False))
    return found


def _sides(old: str, new: str, step: Step) -> tuple[tuple[str, Place], tuple[str, Place]]:
    return (old, (step.start, step.end)), (new, (step.other_start, step.other_end))


def _places(pattern: re.Pattern[str], text: str, within: Place) -> list[Place]:
    return [match.span() for match in pattern.finditer(text, *within)]


def _words_between(old: str, new: str, a: Sequence[Place], b: Sequence[Place]) -> Iterator[Step]:
    matcher = SequenceMatcher(None, [old[i:j].strip() for i, j in a], [new[i:j].strip() for i, j in b], autojunk=False)
    for op, i, j, k, m in matcher.get_opcodes():
        if op != "equal":
            yield from _steps(old, new, _words(old, a[i:j]), _words(new, b[k:m]))
        elif words := _words(old, a[i:j]):
            others = _words(new, b[k:m])
            yield Step("same", words[0][0], words[-1][1], others[0][0], others[-1][1])


def _words(text: str, units: Sequence[Place]) -> list[Place]:
    return _places(WORD, text, (units[0][0], units[-1][1])) if units else []


def _steps(old: str, new: str, a: Sequence[Place], b: Sequence[Place]) -> Iterator[Step]:
    one, other = [old[i:j] for i, j in a], [new[i:j] for i, j in b]
    matcher = SequenceMatcher(None, one, other, autojunk=len(one) + len(other) > LONG)
    for op, i, j, k, m in matcher.get_opcodes():
        yield Step(OPS[op], *_span(a[i:j]), *_span(b[k:m]))


def _span(places: Sequence[Place]) -> Place:
    return (places[0][0], places[-1][1]) if places else (-1, -1)


def _joined(made: Iterator[Step]) -> list[Step]:
    """Neighbours of one kind as one, those without characters on a side put where that side stands."""
    found: list[Step] = []
    at = other_at = 0
    for step in made:
        start, end = (step.start, step.end) if step.start >= 0 else (at, at)
        other_start, other_end = (step.other_start, step.other_end) if step.other_start >= 0 else (other_at, other_at)
        at, other_at = end, other_end
        if found and found[-1].op == step.op:
            last = found.pop()
            start, other_start = last.start, last.other_start
        found.append(Step(step.op, start, end, other_start, other_end))
    return found


def word_count(text: str) -> int:
    """How many words a text has; marks are none."""
    return sum(any(map(str.isalnum, found.group())) for found in WORD.finditer(text))
