"""The frame: incremental work gives what gathering everything at once gives, in any order, also after re-reading."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.chronicle.gathered import Gathered, node_at
from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Tie, joined, within
from dateline.gathering import gather
from dateline.model import Reader, Reading
from tests.chronicle.readings import Maker, article
from tests.gather.frame_state import state


class Alike(Gatherer):
    """Entities whose numbers differ by at most one belong together, within a week; a word of the name is the key."""

    name, version, records = "alike", "1", "entities"
    window, reach, cap = 7, 2, 4

    def parts(self, read: Read) -> Iterable[Part]:
        for at, entity in enumerate(read.reading["entities"]):
            yield Part(at, read.article["published"], {"name": entity["name"]})

    def keys(self, node: Node) -> Iterable[str]:
        return [*node.evidence["name"].split(), "every"]

    def decide(self, one: Node, other: Node) -> Link | None:
        first, second = (int(each.evidence["name"].split()[1]) for each in (one, other))
        if abs(first - second) > 1:
            return None
        return Link(1.0 - abs(first - second) / 4, "numbers that follow each other", {"gap": abs(first - second)})


class Headed(Alike):
    """The same, and the first two of every key are compared with all."""

    name, heads = "headed", 2

    def rank(self, node: Node) -> str:
        return "!" if node.evidence["name"].endswith("3") else ""


class Lumped(Alike):
    """The same, with entities of one name as one node."""

    name = "lumped"

    def parts(self, read: Read) -> Iterable[Part]:
        return [replace(part, node=f"name {part.evidence['name']}", day=None) for part in super().parts(read)]

    def combine(self, evidence: object) -> dict[str, object]:
        assert isinstance(evidence, list)
        return {"name": evidence[0]["name"], "seen": len(evidence)}


def reading(number: int, names: list[tuple[str, int]], version: str = "0.1.0") -> Reading:
    text = " and ".join(f"{word} {value}" for word, value in names) + f" met for talk {number}."
    made = Maker(article(text, published=f"2026-03-{number % 28 + 1:02d}", ref=str(number)))
    for name in dict.fromkeys(f"{word} {value}" for word, value in names):
        made.entity(name, "PERSON", (name, 1, "name"))
    return made.reading(Reader(version, "test@0"))


def invented(count: int, seed: int) -> list[Reading]:
    draw = random.Random(seed)
    words = ("Ash", "Birch", "Cedar")
    return [reading(n, [(draw.choice(words), draw.randrange(12)) for _ in range(3)]) for n in range(count)]


def gathered(path: Path, readings: list[Reading], every: int) -> list[list[tuple[Any, ...]]]:
    """Adds the readings in this order, gathering after each few."""
    with Chronicle.open(path) as chronicle:
        for at, each in enumerate(readings, start=1):
            chronicle.add(each)
            if at % every == 0:
                gather(chronicle, [Alike(), Headed(), Lumped()])
        gather(chronicle, [Alike(), Headed(), Lumped()])
    return state(path)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    readings = invented(30, seed)
    expected = gathered(tmp_path / "once.db", readings, every=1000)
    assert expected[2] and any(row[9] != row[1] for row in expected[0])
    for turn, every in enumerate((1, 4)):
        mixed = random.Random(turn).sample(readings, len(readings))
        assert gathered(tmp_path / f"{turn}.db", mixed, every) == expected


def test_a_new_reading_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    readings = invented(20, 7)
    expected = gathered(tmp_path / "plain.db", readings, every=1000)
    other = [replace(each, entities=each.entities[:1], mentions=each.mentions[:1]) for each in readings[5:15]]
    assert gathered(tmp_path / "again.db", [*readings[:10], *other, *readings[5:]], every=3) == expected


@pytest.mark.parametrize("gatherer", [Alike(), Headed()], ids=lambda gatherer: gatherer.name)
def test_links_are_the_decisions_over_all_candidates(tmp_path: Path, gatherer: Alike) -> None:
    """The stored links are those that a plain comparison of neighbours under each key gives."""
    path = tmp_path / "c.db"
    _, blocks, links, _ = gathered(path, invented(25, 3), every=2)
    with Chronicle.open(path) as chronicle, chronicle.transaction() as connection:
        store = Gathered(connection, gatherer.name, gatherer.version)
        names = {node_at(row[2]) for row in blocks if row[0] == gatherer.name}
        nodes = {row.id: Node(row.id, row.day, row.evidence) for row in store.nodes(names)}
    under: dict[int, list[tuple[str, str]]] = {}
    for name, key, place in blocks:
        if name == gatherer.name:
            under.setdefault(key, []).append((place, node_at(place)))
    expected = set()
    for placed in under.values():
        placed.sort()
        for at, (_, node) in enumerate(placed):
            reach = len(placed) if at < gatherer.heads else gatherer.reach
            for _, other in placed[at + 1 : at + 1 + reach]:
                one, two = sorted((node, other))
                near = within(nodes[one].day, nodes[two].day, gatherer.window)
                if near and (link := gatherer.decide(nodes[one], nodes[two])):
                    expected.add((one, two, link.score))
    assert {(row[1], row[2], row[3]) for row in links if row[0] == gatherer.name} == expected


def test_another_version_gathers_anew(tmp_path: Path) -> None:
    class Stricter(Alike):
        version = "2"

        def decide(self, one: Node, other: Node) -> Link | None:
            return None

    path = tmp_path / "c.db"
    with Chronicle.open(path) as chronicle:
        for each in invented(5, 1):
            chronicle.add(each)
        assert gather(chronicle, [Alike()])[0].articles == 5
        assert gather(chronicle, [Alike()])[0].articles == 0
        assert gather(chronicle, [Stricter()])[0].articles == 5
    assert state(path)[2] == []


ties = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(1, 5)).filter(lambda tie: tie[0] != tie[1]), max_size=30
)


@given(ties, st.integers(1, 6))
@settings(max_examples=60)
def test_groups_are_no_larger_than_the_cap_and_hold_every_node_once(
    drawn: list[tuple[int, int, int]], cap: int
) -> None:
    nodes = [str(number) for number in range(10)]
    made = [Tie(str(min(pair)), str(max(pair)), float(score)) for *pair, score in drawn]
    groups = joined(nodes, made, cap=cap)
    assert sorted(node for group in groups for node in group) == nodes
    assert all(len(group) <= cap for group in groups)
    assert groups == joined(reversed(nodes), reversed(made), cap=cap)


def test_what_is_judged_apart_stays_apart() -> None:
    made = [Tie("a", "b", 3.0), Tie("b", "c", 2.0), Tie("a", "c", 1.0)]
    assert joined("abc", made) == [["a", "b", "c"]]
    assert joined("abc", made, frozenset({("a", "c")})) == [["a", "b"], ["c"]]
