"""Places named inside longer names: "Brasnik" in "Brasnik Police Department" and in "University of Brasnik".

A body's name that opens with a known place, or ends in "of" one, names that place too, where another of its words tells
that it is a body of a place (`[bodies]` in lexicon.toml). Countries are left out: "U.S. Army" is no place in the U.S.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dateline.model import Entity, Mention
from dateline.names.countries import by_demonym, by_name
from dateline.names.lexicon import lexicon
from dateline.places.gazetteer import COUNTRY, normal
from dateline.places.resolve import Resolver, tables

ORIGIN = "places/nested"
BODIES = frozenset({"ORG", "FAC", "GPE", "LOC", "MISC"})
WORD = re.compile(r"[\w.’'&-]+")
PLACES = frozenset({"GPE", "LOC"})
LONGEST = 3
LEAST_PEOPLE, WELL_KNOWN = 1_000, 20_000


class Nested:
    """Finds the places inside the names of one article after another."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._bodies, self._civic, self._openings = (
            frozenset(tables()["bodies"][key].split()) for key in ("words", "civic", "openings")
        )

    def spans(self, mention: Mention, text: str) -> Iterator[tuple[int, int]]:
        """Where in a name a place stands, in characters of the text; at most one."""
        if mention.type in PLACES and self._resolver.candidates(text[mention.start : mention.end]):
            return
        words = [(m[0], m.start() + mention.start, m.end() + mention.start) for m in _words(mention, text)]
        for first, last in _stretches([w for w, _, _ in words]):
            rest = [w.lower().strip(".'’") for w, _, _ in (*words[:first], *words[last:])]
            start, end = words[first][1], words[last - 1][2]
            civic = not first and rest[0] in self._civic
            if self._bodies & set(rest) and self._is_place(text[start:end], civic):
                yield start, end
                return

    def _is_place(self, words: str, civic: bool) -> bool:
        first = words.split()[0].lower().strip(".")
        if by_name(words) or by_name(first) or by_demonym(words) or not words[0].isupper():
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
        return known and words.lower().strip(".") not in self._bodies


def _words(mention: Mention, text: str) -> Iterator[re.Match[str]]:
    return WORD.finditer(text[mention.start : mention.end])


def _stretches(words: list[str]) -> Iterator[tuple[int, int]]:
    """First and one past the last word of each stretch that may be a place: openings, longest first, then "of" ends."""
    skip = 1 if words and words[0].lower() == "the" else 0
    for n in range(min(LONGEST, len(words) - skip - 1), 0, -1):
        yield skip, skip + n
    if "of" in words[1:-1]:
        at = len(words) - words[::-1].index("of")
        if len(words) - at <= LONGEST:
            yield at, len(words)


def with_nested(
    mentions: tuple[Mention, ...], entities: tuple[Entity, ...], text: str, nested: Nested, version: str
) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions and entities with the places inside bodies' names: of the place that bears the name, else new."""
    places = {e.name: e.id for e in reversed(entities) if e.type in ("GPE", "LOC")}
    grown: dict[str, list[str]] = {}
    out: list[Mention] = list(mentions)
    new: list[Entity] = []
    for mention in mentions:
        if mention.kind != "name" or mention.type not in BODIES:
            continue
        for start, end in nested.spans(mention, text):
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
