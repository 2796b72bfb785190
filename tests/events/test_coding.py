"""Predicates of every build become events with the right parties: verbs, light verbs, nouns, passives, coordination."""

from __future__ import annotations

from dateline.events import EventsStage
from dateline.events.explaining import Explainer
from tests.events.parsed import draft, told

MET = """
Mara Mara PROPN NNP 2 nsubj
met meet VERB VBD 0 root
Teo Teo PROPN NNP 2 obj
in in ADP IN 5 case
Oslo Oslo PROPN NNP 2 obl
and and CCONJ CC 7 cc
praised praise VERB VBD 2 conj
Norway Norway PROPN NNP 7 obj
. . PUNCT . 2 punct
"""
LIGHT = """
The the DET DT 2 det
minister minister NOUN NN 3 nsubj
held hold VERB VBD 0 root
no no DET DT 5 det
talks talk NOUN NNS 3 obj
with with ADP IN 7 case
Norway Norway PROPN NNP 3 obl
"""
PASSIVE = """
Twelve twelve NUM CD 2 nummod
rebels rebel NOUN NNS 4 nsubj:pass
were be AUX VBD 4 aux:pass
arrested arrest VERB VBN 0 root
by by ADP IN 6 case
police police NOUN NNS 4 obl:agent
"""
NOMINAL = """
Norway Norway PROPN NNP 3 nmod:poss
's 's PART POS 1 case
invasion invasion NOUN NN 6 nsubj
of of ADP IN 5 case
Iceland Iceland PROPN NNP 3 nmod
failed fail VERB VBD 0 root
"""
PROMISE = """
Norway Norway PROPN NNP 2 nsubj
promised promise VERB VBD 0 root
to to PART TO 4 mark
release release VERB VB 2 xcomp
prisoners prisoner NOUN NNS 4 obj
"""
REFUSAL = PROMISE.replace("promised promise", "refused refuse")


def read(parse: str) -> list[tuple[str, list[str], str, list[str]]]:
    d = draft(parse)
    EventsStage().read(d)
    return [told(d, e) for e in d.events]


def test_joined_verbs_share_their_subject() -> None:
    assert read(MET) == [("CONSULT", ["Mara"], "met", ["Teo"]), ("SUPPORT", ["Mara"], "praised", ["Norway"])]


def test_a_light_verb_lends_its_noun_subject_preposition_and_negation() -> None:
    d = draft(LIGHT)
    EventsStage().read(d)
    assert told(d, d.events[0]) == ("CONSULT", ["The minister"], "talks", ["Norway"])
    assert d.events[0].reality == "negated"


def test_a_passive_is_turned_round_and_its_number_kept() -> None:
    d = draft(PASSIVE)
    EventsStage().read(d)
    (event,) = d.events
    assert told(d, event) == ("COERCE", ["police"], "arrested", ["Twelve rebels"])
    assert [(q.role, q.low, q.high) for q in event.quantities] == [("arrested", 12, 12)]


def test_a_noun_takes_its_possessor_and_its_of() -> None:
    assert read(NOMINAL) == [("ASSAULT", ["Norway"], "invasion", ["Iceland"])]


def test_what_a_promise_is_about_is_an_event_of_its_own_in_the_future() -> None:
    d = draft(PROMISE)
    EventsStage().read(d)
    promise, release = d.events
    assert told(d, promise) == ("AGREE", ["Norway"], "promised", ["prisoners"])
    assert told(d, release) == ("RETREAT", ["Norway"], "release", ["prisoners"])
    assert (promise.reality, release.reality) == ("actual", "future")
    assert release.confidence < promise.confidence


def test_what_a_refusal_is_about_is_part_of_the_refusal() -> None:
    assert read(REFUSAL) == [("REJECT", ["Norway"], "refused", ["prisoners"])]


def test_explain_names_the_entry_and_says_why_a_word_gave_no_event() -> None:
    decisions = Explainer(draft(REFUSAL)).decisions
    assert next(d.outcome for d in decisions if d.token == 1) == "event"
    assert any(d.token == 3 and d.outcome == "no event" and "reject.refuse" in d.reason for d in decisions)
