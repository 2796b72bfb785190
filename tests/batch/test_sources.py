"""A batch keeps the bytes of its articles where that is asked for, and `load` brings them into the chronicle."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.batch import running
from dateline.batch.loading import load
from dateline.batch.running import Where
from dateline.batch.sources import kept
from dateline.chronicle import Chronicle
from dateline.custody import compare
from dateline.ids import bytes_id
from tests.batch.folders import CHEAP, content, invented

pytest.importorskip("datatrove")
ROWS = "day;body\n2026-03-05;The board met on Tuesday in Port Alder.\n2026-03-06;It met again on Friday.\n"
TAKING = {"columns": '[["published", "day"], ["text", "body"]]', "keep_source": "yes"}


def batch(folder: Path, name: str, workers: int) -> Path:
    plan = running.prepare([str(folder / "in")], folder / name, {**CHEAP, **TAKING}, 2000)
    running.run(plan, folder / name, Where(workers=workers), lambda *_: None)
    running.summary(plan, folder / name)
    return folder / name


def test_bytes_are_kept_loaded_and_taken_again(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    invented(tmp_path / "in" / "rows.jsonl", 20)
    (tmp_path / "in" / "table.csv").write_text(ROWS)
    out = batch(tmp_path, "out", 1)
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        assert sum(sum(counts.values()) for counts in load(out, chronicle)) == 22
        assert len(list(chronicle.kept_sources())) == 22
        assert {each.outcome for each in compare(chronicle)} == {"same"}
    assert all(bytes_id(data) == sha256 for sha256, data in kept(out))
    other = batch(tmp_path, "other", 2)
    assert content(other) == content(out)
    assert list(kept(other)) == list(kept(out))
