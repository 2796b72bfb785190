"""Names across articles: parts, transliterations, short forms, and names that cannot be one person's."""

from __future__ import annotations

import pytest

from dateline.gather.names import (
    PersonName,
    disagree,
    folded,
    given_agree,
    is_acronym,
    is_generic,
    near_part,
    person_name,
    same_part,
    thing_words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zelensky", "Zelenskyy"),
        ("Zelenskyy", "Zelenskiy"),
        ("Tsikhanouskaya", "Tikhanovskaya"),
        ("Lukashenka", "Lukashenko"),
        ("Qaddafi", "Gadhafi"),
        ("Mohammed", "Muhammad"),
        ("Peña", "Pena"),
        ("Зеленский", "Zelenskiy"),
        ("Yanukovych", "Yanukovich"),
    ],
)
def test_one_name_in_several_spellings(one: str, other: str) -> None:
    assert same_part(folded(one), folded(other))


@pytest.mark.parametrize(
    ("one", "other"), [("Clinton", "Cliton"), ("Carey", "Casey"), ("Maroş", "Marić"), ("Obama", "Osama"), ("Li", "Le")]
)
def test_other_names(one: str, other: str) -> None:
    assert not same_part(folded(one), folded(other))


def test_a_letter_apart_counts_only_in_long_names() -> None:
    assert (
        near_part("crisanto", "crisianto") and not near_part("kiely", "kelly") and not near_part("clinton", "klinten")
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("President Ilka Maroş", PersonName(("ilka",), "maros")),
        ("Mr. O’Malley's", PersonName((), "omalley")),
        ("George H. W. Bush", PersonName(("george", "hw"), "bush")),
        ("Robert F. Kennedy Jr.", PersonName(("robert", "f"), "kennedy", "jr")),
        ("Bashar al-Assad", PersonName(("bashar",), "assad")),
        ("Mohammed bin Salman", PersonName(("mohammed",), "binsalman")),
        ("bin Salman", PersonName((), "binsalman")),
        ("Kim Jong-un", PersonName(("jongun",), "kim")),
        ("Sen. Al Franken", PersonName(("al",), "franken")),
        ("Al Thani", PersonName((), "thani")),
        ("Ludwig van Beethoven", PersonName(("ludwig",), "beethoven")),
        ("the President", None),
    ],
)
def test_the_parts_of_a_name(written: str, name: PersonName | None) -> None:
    assert person_name(written) == name


def named(written: str) -> PersonName:
    found = person_name(written)
    assert found
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George W. Bush", "George H.W. Bush"),
        ("Jeb Bush", "George Bush"),
        ("Robert Kennedy Jr.", "Robert Kennedy Sr."),
        ("Kim Jong-un", "Kim Jong-il"),
        ("Mary Louise Vale", "Mary Lynn Vale"),
    ],
)
def test_names_that_disagree(one: str, other: str) -> None:
    assert disagree(named(one), named(other)) and disagree(named(other), named(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("George Bush", "George W. Bush"),
        ("Mike Vale", "Michael Vale"),
        ("George Walker Bush", "George W. Bush"),
        ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
        ("J. Vale", "Jonas Vale"),
    ],
)
def test_names_that_may_be_one(one: str, other: str) -> None:
    assert not disagree(named(one), named(other))


def test_short_forms() -> None:
    assert given_agree("bill", "william") and given_agree("ted", "edward") and not given_agree("bill", "bob")


def test_things() -> None:
    assert thing_words("The Harbour Trust Co. Ltd.") == ("harbour", "trust")
    assert thing_words("the U.S. Department of Justice") == ("us", "department", "justice")
    assert is_generic(thing_words("Supreme Court")) and not is_generic(thing_words("Harbour Court"))
    assert is_acronym("UNHCR") and is_acronym("U.N.") and not is_acronym("Unicorn") and not is_acronym("THE END")
