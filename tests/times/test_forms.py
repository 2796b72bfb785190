"""Any date printed in any supported form reads back to the same day."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.times import tag

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November"]
MONTHS.append("December")
SHORT = ["Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec."]
SUFFIX = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
FORMS = [
    "{month} {day}, {year}", "{day} {month} {year}", "{short} {day}, {year}", "{weekday}, {month} {day}, {year}",
    "the {day}{suffix} of {month} {year}", "{month} {day}{suffix}, {year}", "{iso}", "{weekday} {day} {month} {year}",
    "{day} {month}, {year}", "{weekday} {day}{suffix} {month} {year}", "{MONTH} {day}, {year}",
]  # fmt: skip
DAYS = st.dates(dt.date(1000, 1, 1), dt.date(2199, 12, 31))


def printed(day: dt.date, form: str) -> str:
    return form.format(
        month=MONTHS[day.month - 1], short=SHORT[day.month - 1], MONTH=MONTHS[day.month - 1].upper(), day=day.day,
        year=f"{day.year:04d}", suffix=SUFFIX.get(day.day, "th"), iso=day.isoformat(), weekday=day.strftime("%A"),
    )  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(DAYS, st.sampled_from(FORMS), st.sampled_from([None, "1999-07-04", "2024-02-29"]))
def test_full_dates_read_back(day: dt.date, form: str, published: str | None) -> None:
    text = f"The court met on {printed(day, form)} and rose."
    times = tag(text, published).expressions
    assert [(t.value, t.earliest, t.latest) for t in times] == [(day.isoformat(),) * 3], text


@settings(max_examples=80, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31)), st.integers(0, 6))
def test_weekday_of_the_past_week_reads_back(published: dt.date, back: int) -> None:
    day = published - dt.timedelta(days=back)
    times = tag(f"Officials said {day:%A} that talks failed.", published).expressions
    assert [t.value for t in times] == [day.isoformat()]


@settings(max_examples=80, deadline=None)
@given(st.dates(dt.date(1950, 1, 1), dt.date(2040, 12, 31)), st.integers(2, 60))
def test_days_ago_and_words(published: dt.date, back: int) -> None:
    times = tag(f"It began {back} days ago, and yesterday it ended.", published).expressions
    wanted = [(published - dt.timedelta(days=n)).isoformat() for n in (back, 1)]
    assert [t.value for t in times] == wanted


@pytest.mark.parametrize("published", ["1/21/2013", "0001", ""])
def test_a_publication_date_that_is_none_is_refused(published: str) -> None:
    with pytest.raises(ValueError, match="format"):
        tag("It rained on Monday.", published)


def test_every_case_of_the_golden_table_has_a_time_or_says_so() -> None:
    cases = tomllib.loads(Path(__file__).with_name("golden.toml").read_text(encoding="utf-8"))["case"]
    assert all("times" in case for case in cases)
