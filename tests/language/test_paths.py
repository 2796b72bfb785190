"""Where words stand in the tree as seen from a predicate, against a walk from word to word."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.paths import paths


def up(word: int, heads: list[int]) -> list[int]:
    """A word and its ancestors, up to the root."""
    line = [word]
    while heads[line[-1]] >= 0:
        line.append(heads[line[-1]])
    return line


def walked(predicate: int, word: int, heads: list[int], relations: list[int]) -> tuple[int, int, int, int]:
    """The four features, found by climbing from both words until they meet."""
    ours, theirs = up(predicate, heads), up(word, heads)
    shared = [node for node in ours if node in theirs]
    if not shared:
        return min(len(ours), 4), min(len(theirs), 4), relations[theirs[-1]] + 1, 0
    a, b = ours.index(shared[0]), theirs.index(shared[0])
    branch = relations[theirs[b - 1]] + 1 if b else 0
    origin = relations[ours[a - 1]] + 1 if a else 0
    return min(a, 4), min(b, 4), branch, origin


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_paths_are_those_of_a_walk(n: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    order = rng.permutation(n).tolist()
    heads = [-1] * n
    for i, word in enumerate(order[1:], 1):
        heads[word] = order[rng.integers(0, i)] if rng.random() < 0.9 else -1
    relations = rng.integers(0, 9, n).tolist()
    predicates = rng.integers(0, n, 3)
    found = paths(predicates, heads, relations)
    expected = [[walked(int(p), word, heads, relations) for word in range(n)] for p in predicates]
    assert found.tolist() == [[list(row) for row in rows] for rows in expected]
