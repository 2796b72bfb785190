"""What many articles tell: stories, the list of happenings, what was said in how many versions, and origins."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.chronicle import Chronicle
from dateline.gather.utterances import differences
from dateline.gathering import happenings as told
from dateline.gathering import origins, stories, utterances
from dateline.gathering.origins import Tally
from dateline.web.answers import Answer, plain_rows
from dateline.web.params import PAGE, Asked
from dateline.web.pool import Reader

FEWEST = 2
"""A story, a happening or an utterance is listed when at least so many articles or quotations carry it."""

MOST_ROWS = 500
"""How many groups a JSON or CSV answer holds; the next ones are on the next page."""

MOST_HAPPENINGS = 20
"""How many of a story's happenings stand beside its articles."""


def story_list(reader: Reader, request: Request) -> Answer:
    """The stories that several articles tell, the largest first."""
    return listing(reader, request, "stories.html", "Stories", stories.GATHERER, stories.listed, stories.story)


def happening_list(reader: Reader, request: Request) -> Answer:
    """The happenings that several articles tell, those told most first."""
    return listing(reader, request, "happenings.html", "Happenings", told.GATHERER, told.listed, told.happening)


def utterance_list(reader: Reader, request: Request) -> Answer:
    """What several quotations print, those printed most first."""
    gatherer, listed = utterances.GATHERER, utterances.listed
    return listing(reader, request, "utterances.html", "Utterances", gatherer, listed, utterances.utterance)


def listing(
    reader: Reader,
    request: Request,
    template: str,
    title: str,
    gatherer: str,
    listed: Callable[[Chronicle, int], list[str]],
    one: Callable[[Chronicle, str], Any],
) -> Answer:
    """A page of groups: their ids are put in order once, and only those of the page are made whole."""
    asked = Asked(request.query_params)
    known = reader.of_groups(("listed", gatherer), lambda: listed(reader.chronicle, FEWEST))
    size = PAGE if request.url.path == f"/{title.lower()}" else MOST_ROWS
    first, path = (asked.page - 1) * size, f"/{title.lower()}"
    asked_for = ((identifier, partial(one, reader.chronicle, identifier)) for identifier in known[first : first + size])
    rows = [reader.of_tellings((gatherer, identifier), made) for identifier, made in asked_for]
    shown = {
        "rows_shown": rows,
        "total": len(known),
        "first": first,
        "waiting": reader.chronicle.groups(gatherer).waiting,
        "before": asked.address(path, page=asked.page - 1) if asked.page > 1 else None,
        "after": asked.address(path, page=asked.page + 1) if first + size < len(known) else None,
        "data": {form: asked.address(f"{path}.{form}") for form in ("json", "csv")},
    }
    return Answer(template, title, shown, plain_rows(rows), {"total": len(known)})


def story(reader: Reader, request: Request) -> Answer:
    """One story: its articles in the order of print, its origins, and why each belongs."""
    row = stories.story(reader.chronicle, request.path_params["id"])
    articles = [member.article for member in reader.chronicle.groups(stories.GATHERER).named(row.id).members]
    shared = told.shared(reader.chronicle, (article.id for article in articles), FEWEST)
    shown = {
        "row": row,
        "counts": Tally(reader.chronicle).count(articles),
        "happenings": [told.happening(reader.chronicle, identifier) for identifier in shared[:MOST_HAPPENINGS]],
    }
    return Answer("story.html", row.title.words, shown, plain_rows(row.members), {"story": partial(query.to_json, row)})


def utterance(reader: Reader, request: Request) -> Answer:
    """One thing that was said: every version, word by word against the longest."""
    row = utterances.utterance(reader.chronicle, request.path_params["id"])
    versions = [(version, differences(row.words, version.words)) for version in row.versions]
    title = f"{row.speaker or 'Somebody'}: {row.words[:60]}"
    about = {"utterance": partial(query.to_json, row)}
    return Answer("utterance.html", title, {"row": row, "versions": versions}, plain_rows(row.versions), about)


def origin(reader: Reader, request: Request) -> Answer:
    """One origin: the articles that carry one report, whom they credit, and the words they share with the first."""
    row = origins.origin(reader.chronicle, request.path_params["id"])
    return Answer(
        "origin.html", "Origin", {"row": row}, plain_rows(row.copies), {"origin": partial(query.to_json, row)}
    )


VIEWS = {
    "/stories": story_list,
    "/story/{id}": story,
    "/happenings": happening_list,
    "/utterances": utterance_list,
    "/utterance/{id}": utterance,
    "/origin/{id}": origin,
}
