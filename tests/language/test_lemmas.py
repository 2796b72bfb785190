"""Lemmas of words that training never had: a regular inflection gives a word, known ones first."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.language.lemmas import Lemmas, apply, regular, script


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("pressuring", "VBG", "pressure"),
        ("praised", "VBD", "praise"),
        ("supplied", "VBD", "supply"),
        ("staged", "VBN", "stage"),
        ("challenged", "VBD", "challenge"),
        ("freed", "VBN", "free"),
        ("freeing", "VBG", "free"),
        ("died", "VBD", "die"),
        ("stopped", "VBD", "stop"),
        ("visited", "VBD", "visit"),
        ("opened", "VBD", "open"),
        ("evacuating", "VBG", "evacuate"),
        ("repeated", "VBN", "repeat"),
        ("libraries", "NNS", "library"),
        ("watches", "VBZ", "watch"),
        ("heroes", "NNS", "hero"),
        ("causes", "VBZ", "cause"),
        ("Glasses", "NNS", "glass"),
    ],
)
def test_regular_inflections(form: str, tag: str, lemma: str) -> None:
    assert regular(form, tag)[0] == lemma


@pytest.mark.parametrize(("form", "tag"), [("bring", "VBG"), ("went", "VBD"), ("red", "VBN"), ("analysis", "NNS")])
def test_what_is_no_regular_inflection(form: str, tag: str) -> None:
    assert regular(form, tag) == []


def test_a_word_that_nobody_knows_gives_way_to_one_that_is_known() -> None:
    scripts = [script("seized", "seiz"), script("went", "go")]
    chooser = Lemmas(scripts, {"VBP": {"travel": "travel"}, "VBD": {"sat": "sit"}}, {})
    scores = np.array([[1.0, 0.0]], dtype=np.float32)
    assert apply(scripts[0], "travelled") == "travell"
    assert chooser.choose(["travelled"], ["VBD"], scores) == ["travel"]
    assert chooser.choose(["sat"], ["VBD"], scores) == ["sit"]
