"""Cuts an article's words into overlapping windows and puts the windows' results together, word by word.

Where windows lie depends on the article alone. A word's result is taken from the window in whose core it stands; around
the core the window shows context on both sides. Cores begin at a paragraph or after a full stop where one is near.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dateline.language.network import Floats
from dateline.language.pieces import Encoded, Pieces

CORE, CONTEXT = 200, 12
"""Pieces of a core at most, and of the context on each side of it."""
_CLOSERS = frozenset("\"'”’)]»")
_STOPS = frozenset({".", "!", "?", "…", "..."})


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words without blanks; `glued[i]`: no blank before word i; `breaks[i]`: a paragraph begins there."""

    forms: tuple[str, ...]
    glued: tuple[bool, ...]
    breaks: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.forms)


def cores(words: Words, sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The cores, one after another: [start, end) in words."""
    start = 0
    while start < len(words):
        end, size = start, 0
        while end < len(words) and (end == start or size + sizes[end] <= CORE):
            size += sizes[end]
            end += 1
        end = len(words) if end == len(words) else _seam(words, start + (end - start) * 3 // 4, end)
        yield start, end
        start = end


def _seam(words: Words, low: int, high: int) -> int:
    """The last place in (low, high] where a paragraph or else a sentence seems to begin; `high` where there is none."""
    places = range(high, low, -1)
    paragraph = next((i for i in places if words.breaks[i]), None)
    return paragraph or next((i for i in places if _after_stop(words.forms, i)), high)


def _after_stop(forms: Sequence[str], i: int) -> bool:
    before = i - 1
    while before > 0 and forms[before] in _CLOSERS:
        before -= 1
    return forms[before] in _STOPS and forms[i] not in _CLOSERS


def encode(words: Words, pieces: Pieces, run: Callable[[Encoded], tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    """Vectors and tag scores of all words."""
    sizes = [len(pieces.ids(form)) for form in words.forms]
    states, tags = [], []
    for start, end in cores(words, sizes):
        first, last = _widen(start, -1, sizes), _widen(end - 1, 1, sizes) + 1
        window = pieces.encode(words.forms[first:last], words.glued[first:last], words.breaks[first:last])
        state, tag = run(window)
        states.append(state[start - first : end - first])
        tags.append(tag[start - first : end - first])
    return np.concatenate(states), np.concatenate(tags)


def _widen(at: int, step: int, sizes: Sequence[int]) -> int:
    """The farthest word in one direction such that the words between have at most CONTEXT pieces."""
    size = 0
    while 0 <= at + step < len(sizes) and size + sizes[at + step] <= CONTEXT:
        at += step
        size += sizes[at]
    return at
