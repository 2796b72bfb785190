"""A run that is killed at any moment loses nothing that it has said to be stored, and the next run completes it."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle, Selection
from tests.chronicle.readings import plain

ROOT = Path(__file__).resolve().parents[2]
COUNT = 120
RUN = """
import sys
from dateline.chronicle import Chronicle
from tests.chronicle.readings import plain
with Chronicle.open(sys.argv[1]) as chronicle:
    for number in range(int(sys.argv[2])):
        chronicle.add(plain(number))
        print(number, flush=True)
"""


def start(path: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(path), str(COUNT)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def killed_after(path: Path, lines: int, pause_s: float) -> int:
    """Runs until so many articles are told to be stored, and a moment longer; how many were told before the end."""
    run = start(path)
    assert run.stdout is not None
    told = sum(1 for _ in zip(range(lines), run.stdout, strict=False))
    time.sleep(pause_s)
    run.kill()
    rest = run.stdout.read().count("\n")
    run.wait()
    return told + rest


@pytest.mark.slow
def test_killed_at_any_moment(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.db"
    assert start(fresh).wait() == 0
    path = tmp_path / "c.db"
    for lines, pause_s in ((0, 0.0), (0, 0.05), (0, 0.2), (1, 0.0), (3, 0.003), (17, 0.001), (40, 0.007), (80, 0.0)):
        told = killed_after(path, lines, pause_s)
        if path.exists() and told:
            with Chronicle.open(path, create=False) as chronicle:
                assert chronicle.counts()["articles"] >= told
                assert all(chronicle.has(plain(number).article.id, "0.1.0") for number in range(told))
                assert list(chronicle.check()) == []
    assert start(path).wait() == 0
    with Chronicle.open(path, readonly=True) as one, Chronicle.open(fresh, readonly=True) as other:
        assert list(one.readings()) == list(other.readings())
        assert one.events(Selection()) == other.events(Selection())
        assert one.names(Selection()) == other.names(Selection())
        assert one.search("talks", Selection()) == other.search("talks", Selection())
        assert list(one.check()) == []


@pytest.mark.slow
def test_two_programs_may_add_at_once(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    runs = [start(path), start(path)]
    for run in runs:
        assert run.stdout is not None
        run.stdout.read()
    assert [run.wait() for run in runs] == [0, 0]
    with Chronicle.open(path, readonly=True) as chronicle:
        assert chronicle.counts()["articles"] == COUNT
        assert list(chronicle.check()) == []


@pytest.mark.slow
def test_a_file_that_may_not_grow_ends_in_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))\n" + RUN
    run = subprocess.run(
        [sys.executable, "-c", limited, str(path), "5000"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "DiskFull" in run.stderr and "what was reported as stored is safe" in run.stderr
    told = run.stdout.count("\n")
    with Chronicle.open(path, create=False) as chronicle:
        assert chronicle.counts()["articles"] == told > 0
        assert list(chronicle.check()) == []
