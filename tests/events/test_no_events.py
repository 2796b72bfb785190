"""Words of the lexicon where they tell no event: offers to talk, earnings, rules, pictures; invented sentences.

Each is read as an article of its own by the whole pipeline.
"""

from __future__ import annotations

import pytest

from dateline.reading import default_pipeline
from dateline.sources.article import make_article

NONE = (
    '"Let me be clear," Brask said.',
    '"Let\'s see what happens," Lind said.',
    "Lind let the mayor know on Monday.",
    "The law applies to foreigners and to the 750 workers.",
    "Bystanders captured part of the scene on video.",
    "Women are held to a higher standard.",
    "Lind spoke to reporters in Orvany on Monday.",
    "Families making less than $1,500 a month are poor.",
    "Doctors in Lusk make more money.",
    "Lind's rivals seized on the letter.",
    "It struck me that she smiled.",
    "The battle between the parties over the budget goes on.",
    "A donor can give up to $33,400.",
    "Our principles must never be compromised.",
    "The reporter was met with a barrage of insults.",
    "A base hosting Polish troops lies near Lusk.",
    "No group has claimed responsibility.",
    "The clip captured two officers in Lusk.",
    "Health officials from the FDA listened while the FDA warned against the drug.",
)
SOME = {
    "Lind spoke with Brask in Orvany on Monday.": "CONSULT",
    "Orvany let the prisoners go on Monday.": "CONCEDE",
    "Lusk has applied to the union for help.": "REQUEST",
    "Soldiers seized all three pumping stations on the pipeline.": "COERCE",
    "The rebels gave up the town on Monday.": "RETREAT",
    "Rebels captured two soldiers near Kolm.": "COERCE",
    "Lind met with Brask in silence on Monday.": "CONSULT",
    "Norway hosted Polish ministers on Monday.": "CONSULT",
    "Lusk made a $1 million donation to the hospital.": "AID",
}


def types(text: str) -> list[str]:
    return [e.type for e in default_pipeline().read(make_article(text, published="2025-03-04", ref="a")).events]


@pytest.mark.parametrize("text", NONE)
def test_words_that_tell_no_event(text: str) -> None:
    assert types(text) == []


@pytest.mark.parametrize("text", SOME)
def test_the_same_words_where_they_do(text: str) -> None:
    assert types(text) == [SOME[text]]
