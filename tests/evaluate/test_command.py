"""The command `dateline evaluate`: tables, errors and JSON from a gold file, and one line for what it cannot use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import run
from dateline.cli.evaluate import evaluate, table_text
from dateline.evaluate.scores import Table
from dateline.reading import Pipeline

ROW = {"id": "a", "text": "Ilka Verro left.", "mentions": [{"start": 0, "end": 10, "type": "PERSON", "kind": "name"}]}


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("dateline.reading.default_pipeline", lambda: Pipeline([]))
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(ROW) + "\n", "utf-8")
    return str(path)


def test_tables_and_errors(gold: str) -> None:
    done = CliRunner().invoke(evaluate, ["names", gold, "--errors", "3"])
    assert done.exit_code == 0
    assert "PERSON" in done.output
    assert "missed: 1" in done.output
    assert "[Ilka Verro] left." in done.output
    assert "documents 1" in done.output


def test_json_is_one_line_of_figures(gold: str) -> None:
    done = CliRunner().invoke(evaluate, ["names", gold, "--json"])
    figures = json.loads(done.output)
    assert (figures["r"], figures["gold"], figures["documents"]) == (0.0, 1, 1)


@pytest.mark.parametrize("arguments", [["weather", "x"], ["names", "nowhere.jsonl"]])
def test_what_cannot_be_used_is_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", *arguments]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_table_has_labels_left_and_numbers_right() -> None:
    text = table_text(Table(("", "P"), (("all", 93.5), ("untyped", None), ("n", 12))))
    assert text == "             P\nall      93.50\nuntyped\nn           12"
