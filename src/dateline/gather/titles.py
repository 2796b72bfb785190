"""The title of a story: extracted words, the headline or the first sentence of its most central article."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.gather.stories import words_of
from dateline.gather.terms import Record, cosine

LONGEST = 100
"""How many characters of a first sentence make a title; it ends at a word."""
COMPARED = 24
"""How many articles of a story are compared to find the most central one: its first in print."""


def central(evidence: Sequence[Record]) -> int:
    """The position of the article whose words are most like those of the others; the first of equals."""
    vectors = [words_of(each) for each in evidence[:COMPARED]]
    sums = [math.fsum(cosine(one, other) for other in vectors) for one in vectors]
    return max(range(len(vectors)), key=lambda at: (round(sums[at], 9), -at))


def opening(text: str, sentence_end: int | None) -> tuple[int, int]:
    """The span of a text's first sentence (its first line where that is not known), cut at a word if it is long."""
    start = len(text) - len(text.lstrip())
    line = text.find("\n", start)
    end = min(sentence_end or len(text), line if line > 0 else len(text))
    if end - start > LONGEST:
        end = text.rfind(" ", start + 1, start + LONGEST)
        end = end if end > start else start + LONGEST
    return start, len(text[:end].rstrip())
