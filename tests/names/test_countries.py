"""The table of countries: every form leads to one code, metonyms are told from names."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.names.countries import (
    by_capital,
    by_demonym,
    by_metonym,
    by_name,
    by_seat,
    by_whole,
    countries,
    country_in,
    country_of,
    fold,
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("Ukraine", "UKR"), ("the United States", "USA"), ("U.S.", "USA"), ("UK", "GBR"), ("Burma", "MMR"),
        ("Belarusian", "BLR"), ("Poles", "POL"), ("Kyiv", "UKR"), ("Kiev", "UKR"), ("the Kremlin", "RUS"),
        ("Downing Street", "GBR"), ("the White House", "USA"), ("Lithuania's", "LTU"), ("Lithuania’s", "LTU"),
    ],
)  # fmt: skip
def test_country_of(words: str, iso3: str) -> None:
    assert country_of(words) == iso3


def test_a_capital_is_not_a_name() -> None:
    assert by_name("Kyiv") is None
    assert by_capital("Kyiv") == by_metonym("Kyiv") == "UKR"
    assert by_seat("Kyiv") is None
    assert by_demonym("Kyiv") is None


def test_a_part_of_a_country_is_not_the_country() -> None:
    assert by_name("Scotland") == "GBR" and by_whole("Scotland") is None
    assert by_whole("Britain") == "GBR" and by_name("the Gaza Strip") == "PSE"


def test_unknown_words_are_none() -> None:
    assert country_of("Freedonia") is None
    assert country_in("the mayor of Freedonia") is None


@pytest.mark.parametrize(
    ("words", "iso3"),
    [
        ("exiled Belarusian opposition leader", "BLR"), ("President of the United States", "USA"),
        ("South Korean envoy", "KOR"), ("North Korean envoy", "PRK"),
    ],
)  # fmt: skip
def test_country_in_longer_words(words: str, iso3: str) -> None:
    assert country_in(words) == iso3


def test_codes_and_forms_are_whole() -> None:
    for iso3, country in countries().items():
        assert re.fullmatch("[A-Z]{3}", iso3)
        assert by_name(country.name) == iso3
        for form in (
            country.name,
            *country.alias,
            *country.adjectives,
            *country.people,
            *country.capital,
            *country.seat,
        ):
            assert form == form.strip() and form


@given(st.text(max_size=40))
def test_fold_is_idempotent_on_folded_words(words: str) -> None:
    once = fold(words)
    assert once == " ".join(once.split())
    assert country_of(words) is None or country_of(words) in countries()
