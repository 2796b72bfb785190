"""Quotations inside quotations: which attribution stands within the content of which."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quotations.attribution import Attribution


def nest(found: Sequence[Attribution]) -> None:
    """Set `parent` of each attribution to the one with the smallest content that holds its content and cue."""
    for inner in found:
        holders = [o for o in found if o is not inner and _holds(o, inner)]
        if holders:
            inner.parent = min(holders, key=lambda o: (_size(o), o.content))


def _holds(outer: Attribution, inner: Attribution) -> bool:
    ranges = [*inner.content, *([inner.cue] if inner.cue else [])]
    return _size(outer) > _size(inner) and all(any(a <= x and y <= b for a, b in outer.content) for x, y in ranges)


def _size(attribution: Attribution) -> int:
    return sum(b - a + 1 for a, b in attribution.content)
