"""Where a token stands in the tree as seen from a predicate: features of the role scorer, for training and run time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

UNKNOWN = 5
"""The class of `up` and `down` when there is no tree."""
DISTANCES = 17


def distance(offset: int) -> int:
    """The class of a signed distance in words, 0 to 16: single steps up to four, then doubling."""
    size = abs(offset)
    near = size if size <= 4 else min(8, 5 + (size >= 8) + (size >= 16) + (size >= 32))
    return 8 + (near if offset > 0 else -near)


def paths(predicates: NDArray[np.int64], heads: Sequence[int], relations: Sequence[int]) -> NDArray[np.int64]:
    """For each predicate and each word of a tree four features: steps up from the predicate to the common ancestor,
    steps down from there to the word (both up to 4), and the relations of the branches of that ancestor that hold the
    word and the predicate (class + 1; 0 for none). `heads` are indexes, -1 for a root.
    """
    lines, depths = _lineages(heads)
    shared = (lines[predicates][:, None, :] == lines[None]) & (lines >= 0)[None]
    common = np.logical_and.accumulate(shared, axis=2).sum(2)
    known = np.array([*(r + 1 for r in relations), 0])
    words = np.arange(len(heads))
    found = np.empty((len(predicates), len(heads), 4), dtype=np.int64)
    found[:, :, 0] = np.minimum(depths[predicates][:, None] + 1 - common, 4)
    found[:, :, 1] = np.minimum(depths[None] + 1 - common, 4)
    found[:, :, 2] = known[lines[words[None], common]]
    found[:, :, 3] = np.where(common > 0, known[lines[predicates[:, None], common]], 0)
    return found


def _lineages(heads: Sequence[int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each word its ancestors from the root down to itself, -1 behind them, and its depth; a root's depth is 0."""
    found: list[list[int] | None] = [None] * len(heads)
    for word in range(len(heads)):
        waiting = [word]
        while found[word] is None:
            node = waiting[-1]
            above = heads[node]
            known = [] if above < 0 else found[above]
            if known is None:
                waiting.append(above)
            else:
                found[waiting.pop()] = [*known, node]
    lines = [line or [] for line in found]
    width = max(map(len, lines)) + 1
    table = np.array([line + [-1] * (width - len(line)) for line in lines])
    return table, np.array([len(line) - 1 for line in lines])
