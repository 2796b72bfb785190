"""Names in whole invented sentences, read by the whole pipeline: joined surnames, parts of countries, ships."""

from __future__ import annotations

from dateline.model import Reading
from dateline.reading import default_pipeline
from dateline.sources.article import make_article


def read(text: str) -> Reading:
    return default_pipeline().read(make_article(text=text, published="2025-03-06"))


def called(text: str) -> dict[str, tuple[str, int]]:
    """By name: type and number of mentions."""
    return {e.name: (e.type, len(e.mentions)) for e in read(text).entities}


def test_a_surname_joined_with_a_full_name_is_another_person() -> None:
    found = called("Lind and his wife, Mara Lind, marked the day. President Jon Lind said so. Lind left early.")
    assert found["Jon Lind"][1] >= 3
    assert found["Mara Lind"] == ("PERSON", 2)  # and "his wife"


def test_another_surname_joined_with_a_full_name_changes_nothing() -> None:
    assert called("Vale and Mara Lind met in Oslo. Lind left early.")["Mara Lind"] == ("PERSON", 2)


def test_a_surname_of_two_is_whom_the_article_names_first() -> None:
    found = called("President Jon Lind met Oslo's mayor. Mara Lind stayed at home. Lind left early.")
    assert found["Jon Lind"] == ("PERSON", 2)


def test_a_part_of_a_country_is_not_the_country() -> None:
    found = called("Scotland voted on Monday. Britain did not. Leaders of Scotland and Wales met in Edinburgh.")
    assert found["Scotland"] == ("GPE", 2)
    assert found["Britain"] == ("GPE", 1)


def test_ships_and_peoples() -> None:
    found = called("Norway seized the oil tanker Mara Lind on Monday. Kurdish fighters left Oslo.")
    assert found["Mara Lind"][0] == "MISC"
    assert found["Kurdish"][0] == "NORP"


def test_a_sea_has_no_country() -> None:
    (gulf,) = [e for e in read("Iran shot down a drone in the Gulf on Monday.").entities if e.name == "Gulf"]
    assert (gulf.place, gulf.country) == (None, None)


def test_a_name_in_capitals_is_called_as_the_text_has_it_elsewhere() -> None:
    assert "Oslo" in called("OSLO, March 7 (Reuters) - Ministers met. Leaders left Oslo on Monday.")


def test_a_deed_is_no_quotation() -> None:
    text = "Iran shot down a Norwegian drone over the strait on Monday."
    assert [q for q in read(text).quotations if q.cue and "shot" in text[q.cue.start : q.cue.end]] == []
