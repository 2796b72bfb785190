"""Where everything lies in a batch's folder, and how a file gets there: whole, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

UNDATED = "undated"
"""The month of articles without a publication date."""
READ, MERGED = "read", "merged"
"""The two steps of a batch, by the names of the folders that hold their completion marks."""


def shard_readings(out: Path, shard: int) -> Path:
    """The readings of one shard, sorted by article id within each month, a gzip member a month."""
    return out / "shards" / f"{shard:05d}.jsonl.gz"


def shard_report(out: Path, shard: int) -> Path:
    """What was read of one shard, what was refused, and where its months lie."""
    return out / "shards" / f"{shard:05d}.json"


def refused(out: Path, shard: int) -> Path:
    """What of one shard could not be taken as an article, with the reasons."""
    return out / "refused" / f"{shard:05d}.jsonl"


def sources(out: Path, shard: int) -> Path:
    """The bytes that the articles of one shard were taken from, where they are kept."""
    return out / "sources" / f"{shard:05d}.zip"


def readings(out: Path, month: str) -> Path:
    """The readings of a month, one JSON object a line as the contract says."""
    return out / "readings" / f"month={month}" / "part-00000.jsonl.gz"


def table(out: Path, name: str, month: str) -> Path:
    """One table of a month."""
    return out / "tables" / name / f"month={month}" / "part-00000.parquet"


def month_report(out: Path, month: str) -> Path:
    """How many rows a month has."""
    return out / "months" / f"{month}.json"


def marks(out: Path, step: str) -> Path:
    """Where a step keeps its completion marks and logs."""
    return out / "marks" / step


def done(out: Path, step: str) -> int:
    """How many tasks of a step are marked as completed."""
    folder = marks(out, step) / "completions"
    return sum(1 for _ in folder.iterdir()) if folder.is_dir() else 0


def sweep(out: Path) -> None:
    """Removes what processes that were killed have left half written; for a batch at which nobody works any more."""
    for name in ("shards", "refused", "sources", "readings", "tables", "months"):
        for path in (out / name).rglob(".*"):
            path.unlink(missing_ok=True)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """A file to write to that stands at `path` when the block has ended well, synced to the disk, and not before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
