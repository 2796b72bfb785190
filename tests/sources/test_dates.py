"""Publication dates: what is a full date is taken, all else is kept as what was said."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sources.dates import published_date


@pytest.mark.parametrize(
    ("said", "day", "at"),
    [
        ("2026-01-25", "2026-01-25", None),
        (" 2026-01-25 ", "2026-01-25", None),
        ("2050-01-01", "2050-01-01", None),
        ("2026-01-25T14:05+02:00", "2026-01-25", "2026-01-25T14:05+02:00"),
        ("2026-01-25 14:05:09", "2026-01-25", "2026-01-25T14:05:09"),
        ("2026-01-25T14:05:09.250Z", "2026-01-25", "2026-01-25T14:05:09.250Z"),
    ],
)
def test_a_full_iso_date_is_taken(said: str, day: str, at: str | None) -> None:
    assert published_date(said) == (day, at, None)


@pytest.mark.parametrize(
    "said",
    ["1/21/2013", "0001", "2050", "2013-02-30", "20130121", "0001-01-01", "2013-1-2", "yesterday", "2013-01-21T25:00"],
)
def test_what_is_no_full_date_is_kept_and_never_guessed(said: str) -> None:
    assert published_date(said) == (None, None, said)


@pytest.mark.parametrize("said", [None, "", "  "])
def test_nothing_said_is_nothing_kept(said: str | None) -> None:
    assert published_date(said) == (None, None, None)


def test_numbers_and_flags_are_no_dates() -> None:
    assert published_date(20130121).given == "20130121"
    assert published_date(True).day is None


def test_date_objects_are_taken() -> None:
    assert published_date(datetime.date(2026, 1, 25)).day == "2026-01-25"
    moment = published_date(datetime.datetime(2026, 1, 25, 14, 5))
    assert (moment.day, moment.at) == ("2026-01-25", "2026-01-25T14:05:00")


@given(st.one_of(st.text(), st.from_regex(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d)?", fullmatch=True)))
def test_any_string_gives_a_real_day_or_none(said: str) -> None:
    day = published_date(said).day
    assert day is None or datetime.date.fromisoformat(day).isoformat() == day == said.strip()[:10]
