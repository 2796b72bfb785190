"""Sides that the slots of an entry leave empty are found elsewhere; refusals are coded as the codebook codes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import BrokenCodebook
from dateline.events import EventsStage, load
from dateline.language.analysis import Analysis, Argument, Predicate
from tests.events.parsed import draft, events, told

OWNED = """
Norway Norway PROPN NNP 2 nsubj
issued issue VERB VBD 0 root
a a DET DT 4 det
statement statement NOUN NN 2 obj
criticising criticise VERB VBG 4 acl
Iceland Iceland PROPN NNP 5 obj
"""
DEED = """
Norway Norway PROPN NNP 2 nsubj
bombed bomb VERB VBD 0 root
a a DET DT 4 det
shed shed NOUN NN 2 obj
criticising criticise VERB VBG 4 acl
Iceland Iceland PROPN NNP 5 obj
"""
UNTIL = """
Norway Norway PROPN NNP 4 nsubj
will will AUX MD 4 aux
not not PART RB 4 advmod
lift lift VERB VB 0 root
the the DET DT 6 det
embargo embargo NOUN NN 4 obj
until until SCONJ IN 9 mark
Iceland Iceland PROPN NNP 9 nsubj
yields yield VERB VBZ 4 advcl
"""
DISARM = """
Norway Norway PROPN NNP 4 nsubj
will will AUX MD 4 aux
not not PART RB 4 advmod
disarm disarm VERB VB 0 root
"""
DID_NOT = UNTIL.replace("will will AUX MD", "did do AUX VBD")
TWO_NAMES = """
Norwegian norwegian ADJ JJ 4 amod
and and CCONJ CC 3 cc
Danish danish ADJ JJ 1 conj
envoys envoy NOUN NNS 5 nsubj
signed sign VERB VBD 0 root
a a DET DT 7 det
treaty treaty NOUN NN 5 obj
"""
UNWILLING = """
Norway Norway PROPN NNP 4 nsubj
is be AUX VBZ 4 cop
not not PART RB 4 advmod
willing willing ADJ JJ 0 root
to to PART TO 6 mark
help help VERB VB 4 xcomp
Iceland Iceland PROPN NNP 6 obj
"""
NO_AGENT = """
Norway Norway PROPN NNP 4 dep
, , PUNCT , 4 punct
then then ADV RB 4 advmod
criticised criticise VERB VBD 0 root
Iceland Iceland PROPN NNP 4 obj
"""
AHEAD = """
Norway Norway PROPN NNP 2 nsubj
praised praise VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
before before ADP IN 6 case
May May PROPN NNP 6 compound
votes vote NOUN NNS 2 obl
"""


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, e) for e in d.events]


def test_a_statement_acts_for_whoever_issues_it() -> None:
    assert ("ACCUSE", ["Norway"], "criticising", ["Iceland"]) in read(OWNED)


def test_a_thing_that_is_no_document_acts_for_nobody() -> None:
    assert ("ACCUSE", ["Norway"], "criticising", ["Iceland"]) not in read(DEED)


def test_a_missing_recipient_is_found_in_a_side_clause() -> None:
    assert ("REJECT", ["Norway"], "lift", ["Iceland"]) in read(UNTIL)


def test_a_refusal_to_come_is_told_as_real() -> None:
    refusal = next(e for e in events(UNTIL) if e.type == "REJECT")
    assert (refusal.polarity, refusal.reality) == ("affirmed", "actual")


def test_what_merely_did_not_happen_keeps_its_type_and_is_negated() -> None:
    event = next(e for e in events(DID_NOT) if e.type == "RETREAT")
    assert event.reality == "negated"


def test_a_refusal_has_no_mode_of_what_is_refused() -> None:
    (refusal,) = events(DISARM)
    assert (refusal.type, refusal.mode) == ("REJECT", None)


def test_who_is_not_willing_refuses() -> None:
    assert ("REJECT", ["Norway"], "willing", ["Iceland"]) in read(UNWILLING)


def test_names_joined_before_one_noun_are_two_parties() -> None:
    assert read(TWO_NAMES) == [("SUPPORT", ["Norwegian"], "signed", ["Danish"])]


def test_the_models_agent_acts_where_the_parse_shows_none() -> None:
    d = draft(NO_AGENT)
    assert d.analysis is not None
    roles = (Predicate(3, "criticise.01", (Argument("ARG0", 0, 0), Argument("ARG1", 4, 4))),)
    d.analysis = Analysis(d.analysis.doc, "by hand", roles, gives=frozenset({"parse", "predicates"}))
    EventsStage().read(d)
    assert [told(d, e) for e in d.events] == [("ACCUSE", ["Norway"], "criticised", ["Iceland"])]


def test_the_day_of_what_comes_later_dates_nothing_before_it() -> None:
    (event,) = events(AHEAD, times={"May": ("2024-05-01", "2024-05-31")})
    assert event.time is None


def test_a_refused_type_must_be_a_type(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[types.GIVE]\n[refused]\nGIVE = "KEEP"\n[[entry]]\nid = "a"\ntype = "GIVE"\nverbs = ["give"]\n')
    with pytest.raises(BrokenCodebook, match=r"\[refused\] names the type 'KEEP'"):
        load(path)
