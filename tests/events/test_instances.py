"""Which tellings are one event, and which predicates are left out."""

from __future__ import annotations

from dateline.events import EventsStage
from dateline.events.explaining import Explainer
from dateline.events.instances import assign
from dateline.model import Event, Party, Span
from tests.events.parsed import draft, events

PASSING = """
Attacks attack NOUN NNS 3 nsubj
on on ADP IN 3 case
villages village NOUN NNS 0 root
"""
DISCUSSED = """
They they PRON PRP 2 nsubj
discussed discuss VERB VBD 0 root
cooperation cooperation NOUN NN 2 obj
with with ADP IN 5 case
Norway Norway PROPN NNP 3 nmod
"""
SAID = """
Norway Norway PROPN NNP 2 nsubj
said say VERB VBD 0 root
it it PRON PRP 5 nsubj
had have AUX VBD 5 aux
attacked attack VERB VBN 2 ccomp
Iceland Iceland PROPN NNP 5 obj
"""


def event(id_: str, kind: str, actor: str, recipient: str) -> Event:
    return Event(
        id_, kind, None, (), Span(0, 1), id_, (Party(0, 1, None, actor),), (Party(2, 3, None, recipient),), (),
        (), None, None, "affirmed", "certain", "past", False, "actual", "narrator", 0.5, "test",
    )  # fmt: skip


def told(*held: Event, lemmas: dict[str, str] | None = None) -> list[str]:
    return [e.instance for e in assign(held, frozenset(), frozenset({"CONSULT"}), lemmas or {})]


def test_the_same_parties_are_one_instance_in_either_order_of_a_reciprocal_type() -> None:
    assert told(event("v1", "CONSULT", "e1", "e2"), event("v2", "CONSULT", "e2", "e1")) == ["i1", "i1"]
    assert told(event("v1", "ASSAULT", "e1", "e2"), event("v2", "ASSAULT", "e2", "e1")) == ["i1", "i2"]


def test_acts_of_speech_are_one_only_with_the_same_word() -> None:
    two = event("v1", "SUPPORT", "e1", "e2"), event("v2", "SUPPORT", "e1", "e2")
    assert told(*two, lemmas={"v1": "thank", "v2": "praise"}) == ["i1", "i2"]
    assert told(*two, lemmas={"v1": "thank", "v2": "thank"}) == ["i1", "i1"]


def test_one_side_named_in_passing_and_topics_of_talk_are_no_events() -> None:
    assert events(PASSING) == []
    reasons = {d.reason for d in Explainer(draft(DISCUSSED)).decisions if d.outcome == "no event"}
    assert "only talked about" in reasons


def test_it_under_a_verb_of_saying_is_who_says_it() -> None:
    d = draft(SAID)
    EventsStage().read(d)
    (only,) = d.events
    assert d.article.text[only.actors[0].start : only.actors[0].end] == "Norway"
