"""Validation on one's own corpus: the sample is blind and repeatable, the statistics right, the archive the same."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronicle import Chronicle
from dateline.cli import run
from dateline.evaluate.agreement import bootstrap, kappa, wilson
from dateline.evaluate.validation import Item, Row, Sample, agreement, draw, figures
from dateline.model import Event, Reading, Span
from dateline.reading import Pipeline
from dateline.sources.article import make_article

TEXT = "Orvany attacked Kestria. The harbour was calm. The two sides met. Nobody came."
TYPES = ["ASSAULT", "CONSULT"]


def reading(number: int) -> Reading:
    """An article of four sentences with an event in the first and third."""
    article = make_article(TEXT, published=f"2025-01-{number + 1:02}", ref=str(number))
    base = Pipeline([]).finish(Pipeline([]).draft(article))
    spans, at = [], 0
    for sentence in TEXT.split(". "):
        spans.append(Span(at, at + len(sentence)))
        at += len(sentence) + 2
    events = tuple(
        event(f"v{n}", kind, word) for n, (kind, word) in enumerate([("ASSAULT", "attacked"), ("CONSULT", "met")])
    )
    return replace(base, sentences=tuple(spans), events=events)


def event(identifier: str, kind: str, word: str) -> Event:
    at = TEXT.index(word)
    return Event(
        id=identifier, type=kind, mode=None, contexts=(), trigger=Span(at, at + len(word)), instance=identifier,
        actors=(), recipients=(), arguments=(), quantities=(), time=None, place=None,
        polarity="affirmed", certainty="certain", when="past", background=False, reality="actual",
        asserted_by="narrator", confidence=0.9, origin="test",
    )  # fmt: skip


def test_kappa_and_intervals_are_those_of_the_textbooks() -> None:
    first = ["y"] * 20 + ["y"] * 5 + ["n"] * 10 + ["n"] * 15
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert kappa(first, second) == pytest.approx(0.4)
    assert kappa(["y", "y"], ["y", "y"]) is None
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_share_lies_in_its_interval(right: int, wrong: int) -> None:
    low, high = wilson(right, right + wrong)
    n = right + wrong
    assert 0 <= low <= high <= 1 and (n == 0 or (low <= right / n + 1e-9 and right / n <= high + 1e-9))


def test_the_sample_is_half_with_rows_and_does_not_hang_on_the_order() -> None:
    readings = [reading(n) for n in range(12)]
    sample = draw(readings, 20, 1)
    assert sample == draw(reversed(readings), 20, 1)
    assert sum(bool(i.rows) for i in sample.items) == 10 == sum(not i.rows for i in sample.items)
    assert (sample.with_rows, sample.without_rows) == (24, 24)
    assert draw(readings, 20, 2).items != sample.items


def test_recall_counts_what_sentences_without_rows_hide() -> None:
    rows = (Row("r", "ASSAULT", "actual"),)
    items = tuple(Item(str(n), "a", "t", n, n + 1, rows if n < 4 else ()) for n in range(8))
    sample = Sample(1, items, with_rows=4, without_rows=40, readers=())
    coded = {str(n): frozenset({"ASSAULT"}) if n in (0, 1, 2, 4) else frozenset() for n in range(8)}
    by_name = {f.name: f for f in figures(sample, coded, TYPES)}
    assert by_name["precision, ASSAULT"].value == 0.75
    assert by_name["recall, all types"].value == pytest.approx(3 / (3 + 10))
    assert by_name["recall, all types"].low <= 3 / 13 <= by_name["recall, all types"].high
    assert agreement(sample, coded, coded, TYPES)["types"] == pytest.approx(1)


def test_the_bootstrap_is_the_same_every_time() -> None:
    strata = [[0, 1, 1, 1], [0, 0, 1]]
    figure = lambda s: sum(map(sum, s)) / sum(map(len, s))  # noqa: E731
    assert bootstrap(strata, figure) == bootstrap(strata, figure)


@pytest.fixture
def chronicle(tmp_path: Path) -> Path:
    with Chronicle.open(tmp_path / "c.db") as made:
        for number in range(6):
            made.add(reading(number))
    return tmp_path


def coding(folder: Path, name: str, answers: str, monkeypatch: pytest.MonkeyPatch, *more: str) -> int:
    replies = iter(answers.split("\n"))
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(replies))
    arguments = ["--in", str(folder / "c.db"), "--to", str(folder / "v"), "--sample", "4", "--coder", name, *more]
    return run(["validate", *arguments])


def test_two_people_code_and_the_archive_holds_no_text_unasked(
    chronicle: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coding(chronicle, "ann", "ass\nfoo\nCON\nCONS\nq", monkeypatch) == 0
    out = capsys.readouterr().out
    assert "not one type each: FOO" in out and "not one type each: CON" in out and "[[ " in out and "attacked" in out
    assert "against ann (2 sentences coded)" in out
    assert coding(chronicle, "ann", "\n", monkeypatch) == 0
    assert coding(chronicle, "ben", "ass\ncons\n\n\n\n", monkeypatch) == 0
    assert "agreement of ann and ben, types: kappa" in capsys.readouterr().out
    with zipfile.ZipFile(chronicle / "v" / "replication.zip") as archive:
        names = archive.namelist()
        sample = json.loads(archive.read("sample.json"))
    assert names == ["sample.json", "coder-ann.jsonl", "coder-ben.jsonl", "manifest.json"]
    assert len(sample["items"]) == 4 and "attacked" not in json.dumps(sample)
    before = (chronicle / "v" / "replication.zip").read_bytes()
    assert run(["validate", "--in", str(chronicle / "c.db"), "--to", str(chronicle / "v")]) == 0
    assert (chronicle / "v" / "replication.zip").read_bytes() == before
    run(["validate", "--in", str(chronicle / "c.db"), "--to", str(chronicle / "v"), "--texts"])
    with zipfile.ZipFile(chronicle / "v" / "replication.zip") as archive:
        assert "attacked" in archive.read("sentences.json").decode()


def test_another_seed_asks_for_another_folder(chronicle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["validate", "--in", str(chronicle / "c.db"), "--to", str(chronicle / "v"), "--sample", "4"]
    assert run(arguments) == 0
    assert run([*arguments, "--seed", "2"]) == 2
    assert "drawn with the seed 1" in capsys.readouterr().err
