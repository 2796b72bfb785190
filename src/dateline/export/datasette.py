"""Datasette: a metadata file that names a chronicle's tables and columns and holds a few ready queries."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import IO

from dateline.export.base import Stock


class DatasetteExporter:
    """The metadata for `datasette CHRONICLE --metadata FILE`."""

    suffix = ".json"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The metadata under the name that Datasette gives the file; no records."""
        shipped = json.loads((files("dateline.export") / "datasette.json").read_text("utf-8"))
        metadata = {**shipped, "databases": {stock.name: shipped["databases"]["chronicle"]}}
        out.write((json.dumps(metadata, indent=1, ensure_ascii=False) + "\n").encode())
        return 0
