"""Where a token stands in the tree as seen from a predicate: features of the role scorer, for training and run time."""

from __future__ import annotations

from collections.abc import Sequence

UNKNOWN = 5
"""The class of `up` and `down` when there is no tree."""
DISTANCES = 17


def distance(offset: int) -> int:
    """The class of a signed distance in words, 0 to 16: single steps up to four, then doubling."""
    size = abs(offset)
    near = size if size <= 4 else min(8, 5 + (size >= 8) + (size >= 16) + (size >= 32))
    return 8 + (near if offset > 0 else -near)


def paths(predicate: int, heads: Sequence[int], relations: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """For each token: steps up from the predicate to the common ancestor, steps down to the token, and the relations
    of the branches that hold the token and the predicate (class + 1; 0 for none). `heads` are indexes, -1 for the root.
    """
    chain: dict[int, tuple[int, int]] = {}
    node, below = predicate, 0
    while node not in chain:
        chain[node] = (len(chain), below)
        if node < 0:
            break
        node, below = heads[node], relations[node] + 1
    return [_path(token, chain, heads, relations) for token in range(len(heads))]


def _path(
    token: int, chain: dict[int, tuple[int, int]], heads: Sequence[int], relations: Sequence[int]
) -> tuple[int, int, int, int]:
    down, branch = 0, 0
    while token not in chain and down <= len(heads):
        branch = relations[token] + 1
        token, down = heads[token], down + 1
    up, below = chain.get(token, (4, 0))
    return min(up, 4), min(down, 4), branch, below
