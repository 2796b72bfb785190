"""Polarity, certainty, tense, background, time and voice, each on the smallest sentence that shows it."""

from __future__ import annotations

import pytest

from dateline.model import Event
from tests.events.parsed import events

SUBJECT = "Norway Norway PROPN NNP {head} nsubj\n"
CASES = {
    "actual": SUBJECT.format(head=2) + "attacked attack VERB VBD 0 root\nIceland Iceland PROPN NNP 2 obj",
    "negated": SUBJECT.format(head=4)
    + "did do AUX VBD 4 aux\nnot not PART RB 4 advmod\nattack attack VERB VB 0 root\nIceland Iceland PROPN NNP 4 obj",
    "future": SUBJECT.format(head=3)
    + "will will AUX MD 3 aux\nattack attack VERB VB 0 root\nIceland Iceland PROPN NNP 3 obj",
    "hypothetical": SUBJECT.format(head=3)
    + "may may AUX MD 3 aux\nattack attack VERB VB 0 root\nIceland Iceland PROPN NNP 3 obj",
}
EARLIER = (
    SUBJECT.format(head=3) + "had have AUX VBD 3 aux\nattacked attack VERB VBN 0 root\nIceland Iceland PROPN NNP 3 obj"
)
REPORTED = """
Mara Mara PROPN NNP 2 nsubj
said say VERB VBD 0 root
Norway Norway PROPN NNP 5 nsubj
would would AUX MD 5 aux
attack attack VERB VB 2 ccomp
Iceland Iceland PROPN NNP 5 obj
"""
DATED = """
Norway Norway PROPN NNP 2 nsubj
attacked attack VERB VBD 0 root
Iceland Iceland PROPN NNP 2 obj
in in ADP IN 5 case
1911 1911 NUM CD 2 obl
"""


@pytest.mark.parametrize("reality", sorted(CASES))
def test_each_reality(reality: str) -> None:
    (event,) = events(CASES[reality])
    assert event.reality == reality


def test_a_past_perfect_alone_is_no_history() -> None:
    (event,) = events(EARLIER)
    assert (event.reality, event.background) == ("actual", False)


def test_would_under_a_verb_of_saying_is_future() -> None:
    (event,) = events(REPORTED)
    assert (event.reality, event.when) == ("future", "future")


def test_a_day_long_past_is_history_and_the_time_is_stated() -> None:
    (event,) = events(DATED, times={"1911": ("1911-01-01", "1911-12-31")})
    assert event.reality == "historical"
    assert event.time is not None and (event.time.value, event.time.from_) == ("1911-01-01", "stated")


def test_no_date_is_no_time_and_never_the_publication_date() -> None:
    (event,) = events(CASES["actual"])
    assert event.time is None


def test_the_quotation_that_holds_the_words_asserts_them() -> None:
    def voice(found: list[Event]) -> list[str]:
        return [e.asserted_by for e in found]

    assert voice(events(REPORTED, quoted="Norway would attack Iceland")) == ["q1"]
    assert voice(events(REPORTED, quoted="Mara")) == ["narrator"]
