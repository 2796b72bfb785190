"""A participle before a coordinated noun; a verb with two subjects."""

from __future__ import annotations

from dateline.language.mending import mend

LABELS = ("root", "nsubj", "conj", "cc", "amod", "appos", "flat", "ccomp", "obl", "case", "obj")


def test_the_noun_after_the_participle_is_what_is_coordinated() -> None:
    upos, xpos = ["PROPN", "CCONJ", "VERB", "NOUN", "PROPN", "VERB"], ["NNP", "CC", "VBN", "NN", "NNP", "VBD"]
    heads, relations = [5, 2, 0, 0, 3, -1], [1, 3, 2, 5, 5, 0]
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == [5, 3, 3, 0, 3, -1]
    assert [LABELS[r] for r in relations] == ["nsubj", "cc", "amod", "conj", "appos", "root"]


def test_a_participle_is_no_half_of_a_verb_that_follows() -> None:
    # Berg and exiled leader Lind met
    upos, xpos = ["PROPN", "CCONJ", "VERB", "NOUN", "PROPN", "VERB"], ["NNP", "CC", "VBD", "NN", "NNP", "VBD"]
    heads, relations = [5, 2, 5, 4, 2, -1], [1, 3, 2, 4, 8, 0]
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == [5, 4, 4, 4, 0, -1]
    assert [LABELS[r] for r in relations] == ["nsubj", "cc", "amod", "amod", "conj", "root"]


def test_a_participle_before_a_coordinated_noun_has_no_object() -> None:
    # Berg and exiled leader Lind met: Lind as the object of "exiled"
    upos, xpos = ["PROPN", "CCONJ", "VERB", "NOUN", "PROPN", "VERB"], ["NNP", "CC", "VBD", "NN", "NNP", "VBD"]
    heads, relations = [5, 2, 0, 4, 2, -1], [1, 3, 2, 4, 10, 0]
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == [5, 4, 4, 4, 0, -1]
    assert [LABELS[r] for r in relations] == ["nsubj", "cc", "amod", "amod", "conj", "root"]


def test_a_verb_with_words_of_its_own_stays() -> None:
    upos, xpos = ["PROPN", "CCONJ", "VERB", "PROPN", "PUNCT", "NOUN"], ["NNP", "CC", "VBN", "NNP", ",", "NN"]
    heads, relations = [-1, 2, 0, 2, 5, 0], [0, 3, 2, 1, 3, 5]
    before = list(heads)
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == before


def test_the_first_of_two_subjects_is_that_of_the_clause_told_before_the_verb() -> None:
    # Berg met Lind , both said
    upos, xpos = ["PROPN", "VERB", "PROPN", "PUNCT", "PRON", "VERB"], ["NNP", "VBD", "NNP", ",", "DT", "VBD"]
    heads, relations = [5, 5, 1, 5, 5, -1], [1, 7, 6, 6, 1, 0]
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == [1, 5, 1, 5, 5, -1]


def test_one_subject_stays_where_it_is() -> None:
    # Berg said Lind left
    upos, xpos = ["PROPN", "VERB", "PROPN", "VERB"], ["NNP", "VBD", "NNP", "VBD"]
    heads, relations = [1, -1, 3, 1], [1, 0, 1, 7]
    before = list(heads)
    mend(heads, relations, upos, xpos, LABELS)
    assert heads == before
