"""Text fragments: a browser that follows the specification finds the words that were meant, and no others."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.fragments import Around, fragment_link, places, text_directive

URL = "https://harbour.example/pier"
TEXT = (
    "The board met on Tuesday. The mayor met the board again on Friday, and again the board said no.\n\n"
    "A well-known, costly plan (R&D included) was told to the board of the old pier by its chair, who asked for time.\n"
    "The board met."
)


def link(words: str, text: str = TEXT, nth: int = 0) -> str:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    made = fragment_link(URL, text, start, start + len(words))
    assert made is not None
    return made.removeprefix(f"{URL}#:~:")


def parted(directive: str) -> Around:
    """A directive taken apart as the specification does."""
    parts = directive.removeprefix("text=").split(",")
    prefix = unquote(parts.pop(0)[:-1]) if parts[0].endswith("-") else ""
    suffix = unquote(parts.pop()[1:]) if parts[-1].startswith("-") else ""
    assert len(parts) in (1, 2)
    return Around(prefix, unquote(parts[0]), unquote(parts[1]) if len(parts) > 1 else "", suffix)


def test_words_that_stand_once_are_written_out() -> None:
    assert link("again on Friday") == "text=again%20on%20Friday"


def test_words_that_stand_twice_get_words_around_them() -> None:
    assert link("The board met", nth=0) == "text=The%20board%20met,-on"
    assert link("The board met", nth=1) == "text=time.-,The%20board%20met,-."


def test_few_words_always_get_words_around_them() -> None:
    assert link("mayor") == "text=The-,mayor,-met"
    assert link("met", nth=1) == "text=mayor-,met,-the"


def test_signs_that_mean_something_are_encoded() -> None:
    assert link("A well-known, costly plan (R&D") == "text=A%20well%2Dknown%2C%20costly%20plan%20(R%26D"


def test_long_words_are_given_by_their_ends() -> None:
    words = "A well-known, costly plan (R&D included) was told to the board of the old pier by its chair"
    assert link(words) == "text=A%20well%2Dknown%2C%20costly%20plan%20(R%26D,old%20pier%20by%20its%20chair"


def test_a_part_never_runs_across_paragraphs() -> None:
    words = "again the board said no.\n\nA well-known, costly plan"
    assert parted(link(words)) == Around("", "again the board said no.", "A well-known, costly plan", "")


def test_a_cut_word_is_marked_whole() -> None:
    start = TEXT.index("uesday")
    assert "Tuesday" in (text_directive(TEXT, start, start + 3) or "")


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("It is the Commission's result.", "the Commission", "the Commission's"),
        ("He came from the U.S. in 1,911 days.", "from the U", "from the U.S"),
        ("He came from the U.S. in 1,911 days.", "in 1", "in 1,911"),
        ("It is 911, or 912.", "is 911", "is 911"),
        ("A well-known man came.", "A well", "A well"),
    ],
)
def test_words_end_where_browsers_end_them(text: str, words: str, marked: str) -> None:
    at = text.index(words)
    assert parted(text_directive(text, at, at + len(words)) or "").start == marked


@pytest.mark.parametrize(
    ("url", "start"),
    [
        ("https://a.example/x#top", "https://a.example/x#top:~:text="),
        ("https://a.example/x#:~:text=old", "https://a.example/x#:~:text="),
        ("https://a.example/x?q=1", "https://a.example/x?q=1#:~:text="),
    ],
)
def test_addresses_keep_what_they_have(url: str, start: str) -> None:
    assert (fragment_link(url, TEXT, 0, 13) or "").startswith(start)


@pytest.mark.parametrize("url", [None, "", "pier.txt", "urn:newsml:x", "file:///pier"])
def test_no_link_without_a_web_address(url: str | None) -> None:
    assert fragment_link(url, TEXT, 0, 13) is None


def test_no_link_without_words() -> None:
    assert fragment_link(URL, TEXT, 5, 5) is None
    assert fragment_link(URL, " \n ", 0, 3) is None


SIGNS = ["board", "The", "met", "a-b", "x,y", "R&D", "Ä", "“no”", "1,911", "pier.", "(sic)", "100%", "#1"]
TEXTS = st.lists(st.lists(st.sampled_from(SIGNS), min_size=1).map(" ".join), min_size=1, max_size=4).map("\n\n".join)
OTHERS = st.permutations([f"{sign}{number}" for number, sign in enumerate(SIGNS * 2)]).flatmap(
    lambda words: st.integers(1, len(words)).map(lambda at: " ".join(words[:at]) + "\n" + " ".join(words[at:]))
)


def taken_apart(text: str, start: int, length: int) -> tuple[list[tuple[int, int]], int, int]:
    """The places that the directive for a span of a text fits, and where the span's own words begin and end."""
    start %= len(text)
    words = text[start : start + length]
    directive = text_directive(text, start, start + length)
    if directive is None:
        assert not words.strip()
        return [], 0, 0
    assert directive.isascii() and not set(directive) & set(' "<>`#')
    return places(text, parted(directive)), start + len(words) - len(words.lstrip()), start + len(words.rstrip())


@given(TEXTS, st.integers(0, 200), st.integers(1, 120))
def test_a_browser_finds_some_such_words(text: str, start: int, length: int) -> None:
    found, begins, ends = taken_apart(text, start, length)
    assert found or begins == ends


@given(OTHERS, st.integers(0, 200), st.integers(1, 120))
def test_a_browser_finds_the_words_that_stand_once(text: str, start: int, length: int) -> None:
    found, begins, ends = taken_apart(text, start, length)
    if begins < ends:
        [(first, last)] = found
        assert first <= begins and ends <= last


@given(st.text(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_text_has_a_directive_or_none(text: str, start: int, end: int) -> None:
    directive = text_directive(text.encode("utf-8", "ignore").decode(), start, end)
    assert directive is None or directive.isascii()
