"""Chains: the measures worked out by hand, and properties of the best assignment."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.evaluate import coreference
from dateline.evaluate.assignment import best_total

A, B, C, D, E = ((n, n + 1) for n in range(5))
KEY = [[A, B, C], [D, E]]
RESPONSE = [[A, B], [C, D, E]]


def test_measures_by_hand() -> None:
    # MUC: A-B-C is cut once (1 of 2 links kept), D-E not at all (1 of 1)
    assert coreference.muc(KEY, RESPONSE) == (2, 3)
    # B-cubed: A and B keep 2/3 each, C keeps 1/3, D and E keep all
    hit, total = coreference.b_cubed(KEY, RESPONSE)
    assert total == 5
    assert hit == pytest.approx(2 / 3 + 2 / 3 + 1 / 3 + 2)
    # CEAF-e: 2*2/(3+2) for the first pair, 2*2/(2+3) for the second
    assert coreference.ceaf_e(KEY, RESPONSE) == pytest.approx(1.6)


def span(start: int, end: int, **more: Any) -> dict[str, Any]:
    return {"start": start, "end": end, **more}


def chains(text: str, clusters: list[list[tuple[int, int]]], kind: str = "name") -> dict[str, Any]:
    mentions = [{"id": f"m{a}", "start": a, "end": b, "kind": kind} for c in clusters for a, b in c]
    entities = [{"id": f"e{n}", "mentions": [f"m{a}" for a, _ in c]} for n, c in enumerate(clusters)]
    return {"id": "a", "text": text, "mentions": mentions, "entities": entities}


def test_perfect_and_singletons_dropped() -> None:
    gold = chains("abcde", KEY)
    score = coreference.score([(gold, chains("abcde", [*KEY, [(9, 10)]]))])
    assert score.figures["conll_f1"] == 100.0
    assert score.figures["singletons"] == "dropped"


def test_singletons_kept_where_gold_has_them() -> None:
    gold = chains("abcde", [[A, B], [C]])
    figures = coreference.score([(gold, chains("abcde", [[A, B]]))]).figures
    assert figures["singletons"] == "kept"
    assert figures["b3_r"] == pytest.approx(66.67)


def test_head_figures_forgive_bounds() -> None:
    name = {"start": 0, "end": 6, "head": span(4, 6), "kind": "name"}
    gold = {"id": "a", "text": "the PM spoke; she left", "clusters": [[name, {**span(14, 17), "head": span(14, 17)}]]}
    reading = chains("the PM spoke; she left", [[(4, 6), (14, 17)]])
    figures = coreference.score([(gold, reading)]).figures
    assert figures["conll_f1"] < 60
    assert figures["head_conll_f1"] == figures["named_conll_f1"] == 100.0


def test_gap_pairs() -> None:
    text = "Anna met Berta when she left"
    query = {"pronoun": span(20, 23, text="she"), "a": span(0, 4, text="Anna", coref=True),
             "b": span(9, 14, text="Berta", coref=False), "gender": "F"}  # fmt: skip
    gold = {"id": "a", "text": text, "gap": query}
    right = chains(text, [[(0, 4), (20, 23)], [(9, 14)]])
    wrong = chains(text, [[(9, 14), (20, 23)], [(0, 4)]])
    assert coreference.score([(gold, right)]).figures["f1"] == 100.0
    figures = coreference.score([(gold, wrong)]).figures
    assert (figures["tp"], figures["fp"], figures["fn"], figures["tn"]) == (0, 1, 1, 0)


@given(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=3, max_size=3))
def test_best_total_is_the_best_of_all(matrix: list[list[int]]) -> None:
    weights = {(i, j): float(w) for i, row in enumerate(matrix) for j, w in enumerate(row) if w}
    best = max(sum(matrix[i][j] for i, j in enumerate(columns)) for columns in permutations(range(4), 3))
    assert best_total(weights) == pytest.approx(best)


def test_as_the_shared_scorer(shared: Path) -> None:
    from tests.evaluate.shared_scorer import compare

    keys = ("conll_f1", "muc_f1", "b3_p", "ceafe_r", "mention_f1", "head_conll_f1", "named_conll_f1")
    compare(shared, "coreference", shared / "gold" / "coreference" / "ontogum-dev.jsonl", coreference.score, keys, 8)
