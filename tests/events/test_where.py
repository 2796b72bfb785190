"""Where events are said to happen, and mishaps that nobody attacks in; invented sentences read by the pipeline."""

from __future__ import annotations

import pytest

from dateline.model import Reading
from dateline.reading import default_pipeline
from dateline.sources.article import make_article

PLACES = {
    "Norwegian police arrested two men in Oslo on Monday.": {"arrested": "Oslo"},
    "A judge in Oslo refused bail to Mara Lind on Tuesday.": {"refused": "Oslo"},
    "Gunmen shelled a checkpoint 12 miles south of Warsaw on Monday, killing two soldiers.": {
        "shelled": "Warsaw",
        "killing": "Warsaw",
    },
    "The army moved a tank company into Gdansk on Sunday.": {"moved": "Gdansk"},
    "Norway's foreign minister will fly to Geneva on Monday and will meet the envoy.": {
        "fly": "Geneva",
        "meet": "Geneva",
    },
    "More than 60 people were detained during Tuesday's march in Prague, police said.": {"detained": "Prague"},
    "The Swedish army seized Gdansk on Sunday.": {"seized": "Gdansk"},
    "A bomb killed nine people and wounded 30 at the bus station of Warsaw.": {"killed": "Warsaw", "wounded": "Warsaw"},
    "Gunmen attacked the patrol, and burned a farm in Gdansk.": {"attacked": None},
    "The Swedish army attacked Norway on Sunday.": {"attacked": None},
    "Poland imposed sanctions on Norway on Sunday.": {"imposed": None},
    "Poland urged Norway to release protesters held in Oslo.": {"urged": None},
}
MISHAPS = (
    "A fire at a grain terminal in the port of Gdansk killed two dockers and injured 12.",
    "The families of two dockers killed in a fire at the terminal asked for nothing.",
    "A gas explosion killed five people in Warsaw.",
    "A suspected gas leak caused an explosion that killed seven people.",
    "Floods killed 12 people in Poland and injured 40.",
)
ATTACKS = (
    "A bomb explosion killed five soldiers in Warsaw.",
    "Artillery fire killed two dockers in the port of Gdansk.",
    "An explosion killed 12 worshippers at a mosque.",
)


def read(sentence: str) -> Reading:
    return default_pipeline().read(make_article(text=sentence, published="2025-03-06"))


@pytest.mark.parametrize(("sentence", "places"), PLACES.items(), ids=list(PLACES))
def test_where(sentence: str, places: dict[str, str | None]) -> None:
    found = {
        sentence[e.trigger.start : e.trigger.end]: sentence[e.place.start : e.place.end] if e.place else None
        for e in read(sentence).events
    }
    assert {word: found[word] for word in places} == places


@pytest.mark.parametrize("sentence", MISHAPS)
def test_a_mishap_is_no_assault(sentence: str) -> None:
    assert [e.type for e in read(sentence).events if e.type == "ASSAULT"] == []


@pytest.mark.parametrize("sentence", ATTACKS)
def test_what_fires_and_explodes_may_be_one(sentence: str) -> None:
    assert "ASSAULT" in [e.type for e in read(sentence).events]


def test_a_school_does_not_kill_and_who_announces_a_strike_does_not_launch_it() -> None:
    shooting = "It was a response to the shooting at Marjory High School in Gdansk, which killed 17 people."
    assert [
        (e.actors, len(e.recipients)) for e in read(shooting).events if "killed" in shooting[e.trigger.start :][:6]
    ] == [((), 1)]
    told = "Secretary Peter Cook announced the airstrike, saying Polish officials assess the results."
    assert [e.type for e in read(told).events if e.type == "ASSAULT"] == []


def test_a_body_is_itself_not_its_country() -> None:
    text = "The White House criticized Congress. The U.S. needs a budget."
    reading = read(text)
    (event,) = reading.events
    (actor,) = event.actors
    names = {e.id: (e.name, e.country) for e in reading.entities}
    assert names[actor.entity or ""] == ("White House", "USA")


def test_the_last_such_happening_does_not_date_this_one() -> None:
    sentence = "Norway and Poland held their first talks since 2014 on Tuesday."
    (event,) = read(sentence).events
    assert event.time is not None and event.time.value == "2025-03-04"


@pytest.mark.parametrize(
    "sentence",
    [
        "Talks are set to resume Monday in Oslo.",
        "She is likely to resign Monday.",
        "Ministers are to meet Monday.",
    ],
)
def test_what_is_to_come_is_of_the_day_to_come(sentence: str) -> None:
    assert [t.value for t in read(sentence).times] == ["2025-03-10"]
