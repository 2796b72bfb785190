"""Stretches: whatever the scores, tags are well formed, and the greedy answer is kept where it already is."""

from __future__ import annotations

import math
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.naming import find_names
from dateline.language.tags import SURE, best, log_probabilities, smooth, stretches

BIOES = ("O", *(f"{p}-{k}" for k in ("A", "B") for p in "BIES"))


def well_formed(tags: list[str]) -> bool:
    opened = ""
    for tag in tags:
        if tag[0] in "IE":
            if tag[2:] != opened:
                return False
        elif opened:
            return False
        opened = tag[2:] if tag[0] in "BI" else ""
    return not opened


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 12), st.integers(0, 10_000))
def test_tags_are_always_well_formed(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, len(BIOES))).astype(np.float32)
    tags = [BIOES[i] for i in best(scores, [len(scores)], BIOES)]
    assert well_formed(tags)
    covered = {i for a, b, _ in stretches(tags) for i in range(a, b + 1)}
    assert covered == {i for i, tag in enumerate(tags) if tag != "O"}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 10_000))
def test_the_best_path_of_each_text_is_found_whatever_stands_beside_it(sizes: list[int], seed: int) -> None:
    labels = ("O", "B-x", "I-x", "E-x", "S-x")
    scores = np.random.default_rng(seed).normal(size=(sum(sizes), len(labels))).astype(np.float32)
    ends = np.cumsum(sizes).tolist()
    tags = best(scores, ends, labels)
    for start, end in zip([0, *ends[:-1]], ends, strict=True):
        found = [labels[i] for i in tags[start:end]]
        every = (ways for ways in product(range(5), repeat=end - start) if well_formed([labels[i] for i in ways]))
        most = max(sum(float(scores[start + i, t]) for i, t in enumerate(ways)) for ways in every)
        assert well_formed(found)
        assert sum(float(scores[i, tags[i]]) for i in range(start, end)) == pytest.approx(most, abs=1e-4)


def test_a_stray_inside_tag_opens_a_stretch_or_falls() -> None:
    scores = np.array([[0, 3, 4], [0, 0, 9]], dtype=np.float32)
    assert best(scores, [2], ("O", "B-x", "I-x")).tolist() == [1, 2]
    assert stretches(["O", "B-x", "I-x", "B-x", "O"]) == [(1, 2, "x"), (3, 3, "x")]


def test_names_of_the_same_words_agree_on_their_type() -> None:
    labels = ("O", *(f"{p}-{k}" for k in ("ORG", "PERSON") for p in "BIES"))
    scores = np.zeros((6, len(labels)), dtype=np.float32)
    org, person = labels.index("S-ORG"), labels.index("S-PERSON")
    scores[[0, 2], org] = 9.0
    scores[4, person], scores[4, org] = 6.0, 5.5
    scores[[1, 3, 5], 0] = 9.0
    forms = ["Orrin", "and", "Orrin", "and", "Orrin", "."]
    assert [kind for *_, kind in find_names(forms, [(0, 6)], scores, labels, others=0.0)] == ["ORG", "ORG", "PERSON"]
    assert [kind for *_, kind in find_names(forms, [(0, 6)], scores, labels)] == ["ORG"] * 3


def _brute(scores: np.ndarray[Any, Any], opening: float, outside: float) -> float:
    """The best sum over all well-formed O-B-I sequences."""
    logs = log_probabilities(scores)
    best_sum = -math.inf
    for tags in product(range(3), repeat=len(scores)):
        if all(tag != 2 or (i and tags[i - 1] != 0) for i, tag in enumerate(tags)):
            total = sum(
                float(logs[i, t]) - (opening if t == 1 else outside if t == 0 else 0) for i, t in enumerate(tags)
            )
            best_sum = max(best_sum, total)
    return best_sum


@given(st.lists(st.tuples(*[st.floats(-3, 3, width=32)] * 3), min_size=1, max_size=6), st.sampled_from([0.0, 0.5, 1.0]))
def test_smooth_stretches_have_the_best_sum(rows: list[tuple[float, float, float]], opening: float) -> None:
    scores = np.array(rows, dtype=np.float32)
    found = smooth(scores, opening, 0.2)
    tags = [0] * len(rows)
    for first, last, _ in found:
        tags[first : last + 1] = [1] + [2] * (last - first)
    logs = log_probabilities(scores)
    costs = (0.2, opening, 0.0)
    total = sum(float(logs[i, t]) - costs[t] for i, t in enumerate(tags))
    sure = bool((logs[:, 0] - logs[:, 1:].max(1) >= SURE).any())
    assert sure or total == pytest.approx(_brute(scores, opening, 0.2), abs=1e-3)


def test_a_stretch_does_not_break_at_one_faint_word() -> None:
    rows = [(0.0, 4.0, 0.0), (0.0, 0.0, 4.0), (0.6, 0.5, 0.0), (0.0, 0.3, 4.0), (6.0, 0.0, 0.0)]
    assert [x[:2] for x in smooth(np.array(rows, dtype=np.float32), 1.0, 0.0)] == [(0, 3)]
