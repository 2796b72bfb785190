"""Links lead somewhere, blocks of code run, and what can be asked for is told."""

from __future__ import annotations

import importlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from spacy.language import Language

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.query import COLUMNS
from dateline.tables import TABLES
from tests.chronicle.readings import harbour, plain
from tests.docs.pages import ROOT, Block, anchors, blocks, links, written

ELSEWHERE = re.compile(r"^(https?|mailto):")
OTHERS = {"scale.md"}
"""Pages whose SQL is for DuckDB over the tables of a batch; tests/batch runs it."""


def of(*languages: str) -> list[Block]:
    return [block for block in blocks() if block.language in languages]


def shown(block: Block) -> str:
    return block.where


@pytest.mark.parametrize("page", written(), ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for link in links(page):
        if ELSEWHERE.match(link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists() or "generated" in target.parts, f"{page}: {link}"
        assert not anchor or target.suffix != ".md" or anchor in anchors(target), f"{page}: {link}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the examples of the pages name."""
    made = tmp_path_factory.mktemp("pages")
    for name in ("demo.db", "chronicle.db"):
        with Chronicle.open(made / name) as chronicle:
            for reading in (harbour(), plain(0), plain(1)):
                chronicle.add(reading)
    return made


@pytest.mark.parametrize("block", of("python"), ids=shown)
def test_python_runs(block: Block, folder: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", block.code],
        cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, f"{block.where}\n{done.stderr}"


@pytest.mark.parametrize("block", of("toml", "json"), ids=shown)
def test_data_is_what_it_says(block: Block) -> None:
    assert tomllib.loads(block.code) if block.language == "toml" else json.loads(block.code)


@pytest.mark.parametrize("block", [block for block in of("sql") if block.page.name not in OTHERS], ids=shown)
def test_sql_runs(block: Block, folder: Path) -> None:
    connection = sqlite3.connect(folder / "demo.db")
    for statement in filter(str.strip, block.code.split(";")):
        connection.execute(statement).fetchall()
    connection.close()


def command_lines() -> Iterator[tuple[Block, list[str]]]:
    """Every `dateline ...` that a page shows in a block."""
    for block in of("", "console", "sh", "text"):
        for line in block.code.splitlines():
            if found := re.match(r"(?:\$ )?dateline (?!\d)(.*)$", line):
                yield block, shlex.split(found[1], comments=True)


def test_command_lines_name_commands_and_options_that_there_are() -> None:
    count = 0
    for block, (name, *arguments) in command_lines():
        command = cli.dateline.get_command(click.Context(cli.dateline), name)
        assert command is not None, f"{block.where}: there is no {name}"
        if isinstance(command, click.Group):
            command, arguments = command.commands[arguments[0]], arguments[1:]
        arguments = [argument for argument in arguments if argument not in ("|", "...")]
        try:
            command.make_context(name, arguments, resilient_parsing=False)
        except click.exceptions.Exit:
            pass
        except click.ClickException as error:
            pytest.fail(f"{block.where}: dateline {name} {arguments}: {error.format_message()}")
        count += 1
    assert count > 20


@pytest.mark.parametrize("name", [name for name in cli.COMMANDS])
def test_every_command_and_option_is_told(name: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    command = cli.dateline.get_command(click.Context(cli.dateline), name)
    assert command is not None and re.search(rf"`dateline {name}\b", page), f"{name} is not told"
    inner = list(command.commands.values()) if isinstance(command, click.Group) else []
    options = {
        option
        for each in (command, *inner)
        for param in each.params
        if isinstance(param, click.Option)
        for option in param.opts
        if option.startswith("--")
    }
    assert options <= told_of(name, page), name


SHARED = "Commands"
"""The part of the page that tells of the options of every command."""


def told_of(name: str, page: str) -> set[str]:
    """The options that a command's own part of the page names, of parts that it refers to, and of every command."""
    parts = {title: part for title, _, part in (each.partition("\n") for each in re.split(r"^#+ ", page, flags=re.M))}
    own = parts.get(name, "")
    also = [title for title in parts if f"`{title}`" in own or f"#{title.lower().replace(' ', '-')})" in own]
    return {option for part in (name, *also, SHARED) for option in re.findall(r"--[a-z-]+", parts.get(part, ""))}


def test_every_column_is_told() -> None:
    page = (ROOT / "docs" / "columns.md").read_text("utf-8")
    parts = {title: part for title, _, part in (each.partition("\n") for each in page.split("\n## "))}
    common = set(re.findall(r"`(\w+)`", parts["Every row of events, quotes, times and search"]))
    for view, columns in COLUMNS.items():
        told = set(re.findall(r"`(\w+)`", parts[view])) | (common if view != "names" else set())
        assert {column.heading for column in columns} <= told, view
    for name, table in TABLES.items():
        told = set(re.findall(r"`(\w+)`", parts[name])) | (common if name == "firsts" else set())
        assert set(table.headings) <= told, name


def test_every_plugin_group_is_told() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = "".join(page.read_text("utf-8") for page in written())
    groups = [group for group in project["entry-points"] if group.startswith("dateline.")]
    assert len(groups) >= 3
    assert all(f"`{group}`" in text for group in groups), groups
    for name, where in project["entry-points"]["spacy_factories"].items():
        importlib.import_module(where.partition(":")[0])
        settings = list(Language.get_factory_meta(name).default_config or {})
        assert all(f"`{told}`" in text for told in (name, *settings)), name


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    listed = set(re.findall(r"^([a-z][\w/-]*)$", index, re.MULTILINE))
    pages = {str(page.relative_to(ROOT / "docs").with_suffix("")) for page in written() if page.name != "README.md"}
    assert pages - {"index"} <= listed


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("myst_parser")
    arguments = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "html", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "The record that shows its words" in (tmp_path / "index.html").read_text("utf-8")


def test_the_citation_file_is_of_this_version() -> None:
    lines = (ROOT / "CITATION.cff").read_text("utf-8").splitlines()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f"version: {project['version']}" in lines and f"license: {project['license']}" in lines
