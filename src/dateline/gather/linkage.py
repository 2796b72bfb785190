"""Average linkage with a second thought: groups grow by their mean likeness, and each join may be refused.

Average linkage is UPGMA (Sokal and Michener 1958). Of equal likenesses the one of the lowest positions is taken, so the
groups follow from the matrix alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

Accept = Callable[[list[int], list[int], float], bool]
"""Whether two groups of positions of this mean likeness are one."""


def average_linkage(likeness: Any, least: float, accept: Accept) -> list[list[int]]:
    """Groups of positions of a square matrix: the two of highest mean likeness are joined, until that is under `least`.

    A join that `accept` refuses is not made; it is asked again when one of the two has grown.
    """
    sums = np.array(likeness, dtype=np.float64)
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(sums))
    barred = np.zeros(sums.shape, dtype=bool)
    groups: dict[int, list[int]] = {i: [i] for i in range(len(sums))}
    while len(groups) > 1:
        means = np.where(barred, -np.inf, sums / np.outer(sizes, sizes))
        one, other = sorted(int(i) for i in np.unravel_index(int(np.argmax(means)), means.shape))
        if means[one, other] < least:
            break
        if not accept(groups[one], groups[other], float(means[one, other])):
            barred[one, other] = barred[other, one] = True
            continue
        groups[one] += groups.pop(other)
        _join(sums, one, other)
        sizes[one] += sizes[other]
        barred[one] = barred[:, one] = False
    return sorted(sorted(group) for group in groups.values())


def _join(sums: Any, one: int, other: int) -> None:
    """Adds a group's likenesses to those of the group it is joined to, and takes it off the board."""
    sums[one] += sums[other]
    sums[:, one] += sums[:, other]
    sums[one, one] = -np.inf
    sums[other] = sums[:, other] = -np.inf
