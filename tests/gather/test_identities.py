"""Identities: one person in several spellings is one, two of one name are two, whatever the order of arrival."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.gather.identities import Identities
from dateline.gathering import gather
from dateline.gathering.identities import identities, identity
from dateline.model import Reading
from tests.gather.frame_state import state
from tests.gather.people import Named, gathered, reading, shuffled

KYIV, KIEV = ("Kyiv", "GPE", "703448/UKR/place"), ("Kiev", "GPE", "703448/UKR/place")


def groups(chronicle: Chronicle) -> set[frozenset[str]]:
    """The names of each identity."""
    return {frozenset(row.names) for row in identities(chronicle)}


def gathered_names(path: Path, *articles: tuple[Named, ...]) -> set[frozenset[str]]:
    readings = [reading(*named, day=f"2026-03-{at + 1:02d}") for at, named in enumerate(articles)]
    with gathered(path, readings, [Identities()]) as chronicle:
        return groups(chronicle)


def test_one_name_in_many_spellings(tmp_path: Path) -> None:
    found = gathered_names(
        tmp_path / "c.db",
        (("Volodymyr Zelensky", "PERSON"), KYIV),
        (("Volodymyr Zelenskyy", "PERSON"), KIEV),
        (("Vladimir Zelenskiy", "PERSON"),),
        (("Sviatlana Tsikhanouskaya", "PERSON"),),
        (("Svetlana Tikhanovskaya", "PERSON"),),
    )
    assert found == {
        frozenset({"Volodymyr Zelensky", "Volodymyr Zelenskyy", "Vladimir Zelenskiy"}),
        frozenset({"Kyiv", "Kiev"}),
        frozenset({"Sviatlana Tsikhanouskaya", "Svetlana Tikhanovskaya"}),
    }


def test_two_bushes_stay_two_whatever_stands_between_them(tmp_path: Path) -> None:
    found = gathered_names(
        tmp_path / "c.db",
        (("George W. Bush", "PERSON", "President"), ("Condoleezza Rice", "PERSON"), ("Dick Cheney", "PERSON")),
        (("George H.W. Bush", "PERSON", "President"), ("James Baker", "PERSON"), ("Dan Quayle", "PERSON")),
        (("George Bush", "PERSON", "President"), ("Condoleezza Rice", "PERSON"), ("Dick Cheney", "PERSON")),
        (("Bush", "PERSON", "President"), ("James Baker", "PERSON"), ("Dan Quayle", "PERSON")),
        (("Jeb Bush", "PERSON", "Governor"), ("Marco Rubio", "PERSON")),
    )
    assert frozenset({"George W. Bush", "George Bush"}) in found
    assert frozenset({"George H.W. Bush", "Bush"}) in found
    assert frozenset({"Jeb Bush"}) in found


def test_two_georgias_and_two_congos_stay_two(tmp_path: Path) -> None:
    found = gathered_names(
        tmp_path / "c.db",
        (("Georgia", "GPE", "614540/GEO/country"), ("Tbilisi", "GPE", "611717/GEO/place")),
        (("Georgia", "GPE", "4197000/USA/region"), ("Atlanta", "GPE", "4180439/USA/place")),
        (("Georgia", "GPE"),),
        (("Congo", "GPE", "203312/COD/country"),),
        (("Republic of the Congo", "GPE", "2260494/COG/country"),),
        (("Democratic Republic of Congo", "GPE", "203312/COD/country"),),
    )
    assert frozenset({"Congo", "Democratic Republic of Congo"}) in found
    assert frozenset({"Republic of the Congo"}) in found
    with Chronicle.open(tmp_path / "c.db", readonly=True) as chronicle:
        assert sum(row.names == ("Georgia",) for row in identities(chronicle)) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Mike McCaul", "PERSON", "Congressman"), ("Michael McCaul", "PERSON", "Congressman"), True),
        (("Anna Smith", "PERSON", "lawyer"), ("Anna Smith", "PERSON", "lawyer"), True),
        (("Robert F. Vale", "PERSON"), ("Robert F. Vale Jr.", "PERSON"), False),
        (("Kim Jong-un", "PERSON"), ("Kim Jong-il", "PERSON"), False),
        (("Kim Jong-un", "PERSON"), ("Kim Jong Un", "PERSON"), True),
        (("Harbour Trust Ltd", "ORG"), ("the Harbour Trust", "ORG"), True),
        (("Internal Revenue Service", "ORG"), ("IRS", "ORG"), True),
        (("American Psychological Association", "ORG"), ("APA", "ORG"), False),
        (("Hollin Erickson", "PERSON"), ("Erickson", "PERSON"), False),
        (("Al Vrostek", "PERSON"), ("Vrostek", "PERSON"), True),
        (("Ivana Pritzl", "PERSON", "lawyer"), ("Ivanka Pritzl", "PERSON", "lawyer"), False),
        (("Kim Yo-jong", "PERSON", "envoy"), ("Kim Jong-un", "PERSON", "envoy"), False),
        (("Rep. Anna Smith", "PERSON"), ("Anna Smith", "PERSON", "congresswoman"), True),
        (("MERIDIAN", "ORG"), ("Meridian", "ORG"), True),
        (("ICE", "ORG"), ("Ice", "ORG"), False),
        (("Centers for Disease Control and Prevention", "ORG"), ("CDC", "ORG"), True),
        (("Va.", "GPE", "6254928/USA/region"), ("Virginia", "GPE", "6254928/USA/region"), True),
        (("Va.", "GPE"), ("VA", "ORG"), False),
        (("English", "NORP"), ("British", "NORP"), False),
        (("White House", "GPE", "4669547/USA/place"), ("the White House", "ORG"), True),
    ],
)
def test_two_names(tmp_path: Path, one: Named, other: Named, same: bool) -> None:
    found = gathered_names(tmp_path / "c.db", (one,), (other,))
    assert (len(found) == 1) is same or one[0] == other[0]


def test_an_acronym_that_an_article_spells_out(tmp_path: Path) -> None:
    first = reading(("Dock Workers Union", "ORG"), ("DWU", "ORG"))
    joined = first.entities[0].mentions + first.entities[1].mentions
    spelled = replace(first, entities=(replace(first.entities[0], mentions=joined),))
    later = reading(("DWU", "ORG"), day="2026-03-09")
    with gathered(tmp_path / "c.db", [spelled, later], [Identities()]) as chronicle:
        assert groups(chronicle) == {frozenset({"Dock Workers Union", "DWU"})}


def test_what_comes_again_is_one_a_year(tmp_path: Path) -> None:
    days = ("2024-02-01", "2024-08-01", "2028-07-01")
    readings = [reading(("Harbour Convention", "EVENT"), day=day) for day in days]
    with gathered(tmp_path / "c.db", readings, [Identities()]) as chronicle:
        assert sorted(len(row.members) for row in identities(chronicle)) == [1, 2]


def test_a_name_cut_into_the_next_ends_at_the_surname_that_stands_alone(tmp_path: Path) -> None:
    first = reading(("Ilka Vrostek Daniel", "PERSON"), ("Vrostek", "PERSON"))
    joined = first.entities[0].mentions + first.entities[1].mentions
    one = replace(first, entities=(replace(first.entities[0], mentions=joined),))
    other = reading(("Ilka Vrostek", "PERSON"), day="2026-03-09")
    with gathered(tmp_path / "c.db", [one, other], [Identities()]) as chronicle:
        assert groups(chronicle) == {frozenset({"Ilka Vrostek Daniel", "Vrostek", "Ilka Vrostek"})}


def test_a_surname_alone_is_compared_with_the_best_known_of_many(tmp_path: Path) -> None:
    given = ("Aled", "Bela", "Cyrus", "Doro", "Edda", "Fritz", "Gero", "Hedda", "Imre", "Jonas", "Kalle", "Lotte")
    several = [f"{name} {middle} Pritzl" for name in given for middle in ("Maria", "Otto")]
    readings = [reading((name, "PERSON"), day="2019-03-01") for name in several]
    readings += [reading(("Zita Pritzl", "PERSON"), day=f"2026-03-{at:02d}", text=f" At {at}.") for at in range(1, 9)]
    readings.append(reading(("Pritzl", "PERSON"), day="2026-03-09"))
    with gathered(tmp_path / "c.db", readings, [Identities()]) as chronicle:
        assert frozenset({"Zita Pritzl", "Pritzl"}) in groups(chronicle)


def test_a_surname_that_points_at_two_joins_neither(tmp_path: Path) -> None:
    company: tuple[Named, ...] = (("Ilka Maroş", "PERSON"), ("Dock Council", "ORG"))
    found = gathered_names(
        tmp_path / "c.db",
        (("Jan Pritzl", "PERSON", "minister"), *company),
        (("Eva Pritzl", "PERSON", "minister"), *company),
        (("Pritzl", "PERSON", "minister"), *company),
    )
    assert frozenset({"Pritzl"}) in found


def test_roles_are_as_of_each_article(tmp_path: Path) -> None:
    readings = [
        reading(("Ilka Maroş", "PERSON", "mayor"), day="2024-01-03"),
        reading(("Ilka Maroş", "PERSON", "president"), day="2025-02-01"),
        reading(("Ilka Maroş", "PERSON", "president"), day="2026-02-01"),
    ]
    with gathered(tmp_path / "c.db", readings, [Identities()]) as chronicle:
        (row,) = identities(chronicle)
        assert [(role.role, role.first, role.last, role.articles) for role in row.roles] == [
            ("president", "2025-02-01", "2026-02-01", 2),
            ("mayor", "2024-01-03", "2024-01-03", 1),
        ]
        assert all(identity(chronicle, member.id) == row for member in row.members)


def many() -> list[Reading]:
    surnames, given = ("Vale", "Okoro", "Smith", "Maroş"), ("Ann", "Ben", "Anna", "Benjamin", "A.")
    made = []
    for number in range(60):
        full = f"{given[number % 5]} {surnames[number % 4]}"
        named: list[Named] = [(full, "PERSON", ("minister", "judge")[number % 2])]
        if number % 3 == 0:
            named.append((surnames[(number + 1) % 4], "PERSON"))
        named.append((("Harbour Trust", "IRS", "Internal Revenue Service")[number % 3], "ORG"))
        made.append(reading(*named, day=f"2026-03-{number % 28 + 1:02d}", text=f" Number {number}."))
    return made


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    gathered(tmp_path / "once.db", many(), [Identities()]).close()
    gathered(tmp_path / "mixed.db", shuffled(many(), seed), [Identities()], every=seed * 4 - 3).close()
    assert state(tmp_path / "once.db") == state(tmp_path / "mixed.db")


def test_a_surname_joins_its_person_whenever_either_comes(tmp_path: Path) -> None:
    readings = [
        reading(("Viktor Orlenko", "PERSON"), ("Ellen Rask", "PERSON"), day="2026-03-05"),
        *(reading(("Orlenko", "PERSON"), ("Ellen Rask", "PERSON"), day=f"2026-03-{at:02d}") for at in (1, 6, 9)),
    ]
    states = []
    for seed in range(4):
        path = tmp_path / f"{seed}.db"
        with Chronicle.open(path) as chronicle:
            for each in shuffled(readings, seed):
                chronicle.add(each)
                gather(chronicle, [Identities()])
            assert frozenset({"Viktor Orlenko", "Orlenko"}) in groups(chronicle)
        states.append(state(path))
    assert all(each == states[0] for each in states)
