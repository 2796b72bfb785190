"""FollowTheMoney: people, organisations, events and articles as the entities of Aleph, OpenAleph and yente."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.cameo import cameo
from dateline.export.fields import day, headline, place_of, wikidata
from dateline.export.lines import line
from dateline.ids import text_id
from dateline.model import Entity, Event, Party

LEGAL = {"PERSON": "Person", "ORG": "Organization", "GPE": "PublicBody"}
"""The schemata of entities that can take part in an event: a state that acts is a public body."""

LONGEST_NAME = 384
"""The most characters of a name, by FollowTheMoney's model."""
HAPPENED = frozenset({"actual", "historical"})
"""What becomes an Event: FollowTheMoney has no way to say that something did not happen or only may."""

LANGUAGES = {"en": "eng"}


class FtmExporter:
    """Entities as JSON lines; each has the article it is from as its proof."""

    suffix = ".ftm.json"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One entity a line; how many."""
        count = 0
        for told in stock.told():
            for entity in _entities(told):
                out.write(line(entity).encode())
                count += 1
        return count


def _entities(told: Told) -> Iterator[dict[str, Any]]:
    yield _article(told)
    named = {mention.entity for mention in told.reading.mentions if mention.kind == "name"}
    kept = [event for event in told.events if event.reality in HAPPENED]
    acting = {party.entity for event in kept for party in (*event.actors, *event.recipients)}
    for entity in told.reading.entities:
        if (entity.type in ("PERSON", "ORG") and entity.id in named) or (entity.type in LEGAL and entity.id in acting):
            yield _legal(told, entity)
            yield _mention(told, entity)
    for event in kept:
        yield _event(told, event)


def _made(identifier: str, schema: str, **properties: str | list[str] | None) -> dict[str, Any]:
    lists = {key: [value] if isinstance(value, str) else value for key, value in properties.items() if value}
    return {"id": identifier, "schema": schema, "properties": lists}


def _article(told: Told) -> dict[str, Any]:
    article = told.article
    return _made(
        article.id,
        "Article",
        title=_flat(article.title or article.ref or ""),
        author=[author for author in map(_flat, article.authors) if author],
        publisher=_flat(article.outlet or ""),
        publishedAt=article.published,
        sourceUrl=_url(article.url),
        language=LANGUAGES.get(article.language or ""),
    )


def _identifier(told: Told, entity: Entity) -> str:
    identity = (told.identities or {}).get(entity.id)
    return identity[0] if identity else told.ids[entity.id]


def _legal(told: Told, entity: Entity) -> dict[str, Any]:
    own = {mention.id: mention for mention in told.reading.mentions if mention.kind == "name"}
    names = [_flat(told.reading.words(own[local])) for local in entity.mentions if local in own]
    positions = list(dict.fromkeys(_flat(role.text) for role in entity.roles)) if entity.type == "PERSON" else None
    return _made(
        _identifier(told, entity),
        LEGAL[entity.type],
        name=_name(entity.name),
        alias=[name for name in dict.fromkeys(names) if name != _flat(entity.name)],
        country=cameo().alpha2.get(entity.country or ""),
        position=positions,
        wikidataId=wikidata(told, entity),
        proof=told.article.id,
    )


def _mention(told: Told, entity: Entity) -> dict[str, Any]:
    identifier = text_id(f"{told.article.id}/mention/{told.ids[entity.id]}")
    resolved = _identifier(told, entity)
    return _made(identifier, "Mention", document=told.article.id, resolved=resolved, name=_name(entity.name))


def _event(told: Told, event: Event) -> dict[str, Any]:
    place = place_of(told, event)
    bounds = (event.time.earliest, event.time.latest) if event.time else (None, None)
    start, end = (text if day(text) else None for text in bounds)
    one = start is not None and start == end
    return _made(
        told.ids[event.id],
        "Event",
        name=_name(headline(told, event)),
        date=start if one else None,
        startDate=None if one else start,
        endDate=None if one else end,
        location=_flat(told.name(event.place)) if event.place else None,
        country=cameo().alpha2.get(place.country) if place else None,
        involved=_involved(told, event.actors + event.recipients),
        summary=_flat(told.sentence(event.trigger)),
        keywords=[event.type, event.reality, *event.contexts],
        publisher=told.article.outlet,
        sourceUrl=_url(told.article.url),
        proof=told.article.id,
    )


def _involved(told: Told, parties: tuple[Party, ...]) -> list[str]:
    entities = [told.entity(party) for party in parties]
    found = [_identifier(told, entity) for entity in entities if entity and entity.type in LEGAL]
    return list(dict.fromkeys(found))


def _url(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) else None


def _name(text: str) -> str:
    """A name on one line, cut behind a word where it is longer than FollowTheMoney takes names to be."""
    flat = _flat(text)
    return flat if len(flat) <= LONGEST_NAME else flat[: LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _flat(text: str) -> str:
    """On one line, accents composed, without control characters and those that only guide a renderer, as FollowTheMoney
    cleans it.
    """
    composed = unicodedata.normalize("NFC", text)
    kept = (each for each in composed if each.isspace() or unicodedata.category(each) not in ("Cc", "Cf"))
    return " ".join("".join(kept).split())
