"""The day: what one day's articles tell that is new, and the way from day to day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline import query
from dateline.chronicle import EventRow, QuotationRow
from dateline.chronicle.desk import Facet
from dateline.errors import BadOption
from dateline.rows import USUAL_ACTS
from dateline.web.answers import Answer, PlainRows, kinds_of_rows
from dateline.web.pool import Reader
from dateline.web.wording import long_day

MOST_EVENTS = 300
MOST_HAPPENED = 14
MOST_SAID = 8
MOST_AHEAD = 10
MOST_NAMES = 14
STRIP = 45
"""How many days with articles the strip over a day shows."""

FRESH_DAYS = 7
"""An event of the last days, or of no told day, counts as news of the day; what lies further back does not."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one day's articles tell it: the telling shown, and the others that say the same."""

    row: EventRow
    others: tuple[EventRow, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who tells it, each once."""
        return tuple(dict.fromkeys(row.article.outlet or "unnamed outlet" for row in (self.row, *self.others)))


@dataclass(frozen=True, slots=True)
class Bar:
    """A day of the strip: its articles, and the height of its bar from 1 to 40."""

    day: str
    count: int
    height: int


def home(request: Request) -> Response:
    """The latest day."""
    return RedirectResponse("/day", 302)


def latest(reader: Reader, request: Request) -> Answer:
    """The latest day that has articles; where there is none, how to begin."""
    known = _days(reader)
    if known:
        return _day(reader, known[-1].value, known)
    undated = reader.chronicle.counts()["articles"] > 0
    return Answer("empty.html", "Day", {"undated": undated}, [])


def day(reader: Reader, request: Request) -> Answer:
    """One day."""
    asked = request.path_params["day"]
    try:
        known = datetime.date.fromisoformat(asked).isoformat() == asked
    except ValueError:
        known = False
    if not known:
        raise BadOption(f"{asked[:40]!r} is not a day: write it as 2026-03-05")
    return _day(reader, asked, _days(reader))


def _days(reader: Reader) -> tuple[Facet, ...]:
    return reader.of_readings("days", reader.desk.days)


def _day(reader: Reader, asked: str, known: Sequence[Facet]) -> Answer:
    shown, rows = reader.of_readings(("day", asked), lambda: _news(reader, asked))
    return Answer("day.html", long_day(asked), {**shown, **_around(asked, known)}, rows, {"day": asked})


def _news(reader: Reader, asked: str) -> tuple[dict[str, Any], PlainRows]:
    on = {"published_since": asked, "published_until": asked}
    events = reader.chronicle.events(query.select(**on, order="published", limit=MOST_EVENTS))  # type: ignore[arg-type]
    said = reader.chronicle.quotations(
        query.select(**on, acts=USUAL_ACTS, order="published", limit=MOST_EVENTS)  # type: ignore[arg-type]
    )
    happened = told(row for row in events.rows if row.reality == "actual" and _fresh(row, asked))
    ahead = told(row for row in events.rows if row.reality == "future" and row.time and _later(row, asked))
    quoted = sorted(said.rows, key=_weight_said)
    shown = {
        "day": asked,
        "happened": happened[:MOST_HAPPENED],
        "happened_total": len(happened),
        "ahead": sorted(ahead, key=lambda one: (one.row.time.earliest or "") if one.row.time else "~")[:MOST_AHEAD],
        "said": _spread(quoted)[:MOST_SAID],
        "said_total": said.total,
        "events_total": events.total,
        "names": reader.desk.first_named(asked, MOST_NAMES),
        "articles": reader.desk.articles_of(asked),
    }
    parts = {"event": (one.row for one in happened), "expected": (one.row for one in ahead), "quotation": said.rows}
    return shown, kinds_of_rows("kind", parts)


def _around(asked: str, known: Sequence[Facet]) -> dict[str, Any]:
    """The day before, the day after, and the strip of days around this one."""
    before = [facet for facet in known if facet.value < asked]
    after = [facet for facet in known if facet.value > asked]
    here = [facet for facet in known if facet.value == asked]
    strip = [*before[-(STRIP - min(len(after), STRIP // 3)) :], *here, *after[: STRIP // 3]]
    most = max((facet.count for facet in strip), default=1)
    return {
        "yesterday": before[-1].value if before else None,
        "tomorrow": after[0].value if after else None,
        "articles_total": here[0].count if here else 0,
        "strip": [Bar(facet.value, facet.count, max(2, round(40 * facet.count / most))) for facet in strip],
    }


def told(rows: Iterable[EventRow]) -> list[Told]:
    """Events with the same type, parties and day as one, those that most outlets tell first; then the fullest."""
    groups: dict[tuple[Any, ...], list[EventRow]] = {}
    for row in rows:
        if row.actors or row.recipients:
            groups.setdefault(_same(row), []).append(row)
    found = [Told(ranked[0], tuple(ranked[1:])) for ranked in (sorted(each, key=_weight) for each in groups.values())]
    return sorted(found, key=lambda one: (-len(one.outlets), *_weight(one.row)))


def _same(row: EventRow) -> tuple[Any, ...]:
    parties = sorted({party.shown.casefold() for party in (*row.actors, *row.recipients)})
    return row.type, row.reality, tuple(parties), row.time.earliest if row.time else None


def _weight(row: EventRow) -> tuple[Any, ...]:
    """What tells more comes first: both sides named, numbers, a time, a place; then the order of articles."""
    named = [side for side in (row.actors, row.recipients) if any(party.name and _named(party) for party in side)]
    full = 2 * len(named) + 2 * bool(row.quantities) + bool(row.time) + bool(row.place)
    return -full, row.article.id, row.trigger.start


def _named(party: Any) -> bool:
    return any(letter.isupper() for letter in party.shown)


def _fresh(row: EventRow, asked: str) -> bool:
    if row.background or row.time is None:
        return not row.background
    week_ago = (datetime.date.fromisoformat(asked) - datetime.timedelta(days=FRESH_DAYS)).isoformat()
    return (row.time.latest or "~") >= week_ago


def _later(row: EventRow, asked: str) -> bool:
    return row.time is not None and (row.time.latest or row.time.earliest or "") >= asked


def _weight_said(row: QuotationRow) -> tuple[Any, ...]:
    """Named speakers and their own words first."""
    named = bool(row.speaker and row.speaker.name and row.speaker.type in ("PERSON", "ORG"))
    return not named, row.form == "indirect", -min(sum(len(part.words) for part in row.content), 240), row.id


def _spread(rows: Sequence[QuotationRow]) -> list[QuotationRow]:
    """The first of each speaker, then the rest."""
    seen: set[str] = set()
    first: list[QuotationRow] = []
    rest: list[QuotationRow] = []
    for row in rows:
        name = row.speaker.shown if row.speaker else ""
        (rest if name in seen else first).append(row)
        seen.add(name)
    return first + rest


VIEWS = {"/day": latest, "/day/{day}": day}
