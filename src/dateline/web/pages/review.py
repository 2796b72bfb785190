"""The review queue: one record at a time with its words; right, wrong, or what it should be, by a key each."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline import query
from dateline.chronicle import Chronicle
from dateline.chronicle.desk import Counted
from dateline.chronicle.judgements import target
from dateline.chronicle.rows import Found
from dateline.errors import BadOption
from dateline.judging import accuracy, choices, field_of, judge_record, undo
from dateline.web import session
from dateline.web.answers import Answer, plain_rows
from dateline.web.params import Asked
from dateline.web.pool import Reader
from dateline.web.render import record_url
from dateline.web.site import Site

LAYERS: tuple[Counted, ...] = ("events", "quotations")
TIME = ("time.value", "time.earliest", "time.latest")
FIELDS = {
    "events": ("type", "mode", "reality", "when", "polarity", "certainty", "background", *TIME),
    "quotations": ("stance", "act", "form"),
    "times": ("type", "value", "earliest", "latest"),
    "entities": ("type", "name", "country"),
}
"""What of a record can be set right on the desk; other fields by `dateline correct`."""

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
        "fields": fixable(reader, reader.chronicle.find(row.id)) if row else [],
        "figures": reader.of_judgements("accuracy", lambda: accuracy(reader.chronicle)),
        "person": person(request),
        "last": number_of(asked.one("last")),
        "skipped": bool(asked.one("after")),
    }
    return site.page(request, "review.html", "Review", **shown)


@dataclass(frozen=True, slots=True)
class Fixable:
    """A field of a record that can be set right: what was read, and what it can be where that is a list."""

    name: str
    read: Any
    choices: tuple[str, ...]


def fixable(reader: Reader, found: Found) -> list[Fixable]:
    """What of a record can be set right, each with what was read."""
    if found.layer not in FIELDS:
        return []
    record = found.reading[found.layer][found.position]
    names = [name for name in FIELDS[found.layer] if not name.startswith("time.") or record["time"]]
    return [Fixable(name, field_of(record, found.layer, name), _choices(reader, found.layer, name)) for name in names]


def _choices(reader: Reader, layer: str, name: str) -> tuple[str, ...]:
    """What a field can be; of the types of events, which a codebook lists, those that the chronicle has."""
    if (layer, name) != ("events", "type"):
        return choices(layer, name)
    facets = reader.of_readings("types of events", lambda: reader.desk.facet("events", "type", query.select()))
    return tuple(sorted(facet.value for facet in facets))


def person(request: Request) -> str:
    """The name under which this browser judged last; empty for none."""
    return request.cookies.get(NAME, "")


def number_of(given: str | None) -> int | None:
    """The number of a judgement as a form sends it; None for what is none."""
    return int(given) if given and given.isascii() and given.isdigit() and len(given) < 10 else None


def _judge(site: Site, request: Request, fields: FormData) -> Response:
    """Stores a judgement and goes on to the next record."""
    told = {key: str(value).strip() for key, value in fields.items()}
    verdict, said = told.get("verdict", ""), signed(told)
    if verdict not in VERDICTS:
        raise BadOption(f"a judgement is one of {', '.join(VERDICTS)}")
    with site.writing, Chronicle.open(site.settings.path, create=False) as chronicle:
        goes = _stored(chronicle, verdict, told, said)
    return remember(RedirectResponse(_next(told, goes), SEE_OTHER), said["person"])


def signed(told: dict[str, str]) -> dict[str, str]:
    """Who judges, when and why, as a form tells it. Raises BadOption where it names nobody."""
    name = told.get("person", "")
    if not name or len(name) > 100:
        raise BadOption("a judgement needs your name")
    return {"person": name, "day": datetime.date.today().isoformat(), "because": told.get("because") or SILENT}


def remember(response: Response, name: str) -> Response:
    """The answer, with the name of who judged for the next form of this browser."""
    response.set_cookie(
        NAME, name.encode("ascii", "ignore").decode(), max_age=LASTS_S, httponly=True, samesite="strict"
    )
    return response


def _next(told: dict[str, str], goes: str) -> str:
    """Where a judgement leads: back to the page of its record, or on in the queue."""
    if told.get("back") == "record":
        return f"{record_url(quote(told.get('record', ''), safe=''))}#judged"
    layer = told.get("layer") if told.get("layer") in LAYERS else "events"
    return f"/review?layer={layer}{goes}"


def _stored(chronicle: Chronicle, verdict: str, told: dict[str, str], said: dict[str, str]) -> str:
    """Writes a judgement, or takes one back; the rest of the next address."""
    if verdict == "undo":
        number = number_of(told.get("last"))
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
