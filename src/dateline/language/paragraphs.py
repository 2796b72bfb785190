"""Finds where paragraphs begin: at blank lines, and at single line ends unless the text is wrapped at a fixed width."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

WRAPPED_WIDTH = 100
"""Lines of a wrapped text are at most this long."""
_WRAPPED_SHARE = 0.25


def paragraph_breaks(doc: Doc, tokens: list[int]) -> tuple[bool, ...]:
    """For each word (given by token index) whether a paragraph begins there; never for the first word."""
    single = not wrapped(doc.text)
    found = [False]
    for before, token in pairwise(tokens):
        between = "".join(doc[i].text for i in range(before + 1, token))
        lines = between.count("\n") + between.count("\u2029")
        found.append(lines > 1 or (lines == 1 and (single or between.rstrip(" \t")[-1] != between[-1])))
    return tuple(found)


def wrapped(text: str) -> bool:
    """Whether single line ends only wrap lines: lines are short, and many go on with a small letter."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or max(len(line) for line in lines) > WRAPPED_WIDTH:
        return False
    goes_on = sum(line.lstrip()[0].islower() for line in lines[1:])
    return goes_on >= _WRAPPED_SHARE * (len(lines) - 1)
