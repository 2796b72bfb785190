"""Help and start-up: fast, because nothing heavy is imported before a command needs it."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import pytest

from dateline.cli import COMMANDS, run
from dateline.version import __version__

HEAVY = ("spacy", "numpy", "onnxruntime", "tokenizers", "rich", "rapidfuzz", "sqlite3", "sqlite_utils", "py3langid")


def test_help_imports_nothing_heavy_and_takes_little_time() -> None:
    code = (
        "import sys, time\n"
        "from dateline.cli import run\n"
        "assert run(['--help']) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], time.process_time(), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy, _, seconds = done.stderr.strip().rpartition(" ")
    assert heavy == "[]"
    assert float(seconds) < 0.3
    assert "read" in done.stdout and "Commands" in done.stdout


def test_every_command_can_be_imported_and_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name, (where, line) in COMMANDS.items():
        module, _, function = where.partition(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)
        assert command.help and line.endswith(".") and len(line) <= 70
        assert run([name, "--help"]) == 0
        assert "--debug" in capsys.readouterr().out


def test_the_version_is_the_package_s() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert project["project"]["version"] == __version__


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reed"], "no such command 'reed'"),
        (["read"], "missing argument 'FILE|FOLDER|-...'"),
        (["read", "--colour", "x.txt"], "no such option"),
        (["read", "--published", "Tuesday", "x.txt"], "--published takes a date as YYYY-MM-DD"),
        (["read", "--only", "weather", "x.txt"], "there is no stage 'weather'"),
        (["read", "--only", "times", "--conllu", "x.txt"], "--conllu needs the language stage"),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"dateline: {said}") or f" {said}" in err.lower()
    assert err.count("\n") == 1 and err.rstrip().endswith("]")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "The harbour board met on Tuesday."}\n' * 400)
    command = f'"{sys.executable}" -m dateline.cli read --only times --json "{path}" | head -n 1'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True, env={**os.environ}
    )
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""
    assert done.returncode == 0
