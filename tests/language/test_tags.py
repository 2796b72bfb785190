"""Stretches: whatever the scores, tags are well formed, and the greedy answer is kept where it already is."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.language.naming import find_names
from dateline.language.tags import best, stretches

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
    tags = [BIOES[i] for i in best(scores, BIOES)]
    assert well_formed(tags)
    covered = {i for a, b, _ in stretches(tags) for i in range(a, b + 1)}
    assert covered == {i for i, tag in enumerate(tags) if tag != "O"}


def test_a_stray_inside_tag_opens_a_stretch_or_falls() -> None:
    scores = np.array([[0, 3, 4], [0, 0, 9]], dtype=np.float32)
    assert best(scores, ("O", "B-x", "I-x")) == [1, 2]
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
