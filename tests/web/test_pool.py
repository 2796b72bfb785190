"""What the desk has counted holds until what it was counted over changes, and is counted once however many ask."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.gathering import gather
from dateline.judging import judge_record
from dateline.query import select
from dateline.web.pool import Counts, Pool
from tests.chronicle.readings import harbour
from tests.web.desks import fill


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return fill(tmp_path / "c.db")


def counted(pool: Pool) -> dict[str, int]:
    """How many times each kind of count was made so far, after asking for each once more."""
    with pool.reader() as reader:
        for name in MADE:
            getattr(reader, name)("key", lambda name=name: MADE.__setitem__(name, MADE[name] + 1))
    return dict(MADE)


MADE: dict[str, int] = {}


def test_a_count_holds_until_what_it_rests_on_changes(path: Path) -> None:
    MADE.update(dict.fromkeys(("of_readings", "of_groups", "of_tellings", "of_judgements"), 0))
    pool = Pool(path)
    assert set(counted(pool).values()) == {1} == set(counted(pool).values())
    with Chronicle.open(path) as chronicle:
        event = chronicle.events(select()).rows[0]
        judge_record(chronicle, "confirm", event.id, None, None, person="Ada", day="2026-03-09", because="read")
    assert counted(pool) == {"of_readings": 1, "of_groups": 1, "of_tellings": 1, "of_judgements": 2}
    with Chronicle.open(path) as chronicle:
        gather(chronicle)
    assert counted(pool) == {"of_readings": 1, "of_groups": 2, "of_tellings": 2, "of_judgements": 2}
    with Chronicle.open(path) as chronicle:
        chronicle.add(harbour(published="2026-03-07"))
    assert counted(pool) == {"of_readings": 2, "of_groups": 2, "of_tellings": 3, "of_judgements": 3}
    pool.close()


def test_what_many_ask_for_at_once_is_counted_once() -> None:
    counts, made = Counts(), []

    def count() -> int:
        time.sleep(0.05)
        made.append(1)
        return 7

    found: list[int] = []
    asking = [threading.Thread(target=lambda: found.append(counts.get("a", (1,), count))) for _ in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert found == [7] * 8 and len(made) == 1


def test_a_count_that_fails_is_made_again() -> None:
    counts = Counts()
    with pytest.raises(ZeroDivisionError):
        counts.get("a", (1,), lambda: 1 // 0)
    assert counts.get("a", (1,), lambda: 5) == 5
