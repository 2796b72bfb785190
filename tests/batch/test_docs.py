"""What no page tells does not exist: every option, column and query of a batch is in the docs, and the queries run."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from dateline import cli
from dateline.batch.running import Where
from dateline.batch.tables import COLUMNS
from tests.batch.folders import invented, run

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["batch", "load"])
def test_every_option_is_told(name: str) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
    command = cli.dateline.get_command(click.Context(cli.dateline), name)
    assert command is not None
    options = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
    assert options - {"--debug"} <= set(re.findall(r"--[a-z-]+", section))


@pytest.mark.parametrize("table", COLUMNS)
def test_every_column_is_told_in_its_order(table: str) -> None:
    page = (DOCS / "scale.md").read_text("utf-8")
    row = re.search(rf"^\| `{table}` \| (.*) \|$", page, re.MULTILINE)
    assert row is not None
    told = [name for name in re.findall(r"`(\w+)`", row[1]) if name != "narrator"]
    assert told == list(COLUMNS[table])


def test_the_queries_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("datatrove")
    run([str(invented(tmp_path / "in.jsonl", 12))], tmp_path / "out", Where())
    monkeypatch.chdir(tmp_path)
    queries = re.findall(r"```sql\n(.*?)```", (DOCS / "scale.md").read_text("utf-8"), re.DOTALL)
    answers = [duckdb.sql(query).fetchall() for query in queries]
    assert len(answers) == 7
    assert answers[-1] == [(12,)]
    assert sorted((code, times) for code, _, times in answers[-3]) == [
        ("DL103", 1),
        ("DL103", 1),
        ("DL104", 1),
        ("DL106", 1),
    ]
