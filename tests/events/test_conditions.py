"""Conditions of the lexicon: infinitives, words near by, sanctions as a type, deaths in attacks."""

from __future__ import annotations

from dateline.events import EventsStage
from tests.events.parsed import draft, told

TOLD = """
Mara Mara PROPN NNP 2 nsubj
told tell VERB VBD 0 root
reporters reporter NOUN NNS 2 obj
that that SCONJ IN 6 mark
talks talk NOUN NNS 6 nsubj
failed fail VERB VBD 2 ccomp
"""
ORDERED = """
Mara Mara PROPN NNP 2 nsubj
told tell VERB VBD 0 root
reporters reporter NOUN NNS 2 obj
to to PART TO 5 mark
leave leave VERB VB 2 xcomp
"""
SANCTIONS = """
Norway Norway PROPN NNP 2 nsubj
imposed impose VERB VBD 0 root
sanctions sanction NOUN NNS 2 obj
on on ADP IN 5 case
Iceland Iceland PROPN NNP 3 nmod
"""
DIED = """
Twelve twelve NUM CD 2 nummod
people people NOUN NNS 3 nsubj
died die VERB VBD 0 root
in in ADP IN 6 case
a a DET DT 6 det
{word} {word} NOUN NN 3 obl
"""


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, e) for e in d.events]


def test_telling_is_a_request_only_with_an_infinitive() -> None:
    assert not [e for e in read(TOLD) if e[0] == "REQUEST"]
    assert read(ORDERED) == [("REQUEST", ["Mara"], "told", ["reporters"])]


def test_sanctions_imposed_are_of_that_type() -> None:
    assert read(SANCTIONS) == [("SANCTION", ["Norway"], "imposed", ["Iceland"])]


def test_people_die_of_an_assault_only_where_one_is_told() -> None:
    died = [e for e in read(DIED.format(word="bombing")) if e[2].startswith("died")]
    assert [(kind, recipients) for kind, _, _, recipients in died] == [("ASSAULT", ["Twelve people"])]
    assert read(DIED.format(word="crash")) == []
