"""The lists: events, quotations, times and names with their facets, and search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.chronicle import NameRow, Page, Selection
from dateline.chronicle.desk import COLUMNS, OUTLET, Counted, Facet, widened
from dateline.chronicle.names import counted
from dateline.errors import BadOption
from dateline.rows import USUAL_ACTS
from dateline.web.answers import Answer, plain_rows
from dateline.web.params import ALL, PAGE, Asked
from dateline.web.pool import Reader
from dateline.web.wording import KINDS, REALITIES

TIME_TYPES = ("DATE", "TIME", "DURATION", "SET")
ACTS = ("speech", "writing", "thought", "intention", "finding")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how it is called, how many records have it, whether it is asked for."""

    value: str
    label: str
    count: int | None
    on: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A facet: the parameter it sets, its heading, its values."""

    key: str
    heading: str
    choices: tuple[Choice, ...]


def group(key: str, heading: str, facets: Iterable[Facet], chosen: Sequence[str], names: dict[str, str]) -> Group:
    """A facet with its values; what is chosen is listed also where nothing has it any more."""
    counted = {facet.value: facet.count for facet in facets}
    values = [*counted, *(value for value in chosen if value not in counted and value != ALL)]
    made = (Choice(value, names.get(value, value), counted.get(value, 0), value in chosen) for value in values)
    return Group(key, heading, tuple(made))


def events(reader: Reader, request: Request) -> Answer:
    """Who did what to whom, when, where, and who says so."""
    asked = Asked(request.query_params)
    selection = asked.selection(order="published")
    page = reader.chronicle.events(_bounded(selection, request))
    shown = listing(asked, page, "/events")
    facets = facets_of(reader, "events", selection)
    shown["groups"] = [
        group("reality", "Did it happen", facets["reality"], selection.realities, REALITIES),
        group("type", "What kind", facets["type"], selection.types, {kind: kind.lower() for kind in _types(facets)}),
        group("outlet", "Told by", facets["outlet"], selection.outlets, {}),
    ]
    return _answer("events.html", "Events", "events", page, shown)


def _types(facets: dict[str, tuple[Facet, ...]]) -> list[str]:
    return [facet.value for facet in facets["type"]]


def quotations(reader: Reader, request: Request) -> Answer:
    """Who said what, to whom, and how."""
    asked = Asked(request.query_params)
    selection = asked.selection(acts=USUAL_ACTS, order="published")
    page = reader.chronicle.quotations(_bounded(selection, request))
    shown = listing(asked, page, "/quotations")
    facets = facets_of(reader, "quotations", selection)
    shown["groups"] = [
        group("stance", "How", facets["stance"], selection.stances, {}),
        group("act", "As what", facets["act"], selection.acts or ACTS, {}),
        group("type", "Form", facets["form"], selection.types, {}),
        group("outlet", "Printed by", facets["outlet"], selection.outlets, {}),
    ]
    return _answer("quotations.html", "Quotations", "quotes", page, shown)


def times(reader: Reader, request: Request) -> Answer:
    """Time expressions, with what they mean."""
    asked = Asked(request.query_params)
    selection = asked.selection()
    page = reader.chronicle.times(_bounded(selection, request))
    shown = listing(asked, page, "/times")
    choices = tuple(Choice(kind, kind.lower(), None, kind in selection.types) for kind in TIME_TYPES)
    shown["groups"] = [Group("type", "What kind", choices)]
    return _answer("times.html", "Times", "times", page, shown)


def names(reader: Reader, request: Request) -> Answer:
    """Who and what is named, how often, and where."""
    asked = Asked(request.query_params)
    selection = asked.selection()
    page = names_page(reader, _bounded(selection, request))
    shown = listing(asked, page, "/names")
    choices = tuple(Choice(kind, word, None, kind in selection.types) for kind, word in KINDS.items())
    shown["groups"] = [Group("type", "What kind", choices)]
    return _answer("names.html", "Names", "names", page, shown)


def search(reader: Reader, request: Request) -> Answer:
    """Words in quotations and articles."""
    asked = Asked(request.query_params)
    selection, words = asked.selection(order="published"), asked.one("words")
    if words is None:
        empty: dict[str, Any] = listing(asked, Page((), 0), "/search") | {"words": "", "groups": [], "problem": None}
        return Answer("search.html", "Search", empty, [])
    page: Page[Any] = Page((), 0)
    problem = None
    try:
        page = reader.chronicle.search(words, _bounded(selection, request))
    except BadOption as error:
        problem = error.message
    shown = listing(asked, page, "/search") | {"words": words, "problem": problem}
    kinds = tuple(Choice(kind, f"{kind}s", None, kind in selection.types) for kind in ("quotation", "article"))
    outlets = group("outlet", "Printed by", (), selection.outlets, {})
    shown["groups"] = [Group("type", "Where", kinds), *([outlets] if outlets.choices else [])]
    return _answer("search.html", f"Search: {words}", "search", page, shown)


def _bounded(selection: Selection, request: Request) -> Selection:
    """A page of rows; every row for JSON and CSV, up to a bound that no browser chokes on."""
    if not request.url.path.endswith((".json", ".csv")):
        return selection
    return replace(selection, limit=MOST_ROWS, offset=selection.offset // PAGE * MOST_ROWS)


MOST_ROWS = 2_000
"""How many rows a JSON or CSV answer holds; the next ones are on the next page."""


def facets_of(reader: Reader, view: Counted, selection: Selection) -> dict[str, tuple[Facet, ...]]:
    """How many records each value of each facet has, its own filter left out, so that it can be widened."""
    return {name: _facet(reader, view, name, widened(view, name, selection)) for name in (*COLUMNS[view], OUTLET)}


def _facet(reader: Reader, view: Counted, name: str, selection: Selection) -> tuple[Facet, ...]:
    return reader.of_readings((view, name, selection), lambda: reader.desk.facet(view, name, selection))


def names_page(reader: Reader, selection: Selection) -> Page[NameRow]:
    """A page of names; those that are not kept counted are put in order once, for every page."""
    if counted(selection):
        return reader.chronicle.names(selection)
    whole = replace(selection, limit=None, offset=0)
    return reader.desk.named(selection, reader.of_readings(("names", whole), lambda: reader.desk.name_groups(whole)))


def listing(asked: Asked, page: Page[Any], path: str) -> dict[str, Any]:
    """What every list shows beside its rows: the filters, the pages, and the ways to the same as data."""
    after = page.offset + len(page.rows) < page.total
    return {
        "asked": asked,
        "page": page,
        "path": path,
        "before": asked.address(path, page=asked.page - 1) if asked.page > 1 else None,
        "after": asked.address(path, page=asked.page + 1) if after else None,
        "data": {form: asked.address(f"{path}.{form}") for form in ("json", "csv")},
    }


def _answer(template: str, title: str, view: query.View, page: Page[Any], shown: dict[str, Any]) -> Answer:
    about = {"total": page.total, "offset": page.offset, "undated": page.undated}
    return Answer(template, title, shown, plain_rows(page.rows), about, lambda: query.csv_lines(view, page.rows))


VIEWS = {
    "/events": events,
    "/quotations": quotations,
    "/times": times,
    "/names": names,
    "/search": search,
}
