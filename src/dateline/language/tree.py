"""Trees from arc scores: each word's best head where that is a tree, else the maximum spanning tree with one root."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
_ROOTS_TRIED = 3


def decode(arcs: Scores) -> list[int]:
    """Head indexes of a sentence's words, -1 for its one root; `arcs[i, 0]` scores word i as root, `arcs[i, j + 1]`
    scores word j as its head. No word heads itself and there is no cycle.
    """
    n = len(arcs)
    scores = arcs.astype(np.float64)
    scores[np.arange(n), np.arange(n) + 1] = -1e9
    heads: list[int] = (scores.argmax(1) - 1).tolist()
    if heads.count(-1) == 1 and not _cycle(heads):
        return heads
    order = sorted(range(n), key=lambda i: (-(scores[i, 0] - scores[i, 1:].max(initial=-1e9)), i))[:_ROOTS_TRIED]
    trees = [_rooted(scores, root) for root in order]
    return max(trees, key=lambda tree: sum(scores[i, h + 1] for i, h in enumerate(tree)))


def _rooted(scores: NDArray[np.float64], root: int) -> list[int]:
    """The best tree whose only root is `root`."""
    table = np.full((len(scores) + 1, len(scores) + 1), -1e12)
    table[1:, 1:] = scores[:, 1:]
    table[root + 1, :] = -1e12
    table[root + 1, 0] = 0.0
    heads = _edmonds(table)
    return [int(h) - 1 for h in heads[1:]]


def _cycle(heads: list[int]) -> list[int]:
    """The nodes of a cycle, or none; a head below 0 ends a path."""
    state = [0] * len(heads)
    for start in range(len(heads)):
        path, node = [], start
        while node >= 0 and not state[node]:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if node >= 0 and state[node] == 1:
            return path[path.index(node) :]
        for node in path:
            state[node] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> list[int]:
    """Maximum spanning arborescence (Chu and Liu 1965, Edmonds 1967); row: dependent, column: head, node 0 the root."""
    n = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -1e12)
    heads: list[int] = scores.argmax(1).tolist()
    heads[0] = -1
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    outside = [i for i in range(n) if i not in inside]
    own = np.array([scores[i, heads[i]] for i in cycle])
    into = scores[np.ix_(cycle, outside)] - own[:, None]
    out = scores[np.ix_(outside, cycle)]
    size = len(outside)
    small = np.full((size + 1, size + 1), -1e12)
    small[:size, :size] = scores[np.ix_(outside, outside)]
    small[size, :size], small[:size, size] = into.max(0), out.max(1)
    entry, leave = into.argmax(0), out.argmax(1)
    solved = _edmonds(small)
    for i, node in enumerate(outside[1:], 1):
        heads[node] = cycle[leave[i]] if solved[i] == size else outside[solved[i]]
    broken = cycle[entry[solved[size]]]
    heads[broken] = outside[solved[size]]
    return heads
