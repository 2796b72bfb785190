"""A participle before a coordinated noun."""

from __future__ import annotations

from dateline.language.mending import mend

LABELS = ("root", "nsubj", "conj", "cc", "amod", "appos", "flat")


def test_the_noun_after_the_participle_is_what_is_coordinated() -> None:
    upos, xpos = ["PROPN", "CCONJ", "VERB", "NOUN", "PROPN", "VERB"], ["NNP", "CC", "VBN", "NN", "NNP", "VBD"]
    heads, relations = [5, 2, 0, 0, 3, -1], [1, 3, 2, 5, 5, 0]
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == [5, 3, 3, 0, 3, -1]
    assert [LABELS[r] for r in relations] == ["nsubj", "cc", "amod", "conj", "appos", "root"]


def test_a_verb_with_words_of_its_own_stays() -> None:
    upos, xpos = ["PROPN", "CCONJ", "VERB", "PROPN", "PUNCT", "NOUN"], ["NNP", "CC", "VBN", "NNP", ",", "NN"]
    heads, relations = [-1, 2, 0, 2, 5, 0], [0, 3, 2, 1, 3, 5]
    before = list(heads)
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == before
