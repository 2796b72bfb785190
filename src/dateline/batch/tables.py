"""Lays a reading out as flat rows, one table a layer: the columns of the Parquet files. Pure; docs/scale.md lists them.

Days are ISO days as text, as in the contract; ids of records are public ids; `article` is the article's id.
"""

from __future__ import annotations

from typing import Any

from dateline.chronicle.record import GAP, Record, digest, identified, sentence_of, words

Row = dict[str, Any]
TEXT, WHOLE, NUMBER, FLAG, TEXTS = "string", "int64", "float64", "bool", "list<string>"

QUANTITIES = ("killed", "wounded", "arrested", "participants", "troops", "money", "term")
_SPAN = {"start": WHOLE, "end": WHOLE, "words": TEXT}
_BOUNDS = {"earliest": TEXT, "latest": TEXT}
_PRINTED = {"outlet": TEXT, "published": TEXT}

COLUMNS: dict[str, dict[str, str]] = {
    "articles": {
        **dict.fromkeys(("id", "text_id", "ref", "url", "outlet", "title"), TEXT),
        "authors": TEXTS,
        **dict.fromkeys(("published", "published_at", "published_from", "dateline_place", "dateline_agency"), TEXT),
        "language": TEXT,
        "characters": WHOLE,
        "sentences": WHOLE,
        "text": TEXT,
        **dict.fromkeys(("source_sha256", "source_type", "reader", "model", "reading_sha256"), TEXT),
    },
    "mentions": {"id": TEXT, "article": TEXT, "entity": TEXT, **_SPAN, "kind": TEXT, "type": TEXT, "origin": TEXT},
    "entities": {
        **dict.fromkeys(("id", "article", "type", "name"), TEXT),
        "mentions": WHOLE,
        "roles": TEXTS,
        "country": TEXT,
        "sector": TEXT,
        "members": TEXTS,
        "geonameid": WHOLE,
        "place_country": TEXT,
        "admin1": TEXT,
        "lat": NUMBER,
        "lon": NUMBER,
        "precision": TEXT,
        "place_reason": TEXT,
    },
    "times": {
        "id": TEXT,
        "article": TEXT,
        **_SPAN,
        **dict.fromkeys(("type", "value", "mod", "quant", "freq"), TEXT),
        **_BOUNDS,
        "origin": TEXT,
    },
    "quotations": {
        "id": TEXT,
        "article": TEXT,
        **_PRINTED,
        **_SPAN,
        **dict.fromkeys(("form", "act", "stance", "cue", "speaker", "speaker_entity"), TEXT),
        **dict.fromkeys(("addressee", "addressee_entity", "channel", "time"), TEXT),
        **_BOUNDS,
        "within": TEXT,
        "origin": TEXT,
    },
    "events": {
        "id": TEXT,
        "article": TEXT,
        **_PRINTED,
        "type": TEXT,
        "mode": TEXT,
        "contexts": TEXTS,
        **_SPAN,
        "in_title": FLAG,
        "sentence": TEXT,
        "instance": TEXT,
        **dict.fromkeys(("actors", "actor_entities", "recipients", "recipient_entities"), TEXTS),
        **dict.fromkeys(("time", "value"), TEXT),
        **_BOUNDS,
        "time_from": TEXT,
        **dict.fromkeys(("place", "place_entity", "place_country"), TEXT),
        "lat": NUMBER,
        "lon": NUMBER,
        **{f"{role}_{bound}": NUMBER for role in QUANTITIES for bound in ("low", "high")},
        "money_unit": TEXT,
        "term_unit": TEXT,
        **dict.fromkeys(("polarity", "certainty", "when"), TEXT),
        "background": FLAG,
        "reality": TEXT,
        "asserted_by": TEXT,
        "confidence": NUMBER,
        "origin": TEXT,
    },
    "warnings": {"article": TEXT, "code": TEXT, "detail": TEXT, "start": WHOLE, "end": WHOLE},
}
"""The columns of every table, in order, with their types as Arrow names them; more may come at the end of a table."""


def rows(reading: Record) -> dict[str, list[Row]]:
    """The rows of one reading (keyed as the contract says), by table, in the reading's order."""
    return _Layout(reading).rows()


class _Layout:
    """One reading, with its records found by their local ids."""

    def __init__(self, reading: Record) -> None:
        self.reading, self.article = reading, reading["article"]
        self.ids = identified(reading)
        self.public = {
            layer: dict(zip((record["id"] for record in reading[layer]), ids, strict=True))
            for layer, ids in self.ids.items()
        }
        self.entities = {entity["id"]: entity for entity in reading["entities"]}
        self.times = {time["id"]: time for time in reading["times"]}
        self.starts = [sentence["start"] for sentence in reading["sentences"]]
        self.printed = {"outlet": self.article["outlet"], "published": self.article["published"]}

    def rows(self) -> dict[str, list[Row]]:
        made = {"articles": [self._article()]}
        layers = {
            "mentions": self._mention,
            "entities": self._entity,
            "times": self._time,
            "quotations": self._quotation,
            "events": self._event,
        }
        for layer, lay in layers.items():
            told = zip(self.reading[layer], self.ids[layer], strict=True)
            made[layer] = [{"id": public, "article": self.article["id"], **lay(record)} for record, public in told]
        made["warnings"] = [{"article": self.article["id"], **warning} for warning in self.reading["warnings"]]
        return made

    def _article(self) -> Row:
        article, reading = self.article, self.reading
        source, line = article["source"] or {}, article["dateline"] or {}
        place = self.entities.get(line.get("place"), {})
        return {
            **{key: article[key] for key in COLUMNS["articles"] if key in article},
            "published_from": article["published_from"]["how"],
            "dateline_place": place.get("name"),
            "dateline_agency": line.get("agency"),
            "characters": len(article["text"]),
            "sentences": len(reading["sentences"]),
            "source_sha256": source.get("sha256"),
            "source_type": source.get("media_type"),
            "reader": reading["reader"]["version"],
            "model": reading["reader"]["model"],
            "reading_sha256": digest(reading),
        }

    def _mention(self, record: Record) -> Row:
        named = {"id": self._id("mentions", record["id"]), "entity": self._id("entities", record["entity"])}
        return {**record, **named, **self._span(record)}

    def _entity(self, record: Record) -> Row:
        place = record["place"] or {}
        return {
            **{key: record[key] for key in ("type", "name", "country", "sector")},
            "mentions": len(record["mentions"]),
            "roles": [role["text"] for role in record["roles"]],
            "members": [self._id("entities", member) for member in record["members"]],
            **{key: place.get(key) for key in ("geonameid", "admin1", "lat", "lon", "precision")},
            "place_country": place.get("country"),
            "place_reason": place.get("reason"),
        }

    def _time(self, record: Record) -> Row:
        return {**record, "id": self._id("times", record["id"]), **self._span(record)}

    def _quotation(self, record: Record) -> Row:
        content, time = record["content"], self.times.get(record["time"], {})
        return {
            **self.printed,
            "start": content[0]["start"] if content else None,
            "end": content[-1]["end"] if content else None,
            "words": GAP.join(words(self.article, span) for span in content),
            **{key: record[key] for key in ("form", "act", "stance", "origin")},
            "cue": self._words(record["cue"]),
            "speaker": self._name(record["speaker"]),
            "speaker_entity": self._entity_of(record["speaker"]),
            "addressee": self._name(record["addressee"]),
            "addressee_entity": self._entity_of(record["addressee"]),
            "channel": record["channel"]["kind"] if record["channel"] else None,
            "time": self._id("times", record["time"]),
            "earliest": time.get("earliest"),
            "latest": time.get("latest"),
            "within": self._id("quotations", record["within"]),
        }

    def _event(self, record: Record) -> Row:
        trigger, sentence = record["trigger"], sentence_of(record["trigger"], self.reading, self.starts)
        told = ("type", "mode", "contexts", "instance", "polarity", "certainty", "when", "background", "reality")
        return {
            **self.printed,
            **{key: record[key] for key in (*told, "confidence", "origin")},
            **self._span(trigger),
            "in_title": trigger.get("in") == "title",
            "sentence": words(self.article, sentence),
            **self._parties(record),
            **self._when(record["time"]),
            **self._where(record["place"]),
            **self._quantities(record["quantities"]),
            "asserted_by": self._id("quotations", record["asserted_by"]) or record["asserted_by"],
        }

    def _parties(self, record: Record) -> Row:
        return {
            "actors": [self._name(party) for party in record["actors"]],
            "actor_entities": [self._entity_of(party) for party in record["actors"]],
            "recipients": [self._name(party) for party in record["recipients"]],
            "recipient_entities": [self._entity_of(party) for party in record["recipients"]],
        }

    def _when(self, time: Record | None) -> Row:
        time = time or {}
        bounds = {key: time.get(key) for key in ("value", "earliest", "latest")}
        return {"time": self._id("times", time.get("ref")), **bounds, "time_from": time.get("from")}

    def _where(self, reference: Record | None) -> Row:
        place = (self.entities.get((reference or {}).get("entity"), {}).get("place")) or {}
        return {
            "place": self._name(reference),
            "place_entity": self._entity_of(reference),
            "place_country": place.get("country"),
            "lat": place.get("lat"),
            "lon": place.get("lon"),
        }

    def _quantities(self, quantities: list[Record]) -> Row:
        """The first number told of each role."""
        row: Row = {}
        for quantity in reversed(quantities):
            role = quantity["role"]
            row |= {f"{role}_low": quantity["low"], f"{role}_high": quantity["high"]}
            if role in ("money", "term"):
                row[f"{role}_unit"] = quantity["unit"]
        return row

    def _span(self, span: Record) -> Row:
        return {"start": span["start"], "end": span["end"], "words": words(self.article, span)}

    def _words(self, span: Record | None) -> str | None:
        return words(self.article, span) if span else None

    def _id(self, layer: str, local: str | None) -> str | None:
        """The public id of a record of this layer."""
        return self.public[layer].get(local or "")

    def _name(self, reference: Record | None) -> str | None:
        """The name of the entity that words stand for, or the words."""
        if reference is None:
            return None
        entity = self.entities.get(reference["entity"])
        return str(entity["name"]) if entity else words(self.article, reference)

    def _entity_of(self, reference: Record | None) -> str | None:
        return self._id("entities", reference["entity"]) if reference else None
