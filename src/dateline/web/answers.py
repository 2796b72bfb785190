"""One answer, three forms: a page, JSON or CSV of the same rows; and one shape for every error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from starlette.responses import JSONResponse, Response

from dateline.errors import DatelineError
from dateline.export.tables import csv_table
from dateline.query import to_json

FORMS = ("html", "json", "csv")
Row = dict[str, Any]


@dataclass(slots=True)
class Answer:
    """A page's template with what it shows, and the same as rows of plain JSON.

    What `about` holds as a function is made for JSON alone. `cells` gives the lines of a CSV file where a view has
    columns of its own; otherwise the rows are laid flat.
    """

    template: str
    title: str
    shown: dict[str, Any]
    rows: Iterable[Row]
    about: Row = field(default_factory=dict)
    cells: Callable[[], Iterator[str]] | None = None
    status: int = 200


def as_json(answer: Answer) -> Response:
    """The rows as one JSON document: what was asked, how many there are, the rows."""
    about = {key: value() if callable(value) else value for key, value in answer.about.items()}
    return JSONResponse({"title": answer.title, **about, "rows": list(answer.rows)}, answer.status)


def as_csv(answer: Answer, name: str) -> Response:
    """The rows as a CSV file that no spreadsheet runs."""
    lines = answer.cells() if answer.cells else csv_lines(answer.rows)
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}.csv"}
    return Response("".join(lines), media_type="text/csv; charset=utf-8", headers=headers)


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Rows laid flat as CSV, a heading for every key that some row has; nested values as JSON."""
    flat = [_flat(row) for row in rows]
    headings = list(dict.fromkeys(key for row in flat for key in row))
    yield from csv_table(headings, ([row.get(heading) for heading in headings] for row in flat))


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


class PlainRows:
    """Rows of the chronicle as plain JSON, made when they are looked at: a page of HTML looks at none."""

    def __init__(self, *parts: tuple[Row, Iterable[Any]]) -> None:
        self._parts = [(first, tuple(rows)) for first, rows in parts]

    def __iter__(self) -> Iterator[Row]:
        """Each row, what its part has in common before its own keys."""
        return ({**first, **to_json(row)} for first, rows in self._parts for row in rows)


def plain_rows(rows: Iterable[Any]) -> PlainRows:
    """Rows of the chronicle as plain JSON."""
    return PlainRows(({}, rows))


def kinds_of_rows(key: str, parts: Mapping[str, Iterable[Any]]) -> PlainRows:
    """Rows of several kinds, each with its kind under a key."""
    return PlainRows(*(({key: kind}, rows) for kind, rows in parts.items()))


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
