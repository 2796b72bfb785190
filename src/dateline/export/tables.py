"""CSV and Parquet: the rows of a listing as a table, for spreadsheets, R, Stata and data frames."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import IO, Any

from dateline.export.base import Stock

_FORMULA = re.compile(r"(^|[;\t\r\n])(\s*)(?=[=+\-@＝＋－＠])")
GROUP = 10_000
"""How many rows a row group of a Parquet file holds."""

NUMBERS = frozenset(
    {"start", "end", "mentions", "articles", "outlets", "origins", "versions"}
    | {f"{side}_{bound}" for side in ("old", "new", "decided") for bound in ("start", "end")}
)
"""The columns that hold whole numbers; all others hold text."""


def safe_cell(value: Any) -> Any:
    """A cell as given, or, where a spreadsheet might take it for a formula, with a ' before the sign."""
    return _FORMULA.sub(r"\1'\2", value) if isinstance(value, str) else value


def csv_line(cells: Sequence[Any]) -> str:
    """One line of a CSV file (RFC 4180)."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def csv_table(headings: Sequence[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """A CSV file line by line, headings first; cells that a spreadsheet would run as a formula begin with '."""
    yield csv_line(headings)
    for row in rows:
        yield csv_line([safe_cell(cell) for cell in row])


class CsvExporter:
    """A table in UTF-8 whose cells no spreadsheet runs."""

    suffix = ".csv"
    binary = False
    tables = True

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The headings, then a line a row; how many rows."""
        count = -1  # the headings are no row
        for line in csv_table(stock.columns(), stock.rows()):
            out.write(line.encode())
            count += 1
        return count


class ParquetExporter:
    """A table with typed columns; cells are as they are, since nothing runs them."""

    suffix = ".parquet"
    binary = True
    tables = True

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """Row groups of 10,000 rows; how many rows."""
        import pyarrow as arrow
        from pyarrow import parquet

        columns, count = list(stock.columns()), 0
        schema = arrow.schema([(name, arrow.int64() if name in NUMBERS else arrow.string()) for name in columns])
        with parquet.ParquetWriter(out, schema, compression="zstd") as writer:
            for rows in _groups(stock.rows()):
                count += len(rows)
                table = {name: [_cell(name, row[at]) for row in rows] for at, name in enumerate(columns)}
                writer.write_table(arrow.table(table, schema))
        return count


def _groups(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group


def _cell(name: str, value: Any) -> Any:
    return value if value is None or name in NUMBERS else str(value)
