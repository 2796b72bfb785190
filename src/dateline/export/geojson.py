"""GeoJSON (RFC 7946): events with the place they are told of; a country is never a point."""

from __future__ import annotations

from typing import IO, Any

from dateline.export.base import Stock, Told
from dateline.export.fields import headline, interval, place_of, says
from dateline.export.lines import safe_json
from dateline.model import Event


class GeojsonExporter:
    """A feature for each event that tells a place; its geometry is null for a country and for what has no entry."""

    suffix = ".geojson"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """A FeatureCollection, feature by feature; how many features."""
        out.write(b'{"type": "FeatureCollection", "features": [')
        count = 0
        for told in stock.told():
            for event in told.events:
                if event.place:
                    out.write(((",\n" if count else "\n") + safe_json(_feature(told, event))).encode())
                    count += 1
        out.write(b"\n]}\n")
        return count


def _feature(told: Told, event: Event) -> dict[str, Any]:
    place = place_of(told, event)
    geometry = None
    if place and place.precision != "country" and place.lat is not None and place.lon is not None:
        geometry = {"type": "Point", "coordinates": [place.lon, place.lat]}
    return {
        "type": "Feature",
        "id": told.ids[event.id],
        "geometry": geometry,
        "properties": {
            "headline": headline(told, event),
            "type": event.type,
            "reality": event.reality,
            "date": interval(event.time),
            "place": told.name(event.place),
            "words": told.reading.words(event.place),
            "precision": place.precision if place else None,
            "country": place.country if place else None,
            "geonameid": place.geonameid if place else None,
            "says": says(told, event),
            "sentence": told.sentence(event.trigger),
            "published": told.article.published,
            "url": told.article.url,
            "article": told.article.id,
        },
    }
