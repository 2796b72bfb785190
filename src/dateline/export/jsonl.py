"""JSONL: whole readings in the form of the contract, one a line: what `dateline load` and `read --json` know."""

from __future__ import annotations

from typing import IO

from dateline.export.base import Stock
from dateline.export.lines import line


class JsonlExporter:
    """The readings of the articles that fit, whole."""

    suffix = ".jsonl"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One reading a line; how many."""
        count = 0
        for told in stock.told():
            count += 1
            out.write(line(told.reading.to_dict()).encode())
        return count
