"""What holds of any text: nothing raises, spans are ordered and inside the text, bounds are ordered, work is linear."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.times import Times, tag

VOCABULARY = """
the a of in May March Friday last next this early late end year years 1999 '98 25
25th 1863-64 - , ago later two hundred several week days a.m. 10:30 noon GMT fiscal quarter third
1980s summer Easter now every daily about BC 0 99999999999 February 31 30 before half and ½
( ) $ % century o'clock
"""
WORDS = [*VOCABULARY.split(), "\n", "\n\n"]


def check(times: Times, text: str) -> None:
    at = 0
    for time in times.expressions:
        assert at <= time.start < time.end <= len(text)
        at = time.end
        assert time.earliest is None or time.latest is None or time.earliest <= time.latest
    assert all(w.start is not None and w.end is not None and w.end <= len(text) for w in times.warnings)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120), st.sampled_from([None, "0001-01-01", "2024-02-29", "9999-12-31"]))
def test_any_unicode(text: str, published: str | None) -> None:
    check(tag(text, published), text)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.sampled_from([None, "0001-01-01", "2024-02-29", "9999-12-31"]),
    st.sampled_from([None, "news", "narrative"]),
)
def test_any_words_of_time(text: str, published: str | None, genre: Any) -> None:
    check(tag(text, published, genre=genre), text)
    assert tag(text, published, genre=genre) == tag(text, published, genre=genre)


def steps(run: Callable[[], object]) -> int:
    """How many Python lines a call runs: a measure of work that does not hang on the machine."""
    count = 0

    def trace(frame: FrameType, event: str, arg: object) -> Any:
        nonlocal count
        count += 1
        return trace

    sys.settrace(trace)
    try:
        run()
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize("unit", ["1,2,3,", "in 1999, ", "Monday and ", "the end of ", "twenty ", "12-", "'", "May "])
def test_work_is_linear(unit: str) -> None:
    tag("warm")
    small, large = steps(lambda: tag(unit * 200, "2020-01-01")), steps(lambda: tag(unit * 800, "2020-01-01"))
    assert large < 6 * small


@pytest.mark.slow
def test_ten_megabytes_of_digits_and_commas() -> None:
    assert tag("1234567,89," * 900_000, "2020-01-01").expressions == ()


def test_unanchored_dates_keep_their_gaps_and_warn() -> None:
    times = tag("On 25 January the court sat; on Friday it rose.")
    assert [t.value for t in times.expressions] == ["XXXX-01-25", "XXXX-WXX-5"]
    assert [(w.code, bool(re.search("which year or day", w.detail))) for w in times.warnings] == [
        ("unanchored_date", True)
    ] * 2
