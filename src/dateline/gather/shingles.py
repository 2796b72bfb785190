"""Shingles: runs of words as hashes, and a sample of them by which reprints and near-copies are known.

The sample keeps the hashes below a fixed bound (FracMinHash: Irber et al. 2022), so that how much of one text another
holds can be told from the samples alone, whatever the lengths: a reprint cut to a third is still all in the original.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from anyascii import anyascii

WORD = re.compile(r"[a-z0-9]+")
SIZE = 5
"""How many words make a shingle."""
SCALE = 4
"""One of how many hashes is kept."""
BITS = 32
FEWEST = 24
"""Of short texts the lowest so many hashes are kept at least."""
_FACTOR = 0x9E3779B97F4A7C15
_PRIME = 0x100000001B3


def text_words(text: str) -> list[str]:
    """The words of a text, lower case and ASCII, without marks and apostrophes."""
    return WORD.findall(anyascii(text).replace("'", "").lower())


def hashes(words: Sequence[str], size: int = SIZE) -> list[int]:
    """The hash of every run of `size` words, in order: of 32 bits, the same on every machine."""
    import numpy as np

    if len(words) < size:
        return []
    codes = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    mixed: Any = np.zeros(len(words) - size + 1, dtype=np.uint64)
    with np.errstate(over="ignore"):
        for at in range(size):
            mixed = (mixed ^ codes[at : len(codes) - size + 1 + at]) * np.uint64(_FACTOR)
            mixed ^= mixed >> np.uint64(29)
    return [int(value) for value in mixed >> np.uint64(64 - BITS)]


@lru_cache(maxsize=65536)
def _word_hash(word: str) -> int:
    """FNV-1a of 64 bits."""
    value = 0xCBF29CE484222325
    for byte in word.encode("ascii"):
        value = ((value ^ byte) * _PRIME) & 0xFFFFFFFFFFFFFFFF
    return value


def sample(values: Sequence[int], scale: int = SCALE, fewest: int = FEWEST) -> list[int]:
    """The distinct hashes below one `scale`-th of all there are, and at least the `fewest` lowest; sorted."""
    distinct = sorted(set(values))
    bound = (1 << BITS) // scale
    kept = sum(value < bound for value in distinct)
    return distinct[: max(kept, fewest)]


def shared(one: Sequence[int], other: Sequence[int]) -> tuple[int, float]:
    """How many sampled hashes two texts share, and what share of the smaller sample that is (both up to one bound)."""
    if not one or not other:
        return 0, 0.0
    bound = max((1 << BITS) // SCALE, min(one[-1], other[-1]) + 1)
    a, b = ({value for value in values if value < bound} for values in (one, other))
    common = len(a & b)
    return common, common / max(1, min(len(a), len(b)))
