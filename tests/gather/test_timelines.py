"""Timelines: the days most told of, a sentence each, every sentence an exact span; through a chronicle and alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.gather.timelines import Telling, timeline
from dateline.gathering.timelines import Asked, timeline_of
from dateline.gathering.told import bring_up
from tests.gather.marked import Marked

ARTICLES = (
    (
        "Post",
        "2026-03-03",
        "[who|Danil Tarsh] [CONSULT|met] [whom|Ilka Verro] in [where|Vienna] on [when:2026-03-02|Monday]. They shook.",
    ),
    (
        "Wire",
        "2026-03-03",
        "On [when:2026-03-02|Monday] [who|Danil Tarsh] [CONSULT|met] [whom|Ilka Verro] for talks in [where|Vienna].",
    ),
    (
        "Echo",
        "2026-03-06",
        "[who|Ilka Verro] [CONSULT|met] [whom|Ann Vale] in [where|Lund] on [when:2026-03-05|5 March].",
    ),
    (
        "Echo",
        "2026-03-09",
        "[who|Danil Tarsh] will [CONSULT:future|meet] [whom|Ilka Verro] in [where|Vienna] on [when:2026-03-19|19th].",
    ),
    ("Post", "2026-03-21", "[who|Danil Tarsh] [ACCUSE|accused] [whom|Ilka Verro] of bad faith."),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "c.db"
    with Chronicle.open(found) as chronicle:
        for outlet, day, text in ARTICLES:
            chronicle.add(Marked(text).reading(outlet, day))
        bring_up(chronicle, ("happenings", "stories"))
    return found


def days(path: Path, asked: Asked) -> list[str]:
    with Chronicle.open(path) as chronicle:
        return [row.day for row in timeline_of(chronicle, asked).days]


def test_of_a_person_a_pair_a_place_and_between_days(path: Path) -> None:
    assert days(path, Asked(who=("Verro",))) == ["2026-03-02", "2026-03-05"]
    assert days(path, Asked(who=("Verro", "Tarsh"))) == ["2026-03-02"]
    assert days(path, Asked(place="Lund")) == ["2026-03-05"]
    assert days(path, Asked(who=("Verro",), place="Lund")) == ["2026-03-05"]
    assert days(path, Asked(who=("Verro",), since="2026-03-03")) == ["2026-03-05"]
    assert days(path, Asked(who=("Verro",), most=1)) == ["2026-03-02"]
    assert days(path, Asked(since="2026-03-03", until="2026-03-31")) == ["2026-03-05"]


def test_of_a_story(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        first = next(iter(chronicle.articles())).id
    assert "2026-03-02" in days(path, Asked(story=first))
    assert days(path, Asked(story=first, who=("Tarsh", "Verro"))) == ["2026-03-02"]
    assert days(path, Asked(story=first, who=("Okoro",))) == []


def test_what_is_planned_or_has_no_day_is_left_out_and_counted(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        found = timeline_of(chronicle, Asked(who=("Tarsh",)))
    assert (found.events, found.undated) == (3, 1)


def test_every_sentence_is_an_exact_span(path: Path) -> None:
    with Chronicle.open(path) as chronicle:
        for row in timeline_of(chronicle, Asked()).days:
            reading = chronicle.reading(row.event.article.id)
            assert reading is not None
            sentence = row.event.sentence
            assert reading.article.text[sentence.start : sentence.end] == sentence.words


def test_the_command(path: Path) -> None:
    asked = ["timeline", "--who", "Verro", "--with", "Tarsh", "--in", str(path)]
    shown = CliRunner().invoke(cli.dateline, asked)
    assert shown.exit_code == 0, shown.output
    assert "2026-03-02" in shown.output and "1 day, of 3 events." in shown.output
    (row,) = map(json.loads, CliRunner().invoke(cli.dateline, [*asked, "--json"]).stdout.splitlines())
    assert (row["day"], row["articles"], row["happenings"]) == ("2026-03-02", 2, 1)


def telling(day: int, happening: int, article: int) -> Telling:
    return Telling(
        f"2026-03-0{day}",
        f"h{happening}",
        f"a{article}",
        f"v{day}{happening}{article}",
        f"Told {article} of {happening}.",
    )


def test_what_more_articles_tell_counts_more() -> None:
    told = [telling(1, 1, article) for article in range(3)] + [telling(2, 2, 9), telling(3, 3, 9)]
    assert [each.day for each in timeline(told, 1)] == ["2026-03-01"]
    assert [each.day for each in timeline(told, 2)] == ["2026-03-01", "2026-03-02"]


@given(
    st.permutations(
        [telling(day, happening, article) for day in (1, 2) for happening in (1, 2) for article in (1, 2, 3)]
    )
)
def test_the_order_of_arrival_changes_nothing(told: list[Telling]) -> None:
    assert timeline(told, None) == timeline(sorted(told, key=lambda each: each.event), None)
