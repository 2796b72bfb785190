"""The review queue: one record at a time with its words; right, wrong, or what it should be, by a key each."""

from __future__ import annotations

import datetime
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline import query
from dateline.chronicle import Chronicle
from dateline.chronicle.desk import Counted
from dateline.chronicle.judgements import target
from dateline.errors import BadOption
from dateline.judging import accuracy, field_of, judge_record, undo
from dateline.web import session
from dateline.web.answers import Answer, plain_rows
from dateline.web.params import Asked
from dateline.web.pool import Reader
from dateline.web.site import Site

LAYERS: tuple[Counted, ...] = ("events", "quotations")
FIELDS = {
    "events": ("type", "reality", "when", "polarity", "certainty", "mode"),
    "quotations": ("stance", "act", "form"),
}
"""What of a record can be set right in the queue; other fields by `dateline correct`."""

VERDICTS = ("right", "wrong", "fix", "undo")
SILENT = "judged at the desk"
"""The reason of a judgement where none is given."""

NAME, LASTS_S = "dateline-person", 365 * 24 * 3600
SEE_OTHER = 303


def routes(site: Site) -> list[Route]:
    """The addresses of the queue."""

    def show(request: Request) -> Response:
        with site.pool.reader() as reader:
            return _page(site, reader, request)

    async def sent(request: Request) -> Response:
        fields = await request.form(max_files=0, max_fields=20)
        session.check(request, site.settings, fields.get("proof"))
        return await run_in_threadpool(_judge, site, request, fields)

    return [Route("/review", show, methods=["GET"]), Route("/review", sent, methods=["POST"])]


def _page(site: Site, reader: Reader, request: Request) -> Response:
    asked = Asked(request.query_params)
    layer: Any = asked.choice("layer", LAYERS, "events")
    row = reader.desk.to_review(layer, asked.one("after") or "")
    shown = {
        "layer": layer,
        "row": row,
        "fields": _fields(reader, row) if row else [],
        "figures": reader.of_judgements("accuracy", lambda: accuracy(reader.chronicle)),
        "person": request.cookies.get(NAME, ""),
        "last": _number(asked.one("last")),
        "skipped": bool(asked.one("after")),
    }
    return site.page(request, "review.html", "Review", **shown)


def _fields(reader: Reader, row: Any) -> list[tuple[str, Any]]:
    """What can be set right, each with what was read."""
    found = reader.chronicle.find(row.id)
    record = found.reading[found.layer][found.position]
    return [(field, field_of(record, found.layer, field)) for field in FIELDS[found.layer]]


def _number(given: str | None) -> int | None:
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 10 else None


def _judge(site: Site, request: Request, fields: FormData) -> Response:
    """Stores a judgement and goes on to the next record."""
    told = {key: str(value).strip() for key, value in fields.items()}
    verdict, person = told.get("verdict", ""), told.get("person", "")
    if verdict not in VERDICTS:
        raise BadOption(f"a judgement is one of {', '.join(VERDICTS)}")
    if not person or len(person) > 100:
        raise BadOption("a judgement needs your name")
    said = {"person": person, "day": datetime.date.today().isoformat(), "because": told.get("because") or SILENT}
    with site.writing, Chronicle.open(site.settings.path, create=False) as chronicle:
        goes = _stored(chronicle, verdict, told, said)
    layer = told.get("layer") if told.get("layer") in LAYERS else "events"
    response = RedirectResponse(f"/review?layer={layer}{goes}", SEE_OTHER)
    response.set_cookie(
        NAME, person.encode("ascii", "ignore").decode(), max_age=LASTS_S, httponly=True, samesite="strict"
    )
    return response


def _stored(chronicle: Chronicle, verdict: str, told: dict[str, str], said: dict[str, str]) -> str:
    """Writes a judgement, or takes one back; the rest of the next address."""
    if verdict == "undo":
        number = _number(told.get("last"))
        if number is None:
            raise BadOption("there is no judgement of yours to undo yet")
        undone = undo(chronicle, number, **said)
        before = undone.targets[0].record
        return f"&after={before[:15]}"
    found = chronicle.find(told.get("record", ""))
    if verdict == "wrong":
        with chronicle.transaction():
            number = chronicle.judgements.add("correct", found.layer, [target(found)], **said)
    elif verdict == "right":
        number = judge_record(chronicle, "confirm", found.id, None, None, **said)
    else:
        number = judge_record(chronicle, "correct", found.id, told.get("field"), told.get("value"), **said)
    return f"&after={found.id[:16]}&last={number}"


def judgements(reader: Reader, request: Request) -> Answer:
    """Everything that people have judged, the latest first."""
    rows = sorted(reader.chronicle.judgements.all(), key=lambda each: -each.number)
    figures = reader.of_judgements("accuracy", lambda: accuracy(reader.chronicle))
    shown = {"judged": rows[:500], "total": len(rows), "figures": figures}
    about = {"total": len(rows), "accuracy": [query.to_json(figure) for figure in figures]}
    return Answer("judgements.html", "Judgements", shown, plain_rows(rows), about)


VIEWS = {"/judgements": judgements}
