"""Label Studio: articles as tasks with what was read as predictions, for people to review."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.lines import safe_json
from dateline.model import Event

FROM, TO = "label", "text"


class LabelStudioExporter:
    """A task an article: quotations and events as labelled regions, who takes part as relations between them."""

    suffix = ".json"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """A JSON list, task by task; how many tasks."""
        out.write(b"[")
        count = 0
        for count, told in enumerate(stock.told(), 1):
            out.write((("," if count > 1 else "") + "\n" + safe_json(_task(told))).encode())
        out.write(b"\n]\n")
        return count


class LabelStudioConfigExporter:
    """The labelling interface that the tasks need, to be pasted into a project's settings."""

    suffix = ".xml"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The interface as XML; no records."""
        out.write((files("dateline.export") / "labelstudio.xml").read_bytes())
        return 0


def _task(told: Told) -> dict[str, Any]:
    article, reader = told.article, told.reading.reader
    return {
        "data": {
            "text": article.text,
            "title": article.title or "",
            "outlet": article.outlet or "",
            "published": article.published or "",
            "article": article.id,
        },
        "predictions": [{"model_version": f"dateline {reader.version} {reader.model}", "result": list(_results(told))}],
    }


def _results(told: Told) -> Iterator[dict[str, Any]]:
    for quotation in told.reading.quotations:
        for number, span in enumerate(quotation.content):
            if span.in_ is None:
                local = told.ids[quotation.id] if number == 0 else f"{told.ids[quotation.id]}/{number}"
                yield _region(told, local, span, "QUOTATION")
    for event in told.events:
        if event.trigger.in_ is None:
            yield from _event(told, event)


def _event(told: Told, event: Event) -> Iterator[dict[str, Any]]:
    public = told.ids[event.id]
    yield _region(told, public, event.trigger, event.type)
    yield {
        "id": public,
        "from_name": "reality",
        "to_name": TO,
        "type": "choices",
        "value": {**_place(told, event.trigger), "choices": [event.reality]},
    }
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for number, party in enumerate(parties):
            region = f"{public}/{role}/{number}"
            yield _region(told, region, party, "PARTY")
            yield {"type": "relation", "from_id": public, "to_id": region, "direction": "right", "labels": [role]}


def _place(told: Told, span: Any) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": told.reading.words(span)}


def _region(told: Told, identifier: str, span: Any, label: str) -> dict[str, Any]:
    value = {**_place(told, span), "labels": [label]}
    return {"id": identifier, "from_name": FROM, "to_name": TO, "type": "labels", "value": value}
