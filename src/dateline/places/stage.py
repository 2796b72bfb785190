"""PlacesStage: gives the article's place entities their gazetteer entry, or a warning that says why not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from dateline.model import Entity, Mention, Place, Warning
from dateline.names.countries import by_demonym, by_name
from dateline.places.gazetteer import COUNTRY, REGION, Gazetteer, gazetteer
from dateline.places.inside import with_inner_places
from dateline.places.nested import Nested, with_nested
from dateline.places.outlets import outlet_country
from dateline.places.resolve import Answer, PlaceName, Resolver, is_area, weights
from dateline.places.retyping import DOUBTED, Signs, retyped
from dateline.stage import Draft

QUALIFIER = re.compile(r"\s*,\s+((?:[A-Z][\w.’'-]*)(?:\s+[A-Z][\w.’'-]*){0,2})")
KINDS = ("GPE", "LOC")


def qualifiers_after(text: str, end: int) -> tuple[str, ...]:
    """What may name the region of a place after its comma ("Paris, Texas"): the capitalised words, longest first."""
    found = QUALIFIER.match(text, end, end + 60)
    words = found[1].split() if found else []
    return tuple(" ".join(words[:n]) for n in range(len(words), 0, -1))


def place_name(entity: Entity, mentions: list[Mention], text: str) -> PlaceName:
    """An entity's name as the resolver takes it; "Paris, Texas" in one mention is parted at its comma."""
    head, _, tail = entity.name.partition(", ")
    after = [q for mention in mentions for q in qualifiers_after(text, mention.end)]
    return PlaceName(head, (*((tail,) if tail else ()), *dict.fromkeys(after)))


def _named(mentions: tuple[Mention, ...]) -> dict[str, list[Mention]]:
    """The named mentions of each entity."""
    names: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "name":
            names.setdefault(mention.entity, []).append(mention)
    return names


class PlacesStage:
    """Needs mentions and entities; gives the entities again, their `place` filled."""

    name = "places"
    version = "0.1"
    needs = ("mentions", "entities")
    wants: tuple[str, ...] = ()
    gives = ("places",)

    def __init__(self) -> None:
        self._gazetteer: Gazetteer = gazetteer()
        self._resolver = Resolver(self._gazetteer, weights())
        self._nested = Nested(self._resolver)

    def read(self, draft: Draft) -> None:
        """Retype names that are shown to be places, resolve every place with a name, then those that hold such a name.

        Warns once for each named GPE and LOC that stays null.
        """
        names = _named(draft.mentions)
        self._retype(draft, names)
        text = draft.article.text
        draft.mentions, draft.entities = with_nested(draft.mentions, draft.entities, text, self._nested, self.version)
        names = _named(draft.mentions)
        placed = [e for e in draft.entities if e.type in KINDS and e.id in names]
        asked = [place_name(e, names[e.id], draft.article.text) for e in placed]
        outlet = outlet_country(draft.article, self._gazetteer)
        answers = self._resolver.resolve(asked, self._votes(draft), outlet)
        found = {e.id: a for e, a in zip(placed, answers, strict=True)}
        draft.entities = tuple(self._with_place(e, found.get(e.id)) for e in draft.entities)
        draft.entities = with_inner_places(draft.entities, draft.mentions, draft.article.text)
        unplaced = [e for e in placed if found[e.id].entry is None and not is_area(e.name)]
        draft.warnings += [self._warning(e, names[e.id][0], found[e.id]) for e in unplaced]

    def _retype(self, draft: Draft, names: dict[str, list[Mention]]) -> None:
        """Turn the entities into places of which every name stands where a place stands, or is a country's."""
        text = draft.article.text
        signs = Signs(text, self._resolver, self._gazetteer)
        shown = {
            e.id
            for e in draft.entities
            if e.type in DOUBTED and e.id in names and len({text[m.start : m.end] for m in names[e.id]}) == 1
            if any(signs.show_place(m, qualifiers_after(text, m.end)) for m in names[e.id])
        }
        if shown:
            draft.mentions, draft.entities = retyped(draft.mentions, draft.entities, frozenset(shown), self.version)

    @staticmethod
    def _votes(draft: Draft) -> Counter[str]:
        words = (draft.article.text[m.start : m.end] for m in draft.mentions if m.kind == "name")
        return Counter(iso3 for w in words if (iso3 := by_name(w) or by_demonym(w)))

    def _with_place(self, entity: Entity, answer: Answer | None) -> Entity:
        if answer is None or answer.entry is None:
            return entity
        entry = answer.entry
        point = entry.kind != COUNTRY and entry.lat == entry.lat
        region = entry if entry.kind == REGION else self._gazetteer.entry(entry.region) if entry.region >= 0 else None
        place = Place(
            geonameid=entry.geonameid,
            country=self._gazetteer.iso3(entry),
            country_name=self._gazetteer.entry(entry.country).name,
            admin1=region.name if region else None,
            lat=round(entry.lat, 4) if point else None,
            lon=round(entry.lon, 4) if point else None,
            precision="country" if entry.kind == COUNTRY else "region" if entry.kind == REGION else "place",
            reason=answer.reason,
        )
        return replace(entity, place=place, country=entity.country or place.country)

    @staticmethod
    def _warning(entity: Entity, mention: Mention, answer: Answer) -> Warning:
        code = "ambiguous_place" if answer.probability else "unknown_place"
        return Warning(code, f"{entity.name}: {answer.reason}", mention.start, mention.end)
