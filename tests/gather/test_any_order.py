"""Articles one by one in three orders, all at once, by four workers: the same groups to the byte."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline import ids
from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.gathering.happenings import happenings
from dateline.gathering.identities import identities
from dateline.gathering.origins import origins
from dateline.gathering.revisions import revisions
from dateline.gathering.stories import stories
from dateline.gathering.utterances import utterances
from dateline.model import Reading, plain
from tests.gather.frame_state import state
from tests.gather.marked import Marked
from tests.gather.people import shuffled

COUNT = 90
SIDES = ("Northland", "Southland", "Eastland", "Westland")
TOWNS = ("Tarsk", "Lund", "Selm", "Oster", "Vale")
ALSO = (
    "Schools in the old town stayed closed.",
    "Trains were halted until the evening.",
    "The river was searched for hours.",
    "“[said:Eva Lind|We heard nine blows and then a long silence],” said Eva Lind.",
)


def invented(count: int) -> list[Reading]:
    """Reports of a few events by several outlets, some of them in versions under one address, some reprinted."""
    draw = random.Random(11)
    found: dict[str, Reading] = {}
    while len(found) < count:
        one, other = draw.sample(SIDES, 2)
        town, day = draw.choice(TOWNS), f"2026-03-{draw.randrange(1, 20):02d}"
        toll, more = draw.randrange(3, 40), " ".join(draw.sample(ALSO, 2))
        text = (
            f"Gunners of [who|{one}] [ASSAULT|shelled] a post of [whom|{other}] near [where|{town}]"
            f" on [when:{day}|{day}]"
            f" and [killed:{toll}|{toll}] people died. {more} The mayor of {town} asked for calm."
        )
        made = Marked(text).reading(f"Outlet {draw.randrange(8)}", day, f"Shells near {town}")
        url = f"https://paper.example/{town}/{day}/{draw.randrange(4)}"
        article = made.article
        named = ids.article_id(url, article.outlet, article.published, article.title, article.text)
        found[named] = replace(made, article=replace(article, id=named, url=url))
    return list(found.values())


def told(path: Path) -> str:
    """Every listing as JSON."""
    with Chronicle.open(path, readonly=True) as chronicle:
        listings: list[list[Any]] = [
            [*identities(chronicle)],
            [*happenings(chronicle, least=1)],
            [*stories(chronicle)],
            [*origins(chronicle, least=1)],
            [*utterances(chronicle, least=1)],
            [*revisions(chronicle)],
        ]
    return json.dumps([[plain(row) for row in rows] for rows in listings])


def added(path: Path, readings: list[Reading], every: int) -> None:
    """Adds so many at a time, and gathers after each time."""
    with Chronicle.open(path) as chronicle:
        for at in range(0, len(readings), every):
            chronicle.add_records([each.to_dict() for each in readings[at : at + every]])
            gather(chronicle)


def loaded(path: Path, readings: list[Reading], workers: int) -> None:
    """Each worker's share on its own, in whatever order they finish, brought into one chronicle."""
    shares = [readings[at::workers] for at in range(workers)]
    with Chronicle.open(path) as chronicle:
        for share in random.Random(5).sample(shares, workers):
            chronicle.add_records([each.to_dict() for each in share])
        gather(chronicle)


def same_in_every_order(folder: Path, readings: list[Reading], every: int) -> None:
    once = folder / "once.db"
    added(once, readings, len(readings))
    expected, groups = told(once), state(once)
    for seed in (1, 2, 3):
        path = folder / f"{seed}.db"
        added(path, shuffled(readings, seed), every)
        assert state(path) == groups
        assert told(path) == expected
    loaded(folder / "workers.db", readings, 4)
    assert told(folder / "workers.db") == expected and state(folder / "workers.db") == groups


def test_forty_articles(tmp_path: Path) -> None:
    readings = invented(40)
    same_in_every_order(tmp_path, readings, every=7)
    with Chronicle.open(tmp_path / "once.db", readonly=True) as chronicle:
        assert list(happenings(chronicle)) and list(chronicle.check()) == []


@pytest.mark.slow
def test_ninety_articles_one_by_one(tmp_path: Path) -> None:
    readings = invented(COUNT)
    same_in_every_order(tmp_path, readings, every=1)
    with Chronicle.open(tmp_path / "once.db", readonly=True) as chronicle:
        assert any(revisions(chronicle)) and any(stories(chronicle, least=2))
