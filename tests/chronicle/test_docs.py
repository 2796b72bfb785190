"""What no page tells does not exist: every command over a chronicle, option, method and table is in the docs."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import click
import pytest

from dateline import cli
from dateline.chronicle import Chronicle

DOCS = Path(__file__).resolve().parents[2] / "docs"
COMMANDS = ("add", "follow", "events", "quotes", "times", "names", "search", "show", "verify")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_told(name: str) -> None:
    page = (DOCS / "commands.md").read_text("utf-8")
    command = cli.dateline.get_command(click.Context(cli.dateline), name)
    assert command is not None and f"\n## {name}\n" in page
    options = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
    assert options and options <= set(re.findall(r"--[a-z-]+", page))


def test_every_table_and_method_is_told(tmp_path: Path) -> None:
    page = (DOCS / "chronicle.md").read_text("utf-8")
    with Chronicle.open(tmp_path / "c.db"):
        connection = sqlite3.connect(tmp_path / "c.db")
        query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%\\_words\\_%' ESCAPE '\\'"
        tables = {name for (name,) in connection.execute(query)}
        connection.close()
    assert len(tables) >= 15
    methods = {name for name in vars(Chronicle) if not name.startswith("_") and name != "close"}
    told = set(re.findall(r"`(?:Chronicle\.)?([a-z_]+)", page))
    assert tables | methods <= told


def test_the_query_in_the_docs_runs(tmp_path: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", (DOCS / "chronicle.md").read_text("utf-8"), re.DOTALL)
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        assert queries and all(chronicle._connection.execute(query).fetchall() == [] for query in queries)
