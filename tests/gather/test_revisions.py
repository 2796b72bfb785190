"""Revisions: forty invented articles that changed, through gathering; what counts, what is noted, in whatever order."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dateline import cli, ids
from dateline.chronicle import Chronicle, Selection
from dateline.gather.happenings import Happenings
from dateline.gather.notes import notes
from dateline.gather.origins import Origins
from dateline.gather.record_changes import Change
from dateline.gather.revisions import Revisions, address, moment
from dateline.gather.wording import steps
from dateline.gathering import gather
from dateline.gathering.accounts import accounts_of
from dateline.gathering.happenings import happenings
from dateline.gathering.revisions import chain, revisions
from dateline.model import Reading, Source
from tests.gather.frame_state import state
from tests.gather.marked import Marked
from tests.gather.people import shuffled

CONTENT = tomllib.loads(Path(__file__).with_name("revision_cases.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = CONTENT["case"]


def version(told: dict[str, Any], case: dict[str, Any]) -> Reading:
    """One version: what it does not say itself is as the case, or the file, has it."""

    def given(key: str) -> Any:
        return told.get(key, case.get(key, CONTENT["usual"].get(key)))

    text = given("frame").format(given("text")) if given("frame") else given("text")
    made = Marked(text).reading(given("outlet"), given("day"), given("title"))
    url, seen = given("url") or None, given("seen")
    source = Source("0" * 64, "text/html", seen) if seen else None
    article = replace(made.article, url=url, source=source)
    article = replace(article, id=ids.article_id(url, article.outlet, article.published, article.title, article.text))
    return replace(made, article=article)


def stored(case: dict[str, Any], path: Path, order: int = 1) -> list[Reading]:
    readings = [version(told, case) for told in case["versions"]]
    with Chronicle.open(path) as chronicle:
        for each in readings[::order]:
            chronicle.add(each)
        gather(chronicle, [Happenings(), Origins(), Revisions()])
    return readings


def shown(change: Change) -> str:
    what = " ".join(part for part in (change.layer, change.change, change.field) if part)
    told = [side.shown if side else "nothing" for side in (change.old, change.new)]
    sides = " > ".join(told if change.change == "altered" else [side for side in told if side != "nothing"])
    return f"{what}: {sides}" + (f" ({change.note})" if change.note else "")


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case, path)
    with Chronicle.open(path) as chronicle:
        row = chain(chronicle, readings[0].article.id)
        found = {shown(change) for step in row.revisions for change in step.changes}
        kinds = {kind for step in row.revisions for kind in step.kinds}
        every = [each.id for each in revisions(chronicle)]
    assert len(row.versions) == case["chain"]
    assert every == ([row.id] if case["chain"] > 1 else [])
    assert found == set(case.get("changes", [])), found
    assert kinds == set(case.get("kinds", [])), kinds
    if "order" in case:
        assert [readings.index(each) for version in row.versions for each in readings
                if each.article.id == version.article] == case["order"]  # fmt: skip
    for step in row.revisions:
        spans_hold(step, {each.article.id: each for each in readings})
    other = tmp_path / "other.db"
    stored(case, other, order=-1)
    assert state(other) == state(path)


def spans_hold(step: Any, by_id: dict[str, Reading]) -> None:
    """Every stretch is of the texts, and every number's and headline's words are where they are said to be."""
    old, new = by_id[step.old].article, by_id[step.new].article
    for each in step.text:
        assert (old.text[each.start : each.end], new.text[each.other_start : each.other_end]) == (each.old, each.new)
    for change in step.changes:
        for side, article in ((change.old, old), (change.new, new)):
            if side and change.layer in ("numbers", "headline"):
                source = article.title if side.in_ == "title" else article.text
                assert (source or "")[side.start : side.end] == side.shown


def test_there_are_forty_cases() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) == 40


def case_named(name: str) -> dict[str, Any]:
    return next(case for case in CASES if case["name"] == name)


def test_only_the_newest_version_counts(tmp_path: Path) -> None:
    """A toll that was corrected: one article, one origin; what the old version told is kept and marked."""
    path = tmp_path / "c.db"
    readings = stored(case_named("a toll that rises"), path)
    wire = Marked("Shells [ASSAULT|killed] [killed:19|19] people on the [where|Selm] bridge at Tarsk.")
    with Chronicle.open(path) as chronicle:
        chronicle.add(wire.reading("Wire", "2026-03-03"))
        gather(chronicle, [Happenings(), Origins(), Revisions()])
        event = next(e for e in chronicle.events(Selection()).rows if e.article.id == readings[0].article.id)
        row = accounts_of(chronicle, event.id)
        assert len(row.tellings) == 3 and row.revised == (event.id,)
        assert (row.counts.articles, row.counts.outlets, row.counts.origins) == (2, 2, 2)
        killed = next(field for field in row.fields if field.field == "killed")
        assert (killed.status, [version.shown for version in killed.versions]) == ("agreed", ["19"])
        (told,) = happenings(chronicle)
        assert (told.articles, told.outlets) == (2, 2)
        assert [each.replaced_by for each in told.tellings if each.replaced_by] == [readings[1].article.id]


def test_a_happening_that_only_an_old_version_tells_is_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case_named("an event taken back"), path)
    with Chronicle.open(path) as chronicle:
        assert list(happenings(chronicle, least=2)) == []
        old = next(e for e in chronicle.events(Selection()).rows if e.article.id == readings[0].article.id)
        assert accounts_of(chronicle, old.id).counts.articles in (0, 1)


def test_versions_come_and_go_with_articles(tmp_path: Path) -> None:
    """A third version joins the chain; an article that is read again changes nothing."""
    case = case_named("a live blog that grows")
    one, all_ = tmp_path / "one.db", tmp_path / "all.db"
    readings = [version(told, case) for told in case["versions"]]
    with Chronicle.open(one) as chronicle:
        for each in shuffled(readings, 3):
            chronicle.add(each)
            gather(chronicle, [Revisions()])
        chronicle.add(replace(readings[0], reader=replace(readings[0].reader, version="9")))
        gather(chronicle, [Revisions()])
        assert [v.article for v in chain(chronicle, readings[1].article.id).versions] == [
            each.article.id for each in readings
        ]
    with Chronicle.open(all_) as chronicle:
        for each in readings:
            chronicle.add(each)
        gather(chronicle, [Revisions()])
    assert state(one) == state(all_)


def test_a_person_may_say_that_two_are_no_versions(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case_named("a toll that rises"), path)
    told = [each.article.id for each in readings]
    arguments = ["split", *told, "--as", "revisions", "--because", "two pages", "--in", str(path)]
    ran = CliRunner().invoke(cli.dateline, arguments)
    assert ran.exit_code == 0, ran.output
    with Chronicle.open(path) as chronicle:
        gather(chronicle, [Revisions()])
        assert list(revisions(chronicle)) == [] and chronicle.groups("revisions").replaced() == {}


def listing(path: Path, *arguments: str) -> str:
    ran = CliRunner().invoke(cli.dateline, ["revisions", *arguments, "--in", str(path)])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_the_command(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case_named("a correction that reverses an actor"), path)
    assert "1 article with several versions" in listing(path)
    side_by_side = listing(path, readings[0].article.id[:10])
    assert "the sides are reversed" in side_by_side and "correction: Correction: An earlier version" in side_by_side
    (row,) = map(json.loads, listing(path, "--json").splitlines())
    assert [each["article"] for each in row["versions"]] == [each.article.id for each in readings]
    lines = list(csv.DictReader(io.StringIO(listing(path, "--csv"))))
    assert {line["field"] for line in lines} >= {"actors", "recipients"}
    assert all(line["new_article"] == readings[1].article.id for line in lines)


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Shells fell.\n\nCorrection: The toll was 12, not 21.", "correction", "Correction: The toll was 12, not 21."),
        ("Shells fell. An earlier version of this article misstated the toll.", "correction",
         "An earlier version of this article misstated the toll."),
        ("CLARIFICATION, 5 March: Mr Lind spoke for himself.\nShells fell.", "clarification",
         "CLARIFICATION, 5 March: Mr Lind spoke for himself."),
        ("Shells fell.\n* This story has been updated with a comment.", "update",
         "* This story has been updated with a comment."),
        ("Shells fell.\n\n(This article was amended on 5 March.)", "correction",
         "(This article was amended on 5 March.)"),
        ("Editor’s note: This report is from 2019.", "clarification", "Editor’s note: This report is from 2019."),
    ],
)  # fmt: skip
def test_notes(text: str, kind: str, words: str) -> None:
    (found,) = notes(text)
    assert (found.kind, text[found.start : found.end].strip()) == (kind, words)


@pytest.mark.parametrize(
    "text",
    [
        "The correction of the river took ten years. Correction officers went on strike.",
        "Update your phone, the ministry said. Corrections to the budget are due.",
        "He asked for clarification of the law.",
    ],
)
def test_no_note_in_plain_words(text: str) -> None:
    assert notes(text) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.post.example/a/1?utm_source=x#top", "http://post.example/a/1/"),
        ("https://post.example/story?id=7&fbclid=q", "https://post.example/story?id=7"),
    ],
)
def test_addresses_of_one_page(one: str, other: str) -> None:
    assert address(one) == address(other)


def test_addresses_of_two_pages() -> None:
    assert address("https://post.example/story?id=7") != address("https://post.example/story?id=8")
    assert address(None) is None and address("http://[broken") == "http://[broken"


def test_moments_of_several_zones_are_put_in_order() -> None:
    assert moment("2026-03-05T10:00:00+01:00") == "2026-03-05T09:00:00" < str(moment("2026-03-05T09:30:00Z"))
    assert moment("2026-03-05") == "2026-03-05" and moment("yesterday") is None and moment(None) is None


WORDS = st.lists(st.sampled_from(["Shells", "fell", "on", "Tarsk", "12", "people", ".", "\n", "“no”"]), max_size=30)


@given(WORDS, WORDS)
def test_steps_tell_both_texts(old: list[str], new: list[str]) -> None:
    """What is the same or went is all of the old text's words, what is the same or came all of the new one's."""
    one, other = " ".join(old), " ".join(new)
    found = steps(one, other)
    assert "".join("".join(one[s.start : s.end].split()) for s in found) == "".join(one.split())
    assert "".join("".join(other[s.other_start : s.other_end].split()) for s in found) == "".join(other.split())
    for step in found:
        if step.op == "same":
            assert one[step.start : step.end].split() == other[step.other_start : step.other_end].split()


def test_no_row(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    stored(case_named("the same text at another address"), path)
    assert "No article here has several versions." in listing(path)
