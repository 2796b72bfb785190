"""Cutting a text at crossing spans: nothing is lost, every character carries what holds there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.web.marked import Mark, paragraphs, pieces
from dateline.web.wording import spoken

marks = st.lists(
    st.builds(
        Mark,
        st.integers(0, 40),
        st.integers(0, 45),
        st.sampled_from(["event", "said", "name"]),
        st.sampled_from(["", "a", "b", "c"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(st.text("ab \n", max_size=40), marks)
def test_pieces_joined_are_the_text_and_carry_every_mark(text: str, given_marks: list[Mark]) -> None:
    cut = pieces(text, given_marks)
    assert "".join(piece.text for piece in cut) == text
    for piece in cut:
        for at in range(piece.start, piece.start + len(piece.text)):
            held = {mark.layer for mark in given_marks if mark.start <= at < mark.end}
            assert set(piece.layers) == held


@given(st.text("ab \n", max_size=40), marks)
def test_a_record_opens_once(text: str, given_marks: list[Mark]) -> None:
    opened = [record for line in paragraphs(text, given_marks) for piece in line for record in piece.opens]
    assert len(opened) == len(set(opened))


def test_the_narrowest_record_leads() -> None:
    cut = pieces(
        "he met her", [Mark(0, 10, "said", "q"), Mark(3, 6, "event", "v", True), Mark(0, 10, "cue", "c", True)]
    )
    assert [(piece.text, piece.leads) for piece in cut] == [("he ", "c"), ("met", "v"), (" her", "c")]


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        ("2026-03-05", "2026-03-05", "5 Mar 2026"),
        ("2026-03-01", "2026-03-31", "March 2026"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("1990-01-01", "1999-12-31", "1990 to 1999"),
        ("2026-01-01", "2026-03-31", "Jan–Mar 2026"),
        ("2025-12-01", "2026-02-28", "Dec 2025 – Feb 2026"),
        ("2026-03-02", "2026-03-08", "2–8 Mar 2026"),
        ("2026-03-30", "2026-04-02", "30 Mar – 2 Apr 2026"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025 – 2 Jan 2026"),
        (None, "2026-05-31", "by 31 May 2026"),
        ("2026-05-31", None, "from 31 May 2026"),
        (None, None, "no date told"),
        ("-0043-03-15", "-0043-03-15", "-0043-03-15"),
    ],
)
def test_days_are_said_as_precisely_as_they_are_known(earliest: str | None, latest: str | None, said: str) -> None:
    assert spoken(earliest, latest) == said
