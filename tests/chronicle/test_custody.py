"""Custody: the bytes of articles are kept once, given back, and articles are taken from them again and compared."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.reading import Pipeline
from tests.chronicle.stages import Stub

CASES = Path(__file__).parents[1] / "sources" / "cases"
STORY = "Ann Vale met Ben Okoro in Port Alder on Tuesday, the harbour board said."


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pipeline that `dateline add` finds is one stage without a model."""
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, *_, **__: cls([Stub()])))


def add(path: Path, *inputs: Path, keep: bool = True, more: tuple[str, ...] = ()) -> None:
    arguments = ["add", *map(str, inputs), "--to", str(path), *(["--keep-source"] if keep else []), *more]
    assert cli.run(arguments) in (0, 2)


def changed(path: Path, statement: str, *values: object) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def test_every_kind_of_file_is_taken_again_as_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.db"
    add(path, CASES)
    assert cli.run(["verify", "--in", str(path), "--source"]) == 0
    told = capsys.readouterr().out
    with Chronicle.open(path) as chronicle:
        count = chronicle.counts()["articles"]
        sources = [reading.article.source for reading in chronicle.readings()]
        assert all(source and source.fetched and source.extractor for source in sources)
        assert len(list(chronicle.kept_sources())) == len({source.sha256 for source in sources if source})
    assert count > 12
    assert f"{count} of {count} articles are again as their kept bytes give them" in told


def test_bytes_are_kept_only_where_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, source = tmp_path / "c.db", tmp_path / "a.txt"
    source.write_text(STORY, "utf-8")
    add(path, source, keep=False)
    with Chronicle.open(path) as chronicle:
        assert list(chronicle.kept_sources()) == []
    assert cli.run(["verify", "--in", str(path), "--source"]) == 0
    assert "the bytes of 1 are not kept" in capsys.readouterr().out
    add(path, source)
    with Chronicle.open(path) as chronicle:
        [kept] = chronicle.kept_sources()
        assert (kept.data, kept.intact) == (STORY.encode(), True)


def test_bytes_of_refused_inputs_are_let_go(tmp_path: Path) -> None:
    path, source = tmp_path / "c.db", tmp_path / "rows.jsonl"
    source.write_text(json.dumps({"text": STORY}) + "\n" + json.dumps({"text": " "}) + "\n", "utf-8")
    add(path, source)
    with Chronicle.open(path) as chronicle:
        assert len(list(chronicle.kept_sources())) == 1


def test_the_first_time_stays_when_the_same_bytes_come_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, source = tmp_path / "c.db", tmp_path / "a.txt"
    source.write_text(STORY, "utf-8")
    for time in ("2026-03-05T10:00:00Z", "2026-04-05T10:00:00Z"):
        monkeypatch.setattr("dateline.cli.add.now", lambda time=time: time)
        add(path, source, more=("--again",))
    with Chronicle.open(path) as chronicle:
        [reading] = chronicle.readings()
        assert reading.article.source and reading.article.source.fetched == "2026-03-05T10:00:00Z"
        assert list(chronicle.check()) == []


def test_another_extractor_is_named_as_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.db"
    add(path, CASES / "letter.eml")
    with Chronicle.open(path) as chronicle:
        [reading] = chronicle.readings()
    source = json.dumps({**reading.to_dict()["article"]["source"], "extractor": "mail/0 lxml/1.0"})
    changed(path, "UPDATE articles SET source = ?, text = replace(text, 'old pier', 'new pier')", source)
    capsys.readouterr()
    assert cli.run(["verify", "--in", str(path), "--source", "--json"]) == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [compared] = [line for line in lines if "outcome" in line]
    assert (compared["outcome"], compared["fields"]) == ("changed", ["text"])
    assert "'new pier" not in compared["detail"] and "new pier" in compared["detail"]
    assert "taken then by mail/0 lxml/1.0, now by mail/1 lxml/" in compared["detail"]


def test_an_extractor_that_is_not_here_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.db"
    add(path, CASES / "letter.eml")
    changed(path, "UPDATE articles SET source = replace(source, 'mail/1', 'stranger/1')")
    capsys.readouterr()
    assert cli.run(["verify", "--in", str(path), "--source"]) == 1
    assert "not extracted: no source here extracts as stranger/1" in capsys.readouterr().out


def test_changed_bytes_are_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "c.db"
    add(path, CASES / "letter.eml")
    changed(path, "UPDATE kept_sources SET compressed = x'00'")
    capsys.readouterr()
    assert cli.run(["verify", "--in", str(path), "--source"]) == 1
    told = capsys.readouterr().out
    assert "the kept bytes are not those that were stored" in told
    assert "bytes changed: the kept bytes have another SHA-256" in told


def test_columns_of_a_table_are_remembered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, table = tmp_path / "c.db", tmp_path / "t.csv"
    table.write_bytes(f"day,Full text\n2026-03-05,{STORY} Caf\xe9\n".replace(", the", " the").encode("cp1252"))
    columns = ("--column", "text=Full text", "--column", "published=day", "--encoding", "windows-1252")
    add(path, table, more=columns)
    with Chronicle.open(path) as chronicle:
        [reading] = chronicle.readings()
    assert reading.article.published == "2026-03-05" and reading.article.text.endswith("Café")
    assert reading.article.source and reading.article.source.media_type == "text/csv; charset=cp1252"
    assert cli.run(["verify", "--in", str(path), "--source"]) == 0
    assert "1 of 1 articles are again" in capsys.readouterr().out


@pytest.mark.parametrize("said", ["body", "weather=x", "text="])
def test_a_column_that_makes_no_sense(said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["add", str(tmp_path), "--to", str(tmp_path / "c.db"), "--column", said]) == 2
    assert "--column takes FIELD=NAME" in capsys.readouterr().err
