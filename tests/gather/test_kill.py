"""Loading, adding, gathering and judging killed at any moment: nothing is lost, the next run ends in the same."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.model import Reading
from tests.gather.frame_state import state
from tests.gather.people import shuffled
from tests.gather.test_identities import many
from tests.gather.test_origins import versions

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
RUN = """
import sys
from pathlib import Path
from dateline.batch import loading
from dateline.chronicle import Chronicle
from dateline.gathering import gather, work
from dateline.gathering.identities import identities
from dateline.judging import judge_pair, undo
from tests.gather.test_kill import readings
work.BATCH, loading.TOGETHER = 3, 4
SIGNED = {"person": "A", "day": "2026-04-01", "because": "test"}
STEPS = (
    ("split", "Ann Vale", "Ann Vale"), ("merge", "Ben Okoro", "A. Maro\u015f"), ("merge", "Harbour Trust", "IRS"),
    ("split", "Ben Okoro", "A. Maro\u015f"), ("merge", "Ann Vale", "Harbour Trust"),
)

def ends(chronicle, one, other):
    named = {name: [] for name in (one, other)}
    for row in identities(chronicle):
        for member in row.members:
            for name in set(member.names) & named.keys():
                named[name].append(member.id)
    return min(named[one]), max(named[other])

with Chronicle.open(sys.argv[1]) as chronicle:
    print("open", flush=True)
    stored = 0
    for outcome in loading.load(Path(sys.argv[2]), chronicle):
        stored += sum(outcome.values())
        print(stored, flush=True)
        gather(chronicle)
    for each in readings():
        chronicle.add(each)
        stored += 1
        print(stored, flush=True)
        gather(chronicle)
    for kind, one, other in STEPS[len(chronicle.judgements.all()) :]:
        judge_pair(chronicle, kind, *ends(chronicle, one, other), None, **SIGNED)
        print("judged", flush=True)
    if not chronicle.judgements.all()[1].undone_by:
        undo(chronicle, 2, **SIGNED)
    gather(chronicle)
    print("done", flush=True)
"""


def readings() -> list[Reading]:
    """The articles of the tests of identities and utterances, mixed."""
    return shuffled([*many(), *versions()], 5)


def start(path: Path, batch: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", RUN, str(path), str(batch)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def finish(path: Path, batch: Path) -> float:
    """Runs to the end; how many seconds that took from the opening of the file on."""
    run = start(path, batch)
    assert run.stdout is not None
    run.stdout.readline()
    begun = time.monotonic()
    assert run.stdout.read().endswith("done\n") and run.wait() == 0
    return time.monotonic() - begun


def killed(path: Path, batch: Path, pause_s: float) -> tuple[int, bool]:
    """Runs for so long; how many articles were told to be stored, and whether it had come to its end."""
    run = start(path, batch)
    assert run.stdout is not None
    run.stdout.readline()
    time.sleep(pause_s)
    run.kill()
    told = run.stdout.read().split()
    run.wait()
    return max((int(each) for each in told if each.isdigit()), default=0), "done" in told


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    pytest.importorskip("datatrove")
    from dateline.batch.running import Where
    from tests.batch.folders import invented, run

    fresh, batch, draw = tmp_path / "fresh.db", tmp_path / "batch", random.Random(9)
    run([str(invented(tmp_path / "in.jsonl", 24, broken=False))], batch, Where())
    whole = finish(fresh, batch)
    paths: Iterator[Path] = (tmp_path / f"{number}.db" for number in count())
    path, lengths = next(paths), []
    for _ in range(KILLS):
        pause = draw.random() * whole / 3
        stored, done = killed(path, batch, pause)
        lengths.append(stored)
        with Chronicle.open(path, readonly=True) as chronicle:
            assert chronicle.counts()["articles"] >= stored
            assert list(chronicle.check()) == []
        if done:
            assert state(path) == state(fresh)
            path = next(paths)
    finish(path, batch)
    assert state(path) == state(fresh)
    assert len(set(lengths)) > 5
    with Chronicle.open(path) as chronicle:
        assert all(done.articles == 0 for done in gather(chronicle))
