"""Finds where paragraphs begin: at blank lines, and at single line ends unless the text is wrapped at a fixed width."""

from __future__ import annotations

WRAPPED_WIDTH = 100
"""Lines of a wrapped text are at most this long."""
_WRAPPED_SHARE = 0.25


def paragraph_breaks(text: str, gaps: list[str]) -> tuple[bool, ...]:
    """For each word whether a paragraph begins there; `gaps` is what stands between words. Never for the first."""
    single = not wrapped(text)
    return (False, *(_ends(gap, single) for gap in gaps))


def _ends(gap: str, single: bool) -> bool:
    lines = gap.count("\n") + gap.count("\u2029")
    indented = gap.endswith((" ", "\t"))
    return lines > 1 or (lines == 1 and (single or indented))


def wrapped(text: str) -> bool:
    """Whether single line ends only wrap lines: lines are short, and many go on with a small letter."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) < 4 or max(len(line) for line in lines) > WRAPPED_WIDTH:
        return False
    goes_on = sum(line.lstrip()[0].islower() for line in lines[1:])
    return goes_on >= _WRAPPED_SHARE * (len(lines) - 1)
