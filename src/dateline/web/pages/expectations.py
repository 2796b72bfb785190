"""What is announced for a day, and what became of it: by status, by who takes part, by the days it is due on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from starlette.requests import Request

from dateline import query
from dateline.chronicle import Page
from dateline.errors import BadOption
from dateline.gather.expectations import STATUSES, Status
from dateline.gathering import expectations as told
from dateline.gathering.expectation_csv import csv_lines
from dateline.gathering.origins import Tally
from dateline.web.answers import Answer, plain_rows
from dateline.web.pages.listings import Choice, Group, listing
from dateline.web.params import PAGE, Asked
from dateline.web.pool import Reader

PATH = "/expectations"
MOST_ROWS = 500
"""How many expectations a JSON or CSV answer holds; the next ones are on the next page."""


def expectation_list(reader: Reader, request: Request) -> Answer:
    """What is expected, by the day on which it is due."""
    asked = Asked(request.query_params)
    wanted = _wanted(asked)
    of_any = replace(wanted, statuses=())
    answer = reader.of_tellings(("expectations", of_any), lambda: told.expected(reader.chronicle, of_any))
    found = [each for each in answer.found if not wanted.statuses or each.status in wanted.statuses]
    size = PAGE if request.url.path == PATH else MOST_ROWS
    first, tally = (asked.page - 1) * size, Tally(reader.chronicle)
    rows = tuple(told.row(reader.chronicle, tally, each) for each in found[first : first + size])
    counts = Counter(each.status for each in answer.found)
    choices = tuple(Choice(each, each, counts[each], each in wanted.statuses) for each in STATUSES)
    waiting = (reader.chronicle.groups(name).waiting for name in told.GATHERERS)
    shown = listing(asked, Page(rows, len(found), first), PATH) | {
        "groups": [Group("status", "What became of it", choices)],
        "as_of": answer.as_of,
        "waiting": max(waiting),
    }
    about = {"total": len(found), "as_of": answer.as_of}
    return Answer("expectations.html", "Expectations", shown, plain_rows(rows), about, lambda: csv_lines(rows))


def _wanted(asked: Asked) -> told.Asked:
    """What the address asks for; `since` and `until` are held against the days on which it is due."""
    days = query.select(since=asked.one("since"), until=asked.one("until"))
    today = query.span("as-of", asked.one("as-of"))[1]
    return told.Asked(days.since, days.until, _statuses(asked), asked.all("who"), today)


def _statuses(asked: Asked) -> tuple[Status, ...]:
    given = asked.all("status")
    for each in given:
        if each not in STATUSES:
            raise BadOption(f"status {each[:40]!r} is not one of {', '.join(STATUSES)}")
    return tuple(status for status in STATUSES if status in given)


VIEWS = {PATH: expectation_list}
