"""Gathering and judging killed at any moment: the file passes its check, the next run completes to the same groups."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.gather.identities import Identities
from dateline.gather.origins import Origins
from dateline.gather.revisions import Revisions
from dateline.gather.utterances import Utterances
from dateline.gathering import gather
from tests.gather.frame_state import state
from tests.gather.people import shuffled
from tests.gather.test_identities import many
from tests.gather.test_origins import versions

ROOT = Path(__file__).resolve().parents[2]
KILLS = 30
RUN = """
import sys
from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import target
from dateline.gathering import gather, work
from tests.gather.test_kill import GATHERERS, readings
work.BATCH = 3
with Chronicle.open(sys.argv[1]) as chronicle:
    print("open", flush=True)
    for each in readings():
        chronicle.add(each)
        gather(chronicle, GATHERERS)
    if not chronicle.judgements.all():
        found = [chronicle.find(member.id) for member in chronicle.groups("identities").all().__next__().members[:2]]
        with chronicle.transaction():
            chronicle.judgements.add(
                "split", "identities", [target(one) for one in found], person="A", day="2026-04-01", because="test"
            )
    if len(chronicle.judgements.all()) < 2:
        ends = [list(chronicle.groups("identities").all())[at].members[0].id for at in (-1, -2)]
        with chronicle.transaction():
            chronicle.judgements.add(
                "merge", "identities", [target(chronicle.find(one)) for one in ends],
                person="A", day="2026-04-02", because="test",
            )
    gather(chronicle, GATHERERS)
"""
GATHERERS = [Identities(), Origins(), Utterances(), Revisions()]


def readings() -> list[object]:
    """The articles of the tests of identities and utterances, mixed."""
    return shuffled([*many(), *versions()], 5)  # type: ignore[return-value]


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", RUN, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path: Path) -> None:
    fresh, path, draw = tmp_path / "fresh.db", tmp_path / "c.db", random.Random(9)
    begun = time.monotonic()
    assert start(fresh).wait() == 0
    whole = time.monotonic() - begun
    for _ in range(KILLS):
        run = start(path)
        assert run.stdout is not None
        run.stdout.readline()
        time.sleep(draw.random() * whole / 3)
        run.kill()
        run.wait()
        with Chronicle.open(path, readonly=True) as chronicle:
            assert list(chronicle.check()) == []
    assert start(path).wait() == 0
    assert state(path) == state(fresh)
    with Chronicle.open(path) as chronicle:
        assert all(done.articles == 0 for done in gather(chronicle, GATHERERS))
