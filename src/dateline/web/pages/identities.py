"""Who articles name: one page an identity, with its names, its roles by date, what is told and said, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from starlette.requests import Request

from dateline import query
from dateline.chronicle import Page
from dateline.chronicle.groups import BondRow
from dateline.gathering.identities import GATHERER, IdentityRow, identity
from dateline.web.answers import Answer, kinds_of_rows, plain_rows
from dateline.web.pages.listings import Choice, Group, listing
from dateline.web.pages.overtime import over_time
from dateline.web.pages.sameness import sameness
from dateline.web.params import PAGE, Asked
from dateline.web.pool import Reader
from dateline.web.wording import KINDS

MOST_ROWS = 15
LISTED = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP")


def who(reader: Reader, request: Request) -> Answer:
    """One identity: somebody or something that articles name."""
    beginning = request.path_params["id"]
    group = reader.chronicle.groups(GATHERER).holding(beginning)
    row = known(reader, group)
    gathered = (GATHERER, row.id)
    events = reader.desk.events_of(gathered, MOST_ROWS)
    said = reader.desk.said_by(gathered, MOST_ROWS)
    everything = reader.desk.said_on(gathered)
    shown = {
        "row": row, "events": events, "said": said, "over_time": over_time(everything), "why": reasons(row.why),
        "same": sameness(reader, row, request),
    }  # fmt: skip
    about = {"identity": partial(query.to_json, row), "events": events.total, "quotations": said.total}
    rows = kinds_of_rows("kind", {"event": events.rows, "quotation": said.rows})
    return Answer("who.html", row.name, shown, rows, about)


def reasons(why: Sequence[BondRow]) -> list[tuple[str, int]]:
    """The reasons for taking the members of a group for one, with how often each was given."""
    counted: dict[str, int] = {}
    for bond in why:
        counted[bond.reason] = counted.get(bond.reason, 0) + 1
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def people(reader: Reader, request: Request) -> Answer:
    """The identities of the chronicle, those that most articles name first."""
    asked = Asked(request.query_params)
    selection = asked.selection()
    kinds = selection.types or LISTED[:2]
    whole = replace(selection, types=kinds, limit=None, offset=0)
    groups = reader.of_groups(("people", whole), lambda: reader.desk.people(whole, GATHERER))
    first = selection.offset
    rows = tuple(known(reader, group) for group in groups[first : first + PAGE])
    choices = tuple(Choice(kind, KINDS[kind], None, kind in kinds) for kind in LISTED)
    shown = listing(asked, Page(rows, len(groups), first), "/who") | {
        "groups": [Group("type", "What kind", choices)],
        "waiting": reader.chronicle.groups(GATHERER).waiting,
    }
    return Answer("people.html", "Who is named", shown, plain_rows(rows), {"total": len(groups)})


def known(reader: Reader, group: str) -> IdentityRow:
    """An identity, made once for as long as what was gathered stays."""
    return reader.of_groups(("identity", group), lambda: identity(reader.chronicle, group))


VIEWS = {"/who": people, "/who/{id}": who}
