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


def outward(heads: Sequence[int]) -> list[int]:
    """The words of a tree, each after its head."""
    children: dict[int, list[int]] = {}
    for word, head in enumerate(heads):
        children.setdefault(head, []).append(word)
    order, at = list(children.get(-1, ())), 0
    while at < len(order):
        order.extend(children.get(order[at], ()))
        at += 1
    return order


def paths(
    predicate: int, heads: Sequence[int], relations: Sequence[int], order: Sequence[int] | None = None
) -> list[tuple[int, int, int, int]]:
    """For each token: steps up from the predicate to the common ancestor, steps down to the token (both up to 4), and
    the relations of the branches that hold the token and the predicate (class + 1; 0 for none). `heads` are indexes,
    -1 for the root; `order` is `outward(heads)`, where that is known already.
    """
    found: list[tuple[int, int, int, int]] = [(4, 4, 0, 0)] * len(heads)
    chain: dict[int, tuple[int, int, int, int]] = {}
    node, below = predicate, 0
    while node >= 0 and node not in chain:
        chain[node] = (min(len(chain), 4), 0, 0, below)
        node, below = heads[node], relations[node] + 1
    for word in outward(heads) if order is None else order:
        known = chain.get(word)
        if known is None:
            up, down, branch, below = found[heads[word]] if heads[word] >= 0 else (min(len(chain), 4), 0, 0, 0)
            known = (up, min(down + 1, 4), branch or relations[word] + 1, below)
        found[word] = known
    return found
