"""What many articles tell: stories, happenings side by side, what was said in how many versions, and origins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.chronicle import EventRow
from dateline.gather.utterances import differences
from dateline.gathering import happenings as told
from dateline.gathering import origins, stories, utterances
from dateline.gathering.happenings import HappeningRow
from dateline.gathering.origins import Tally
from dateline.gathering.stories import StoryRow
from dateline.web.answers import Answer, plain_rows
from dateline.web.params import PAGE, Asked
from dateline.web.pool import Reader
from dateline.web.wording import when

FEWEST = 2
"""A story, a happening or an utterance is listed when at least so many articles or quotations carry it."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one field of a happening is in its tellings: every value, and which tellings have it."""

    field: str
    values: tuple[tuple[str, tuple[EventRow, ...]], ...]

    @property
    def agreed(self) -> bool:
        """Whether all that tell the field tell the same."""
        return len(self.values) == 1


def story_list(reader: Reader, request: Request) -> Answer:
    """The stories that several articles tell, the largest first."""
    made = reader.counts.get("stories", lambda: tuple(stories.stories(reader.chronicle, least=FEWEST)))
    return _listed(reader, request, "stories.html", "Stories", stories.GATHERER, made)


def happening_list(reader: Reader, request: Request) -> Answer:
    """The happenings that several articles tell, those told most first."""
    made = reader.counts.get("happenings", lambda: tuple(told.happenings(reader.chronicle, least=FEWEST)))
    return _listed(reader, request, "happenings.html", "Happenings", told.GATHERER, made)


def utterance_list(reader: Reader, request: Request) -> Answer:
    """What several quotations print, those printed most first."""
    made = reader.counts.get("utterances", lambda: tuple(utterances.utterances(reader.chronicle, least=FEWEST)))
    return _listed(reader, request, "utterances.html", "Utterances", utterances.GATHERER, made)


def _listed(reader: Reader, request: Request, template: str, title: str, gatherer: str, made: Sequence[Any]) -> Answer:
    asked = Asked(request.query_params)
    first, path = (asked.page - 1) * PAGE, f"/{title.lower()}"
    rows = list(islice(made, first, first + PAGE))
    shown = {
        "rows_shown": rows,
        "total": len(made),
        "first": first,
        "waiting": reader.chronicle.groups(gatherer).waiting,
        "before": asked.address(path, page=asked.page - 1) if asked.page > 1 else None,
        "after": asked.address(path, page=asked.page + 1) if first + PAGE < len(made) else None,
        "data": {form: asked.address(f"{path}.{form}") for form in ("json", "csv")},
    }
    return Answer(template, title, shown, plain_rows(rows), {"total": len(made)})


def story(reader: Reader, request: Request) -> Answer:
    """One story: its articles in the order of print, its origins, and why each belongs."""
    row = stories.story(reader.chronicle, request.path_params["id"])
    counts = Tally(reader.chronicle).count(reader.chronicle.find(member.id).article for member in row.members)
    shown = {"row": row, "counts": counts, "happenings": _happenings_of(reader, row)}
    return Answer("story.html", row.title.words, shown, plain_rows(row.members), {"story": query.to_json(row)})


def _happenings_of(reader: Reader, row: StoryRow) -> list[HappeningRow]:
    """The happenings that at least two of a story's articles tell."""
    inside = {member.id for member in row.members}
    everything = reader.counts.get("happenings", lambda: tuple(told.happenings(reader.chronicle, least=FEWEST)))
    return [each for each in everything if len(inside & {one.event.article.id for one in each.tellings}) >= FEWEST]


def happening(reader: Reader, request: Request) -> Answer:
    """One happening: the accounts of those who tell it side by side, and how many origins they are."""
    row = told.happening(reader.chronicle, request.path_params["id"])
    events = [telling.event for telling in row.tellings]
    shown = {
        "row": row,
        "accounts": accounts(events),
        "counts": Tally(reader.chronicle).count(event.article for event in events),
    }
    about = {"happening": row.id, "articles": row.articles, "outlets": row.outlets}
    rows = [{"because": telling.because, **query.to_json(telling.event)} for telling in row.tellings]
    return Answer("happening.html", f"Happening of {when(events[0].time)}", shown, rows, about)


FIELDS: dict[str, Callable[[EventRow], Iterable[str]]] = {
    "Who": lambda event: (query.party_name(party) for party in event.actors),
    "To whom": lambda event: (query.party_name(party) for party in event.recipients),
    "When": lambda event: [when(event.time)] if event.time else [],
    "Where": lambda event: [event.place.shown] if event.place else [],
    "How many": lambda event: map(query.quantity, event.quantities),
    "What kind": lambda event: [event.type.lower()],
    "Did it happen": lambda event: [event.reality],
}
"""What the accounts of a happening are compared in."""


def accounts(events: Sequence[EventRow]) -> list[Account]:
    """Each field that some telling tells, with every value and the tellings that have it, the most told first."""
    found = []
    for field, of in FIELDS.items():
        values: dict[str, list[EventRow]] = {}
        written: dict[str, str] = {}
        for event in events:
            if value := ", ".join(dict.fromkeys(of(event))):
                values.setdefault(written.setdefault(value.casefold(), value), []).append(event)
        if values:
            ranked = sorted(values.items(), key=lambda item: (-len(item[1]), item[0]))
            found.append(Account(field, tuple((value, tuple(rows)) for value, rows in ranked)))
    return found


def utterance(reader: Reader, request: Request) -> Answer:
    """One thing that was said: every version, word by word against the longest."""
    row = utterances.utterance(reader.chronicle, request.path_params["id"])
    versions = [(version, differences(row.words, version.words)) for version in row.versions]
    title = f"{row.speaker or 'Somebody'}: {row.words[:60]}"
    about = {"utterance": query.to_json(row)}
    return Answer("utterance.html", title, {"row": row, "versions": versions}, plain_rows(row.versions), about)


def origin(reader: Reader, request: Request) -> Answer:
    """One origin: the articles that carry one report, whom they credit, and the words they share with the first."""
    row = origins.origin(reader.chronicle, request.path_params["id"])
    return Answer("origin.html", "Origin", {"row": row}, plain_rows(row.copies), {"origin": query.to_json(row)})


VIEWS = {
    "/stories": story_list,
    "/story/{id}": story,
    "/happenings": happening_list,
    "/happening/{id}": happening,
    "/utterances": utterance_list,
    "/utterance/{id}": utterance,
    "/origin/{id}": origin,
}
