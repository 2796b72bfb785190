"""W3C Web Annotation: every chosen event, every quotation and every time as an annotation of the article's text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.fields import address, hashed, headline, interval, says
from dateline.export.lines import safe_json
from dateline.model import Event, Quotation, TimeExpression
from dateline.version import __version__

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many characters on either side a TextQuoteSelector holds."""


class WebAnnotationExporter:
    """One AnnotationPage. Targets are selected by position in the stored text and by the words themselves."""

    suffix = ".jsonld"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The page, annotation by annotation; how many."""
        page = f'{{"@context": "{CONTEXT}", "id": "{address("annotations")}", "type": "AnnotationPage", "items": ['
        out.write(page.encode())
        count = 0
        for told in stock.told():
            for annotation in _annotations(told):
                out.write(((",\n" if count else "\n") + safe_json(annotation)).encode())
                count += 1
        out.write(b"\n]}\n")
        return count


def _annotations(told: Told) -> Iterator[dict[str, Any]]:
    for event in told.events:
        yield _annotation(told, event.id, "classifying", [event.trigger], _event(told, event))
    for quotation in told.reading.quotations:
        yield _annotation(told, quotation.id, "describing", quotation.content, _quotation(told, quotation))
    for time in told.reading.times:
        yield _annotation(told, time.id, "identifying", [time], _time(time))


def _annotation(told: Told, local: str, motivation: str, spans: Sequence[Any], bodies: list[Any]) -> dict[str, Any]:
    targets = [_target(told, span) for span in spans]
    return {
        "id": address(told.ids[local]),
        "type": "Annotation",
        "motivation": motivation,
        "generator": {"id": address("dateline"), "type": "Software", "name": f"dateline {__version__}"},
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _target(told: Told, span: Any) -> dict[str, Any]:
    article = told.article
    title = getattr(span, "in_", None) == "title"
    text = (article.title or "") if title else article.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": text[span.start : span.end],
        "prefix": text[max(0, span.start - AROUND) : span.start],
        "suffix": text[span.end : span.end + AROUND],
    }
    position = {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    source = {"id": article.url or hashed(article.text_id), "type": "Text", "format": "text/plain"}
    return {"type": "SpecificResource", "source": source, "selector": [quote] if title else [position, quote]}


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _told(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain", "language": "en"}


def _event(told: Told, event: Event) -> list[Any]:
    bodies = [_tag(event.type), _tag(event.reality), _told(headline(told, event)), _told(f"Says: {says(told, event)}")]
    date = interval(event.time)
    return [*bodies, _told(f"Date: {date}")] if date else bodies


def _quotation(told: Told, quotation: Quotation) -> list[Any]:
    speaker = told.name(quotation.speaker) if quotation.speaker else "unnamed speaker"
    return [_tag(quotation.form), _told(f"{' '.join(speaker.split())} {quotation.stance} ({quotation.act})")]


def _time(time: TimeExpression) -> list[Any]:
    return [_tag(time.type), *([_told(time.value)] if time.value else [])]
