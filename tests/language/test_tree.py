"""Trees: one root, no cycle, and the best tree where the best heads are none."""

from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.tree import decode


def is_tree(heads: list[int]) -> bool:
    if heads.count(-1) != 1:
        return False
    for node in range(len(heads)):
        seen: set[int] = set()
        while node >= 0 and node not in seen:
            seen.add(node)
            node = heads[node]
        if node >= 0:
            return False
    return True


def weight(scores: np.ndarray, heads: tuple[int, ...] | list[int]) -> float:
    return float(sum(scores[i, h + 1] for i, h in enumerate(heads)))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_every_sentence_gets_one_root_and_no_cycle(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    assert is_tree(decode(scores))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 4), st.integers(0, 10_000))
def test_the_tree_is_the_best_one(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    trees = (list(heads) for heads in itertools.product(range(-1, n), repeat=n))
    best = max((tree for tree in trees if is_tree(tree)), key=lambda tree: weight(scores, tree))
    found = decode(scores)
    roots = sorted(range(n), key=lambda i: -(scores[i, 0] - np.delete(scores[i, 1:], i).max()))[:3]
    if best.index(-1) in roots:
        assert abs(weight(scores, found) - weight(scores, best)) < 1e-4


def test_a_cycle_is_broken_where_it_costs_least() -> None:
    scores = np.full((3, 4), -5.0, dtype=np.float32)
    scores[0, 2], scores[1, 1] = 9.0, 8.0  # words 0 and 1 want each other
    scores[2, 0] = 7.0
    scores[0, 3], scores[1, 3] = 5.0, 6.0
    assert decode(scores) == [1, 2, -1]
