"""Names that the words around them show to be places, whatever the model called them.

Three signs, each measured on newswire: a country's name ("U.S."); a known place with its state or country after a comma
("Macomb, Illinois"); a known place behind "in", "near", "outside" and the like that owns nothing ("in Harrison", not
"in Harrison's kitchen").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dateline.model import Entity, Mention
from dateline.names.countries import by_demonym, by_name
from dateline.names.lexicon import lexicon
from dateline.places.gazetteer import COUNTRY, Entry, Gazetteer, normal
from dateline.places.resolve import Resolver, long_form, regions_of

DOUBTED = frozenset({"PERSON", "ORG", "MISC"})
"""Types that a sign of place can overrule."""
ORIGIN = "places/syntax"
WITHIN = re.compile(r"(?:^|[^\w-])(?:in|near|outside|throughout|across)\s+$", re.IGNORECASE)
OWNING = re.compile(r"['’]s?\b|[- ][A-Z]")
LEAST_PEOPLE = 1_000
"""Below this a name behind "in" is too often a surname."""


class Signs:
    """Looks for the signs in one text."""

    def __init__(self, text: str, resolver: Resolver, gazetteer: Gazetteer) -> None:
        self._text, self._resolver, self._gazetteer = text, resolver, gazetteer

    def show_place(self, mention: Mention, qualifiers: Iterable[str]) -> bool:
        """Whether the mention's own words and those around it show that it names a place."""
        words = self._text[mention.start : mention.end]
        if lexicon().known_type(words) in DOUBTED:
            return False
        if by_name(words) and (words.isupper() or not by_demonym(words)):
            return True
        entries = self._resolver.candidates(words)
        if any(self._holds(region, e) for q in qualifiers for region in self._regions(q) for e in entries):
            return True
        people = max((e.population for e in entries), default=0)
        own = any(normal(e.name) == normal(words) for e in entries)
        person = mention.type == "PERSON" and " " not in words
        return people >= LEAST_PEOPLE and (person or (own and mention.type == "ORG")) and self._stands_in(mention)

    def _stands_in(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - 15) : mention.start]
        return bool(WITHIN.search(before)) and not OWNING.match(self._text, mention.end)

    def _regions(self, words: str) -> list[Entry]:
        """What a qualifier names: a country, or a first-level region; short forms only as the tables have them."""
        return regions_of(words, self._gazetteer) if long_form(words) or len(words) > 3 else []

    @staticmethod
    def _holds(region: Entry, entry: Entry) -> bool:
        if entry.row == region.row:
            return False
        return entry.country == region.country if region.kind == COUNTRY else entry.region == region.row


def retyped(
    mentions: tuple[Mention, ...], entities: tuple[Entity, ...], shown: frozenset[str], version: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """Mentions and entities with the entities in `shown` turned into places; their named mentions say why."""
    origin = f"{ORIGIN}@{version}"
    out = tuple(
        m if m.entity not in shown else replace(m, type="GPE", origin=origin if m.kind == "name" else m.origin)
        for m in mentions
    )
    return out, tuple(replace(e, type="GPE") if e.id in shown else e for e in entities)
