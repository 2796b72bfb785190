"""PLOVER: one event a line, strict (PLOVER's own fields, what is told as having happened), or with what it lacks."""

from __future__ import annotations

from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.fields import interval, place_of, says
from dateline.export.lines import line
from dateline.model import Entity, Event, Party, Span
from dateline.version import __version__

CODEBOOK = "PLOVER 2021"
HAPPENED = frozenset({"actual", "historical"})
"""The realities of strict records: PLOVER's fields cannot say that something did not happen."""


class PloverExporter:
    """Strict records: nothing that PLOVER does not have, and nothing that only may be, or is denied."""

    suffix = ".jsonl"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One record a line; how many."""
        count = 0
        for told in stock.told():
            for event in told.events:
                if event.reality in HAPPENED:
                    out.write(line(strict(told, event)).encode())
                    count += 1
        return count


class PloverVoicedExporter:
    """Every event, with who asserts it, whether it happened, the origin of the report, and the words."""

    suffix = ".jsonl"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One record a line; how many."""
        count = 0
        for told in stock.told():
            for event in told.events:
                out.write(line({**strict(told, event), "dateline": _beyond(told, event)}).encode())
                count += 1
        return count


def strict(told: Told, event: Event) -> dict[str, Any]:
    """An event in PLOVER's fields."""
    return {
        "event_id": told.ids[event.id],
        "event_date": interval(event.time),
        "event_type": event.type,
        "event_mode": event.mode,
        "contexts": list(event.contexts),
        "actors": [_party(told, party) for party in event.actors],
        "recipients": [_party(told, party) for party in event.recipients],
        "location": _location(told, event),
        "text": told.sentence(event.trigger),
        "source": {
            "publisher": told.article.outlet,
            "publication_date": told.article.published,
            "url": told.article.url,
            "headline": told.article.title,
        },
        "language": told.article.language,
        "codebook": CODEBOOK,
        "coder": f"dateline {__version__}",
    }


def _party(told: Told, party: Party) -> dict[str, Any]:
    entity = told.entity(party)
    return {
        "name": entity.name if entity else None,
        "country": entity.country if entity else None,
        "sector": entity.sector if entity else None,
        "title": entity.roles[0].text if entity and entity.roles else None,
        "raw": told.reading.words(party),
    }


def _location(told: Told, event: Event) -> dict[str, Any] | None:
    if event.place is None:
        return None
    place = place_of(told, event)
    return {
        "raw": told.reading.words(event.place),
        "name": told.name(event.place),
        "country": place.country if place else None,
        "admin1": place.admin1 if place else None,
        "geonameid": place.geonameid if place else None,
        "latitude": place.lat if place else None,
        "longitude": place.lon if place else None,
    }


def _beyond(told: Told, event: Event) -> dict[str, Any]:
    voices = told.voices(event.asserted_by)
    return {
        "asserted_by": "quotation" if voices else "narrator",
        "says": says(told, event),
        "voices": [
            {
                "quotation": told.ids[each.id],
                "speaker": told.name(each.speaker) if each.speaker else None,
                "stance": each.stance,
            }
            for each in voices
        ],
        "reality": event.reality,
        "polarity": event.polarity,
        "certainty": event.certainty,
        "origins": [told.origin] if told.origin else [],
        "confidence": event.confidence,
        "article": told.article.id,
        "text_sha256": told.article.text_id,
        "words": {
            "trigger": _words(told, event.trigger),
            "actors": [_words(told, party) for party in event.actors],
            "recipients": [_words(told, party) for party in event.recipients],
            "time": _time(told, event),
            "place": _words(told, event.place) if event.place else None,
        },
        "entities": [_identity(told, told.entity(party)) for party in (*event.actors, *event.recipients)],
    }


def _identity(told: Told, entity: Entity | None) -> dict[str, Any] | None:
    if entity is None:
        return None
    identity = (told.identities or {}).get(entity.id)
    return {"entity": told.ids[entity.id], "identity": identity[0] if identity else None}


def _time(told: Told, event: Event) -> dict[str, Any] | None:
    time = told.times.get(event.time.ref) if event.time else None
    return _words(told, time) if time else None


def _words(told: Told, span: Any) -> dict[str, Any]:
    """The offsets and characters of a span."""
    found: dict[str, Any] = {"start": span.start, "end": span.end, "text": told.reading.words(span)}
    return {**found, "in": "title"} if isinstance(span, Span) and span.in_ else found
