"""One answer, three forms: a page, JSON or CSV of the same rows; and one shape for every error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError
from dateline.export.tables import csv_line, safe_cell
from dateline.query import to_json

FORMS = ("html", "json", "csv")
Row = dict[str, Any]


@dataclass(slots=True)
class Answer:
    """A page's template with what it shows, and the same as rows of plain JSON.

    `cells` gives the lines of a CSV file where a view has columns of its own; otherwise the rows are laid flat.
    """

    template: str
    title: str
    shown: dict[str, Any]
    rows: Sequence[Row]
    about: Row = field(default_factory=dict)
    cells: Callable[[], Iterator[str]] | None = None
    status: int = 200


def as_json(answer: Answer) -> Response:
    """The rows as one JSON document: what was asked, how many there are, the rows."""
    return JSONResponse({"title": answer.title, **answer.about, "rows": list(answer.rows)}, answer.status)


def as_csv(answer: Answer, name: str) -> Response:
    """The rows as a CSV file that no spreadsheet runs."""
    lines = answer.cells() if answer.cells else csv_lines(answer.rows)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.csv"}
    return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Rows laid flat as CSV, a heading for every key that some row has; nested values as JSON."""
    flat = [_flat(row) for row in rows]
    headings = list(dict.fromkeys(key for row in flat for key in row))
    yield csv_line(headings)
    for row in flat:
        yield csv_line([safe_cell(row.get(heading)) for heading in headings])


def _flat(row: Row, before: str = "") -> Row:
    found: Row = {}
    for key, value in row.items():
        if isinstance(value, dict):
            found |= _flat(value, f"{before}{key}.")
        elif isinstance(value, list):
            found[before + key] = _listed(value)
        else:
            found[before + key] = value
    return found


def _listed(values: list[Any]) -> str:
    if all(isinstance(value, (str, int, float)) for value in values):
        return " | ".join(map(str, values))
    return json.dumps(values, ensure_ascii=False)


def plain_rows(rows: Iterable[Any]) -> list[Row]:
    """Rows of the chronicle as plain JSON."""
    return [to_json(row) for row in rows]


def error_shape(error: DatelineError) -> Row:
    """The one shape of an error as JSON."""
    return {"error": {"code": error.code, "message": error.message}}


def status_of(error: DatelineError) -> int:
    """The HTTP status that goes with an error."""
    return {"DL405": 404, "DL602": 404, "DL402": 503, "DL403": 503, "DL105": 413}.get(
        error.code, _by_family(error.code)
    )


def _by_family(code: str) -> int:
    return {"DL1": 400, "DL5": 400, "DL6": 403}.get(code[:3], 500)
