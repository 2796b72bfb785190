"""Statistics of coding by people: Cohen's kappa, Wilson's interval, a bootstrap that always gives the same answer."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
Z95 = 1.959964
"""The normal quantile of a 95 % interval."""
RESAMPLES = 1000


def kappa(first: Sequence[object], second: Sequence[object]) -> float | None:
    """Cohen's kappa (1960) of two codings of the same items; None where chance agreement is complete, or no items."""
    if not first or len(first) != len(second):
        return None
    n = len(first)
    observed = sum(a == b for a, b in zip(first, second, strict=True)) / n
    counts = Counter(first), Counter(second)
    chance = sum(counts[0][label] * counts[1][label] for label in counts[0]) / n / n
    return None if chance >= 1 else (observed - chance) / (1 - chance)


def wilson(right: int, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval (1927) of a share, from 0 to 1; (0, 1) where nothing was counted."""
    if n == 0:
        return 0.0, 1.0
    share, square = right / n, Z95 * Z95
    centre = (share + square / 2 / n) / (1 + square / n)
    half = Z95 * math.sqrt(share * (1 - share) / n + square / 4 / n / n) / (1 + square / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def bootstrap(
    strata: Sequence[Sequence[T]], figure: Callable[[Sequence[Sequence[T]]], float | None]
) -> tuple[float, float]:
    """The 95 % percentile interval of a figure of a stratified sample (Efron 1979); (0, 1) where it cannot be told."""
    draw = random.Random(1)
    values = []
    for _ in range(RESAMPLES):
        value = figure([[stratum[draw.randrange(len(stratum))] for _ in stratum] for stratum in strata])
        if value is not None:
            values.append(value)
    if not values:
        return 0.0, 1.0
    values.sort()
    return values[int(0.025 * len(values))], values[min(len(values) - 1, int(0.975 * len(values)))]
