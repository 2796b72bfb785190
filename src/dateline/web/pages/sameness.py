"""Whether those whom articles name are one: what a page offers to judge, and the form that judges or takes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline import query
from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Judgement
from dateline.errors import BadOption
from dateline.gathering.identities import GATHERER, IdentityRow, identity
from dateline.judging import judge_pair, undo
from dateline.web import session
from dateline.web.pages.review import SEE_OTHER, number_of, person, remember, signed
from dateline.web.pool import Reader
from dateline.web.site import Site

Verdict = Literal["merge", "split", "confirm"]
MOST = 12
"""How many others of a like name are offered."""


@dataclass(frozen=True, slots=True)
class Sameness:
    """What of an identity can be judged: others of a like name, what was judged before, and who judged last here."""

    others: tuple[IdentityRow, ...]
    judged: tuple[Judgement, ...]
    person: str


def sameness(reader: Reader, row: IdentityRow, request: Request) -> Sameness:
    """What the page of an identity offers to judge."""
    members = tuple(member.id for member in row.members)
    every = reader.of_judgements("pairs", lambda: [one for one in reader.chronicle.judgements.all() if _pair(one)])
    judged = [one for one in every if any(each.record.startswith(members) for each in one.targets)]
    return Sameness(_alike(reader, row), tuple(judged), person(request))


def _pair(one: Judgement) -> bool:
    return one.subject == GATHERER and len(one.targets) == 2


def _alike(reader: Reader, row: IdentityRow) -> tuple[IdentityRow, ...]:
    """Others of its type that have the last word of its name, those that most articles name first."""
    asked = query.select(who=(row.name.split()[-1],), types=(row.type,))
    groups = reader.of_groups(("people", asked), lambda: reader.desk.people(asked, GATHERER))
    rows = (
        reader.of_groups(("identity", group), lambda group=group: identity(reader.chronicle, group))  # type: ignore[misc]
        for group in groups[: MOST + 1]
    )
    return tuple(other for other in rows if other.id != row.id)[:MOST]


def routes(site: Site) -> list[Route]:
    """The address that the form is sent to."""

    async def sent(request: Request) -> Response:
        fields = await request.form(max_files=0, max_fields=20)
        session.check(request, site.settings, fields.get("proof"))
        return await run_in_threadpool(_judge, site, fields)

    return [Route("/who", sent, methods=["POST"])]


def _judge(site: Site, fields: FormData) -> Response:
    """Stores a judgement of two, or takes one back, and goes back to whom it was about."""
    told = {key: str(value).strip() for key, value in fields.items()}
    said = signed(told)
    with site.writing, Chronicle.open(site.settings.path, create=False) as chronicle:
        about = _stored(chronicle, told, said)
    return remember(RedirectResponse(f"/who/{quote(about[:15], safe='')}#judged", SEE_OTHER), said["person"])


def _stored(chronicle: Chronicle, told: dict[str, str], said: dict[str, str]) -> str:
    """Writes it down; a record that it is about."""
    verdict = told.get("verdict", "")
    if verdict == "undo":
        number = number_of(told.get("last"))
        if number is None:
            raise BadOption("which judgement is to be taken back is not told")
        return undo(chronicle, number, **said).targets[0].record
    if verdict not in get_args(Verdict):
        raise BadOption(f"a judgement is one of {', '.join(get_args(Verdict))}, or undo")
    one, other = told.get("one", ""), told.get("other", "")
    judge_pair(chronicle, verdict, one, other, GATHERER, **said)  # type: ignore[arg-type]
    return one
