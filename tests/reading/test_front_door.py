"""dateline.read and dateline.open: what a person in a notebook meets first."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import dateline
from dateline import reading
from dateline.errors import NoText
from dateline.reading import Pipeline
from tests.reading.stages import ALL, STORY


@pytest.fixture(autouse=True)
def small_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "default_pipeline", lambda: Pipeline([stage() for stage in ALL]))


def test_read_takes_what_is_known_of_a_text() -> None:
    read = dateline.read(
        STORY,
        published=datetime.date(2026, 1, 21),
        title="A pier closes",
        url="https://example.org/pier",
        outlet="The Alder Gazette",
        authors=["Ann Example"],
        ref="a1",
    )
    article = read.article
    assert (article.published, article.published_from.how, article.ref) == ("2026-01-21", "given", "a1")
    assert (article.title, article.outlet, article.authors) == ("A pier closes", "The Alder Gazette", ("Ann Example",))
    assert article.source is None
    assert [read.words(event.trigger) for event in read.events] == ["close"]


def test_a_bad_date_is_a_warning_and_a_blank_text_an_error() -> None:
    read = dateline.read(STORY, published="1/21/2013")
    assert [warning.code for warning in read.warnings] == ["impossible_date", "no_published_date"]
    with pytest.raises(NoText):
        dateline.read(" \n")


def test_open_makes_and_opens_a_chronicle(tmp_path: Path) -> None:
    path = tmp_path / "chronicle.db"
    with dateline.open(path):
        assert path.exists()
    with dateline.open(str(path)) as again:
        assert again is not None
