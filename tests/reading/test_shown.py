"""A reading as rows and as HTML for notebooks."""

from __future__ import annotations

from dataclasses import replace

from dateline.model import Reading
from dateline.reading import Pipeline
from dateline.rows import around, days, event_rows, name_rows, quotation_rows, time_rows, unspoken
from dateline.sources import make_article
from tests.reading.stages import ALL, STORY


def reading(text: str = STORY, title: str | None = None) -> Reading:
    return Pipeline([stage() for stage in ALL]).read(make_article(text, published="2026-01-21", title=title))


def test_an_event_row_says_who_and_who_says_so() -> None:
    [row] = event_rows(reading())
    assert (row.who, row.what, row.note, row.says) == ("Port Alder", "coerce", "future", "Ann Example")
    assert row.words.text[row.words.start : row.words.end] == "close"
    assert (row.when, row.to_whom, row.where) == ("–", "–", "–")


def test_the_other_rows_are_in_words() -> None:
    [quotation] = quotation_rows(reading())
    assert (quotation.speaker, quotation.how, quotation.channel) == ("Ann Example", "says, direct", "–")
    [time] = time_rows(reading())
    assert tuple(time) == ("Tuesday", "DATE", "2026-01-20", "2026-01-20")
    assert [(row.name, row.type, row.mentions) for row in name_rows(reading())] == [
        ("Port Alder", "GPE", 1),
        ("Ann Example", "PERSON", 1),
    ]


def test_adjectives_of_one_people_are_one_row_and_sums_none() -> None:
    read = reading()
    port, ann = read.entities
    twice = [replace(port, id=f"e{n}", name="Norwegian", type="NORP") for n in (8, 9)]
    mentions = [replace(read.mentions[0], id=f"m{n}", entity=f"e{n}") for n in (7, 8, 9)]
    money = replace(port, id="e7", name="$5", type="MONEY")
    more = replace(read, entities=(ann, money, *twice), mentions=(*read.mentions, *mentions))
    assert [(row.name, row.mentions) for row in name_rows(more)] == [("Norwegian", 2), ("Ann Example", 1)]


def test_what_is_thought_is_no_row_but_counted() -> None:
    read = reading()
    [said] = read.quotations
    thought, denied = replace(said, act="thought"), replace(said, stance="denies", cue=None)
    assert [row.how for row in quotation_rows(replace(read, quotations=(thought, denied)))] == ["denies, direct"]
    assert unspoken(replace(read, quotations=(thought, denied))).startswith("1 more is thought")
    assert unspoken(replace(read, quotations=(thought, thought))).startswith("2 more are thought")
    assert unspoken(read) == ""


def test_days_are_one_phrase() -> None:
    assert days("2026-01-01", "2026-01-31") == "2026-01-01..2026-01-31"
    assert days(None, "2026-01-31") == "..2026-01-31"
    assert days(None, None) == "–"


def test_words_come_with_their_line_where_there_are_no_sentences() -> None:
    text = "First line.\nThe board will close the pier.\nLast line."
    read = reading(text)
    words = around(read, read.events[0].trigger)
    assert words.text == "The board will close the pier."
    last = around(reading("We close"), reading("We close").events[0].trigger)
    assert last.text == "We close"


def test_html_escapes_and_unmasks_what_the_text_holds() -> None:
    nasty = '<script>alert(1)</script> \u202eevil\u202c said "We will close <b>it</b>," said Ann Example.'
    page = reading(nasty, title="<img src=x onerror=alert(1)>")._repr_html_()
    assert "<script" not in page and "<img" not in page and "<b>" not in page
    assert "\u202e" not in page and "&lt;U+202E&gt;" in page
    assert "<strong>close</strong>" in page and "Ann Example" in page


def test_html_of_an_empty_reading_has_the_text_and_the_warnings() -> None:
    page = Pipeline([]).read(make_article("The harbour board met."))._repr_html_()
    assert "no_published_date" in page and "The harbour board met." in page and "<table" not in page
