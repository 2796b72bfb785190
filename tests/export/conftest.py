"""A chronicle of invented articles with what is awkward for other formats: markup, formulas, emoji, controls."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.model import Channel, Entity, Place, Reading
from tests.chronicle.readings import Maker, article, harbour, plain

ODD = (
    'The 🚢 <b>"Aurora" & Co</b> said:\r\n=cmd|calc met Zoë Ålund in Tarsk on 2 May 2031.\x0b '
    "Ålund's “ship 🚢 sails” remark was written in 44 BC. She was in Kestria."
)


def odd() -> Reading:
    """An article without a date, with a url, whose words other formats have to escape."""
    made = Maker(
        article(ODD, published=None, outlet="=A & <B>", title="=1+1 </script>", url="https://a.example/x?y=1&z")
    )
    ship = made.entity('"Aurora" & Co', "ORG", ('"Aurora" & Co', 1, "name"))
    formula = made.entity("=cmd|calc", "PERSON", ("=cmd|calc", 1, "name"), roles=("The",))
    woman = made.entity("Zoë Ålund", "PERSON", ("Zoë Ålund", 1, "name"), ("Ålund", 2, "name"))
    town = made.entity("Tarsk", "GPE", ("Tarsk", 1, "name"))
    state = made.entity("Kestria", "GPE", ("Kestria", 1, "name"))
    where = Place(1, "LTU", "Lithuania", "Vilnius", 54.69, 25.28, "place", "the only one")
    country = Place(2, "LTU", "Lithuania", None, None, None, "country", "a country")
    made.entities = [_placed(each, {town: where, state: country}) for each in made.entities]
    day = made.time("2 May 2031", "2031-05-02", "2031-05-02", "2031-05-02")
    old = made.time("44 BC", "BC0044", "-0043-01-01", "-0043-12-31")
    remark = made.at("remark")
    channel = Channel("statement", remark.start, remark.end)
    quotation = made.quotation(("ship 🚢 sails",), made.reference("Ålund", woman, 2), "remark", channel=channel)
    parties = ((made.party("=cmd|calc", formula),), (made.party("Zoë Ålund", woman), made.party('"Aurora" & Co', ship)))
    made.event("CONSULT", "met", *parties, time=day, place=made.reference("Tarsk", town))
    made.event("SUPPORT", "written", (made.party("Ålund", woman, 2),), time=old, reality="historical")
    made.event("REJECT", "was in", (), (), place=made.reference("Kestria", state), asserted_by=quotation)
    return made.reading()


def _placed(entity: Entity, places: dict[str, Place]) -> Entity:
    return replace(entity, place=places[entity.id], country="LTU") if entity.id in places else entity


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[Chronicle]:
    """Five articles: one with voices, one that is awkward, three short ones."""
    with Chronicle.open(tmp_path / "c.db") as opened:
        for reading in (plain(2), odd(), harbour(), plain(0), plain(1)):
            opened.add(reading)
        yield opened
