"""PROV-O in Turtle: from which text, by which program and on whose word each record stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

from dateline.export.base import Stock, Told
from dateline.export.fields import address, hashed, headline, interval
from dateline.ids import text_id
from dateline.model import Event, Quotation

HEAD = """@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
Pair = tuple[str, str | None]


class ProvExporter:
    """Articles, texts, readings, quotations and events, each with what it was derived from."""

    suffix = ".ttl"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """A Turtle document, node by node; how many records (quotations and events)."""
        out.write(HEAD.encode())
        count, agents = 0, set[str]()
        for told in stock.told():
            out.write("".join([*_reader(told, agents), *_article(told)]).encode())
            for quotation in told.reading.quotations:
                out.write(_quotation(told, quotation).encode())
            for event in told.events:
                out.write(_event(told, event).encode())
            count += len(told.reading.quotations) + len(told.events)
        return count


def _reader(told: Told, known: set[str]) -> Iterator[str]:
    """The program and its model, once each."""
    agent = _agent(told)
    if agent not in known:
        known.add(agent)
        reader = told.reading.reader
        name = _text(f"dateline {reader.version}, model {reader.model}")
        yield _node(agent, [("a", "prov:SoftwareAgent"), ("rdfs:label", name)])


def _agent(told: Told) -> str:
    reader = told.reading.reader
    return address(text_id(f"{reader.version}/{reader.model}"))


def _article(told: Told) -> Iterator[str]:
    article = told.article
    source = hashed(article.source.sha256) if article.source else None
    publisher = [("dcterms:publisher", _text(article.outlet))] if article.outlet else []
    yield _node(
        address(article.id),
        [
            ("a", "prov:Entity"),
            ("dcterms:title", _text(article.title) if article.title else None),
            *publisher,
            ("dcterms:issued", f'"{article.published}"^^xsd:date' if article.published else None),
            ("dcterms:source", _text(article.url) if article.url else None),
            ("prov:wasDerivedFrom", f"<{source}>" if source else None),
            ("prov:specializationOf", f"<{hashed(article.text_id)}>"),
        ],
    )
    yield _node(
        address(_activity(told)),
        [
            ("a", "prov:Activity"),
            ("prov:used", f"<{address(article.id)}>"),
            ("prov:wasAssociatedWith", f"<{_agent(told)}>"),
        ],
    )


def _activity(told: Told) -> str:
    return text_id(f"{told.article.id}/reading/{told.reading.reader.version}/{told.reading.reader.model}")


def _quotation(told: Told, quotation: Quotation) -> str:
    around = told.ids.get(quotation.within or "")
    speaker = [_text(told.name(quotation.speaker))] if quotation.speaker else []
    return _record(
        told,
        quotation.id,
        told.content(quotation),
        [quotation.content[0]] if quotation.content else [],
        [
            ("prov:wasQuotedFrom", f"<{address(around or told.article.id)}>"),
            *(("prov:wasAttributedTo", f"[ a prov:Agent ; rdfs:label {name} ]") for name in speaker),
        ],
    )


def _event(told: Told, event: Event) -> str:
    voice = told.ids.get(event.asserted_by)
    date = interval(event.time)
    return _record(
        told,
        event.id,
        headline(told, event),
        [event.trigger],
        [
            ("prov:wasDerivedFrom", f"<{address(voice or told.article.id)}>"),
            ("dcterms:type", _text(event.type)),
            ("dcterms:temporal", _text(date) if date else None),
        ],
    )


def _record(told: Told, local: str, label: str, spans: Iterable[object], more: list[Pair]) -> str:
    selectors = [
        f"[ a oa:TextPositionSelector ; oa:start {getattr(span, 'start', 0)} ; oa:end {getattr(span, 'end', 0)} ]"
        for span in spans
        if getattr(span, "in_", None) is None
    ]
    return _node(
        address(told.ids[local]),
        [
            ("a", "prov:Entity"),
            ("rdfs:label", _text(label)),
            ("prov:wasGeneratedBy", f"<{address(_activity(told))}>"),
            *more,
            *(("oa:hasSelector", selector) for selector in selectors),
        ],
    )


def _node(subject: str, pairs: list[Pair]) -> str:
    told = " ;\n  ".join(f"{predicate} {value}" for predicate, value in pairs if value is not None)
    return f"\n<{subject}> {told} .\n"


def _text(value: str) -> str:
    """A Turtle string; line ends and quotation marks escaped, half characters and controls shown by number."""
    return '"' + "".join(_character(character) for character in value) + '"'


def _character(character: str) -> str:
    if character in ESCAPES:
        return ESCAPES[character]
    return f"\\u{ord(character):04X}" if character < " " or character == "\x7f" else character
