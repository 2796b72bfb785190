"""Articles: the text exactly as given, where the date comes from, and what is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import HalfCharacter, NoText, NulBytes, SourceError, TooLarge
from dateline.model import PublishedFrom
from dateline.sources import Given, make_article
from dateline.sources.article import MAX_TEXT

STORY = "The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it."


def test_a_header_gives_the_date_and_stays_in_the_text() -> None:
    for lead in ("", " ", "\n\t"):
        text = f"{lead}date 2026-01-25 {STORY}"
        article = make_article(text)
        where = article.published_from
        assert (article.published, where.how, article.text) == ("2026-01-25", "header", text)
        assert text[where.start : where.end] == "date 2026-01-25"


@pytest.mark.parametrize("lead", ["date 2026-13-25", "date 0000-01-01", "date 2026-02-30"])
def test_an_impossible_header_is_said_and_not_used(lead: str) -> None:
    article = make_article(f"{lead} {STORY}")
    assert article.published is None
    assert article.published_from == PublishedFrom("none", given=lead.removeprefix("date "))


@pytest.mark.parametrize("lead", ["date 2026-01-25x", "update 2026-01-25", "Date 2026-1-25", "the date 2026-01-25"])
def test_what_only_looks_like_a_header_is_text(lead: str) -> None:
    assert make_article(f"{lead} {STORY}").published_from.how == "none"


def test_the_articles_own_date_comes_before_the_callers() -> None:
    caller = Given(published="2020-02-02")
    assert make_article(STORY, published="2026-01-25", given=caller).published == "2026-01-25"
    assert make_article(f"date 2026-01-26 {STORY}", given=caller).published == "2026-01-26"
    assert make_article(STORY, given=caller).published == "2020-02-02"
    dated = make_article(f"Lima, Jun 14 2022 (IPS) - {STORY}", given=caller)
    assert (dated.published, dated.published_from.how) == ("2020-02-02", "given")


def test_a_full_date_in_the_dateline_is_used_last() -> None:
    article = make_article(f"Lima, Jun 14 2022 (IPS) - {STORY}", published="6/14/22")
    where = article.published_from
    assert (article.published, where.how, where.given) == ("2022-06-14", "dateline", "6/14/22")
    assert article.text[where.start : where.end] == "Jun 14 2022"


def test_the_id_is_of_what_makes_the_version() -> None:
    first = make_article(STORY, published="2026-01-25", url="https://example.org/a")
    assert first.id == make_article(STORY, published="2026-01-25", url="https://example.org/a", ref="other").id
    others = [
        make_article(STORY, published="2026-01-26", url="https://example.org/a"),
        make_article(STORY, published="2026-01-25", url="https://example.org/b"),
        make_article(STORY, published="2026-01-25", url="https://example.org/a", title="A pier closes"),
        make_article(STORY + " ", published="2026-01-25", url="https://example.org/a"),
    ]
    assert len({first.id, *(article.id for article in others)}) == 5
    assert first.text_id == others[0].text_id != others[3].text_id


def test_empty_strings_are_null() -> None:
    article = make_article(STORY, title="", url="", outlet="")
    assert (article.title, article.url, article.outlet) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NoText),
        (" \n\t", NoText),
        ("a\0b", NulBytes),
        ("a\ud800b", HalfCharacter),
        ("x" * (MAX_TEXT + 1), TooLarge),
    ],
)
def test_what_cannot_be_stored_is_refused(text: str, error: type[SourceError]) -> None:
    with pytest.raises(error):
        make_article(text)


def test_a_bad_title_is_refused_too() -> None:
    with pytest.raises(NulBytes):
        make_article(STORY, title="a\0b")
    with pytest.raises(HalfCharacter):
        make_article(STORY, authors=("\udfff",))


def test_languages_are_told_apart_and_short_texts_are_left_open() -> None:
    german = (
        "Der Hafenrat stimmte am Dienstag dafür, den alten Pier zu schließen, nachdem ein Sturm ihn beschädigt hatte."
    )
    russian = "Мэр города в среду заявил, что правительство России выделит деньги на ремонт больницы и школы."
    doubtful = "Совет порта проголосовал во вторник за закрытие старого причала после того, как шторм его повредил."
    assert make_article(STORY).language == "en"
    assert make_article(german).language == "de"
    assert make_article(russian).language == "ru"
    assert make_article(doubtful).language not in ("en", None)
    assert make_article("Pier closed.").language is None


@given(st.text(min_size=1).filter(lambda text: text.strip() and "\0" not in text))
def test_any_text_is_kept_as_given_or_refused(text: str) -> None:
    try:
        article = make_article(text)
    except SourceError:
        return
    assert article.text == text
    for span in (article.dateline, article.published_from):
        if span is not None and span.start is not None and span.end is not None:
            assert 0 <= span.start < span.end <= len(text)
