"""Readings of invented articles that name people, places and bodies, for tests of what is gathered across them."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from dateline.chronicle import Chronicle
from dateline.gather.frame import Gatherer
from dateline.gathering import gather
from dateline.model import Entity, Place, Reader, Reading, Reference, Role
from tests.chronicle.readings import Maker, article

Named = tuple[str, str] | tuple[str, str, str]
"""A name, its type, and perhaps a role ("president"), or for a place "id/country/precision"."""


def reading(
    *named: Named,
    day: str | None = "2026-03-05",
    outlet: str = "The Harbour Post",
    said: tuple[str, str] | None = None,
    text: str = "",
    version: str = "0.1.0",
) -> Reading:
    """An article that names these, with a quotation of the last (speaker, words) if there is one."""
    told = " met ".join(f"{each[2]} {each[0]}" if len(each) > 2 and each[1] == "PERSON" else each[0] for each in named)
    spoken = f" “{said[1]}” {said[0]} said." if said else ""
    made = Maker(article(f"{told} in the harbour.{spoken}{text}", published=day, outlet=outlet))
    ids = {each[0]: made.entity(each[0], each[1], (each[0], 1, "name")) for each in named}
    for at, each in enumerate(named):
        made.entities[at] = _with(made, at, each)
    if said:
        speaker = next((ids[name] for name in ids if said[0] in name), None)
        made.quotation((said[1],), Reference(*_at(made, said[0], last=True), None, speaker) if said[0] else None, None)
    return made.reading(Reader(version, "test@0"))


def _at(made: Maker, words: str, last: bool = False) -> tuple[int, int]:
    start = made.article.text.rindex(words) if last else made.article.text.index(words)
    return start, start + len(words)


def _with(made: Maker, at: int, each: Named) -> Entity:
    entity = made.entities[at]
    if len(each) < 3:
        return entity
    if each[1] == "PERSON":
        start, end = _at(made, each[2])
        return replace(entity, roles=(Role(start, end, each[2]),))
    number, country, precision = each[2].split("/")
    place = Place(int(number), country, country, None, None, None, precision, "test")  # type: ignore[arg-type]
    return replace(entity, place=place, country=country)


def gathered(path: Path, readings: list[Reading], gatherers: list[Gatherer], every: int = 1000) -> Chronicle:
    """A chronicle of the readings, gathered after each few; the caller closes it."""
    chronicle = Chronicle.open(path)
    for at, each in enumerate(readings, start=1):
        chronicle.add(each)
        if at % every == 0:
            gather(chronicle, gatherers)
    gather(chronicle, gatherers)
    return chronicle


def shuffled(readings: list[Reading], seed: int) -> list[Reading]:
    """The readings in another order."""
    return random.Random(seed).sample(readings, len(readings))
