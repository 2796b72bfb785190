"""Gathers what the shards hold by month of publication: readings as JSON lines, their records as Parquet tables."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow
from pyarrow import parquet

from dateline.batch import layout
from dateline.batch.reading import LEVEL, month_lines
from dateline.batch.tables import COLUMNS, Row, rows

GROUP = 1000
"""Articles of a row group; what is kept in memory at a time."""
SCHEMAS = {
    name: pyarrow.schema(
        [(column, pyarrow.list_(pyarrow.string()) if kind == "list<string>" else kind) for column, kind in told.items()]
    )
    for name, told in COLUMNS.items()
}


def merge_rank(data: Any, rank: int, world_size: int, *, out: str) -> None:
    """Gather every so-many-th month, as datatrove calls it."""
    folder = Path(out)
    reports = {number: _report(folder, number) for number in range(_shards(folder))}
    months = sorted({month for report in reports.values() for month in report["months"]})
    for month in months[rank::world_size]:
        places = {number: report["months"][month] for number, report in reports.items() if month in report["months"]}
        merge_month(folder, month, places)


def _shards(out: Path) -> int:
    from dateline.batch.plan import read_plan

    return len(read_plan(out).shards)


def _report(out: Path, shard: int) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(layout.shard_report(out, shard).read_text("utf-8"))
    return found


def merge_month(out: Path, month: str, places: dict[int, list[int]]) -> None:
    """Write a month's readings and tables, in the order of shards and in each by article id; no article twice."""
    seen: set[str] = set()
    twice, counts = 0, dict.fromkeys(COLUMNS, 0)
    with ExitStack() as stack:
        lines = _readings(stack.enter_context(layout.written(layout.readings(out, month))), stack)
        writers = {name: stack.enter_context(_Table(layout.table(out, name, month), name)) for name in COLUMNS}
        for line in _lines(out, places):
            reading = json.loads(line)
            if reading["article"]["id"] in seen:
                twice += 1
                continue
            seen.add(reading["article"]["id"])
            lines.write(line)
            for name, made in rows(reading).items():
                counts[name] += len(made)
                writers[name].add(made)
            if len(seen) % GROUP == 0:
                for writer in writers.values():
                    writer.flush()
    with layout.written(layout.month_report(out, month)) as stream:
        stream.write(json.dumps({"month": month, "duplicates": twice, "rows": counts}, indent=1).encode() + b"\n")


def _lines(out: Path, places: dict[int, list[int]]) -> Iterator[bytes]:
    for shard, place in sorted(places.items()):
        yield from month_lines(layout.shard_readings(out, shard), place)


def _readings(stream: BinaryIO, stack: ExitStack) -> gzip.GzipFile:
    return stack.enter_context(gzip.GzipFile("", "wb", LEVEL, stream, mtime=0))


class _Table:
    """One table's Parquet file on its way: rows are kept until `flush` makes a row group of them."""

    def __init__(self, path: Path, name: str) -> None:
        self._stack, self._schema = ExitStack(), SCHEMAS[name]
        self._path, self._rows = path, list[Row]()

    def __enter__(self) -> _Table:
        stream = self._stack.enter_context(layout.written(self._path))
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")
        return self

    def add(self, made: list[Row]) -> None:
        self._rows.extend(made)

    def flush(self) -> None:
        if self._rows:
            columns = {name: [row.get(name) for row in self._rows] for name in self._schema.names}
            self._writer.write_table(pyarrow.table(columns, schema=self._schema))
            self._rows.clear()

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if error is None:
            self.flush()
        self._writer.close()
        self._stack.__exit__(kind, error, trace)
