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
. PUNCT . 1 punct
"""


def names(conllu: str, *given: tuple[int, int, str]) -> list[tuple[str, str]]:
    """Words and types of the names that are kept."""
    draft = read(parse(conllu), list(given))
    return [(draft.article.text[m.start : m.end], m.type) for m in draft.mentions if m.kind == "name"]


def test_a_day_is_no_name() -> None:
    found = names(WENT, (0, 1, "PERSON"), (2, 3, "GPE"), (4, 5, "GPE"), (7, 8, "MISC"))
    assert found == [("Kalna", "PERSON"), ("Brasnik", "GPE"), ("Orvany", "GPE")]


def test_addresses_are_no_names() -> None:
    assert names(SEE, (1, 2, "ORG"), (3, 4, "PERSON")) == []


def test_a_place_and_its_region_are_two_names() -> None:
    found = names(WENT, (0, 1, "PERSON"), (2, 5, "GPE"), (7, 8, "MISC"))
    assert found == [("Kalna", "PERSON"), ("Brasnik", "GPE"), ("Orvany", "GPE")]
