"""Firsts: what articles say is the first, the last or the only one, with the records that say otherwise."""

from __future__ import annotations

from starlette.requests import Request

from dateline import query
from dateline.gather.firsts import STATUSES
from dateline.gathering.firsts import GATHERERS, firsts
from dateline.web.answers import Answer, plain_rows
from dateline.web.pages.tellings import MOST_ROWS
from dateline.web.params import PAGE, Asked
from dateline.web.pool import Reader

ANY = "any"
PATH = "/firsts"


def first_list(reader: Reader, request: Request) -> Answer:
    """The claims in order of print, of one status or of any; decided once for as long as nothing changes."""
    asked = Asked(request.query_params)
    status, who = asked.choice("status", (*STATUSES, ANY), ANY), asked.one("who")
    every = reader.of_tellings(("firsts", who), lambda: list(firsts(reader.chronicle, who)))
    known = [row for row in every if status in (ANY, row.status)]
    size = PAGE if request.url.path == PATH else MOST_ROWS
    first = (asked.page - 1) * size
    rows = known[first : first + size]
    shown = {
        "rows_shown": rows,
        "total": len(known),
        "first": first,
        "waiting": max(reader.chronicle.groups(name).waiting for name in GATHERERS),
        "before": asked.address(PATH, page=asked.page - 1) if asked.page > 1 else None,
        "after": asked.address(PATH, page=asked.page + 1) if first + size < len(known) else None,
        "data": {form: asked.address(f"{PATH}.{form}") for form in ("json", "csv")},
        "chosen": status,
        "statuses": [(each, asked.address(PATH, status=each)) for each in (ANY, *STATUSES)],
    }
    about = {"total": len(known), "status": status}
    return Answer("firsts.html", "Firsts", shown, plain_rows(rows), about, lambda: query.csv_lines("firsts", rows))


VIEWS = {PATH: first_list}
