"""Places named inside longer names: "Brasnik" in "Brasnik Police Department", "University of Brasnik" and
"Brasnik's Mill Park".

A body's name that opens with a known place, or ends in "of" one, names that place too, where another of its words tells
that it is a body of a place (`[bodies]` in lexicon.toml); and so does a name typed a place that no entry bears, where
the article names the place in it. Countries are left out: "U.S. Army" is no place in the U.S.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from dateline.model import Entity, Mention
from dateline.names.countries import by_demonym, by_name
from dateline.names.lexicon import lexicon
from dateline.places.gazetteer import COUNTRY, normal
from dateline.places.resolve import Resolver, tables

ORIGIN = "places/nested"
BODIES = frozenset({"ORG", "FAC", "GPE", "LOC"})
WORD = re.compile(r"[\w.&-]+(?:['’](?!s\b)[\w.&-]+)*(?P<owns>['’]s?(?!\w))?")
PLACES = frozenset({"GPE", "LOC"})
LONGEST = 3
LEAST_PEOPLE, WELL_KNOWN = 1_000, 20_000


class Word(NamedTuple):
    """A word of a name: its lower-case letters, where it stands in the text, and whether it owns what follows."""

    lower: str
    start: int
    end: int
    owns: bool


class Nested:
    """Finds the places inside the names of one article after another."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._bodies, self._civic, self._openings = (
            frozenset(tables()["bodies"][key].split()) for key in ("words", "civic", "openings")
        )
        self._states = frozenset(name.lower() for name in tables()["regions"].values())
        self._streets, self._waters = frozenset(tables()["thoroughfares"]), frozenset(tables()["waters"])

    def spans(self, mention: Mention, text: str, named: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Where in a name a place stands, in characters of the text; `named` are the places that the article names."""
        unknown = mention.type in PLACES or mention.type == "FAC"
        if mention.type in PLACES and self._resolver.candidates(text[mention.start : mention.end]):
            return
        words = list(_words(mention, text))
        if len(words) > 1 and words[-1].lower in self._waters:
            return
        yield from self._joined(words, text, named)
        street = bool(words) and words[-1].lower in self._streets
        for first, last, end_only in _stretches(words):
            rest = [word.lower for word in (*words[:first], *words[last:])]
            start, end = words[first].start, words[last - 1].end
            civic = not first and rest[0] in self._civic
            body = bool(self._bodies & set(rest)) or words[last - 1].owns
            stretch = text[start:end]
            known = stretch in named and not street and (body or unknown)
            if known or (body and not end_only and self._is_place(stretch, civic)):
                yield start, end
                return

    def may_own(self, words: str) -> bool:
        """Whether a body may be of the place of this name: a known one that is no country."""
        country = by_name(words) or by_demonym(words)
        known = any(e.kind != COUNTRY for e in self._resolver.candidates(words))
        return words[:1].isupper() and known and (not country or words.lower() in self._states)

    def _joined(self, words: list[Word], text: str, named: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Both places of a name that opens with two ("Brasnik-Dunmar Road Club"), one of which the article names."""
        parts = text[words[0].start : words[0].end].split("-") if words else []
        if len(parts) == 2 and set(parts) & named and all(self._resolver.candidates(part) for part in parts):
            middle = words[0].start + len(parts[0])
            yield words[0].start, middle
            yield middle + 1, words[0].end

    def _is_place(self, words: str, civic: bool) -> bool:
        first, key = words.split()[0].lower().strip("."), words.lower().strip(".")
        country = by_name(words) or by_name(first) or by_demonym(words)
        if (country and key not in self._states) or not words[0].isupper():
            return False
        if first in self._openings or (words.lower() in lexicon().first_names and not civic):
            return False
        alias = words.split()[-1].lower() not in self._bodies
        known = any(
            (alias and e.population >= WELL_KNOWN)
            or (normal(e.name) == normal(words) and (e.population >= LEAST_PEOPLE or " " in words))
            for e in self._resolver.candidates(words)
            if e.kind != COUNTRY
        )
        return known and key not in self._bodies


def _words(mention: Mention, text: str) -> Iterator[Word]:
    for m in WORD.finditer(text, mention.start, mention.end):
        owner = m["owns"] or ""
        yield Word(m[0].removesuffix(owner).lower().strip("."), m.start(), m.end() - len(owner), bool(owner))


def _stretches(words: list[Word]) -> Iterator[tuple[int, int, bool]]:
    """First and one past the last word of each stretch that may be a place, and whether it is a mere end: openings,
    longest first, then what follows "of", then ends."""
    lower = [word.lower for word in words]
    skip = 1 if lower and lower[0] == "the" else 0
    for n in range(min(LONGEST, len(words) - skip - 1), 0, -1):
        yield skip, skip + n, False
    if "of" in lower[1:-1]:
        at = len(words) - lower[::-1].index("of")
        if len(words) - at <= LONGEST:
            yield at, len(words), False
    for n in range(min(LONGEST, len(words) - 1), 0, -1):
        yield len(words) - n, len(words), True


def with_nested(
    mentions: tuple[Mention, ...], entities: tuple[Entity, ...], text: str, nested: Nested, version: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and entities with the places inside bodies' names: of the place that bears the name, else new."""
    places = {e.name: e.id for e in reversed(entities) if e.type in ("GPE", "LOC")}
    named = frozenset(words for words in places if nested.may_own(words))
    grown: dict[str, list[str]] = {}
    out: list[Mention] = list(mentions)
    new: list[Entity] = []
    for mention in mentions:
        if mention.kind != "name" or mention.type not in BODIES:
            continue
        for start, end in nested.spans(mention, text, named):
            words = text[start:end]
            if words not in places:
                places[words] = f"e{len(entities) + len(new) + 1}"
                new.append(Entity(places[words], "GPE", words, ()))
            id_ = f"m{len(out) + 1}"
            out.append(Mention(id_, places[words], start, end, "name", "GPE", f"{ORIGIN}@{version}"))
            grown.setdefault(places[words], []).append(id_)
    return tuple(out), tuple(
        replace(e, mentions=(*e.mentions, *grown[e.id])) if e.id in grown else e for e in (*entities, *new)
    )
