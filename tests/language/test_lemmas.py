"""Lemmas of words that training never had: an inflection gives a word, known ones first."""

from __future__ import annotations

import numpy as np
import pytest

from dateline.language.lemmas import Lemmas, apply, script, stems


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
        ("risen", "VBN", "rise"),
        ("went", "VBD", "go"),
        ("beset", "VBN", "beset"),
    ],
)
def test_inflections(form: str, tag: str, lemma: str) -> None:
    assert stems(form, tag)[0] == lemma


@pytest.mark.parametrize(("form", "tag"), [("bring", "VBG"), ("went", "VB"), ("red", "VBN"), ("analysis", "NNS")])
def test_what_is_no_inflection(form: str, tag: str) -> None:
    assert stems(form, tag) == []


def test_a_word_that_nobody_knows_gives_way_to_one_that_is_known() -> None:
    scripts = [script("seized", "seiz"), script("went", "go")]
    chooser = Lemmas(scripts, {"VBP": {"travel": "travel"}, "VBD": {"sat": "sit"}}, {})
    scores = np.array([[1.0, 0.0]], dtype=np.float32)
    assert apply(scripts[0], "travelled") == "travell"
    assert chooser.choose(["travelled"], ["VBD"], scores) == ["travel"]
    assert chooser.choose(["sat"], ["VBD"], scores) == ["sit"]
