"""schema.org JSON-LD: articles, what is quoted in them and what is claimed; never a ClaimReview: nobody checked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.fields import address, hashed, wikidata
from dateline.export.lines import safe_json
from dateline.model import Entity, Quotation, Reference

KINDS = {"PERSON": "Person", "ORG": "Organization", "GPE": "Place", "LOC": "Place", "FAC": "Place", "EVENT": "Event"}
"""The schema.org types of entities; others are Things."""

SAID = frozenset({"speech", "writing", "finding"})


class SchemaorgExporter:
    """NewsArticle, Quotation (somebody's own words) and Claim (what somebody is reported to have said)."""

    suffix = ".jsonld"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One graph, node by node; how many nodes."""
        out.write(b'{"@context": "https://schema.org", "@graph": [')
        count = 0
        for told in stock.told():
            for node in _nodes(told):
                out.write(((",\n" if count else "\n") + safe_json(node)).encode())
                count += 1
        out.write(b"\n]}\n")
        return count


def _nodes(told: Told) -> Iterator[dict[str, Any]]:
    yield _article(told)
    for quotation in told.reading.quotations:
        if quotation.act in SAID and quotation.content:
            yield _quotation(told, quotation) if quotation.form != "indirect" else _claim(told, quotation)


def _article(told: Told) -> dict[str, Any]:
    article = told.article
    named = {mention.entity for mention in told.reading.mentions if mention.kind == "name"}
    node: dict[str, Any] = {"@type": "NewsArticle", "@id": address(article.id)}
    node |= {"headline": article.title} if article.title else {}
    node |= {"datePublished": article.published_at or article.published} if article.published else {}
    node |= {"url": article.url} if article.url else {}
    node |= {"inLanguage": article.language} if article.language else {}
    node |= {"publisher": {"@type": "Organization", "name": article.outlet}} if article.outlet else {}
    node |= {"author": [{"@type": "Person", "name": author} for author in article.authors]} if article.authors else {}
    node["identifier"] = hashed(article.text_id)
    mentioned = [_entity(told, entity) for entity in told.reading.entities if entity.id in named]
    return node | ({"mentions": mentioned} if mentioned else {})


def _entity(told: Told, entity: Entity) -> dict[str, Any]:
    identity = (told.identities or {}).get(entity.id)
    node: dict[str, Any] = {
        "@type": KINDS.get(entity.type, "Thing"),
        "@id": address(identity[0] if identity else told.ids[entity.id]),
        "name": identity[1] if identity else entity.name,
    }
    place = entity.place
    if node["@type"] == "Place" and place and place.precision != "country" and place.lat is not None:
        node["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    if known := (told.known or {}).get(entity.id):
        item = wikidata(told, entity)
        node |= {"sameAs": f"http://www.wikidata.org/entity/{item}"} if item else {"identifier": known}
    if node["@type"] == "Person" and entity.roles:
        node["jobTitle"] = entity.roles[0].text
    return node


def _said_by(told: Told, reference: Reference | None, role: str) -> dict[str, Any]:
    """The speaker as a Person or an Organization; as words where it is neither."""
    if reference is None:
        return {}
    entity = told.entity(reference)
    if entity and KINDS.get(entity.type) in ("Person", "Organization"):
        return {role: _entity(told, entity)}
    if entity and entity.type == "GPE":
        return {role: {"@type": "Organization", "name": entity.name}}
    return {"creditText": told.reading.words(reference)}


def _quotation(told: Told, quotation: Quotation) -> dict[str, Any]:
    spans = quotation.quoted or quotation.content
    node: dict[str, Any] = {
        "@type": "Quotation",
        "@id": address(told.ids[quotation.id]),
        "text": " … ".join(told.reading.words(span) for span in spans),
        "isPartOf": {"@id": address(told.article.id)},
    }
    return node | _said_by(told, quotation.speaker, "creator")


def _claim(told: Told, quotation: Quotation) -> dict[str, Any]:
    node: dict[str, Any] = {
        "@type": "Claim",
        "@id": address(told.ids[quotation.id]),
        "text": told.content(quotation),
        "appearance": {"@id": address(told.article.id)},
    }
    return node | _said_by(told, quotation.speaker, "author")
