"""The largest total of a one-to-one choice, for measures that pair chains (Kuhn 1955, Munkres 1957)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


def best_total(weights: Mapping[tuple[int, int], float]) -> float:
    """The largest sum of weights, all above 0, such that no row and no column is taken twice."""
    rows: dict[int, dict[int, float]] = defaultdict(dict)
    for (r, c), w in weights.items():
        rows[r][c] = w
    total = 0.0
    for part in _components(rows):
        columns = sorted({c for r in part for c in rows[r]})
        if len(part) == 1 or len(columns) == 1:
            total += max(rows[r][c] for r in part for c in rows[r])
        else:
            total += _hungarian([[rows[r].get(c, 0.0) for c in columns] for r in part])
    return total


def _components(rows: Mapping[int, Mapping[int, float]]) -> list[list[int]]:
    """Rows that share columns, directly or through others, in sorted lists."""
    of_column: dict[int, list[int]] = defaultdict(list)
    for r in sorted(rows):
        for c in rows[r]:
            of_column[c].append(r)
    seen: set[int] = set()
    out = []
    for start in sorted(rows):
        if start not in seen:
            seen.add(start)
            part, todo = [start], [start]
            while todo:
                new = {n for c in rows[todo.pop()] for n in of_column[c]} - seen
                seen |= new
                part += sorted(new)
                todo += sorted(new)
            out.append(sorted(part))
    return out


def _hungarian(matrix: list[list[float]]) -> float:
    """The largest total of a matrix of weights, each row given one column (turned if there are more rows)."""
    if len(matrix) > len(matrix[0]):
        matrix = [list(c) for c in zip(*matrix, strict=True)]
    n, m = len(matrix), len(matrix[0])
    u, v, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for i in range(1, n + 1):
        _augment(matrix, i, u, v, match)
    return sum(matrix[match[j] - 1][j - 1] for j in range(1, m + 1) if match[j])


def _augment(matrix: list[list[float]], row: int, u: list[float], v: list[float], match: list[int]) -> None:
    """Give one more row a column, along a shortest path of reduced costs."""
    m = len(v) - 1
    match[0], at = row, 0
    least, used, way = [float("inf")] * (m + 1), [False] * (m + 1), [0] * (m + 1)
    while True:
        used[at] = True
        here, delta, nearest = match[at], float("inf"), 0
        for j in range(1, m + 1):
            if used[j]:
                continue
            cost = -matrix[here - 1][j - 1] - u[here] - v[j]
            if cost < least[j]:
                least[j], way[j] = cost, at
            if least[j] < delta:
                delta, nearest = least[j], j
        for j in range(m + 1):
            if used[j]:
                u[match[j]] += delta
                v[j] -= delta
            else:
                least[j] -= delta
        at = nearest
        if match[at] == 0:
            break
    while at:
        match[at] = match[way[at]]
        at = way[at]
