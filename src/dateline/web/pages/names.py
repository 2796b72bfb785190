"""One name and two names: what is said and done under them, over time, and by whom else in the same events."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request

from dateline import query
from dateline.chronicle import EventRow, NameRow
from dateline.chronicle.desk import NameKey, Pair
from dateline.chronicle.folding import fold
from dateline.errors import BadOption, UnknownRecord
from dateline.gathering.identities import GATHERER, IdentityRow
from dateline.rows import USUAL_ACTS
from dateline.web.answers import Answer, kinds_of_rows, plain_rows
from dateline.web.pages.identities import known
from dateline.web.pages.overtime import over_time
from dateline.web.params import Asked
from dateline.web.pool import Reader

MOST_ROWS = 12
MOST_PAIRS = 400
MOST_COMPANY = 16
MOST_IDENTITIES = 8
MEETINGS = ("CONSULT", "AGREE", "COOPERATE")


def name(reader: Reader, request: Request) -> Answer:
    """What is told under one name: roles, events, quotations, company."""
    called, kind = request.path_params["name"], request.path_params["type"].upper()
    row = _named(reader, called, kind)
    events = reader.chronicle.events(query.select(who=[called], newest=True, limit=MOST_ROWS))
    said = reader.chronicle.quotations(
        query.select(who=[called], acts=USUAL_ACTS, order="published", newest=True, limit=MOST_ROWS)
    )
    shown = {
        "row": row,
        "events": events,
        "said": said,
        "over_time": _said_over_time(reader, called),
        "company": _company(reader, called, row),
        "identities": _identities(reader, row),
    }
    about = {"name": partial(query.to_json, row), "events": events.total, "quotations": said.total}
    rows = kinds_of_rows("kind", {"event": events.rows, "quotation": said.rows})
    return Answer("name.html", row.name, shown, rows, about)


def _named(reader: Reader, called: str, kind: str) -> NameRow:
    row = reader.desk.name(fold(called), kind)
    if row is None:
        raise UnknownRecord(f"nobody and nothing of type {kind[:20]} is named {called[:80]!r} in this chronicle")
    return row


def _said_over_time(reader: Reader, called: str) -> list[dict[str, Any]]:
    selection = query.select(who=[called], acts=USUAL_ACTS)
    return over_time(reader.of_readings(("said", called), lambda: reader.desk.said_by_day(selection)))


def _company(reader: Reader, called: str, row: NameRow) -> list[tuple[NameKey, int, tuple[str, ...]]]:
    pairs: Sequence[Pair] = reader.of_readings(
        ("company", called), lambda: reader.desk.pairs(query.select(who=[called]), MOST_PAIRS)
    )
    own = fold(row.name)
    found = []
    for pair in pairs:
        if own in (pair.one.folded, pair.other.folded):
            other = pair.other if pair.one.folded == own else pair.one
            found.append((other, pair.events, pair.types))
    return found[:MOST_COMPANY]


def _identities(reader: Reader, row: NameRow) -> list[IdentityRow]:
    """Who goes by this name, as far as it has been gathered."""
    groups = reader.desk.groups_of(fold(row.name), row.type, GATHERER, MOST_IDENTITIES)
    return [known(reader, group) for group in groups]


def pair(reader: Reader, request: Request) -> Answer:
    """Two names: when they met, what one did to the other, what one said of the other."""
    asked = Asked(request.query_params)
    one, other = asked.one("one"), asked.one("other")
    if not one or not other:
        raise BadOption("a pair takes two names: /pair?one=NAME&other=NAME")
    together = reader.chronicle.events(query.select(who=[one, other], newest=True, limit=200))
    met = [row for row in together.rows if row.type in MEETINGS]
    others = [row for row in together.rows if row.type not in MEETINGS]
    said = {speaker: _of(reader, speaker, named) for speaker, named in ((one, other), (other, one))}
    shown = {
        "one": one,
        "other": other,
        "met": met[:MOST_ROWS],
        "met_total": len(met),
        "done": others[:MOST_ROWS],
        "done_total": len(others),
        "said": said,
        "total": together.total,
        "dated": _dated(together.rows),
        "all": asked.address("/events", {"one": None, "other": None}) + _who(one, other),
    }
    return Answer("pair.html", f"{one} and {other}", shown, plain_rows(together.rows), {"total": together.total})


def _who(one: str, other: str) -> str:
    return "?" + urlencode([("who", one), ("who", other)])


def _of(reader: Reader, speaker: str, named: str) -> Any:
    """What one says in which the other is named."""
    words = '"' + named.replace('"', " ") + '"'
    return reader.chronicle.quotations(
        query.select(who=[speaker], text=words, order="published", newest=True, limit=MOST_ROWS)
    )


def _dated(rows: Sequence[EventRow]) -> int:
    return sum(row.time is not None for row in rows)


VIEWS = {"/name/{type}/{name:path}": name, "/pair": pair}
