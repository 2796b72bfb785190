"""The pictures: events on a line of time, on a map, and as a network; each with the same as a table beneath it."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.chronicle import EventRow, Selection
from dateline.chronicle.desk import NameKey, Pair, PlaceCount
from dateline.web.answers import Answer, plain_rows
from dateline.web.pages.listings import Group, facets_of, group
from dateline.web.params import Asked
from dateline.web.pool import Reader
from dateline.web.render import ANCHOR, name_url, pair_url, words_url
from dateline.web.wording import KINDS, REALITIES, when

MOST_ON_LINE = 100
MOST_LINKS = 45


def timeline(reader: Reader, request: Request) -> Answer:
    """Events on a line of time, each as long as its time is uncertain."""
    asked = Asked(request.query_params)
    selection = replace(asked.selection(order="published"), limit=MOST_ON_LINE, offset=0, dated=True)
    page = reader.chronicle.events(selection)
    dated = sorted(page.rows, key=_in_time, reverse=True)
    shown = _filters(reader, asked, selection, "/timeline") | {
        "page": page,
        "dated": dated,
        "items": [_item(row) for row in dated],
        "most": MOST_ON_LINE,
    }
    about = {"total": page.total, "shown": len(dated)}
    return Answer(
        "timeline.html", "Timeline", shown, plain_rows(dated), about, lambda: query.csv_lines("events", dated)
    )


def _in_time(row: EventRow) -> str:
    """The first day of a time of which a day is known."""
    assert row.time is not None
    return row.time.earliest or row.time.latest or ""


def _item(row: EventRow) -> dict[str, Any]:
    """An event as the timeline draws it: from its first day to the end of its last."""
    assert row.time is not None
    first, last = row.time.earliest or row.time.latest, row.time.latest or row.time.earliest
    assert first is not None and last is not None
    exact = first == last and bool(row.time.earliest and row.time.latest)
    open_side = "" if row.time.earliest and row.time.latest else "until" if row.time.latest else "from"
    return {
        "id": row.id[:ANCHOR],
        "start": first,
        "end": _next_day(last),
        "exact": exact,
        "open": open_side,
        "label": headline(row),
        "when": when(row.time),
        "reality": row.reality,
        "url": words_url(row),
    }


def headline(row: EventRow) -> str:
    """An event in a line: who, the words that tell it, whom; without the one who acts, "arrested: Ann Vale"."""
    who, whom = (query.who(side) if side else "" for side in (row.actors, row.recipients))
    return f"{who} {row.trigger.words} {whom}".strip() if who or not whom else f"{row.trigger.words}: {whom}"


def _next_day(day: str) -> str:
    try:
        return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def world(reader: Reader, request: Request) -> Answer:
    """Where events are told to happen: countries as areas, places as points."""
    asked = Asked(request.query_params)
    selection = asked.selection()
    whole = _whole(selection)
    places = reader.of_readings(("places", whole), lambda: reader.desk.places(whole))
    shown = _filters(reader, asked, selection, "/map") | {
        "places": places,
        "drawn": {"countries": countries(places), "points": list(map(_point, _pointed(places)))},
        "placed": sum(place.events for place in places),
    }
    return Answer("map.html", "Map", shown, plain_rows(places), {"total": len(places)})


def countries(places: tuple[PlaceCount, ...]) -> list[dict[str, Any]]:
    """Each country with the events told of it or of a place in it, under the id that the shapes have."""
    counted: dict[str, dict[str, Any]] = {}
    for place in places:
        row = counted.setdefault(place.country, {"name": place.country_name, "events": 0, "itself": 0})
        row["events"] += place.events
        row["itself"] += place.events if place.precision == "country" else 0
    return [{"shape": shapes()[code], **row} for code, row in sorted(counted.items()) if code in shapes()]


def _pointed(places: tuple[PlaceCount, ...]) -> list[PlaceCount]:
    """Those that are a point: towns and the like, not countries and regions."""
    return [place for place in places if place.precision == "place" and place.lat is not None]


def _point(place: PlaceCount) -> dict[str, Any]:
    kept = ("name", "precision", "country_name", "lat", "lon", "events", "articles")
    return {key: getattr(place, key) for key in kept}


@cache
def shapes() -> dict[str, str]:
    """The id of each country's shape, by its three-letter code."""
    return tomllib.loads(files("dateline.web").joinpath("data", "shapes.toml").read_text("utf-8"))


def network(reader: Reader, request: Request) -> Answer:
    """Who takes part in the same events."""
    asked = Asked(request.query_params)
    selection = asked.selection()
    whole = _whole(selection)
    pairs = reader.of_readings(("pairs", whole), lambda: reader.desk.pairs(whole, MOST_LINKS))
    shown = _filters(reader, asked, selection, "/network") | {"pairs": pairs, "drawn": graph(pairs)}
    return Answer("network.html", "Network", shown, plain_rows(pairs), {"total": len(pairs)})


def graph(pairs: tuple[Pair, ...]) -> dict[str, Any]:
    """The pairs as points and lines."""
    nodes: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        for end in (pair.one, pair.other):
            node = nodes.setdefault(_key(end), {"id": _key(end), **_node(end)})
            node["events"] += pair.events
    edges = [
        {
            "source": _key(pair.one),
            "target": _key(pair.other),
            "events": pair.events,
            "url": pair_url(pair.one.name, pair.other.name),
        }
        for pair in pairs
    ]
    return {"nodes": list(nodes.values()), "edges": edges}


def _key(name: NameKey) -> str:
    return f"{name.type}/{name.folded}"


def _node(name: NameKey) -> dict[str, Any]:
    kind = KINDS.get(name.type, name.type)
    return {"label": name.name, "type": kind, "url": name_url(name.name, name.type), "events": 0}


def _whole(selection: Selection) -> Selection:
    return replace(selection, limit=None, offset=0, order="time", newest=False)


def _filters(reader: Reader, asked: Asked, selection: Selection, path: str) -> dict[str, Any]:
    """The filters of a picture of events."""
    facets = facets_of(reader, "events", selection)
    kinds = {facet.value: facet.value.lower() for facet in facets["type"]}
    groups: list[Group] = [
        group("reality", "Did it happen", facets["reality"], selection.realities, REALITIES),
        group("type", "What kind", facets["type"], selection.types, kinds),
    ]
    return {
        "asked": asked,
        "path": path,
        "groups": groups,
        "data": {form: asked.address(f"{path}.{form}") for form in ("json", "csv")},
    }


VIEWS = {"/timeline": timeline, "/map": world, "/network": network}
