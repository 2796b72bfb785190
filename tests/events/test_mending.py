"""What a parser often gets wrong is set right where the words leave no doubt: lemmas, joined names, lost subjects."""

from __future__ import annotations

from dateline.events import EventsStage
from tests.events.parsed import draft, told

WRONG_LEMMA = """
Norway Norway PROPN NNP 2 nsubj
criticised criticis VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
"""
APPOSED = """
Mara Mara PROPN NNP 6 nsubj
and and CCONJ CC 4 cc
Count Count PROPN NNP 4 nmod:desc
Teo Teo PROPN NNP 1 appos
will will AUX MD 6 aux
meet meet VERB VB 0 root
in in ADP IN 8 case
Oslo Oslo PROPN NNP 6 obl
"""
NO_SUBJECT = """
date date NOUN NN 9 nsubj
Mara Mara PROPN NNP 1 appos
and and CCONJ CC 4 cc
Teo Teo PROPN NNP 1 conj
held hold VERB VBD 9 ccomp
talks talk NOUN NNS 5 obj
, , PUNCT , 5 punct
they they PRON PRP 9 nsubj
said say VERB VBD 0 root
"""
NOT_PASSIVE = """
A a DET DT 2 det
bomb bomb NOUN NN 3 nsubj:pass
killed kill VERB VBD 0 root
nine nine NUM CD 5 nummod
people people NOUN NNS 3 obl
"""


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, e) for e in d.events]


def test_a_verb_whose_lemma_is_unknown_is_found_by_its_stem() -> None:
    assert read(WRONG_LEMMA) == [("ACCUSE", ["Norway"], "criticised", ["Iceland"])]


def test_an_apposition_after_and_is_a_second_party() -> None:
    assert read(APPOSED) == [("CONSULT", ["Mara"], "meet", ["Count Teo"])]


def test_names_right_before_a_finite_verb_without_subject_are_its_subject() -> None:
    assert read(NO_SUBJECT) == [("CONSULT", ["Mara"], "talks", ["Teo"])]


def test_a_past_tense_without_auxiliary_is_no_passive() -> None:
    assert read(NOT_PASSIVE) == [("ASSAULT", [], "killed", ["nine people"])]


RELATIVE = """
Critics critic NOUN NNS 0 root
, , PUNCT , 1 punct
who who PRON WP 4 nsubj
praised praise VERB VBD 1 parataxis
Iceland Iceland PROPN NNP 4 obj
"""
TITLE = """
Norway Norway PROPN NNP 2 nsubj
praised praise VERB VBD 0 root
the the DET DT 4 det
journalist journalist NOUN NN 2 obj
Mara Mara PROPN NNP 4 appos
"""


def test_a_relative_pronoun_stands_for_the_noun_before_it() -> None:
    assert read(RELATIVE) == [("SUPPORT", ["Critics"], "praised", ["Iceland"])]


def test_a_name_right_behind_a_title_is_the_party() -> None:
    ((kind, actors, _, recipients),) = read(TITLE)
    assert (kind, actors) == ("SUPPORT", ["Norway"]) and recipients[0].endswith("Mara")
