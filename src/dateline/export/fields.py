"""What several formats show of a record: days, places, headlines, addresses of records, text for XML."""

from __future__ import annotations

import base64
import re
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.export.base import Told
    from dateline.model import Entity, Event, Place

RECORD = "https://dateline.example/id/"
"""An address in a domain that is nobody's; the id behind it is the record's public id."""

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def address(public: str) -> str:
    """The IRI of a record, of an article (by its id) or of an entity."""
    return RECORD + public


def hashed(sha256: str) -> str:
    """The ni URI (RFC 6920) of a text or of bytes with this SHA-256."""
    return "ni:///sha-256;" + base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold: each becomes U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)


def interval(time: Any) -> str | None:
    """The bounds of a time as an ISO 8601-2 (EDTF) day or interval; ".." where a bound is open."""
    if time is None or (time.earliest is None and time.latest is None):
        return None
    if time.earliest == time.latest:
        return str(time.earliest)
    return f"{time.earliest or '..'}/{time.latest or '..'}"


def day(text: str | None) -> date | None:
    """An ISO day as a date; None for days that a calendar of years 1 to 9999 does not have."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def place_of(told: Told, event: Event) -> Place | None:
    """The gazetteer's entry for the place of an event, where it has one."""
    entity = told.entity(event.place)
    return entity.place if entity else None


def headline(told: Told, event: Event) -> str:
    """An event in a line: who, what, to whom, and what keeps it from being a plain fact."""
    actors, recipients = (", ".join(dict.fromkeys(map(told.name, side))) for side in (event.actors, event.recipients))
    what = event.type.lower() + (f" ({event.mode})" if event.mode else "")
    parts = [part for part in (actors, what, recipients) if part]
    line = " · ".join(" ".join(part.split()) for part in parts)
    return line if event.reality == "actual" else f"{line} [{event.reality}]"


def says(told: Told, event: Event) -> str:
    """Who asserts an event, from the nearest voice out to the outlet."""
    voices = [told.name(each.speaker) if each.speaker else "unnamed speaker" for each in told.voices(event.asserted_by)]
    return ", in ".join(" ".join(each.split()) for each in (*voices, told.article.outlet or "unnamed outlet"))


def wikidata(told: Told, entity: Entity) -> str | None:
    """The item of Wikidata that an entity is, if the knowledge base says so; ids of other files are none."""
    known = (told.known or {}).get(entity.id)
    return known if known and re.fullmatch(r"Q[1-9][0-9]*", known) else None
