"""Bounds and types of names: what the model took for one name or for a name at all, and is not."""

from __future__ import annotations

from tests.names.reading import parse, read

WENT = """
Kalna PROPN NNP 2 nsubj
left/leave VERB VBD 0 root
Brasnik PROPN NNP 2 obj
, PUNCT , 5 punct
Orvany PROPN NNP 3 appos
, PUNCT , 2 punct
on ADP IN 8 case
Thursday PROPN NNP 2 obl
. PUNCT . 2 punct
"""
SEE = """
See/see VERB VB 0 root
www.brasnik.example/news PROPN NNP 1 obj
or CCONJ CC 4 cc
Kalna@brasnik.example PROPN NNP 2 conj
and CCONJ CC 6 cc
Rates.pdf PROPN NNP 2 conj
. PUNCT . 1 punct
"""

SENATOR = """
Texas PROPN NNP 3 nmod:desc
Sen. PROPN NNP 3 nmod:desc
Brask PROPN NNP 11 nsubj
( PUNCT -LRB- 5 punct
R PROPN NNP 3 appos
- PUNCT HYPH 7 punct
Texas PROPN NNP 5 nmod
) PUNCT -RRB- 5 punct
of ADP IN 10 case
Congress PROPN NNP 3 nmod
spoke/speak VERB VBD 0 root
at ADP IN 13 case
8 NUM CD 11 obl
a.m. NOUN NN 13 nmod
ET PROPN NNP 14 nmod
. PUNCT . 11 punct
"""
RACE = """
Brask PROPN NNP 6 nsubj
( PUNCT -LRB- 3 punct
ESP PROPN NNP 1 appos
) PUNCT -RRB- 3 punct
MORE PROPN NNP 1 flat
won/win VERB VBD 0 root
the DET DT 8 det
Stone PROPN NNP 6 obj
( PUNCT -LRB- 10 punct
Kolm PROPN NNP 8 appos
) PUNCT -RRB- 10 punct
Prize PROPN NNP 8 flat
. PUNCT . 6 punct
"""


def names(conllu: str, *given: tuple[int, int, str]) -> list[tuple[str, str]]:
    """Words and types of the names that are kept."""
    draft = read(parse(conllu), list(given))
    return [(draft.article.text[m.start : m.end], m.type) for m in draft.mentions if m.kind == "name"]


def test_a_day_is_no_name() -> None:
    found = names(WENT, (0, 1, "PERSON"), (2, 3, "GPE"), (4, 5, "GPE"), (7, 8, "MISC"))
    assert found == [("Kalna", "PERSON"), ("Brasnik", "GPE"), ("Orvany", "GPE")]


def test_addresses_are_no_names() -> None:
    assert names(SEE, (1, 2, "ORG"), (3, 4, "PERSON"), (5, 6, "ORG")) == []


def test_a_place_and_its_region_are_two_names() -> None:
    found = names(WENT, (0, 1, "PERSON"), (2, 5, "GPE"), (7, 8, "MISC"))
    assert found == [("Kalna", "PERSON"), ("Brasnik", "GPE"), ("Orvany", "GPE")]


def test_titles_and_party_letters_and_zones_are_no_names() -> None:
    given = [(0, 2, "PERSON"), (2, 3, "PERSON"), (4, 5, "PERSON"), (9, 10, "GPE"), (14, 15, "ORG")]
    found = names(SENATOR, *given)
    assert found == [("Texas", "GPE"), ("Brask", "PERSON"), ("Texas", "GPE"), ("Congress", "ORG")]
    assert names(SENATOR, (1, 2, "PERSON")) == []


def test_a_countrys_code_in_brackets_is_a_place() -> None:
    assert ("ESP", "GPE") in names(RACE, (0, 1, "PERSON"), (2, 3, "ORG"))


def test_what_a_page_prints_is_no_name_and_brackets_are_closed_or_left_out() -> None:
    assert names(RACE, (4, 5, "PERSON")) == []
    assert names(RACE, (7, 10, "MISC")) == [("Stone ( Kolm )", "MISC")]
    assert names(RACE, (7, 9, "MISC")) == [("Stone", "MISC")]
