"""Writes the golden outputs of the commands: `python -m tests.chronicle.write_golden`; then read what changed."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path

from dateline import cli
from dateline.chronicle import Chronicle
from tests.chronicle.readings import harbour, plain
from tests.chronicle.test_commands import GOLDEN, test_what_is_printed


def main() -> None:
    """Runs each command of the golden test on the same chronicle and keeps what it prints."""
    os.environ["COLUMNS"] = "110"
    cases = next(mark.args[1] for mark in test_what_is_printed.pytestmark)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "c.db")
        with Chronicle.open(path) as chronicle:
            for reading in (harbour(), plain(0), plain(1)):
                chronicle.add(reading)
        GOLDEN.mkdir(exist_ok=True)
        for name, (command, *rest) in cases:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                cli.run([command, "--in", path, *(["--", *rest] if command == "search" else rest)])
            (GOLDEN / f"{name}.txt").write_text(out.getvalue(), "utf-8")


if __name__ == "__main__":
    main()
