"""Quotation marks are read in every habit of newspapers, and their offsets always lie in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.quotations.marks import paragraphs, regions


def inner(text: str) -> list[str]:
    return [text[r.inner_start : r.inner_end] for r in regions(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will rebuild," she said. "All of it."', ["We will rebuild,", "All of it."]),
        ("“We will rebuild,” she said.", ["We will rebuild,"]),
        ("''We will rebuild,'' she said.", ["We will rebuild,"]),
        ("``We will rebuild,'' she said.", ["We will rebuild,"]),
        ("«We will rebuild», she said.", ["We will rebuild"]),
        ("„We will rebuild“, she said.", ["We will rebuild"]),
        ("'We'll rebuild the workers' hall,' she said.", ["We'll rebuild the workers' hall,"]),
        ("‘We don’t know,’ she said.", ["We don’t know,"]),
        ("\"He told me, 'Go home,' and left,\" she said.", ["He told me, 'Go home,' and left,", "Go home,"]),
        ("The bridge's owners don't know the '90s. It is the workers' hall.", []),
        ("He is 6'2\" tall and 5'10\" wide.", []),
        ("A so-called 'peace tax' was dropped.", ["peace tax"]),
        ("“First open. “Second one,” she said.", ["First open. “Second one,"]),
        ("It is an “odd“ pair of marks.", ["odd"]),
    ],
)
def test_marks_of_every_kind(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_paragraph_left_open_goes_on_in_the_next() -> None:
    text = '"The river rose.\n\n"Nobody slept," Mara Lind said.\n\n"No," she said.'
    first, second, third = regions(text)
    assert not first.closed and second.continues and second.closed
    assert not third.continues


def test_lines_of_hard_wrapped_text_are_one_paragraph() -> None:
    text = 'The mayor said "the bridge will\nnot be closed" on Monday.\nNext paragraph.'
    assert inner(text) == ["the bridge will\nnot be closed"]
    assert len(paragraphs(text)) == 2


@given(st.text(alphabet="ab \n.,s\"'“”‘’«»„`(", max_size=60))
def test_regions_lie_in_the_text_in_order(text: str) -> None:
    found = regions(text)
    assert [r.start for r in found] == sorted(r.start for r in found)
    for r in found:
        assert 0 <= r.start < r.inner_start <= r.inner_end <= r.end <= len(text)
    outer = [r for r in found if not r.depth]
    assert all(a.end <= b.start for a, b in pairwise(outer) if a.closed)
