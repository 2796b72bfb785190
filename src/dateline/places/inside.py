"""Places that no name of their own resolves, by the place named in their words: "the town of Akuressa", "St. Cloud
Hospital".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.model import Entity, Mention, Place
from dateline.places.resolve import tables

KINDS = frozenset({"GPE", "LOC", "FAC"})


def with_inner_places(entities: tuple[Entity, ...], mentions: Iterable[Mention], text: str) -> tuple[Entity, ...]:
    """The entities, those of kind place that have none given the place named first in their words, with that reason.

    A named facility takes the place that its name begins with, where the article names that place too; a street named
    after a town does not lie there (nested.py finds no place in it).
    """
    places = {e.id: e for e in entities if e.place is not None}
    named = [m for m in mentions if m.kind == "name" and m.entity in places]
    by_words = {text[m.start : m.end]: places[m.entity] for m in reversed(named)}
    chains: dict[str, list[Mention]] = {}
    for m in mentions:
        chains.setdefault(m.entity, []).append(m)
    return tuple(
        _placed(e, _inner(chains.get(e.id, []), named, places) or _opening(e, by_words))
        if e.type in KINDS and e.place is None
        else e
        for e in entities
    )


def _inner(chain: list[Mention], named: list[Mention], places: dict[str, Entity]) -> Entity | None:
    """The place named first within the chain's names, or within its phrases where it has none."""
    own = [m for m in chain if m.kind == "name"] or chain
    inside = (n for m in own for n in named if m.start <= n.start and n.end <= m.end and n.entity != m.entity)
    first = next(inside, None)
    return places[first.entity] if first else None


def _opening(entity: Entity, by_words: dict[str, Entity]) -> Entity | None:
    """The place whose name the facility's name begins with ("Douglas County Hospital")."""
    words = entity.name.split()
    if entity.type != "FAC" or words[-1].lower().strip(".") in tables()["thoroughfares"]:
        return None
    starts = (" ".join(words[:n]) for n in range(len(words) - 1, 0, -1))
    return next((by_words[start] for start in starts if start in by_words), None)


def _placed(entity: Entity, inner: Entity | None) -> Entity:
    if inner is None or inner.place is None:
        return entity
    place: Place = replace(inner.place, reason=f"{inner.name} is named in its words: {inner.place.reason}")
    return replace(entity, place=place, country=entity.country or place.country)
