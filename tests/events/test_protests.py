"""Protests as newspapers of the world tell them: dharnas, bandhs, go-slows, shutters pulled down; invented sentences.

Each is read as an article of its own by the whole pipeline.
"""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dateline.model import Party, Span
from dateline.reading import default_pipeline
from dateline.sources.article import make_article

TOLD = {
    "Members of the Brask Farmers' Union staged a dharna outside the collector's office on Monday.": [
        ("PROTEST", "demo", "dharna", "Members of the Brask Farmers' Union", "the collector's office")
    ],
    "Teachers held a sit-in outside the ministry on Monday.": [
        ("PROTEST", "demo", "sit-in", "Teachers", "the ministry")
    ],
    "Hundreds of students gheraoed the vice-chancellor for six hours over the fee hike.": [
        ("PROTEST", "obstruct", "gheraoed", "Hundreds of students", "the vice-chancellor")
    ],
    "Traders observed a bandh in Lusk on Tuesday.": [("PROTEST", "strike", "bandh", "Traders", "Lusk")],
    "Residents staged a rasta roko at Kolm crossing.": [("PROTEST", "obstruct", "roko", "Residents", "")],
    "Villagers raised slogans against the state government.": [
        ("PROTEST", "demo", "raised", "Villagers", "the state government")
    ],
    "Party workers burnt an effigy of the chief minister in front of the secretariat.": [
        ("PROTEST", "demo", "burnt", "Party workers", "the chief minister")
    ],
    "Shopkeepers downed shutters in protest.": [("PROTEST", "strike", "downed", "Shopkeepers", "")],
    "The doctors struck work again and demanded higher pay.": [("PROTEST", "strike", "struck", "The doctors", "")],
    "Workers resorted to a pen-down strike over unpaid salaries.": [
        ("PROTEST", "strike", "strike", "Workers", "unpaid salaries")
    ],
    "Farmers dumped milk on the road to protest the low prices.": [
        ("PROTEST", "demo", "protest", "Farmers", "the low prices")
    ],
    "Women have blocked a highway in Lusk to protest against the act.": [
        ("PROTEST", "obstruct", "blocked", "Women", "a highway Lusk"),
        ("PROTEST", "demo", "protest", "Women", "the act"),
    ],
    "A mob set fire to a police station after the death of a youth in custody.": [
        ("PROTEST", "riot", "set fire", "A mob", "a police station")
    ],
    "Police lathi-charged the crowd near the factory gate.": [
        ("ASSAULT", "crowd-control", "charged", "Police", "the crowd")
    ],
    "Police fired tear gas shells at the demonstrators.": [
        ("ASSAULT", "crowd-control", "fired", "Police", "the demonstrators")
    ],
    "Thousands of people took to the streets in Lusk on Sunday.": [
        ("PROTEST", "demo", "took to", "Thousands of people", "Lusk")
    ],
    "Crowds of students poured into the streets of Lusk on Sunday.": [
        ("PROTEST", "demo", "poured into", "Crowds of students", "Lusk")
    ],
    "Activists formed a human chain outside the ministry.": [("PROTEST", "demo", "chain", "Activists", "the ministry")],
    "Thousands of demonstrators laid siege to the legislature.": [
        ("PROTEST", "obstruct", "laid", "Thousands of demonstrators", "the legislature")
    ],
    "Kolm's fighters laid siege to the towns.": [("ASSAULT", None, "laid", "Kolm's fighters", "the towns")],
    "Neighbours formed a human chain to save people from the flood.": [],
    "Lind has demonstrated good judgement again and again.": [],
    "His body lay on the street for hours after the protest.": [],
    "The choir took the bus to the square.": [],
    "The committee struck a deal at work.": [],
    "Her second novel caused a stir in Orvany.": [],
    "The children sat on the road to Kolm and ate.": [],
    "He broke his fast after sunset in Ramadan.": [],
}
"""By sentence: type, mode, trigger, actor and recipient of each event of protest or assault."""


@pytest.mark.parametrize("text", TOLD)
def test_protests_of_the_world(text: str) -> None:
    article = make_article(text, published="2025-03-04", ref="a")
    reading = default_pipeline().read(article)

    def said(spans: Iterable[Span | Party]) -> str:
        return " ".join(text[s.start : s.end] for s in spans)

    found = [
        (e.type, e.mode, said([e.trigger]), said(e.actors), said(e.recipients))
        for e in reading.events
        if e.type in ("PROTEST", "ASSAULT")
    ]
    assert found == TOLD[text]
    assert all(e.polarity == "affirmed" for e in reading.events if e.type == "PROTEST")
