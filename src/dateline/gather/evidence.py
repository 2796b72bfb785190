"""What an article's entities say for or against being those of another article: the evidence of identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from dateline.gather.bodies import acronym_of, without_country
from dateline.gather.frame import Part, Read, Record
from dateline.gather.knowledge import acronym_key, alone_key, person_key, thing_key
from dateline.gather.names import folded, is_acronym, is_generic, person_name, thing_words
from dateline.gather.wordlists import wordlists
from dateline.names.countries import by_demonym, by_name
from dateline.places.gazetteer import gazetteer

PLACES = frozenset({"GPE", "LOC", "FAC"})
LEFT_OUT = frozenset({"MONEY"})
COURTESY = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "prof", "professor", "hon", "rev"])
COMPANY = 24
"""How many names of its article an entity is known to be mentioned with: those mentioned most."""


def parts(read: Read) -> Iterator[Part]:
    """A part for every entity that is named, in the reading's order."""
    article = _Article(read)
    for at, entity in enumerate(read.reading["entities"]):
        names = article.names(entity)
        if names and entity["type"] not in LEFT_OUT and (made := article.part(at, entity, names)):
            yield made


class _Article:
    """One reading: the names of each entity, who is mentioned beside it, and the country that the article is about."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self._mentions = {mention["id"]: mention for mention in read.reading["mentions"]}
        self._home = _home(read.reading)
        self._company = self._most_named()

    def names(self, entity: Record) -> list[str]:
        """The names as printed, the most frequent first, of equally frequent ones the longest."""
        found = [self._mentions[local] for local in entity["mentions"] if local in self._mentions]
        printed = (self.read.words(mention) for mention in found if mention["kind"] == "name")
        counted = Counter(" ".join(name.split()) for name in printed)
        return sorted(counted, key=lambda name: (-counted[name], -len(name), name))

    def _most_named(self) -> list[tuple[int, str]]:
        """(position of the entity, its folded name) of those that are worth being mentioned with."""
        counted = []
        for at, entity in enumerate(self.read.reading["entities"]):
            alone = entity["type"] in {*LEFT_OUT, "NORP", "MISC"} or _is_country(entity)
            names = [] if alone else self.names(entity)
            name = folded(max(names, key=len)) if names else ""
            name = name.removeprefix("the ")
            if entity["type"] == "PERSON" and " " not in name:
                continue
            if name and name not in wordlists().wide:
                counted.append((-len(entity["mentions"]), at, name))
        return [(at, name) for _, at, name in sorted(counted)[:COMPANY]]

    def part(self, at: int, entity: Record, names: list[str]) -> Part | None:
        """The entity as a part, or None where nothing can be said of its name."""
        made = self._made(at, entity, names)
        if made is None:
            return None
        shown: Record = {
            "type": entity["type"],
            "names": names,
            "mentions": len(entity["mentions"]),
            "said": list(dict.fromkeys(" ".join(role["text"].split()) for role in entity["roles"])),
            "country": entity["country"],
        }
        return replace(made, shown=shown)

    def _made(self, at: int, entity: Record, names: list[str]) -> Part | None:
        if entity["type"] == "PERSON":
            return self._person(at, entity, names)
        if entity["type"] == "NORP":
            return _whole(at, f"people {entity['country'] or by_demonym(names[0]) or _singular(names[0])}")
        if entity["type"] in PLACES and (place := _place(entity, names)):
            return _whole(at, place)
        return self._thing(at, entity, names)

    def _person(self, at: int, entity: Record, names: list[str]) -> Part | None:
        parsed = [name for each in [*names, entity["name"]] if (name := person_name(each))]
        full = [name for name in parsed if name.full]
        told = self._told(at, entity)
        if full:
            name = max(full, key=lambda each: (sum(each.surname == other.surname for other in parsed), len(each.given)))
            written = f"{' '.join(name.given)}|{name.surname}|{name.suffix}"
            sector = entity["sector"] or "-"
            told |= self._known(person_key(written))
            return Part(at, None, {"kind": "person", "name": written, **told}, f"person {written} {sector}")
        if not parsed:
            return None
        alone = parsed[0].surname
        told |= self._known(alone_key(alone))
        return Part(at, self.read.article["published"], {"kind": "surname", "name": alone, **told})

    def _thing(self, at: int, entity: Record, names: list[str]) -> Part | None:
        written = [name for name in names if not is_acronym(name)]
        short = sorted({folded(name) for name in names if is_acronym(name)} - {""})
        told = {**self._told(at, entity), "aliases": short}
        if not written:
            if not short:
                return None
            told |= self._known(acronym_key(short[0]), entity)
            return Part(at, None, {"kind": "acronym", "name": short[0], **told}, f"acronym {short[0]}")
        words = thing_words(written[0])
        if not words:
            return None
        name = without_country(words)
        told |= self._known(thing_key(name), entity)
        if not is_generic(words) or acronym_of(name):
            return Part(at, None, {"kind": "thing", "name": name, **told}, f"thing {name}")
        home = entity["country"] or self._home or "?"
        node = f"thing {' '.join(sorted(words))} of {home}"
        return Part(at, None, {"kind": "thing", "name": name, "home": home, **told}, node)

    def _known(self, key: str, entity: Record | None = None) -> Record:
        """Which entities of the knowledge base bear this name, if there are any; no body of theirs is a place."""
        found = [] if entity and entity["type"] in ("GPE", "LOC") else self.read.known(key)
        return {"candidates": list(found)} if found else {}

    def _told(self, at: int, entity: Record) -> Record:
        roles = {word for role in entity["roles"] for word in folded(role["text"]).split()}
        kept = roles - COURTESY - wordlists().small - {"former", "then", "acting", "new", "late", "ex"}
        return {
            "roles": sorted(kept),
            "countries": [entity["country"]] if entity["country"] else [],
            "sectors": [entity["sector"]] if entity["sector"] else [],
            "company": sorted({name for other, name in self._company if other != at}),
            "aliases": [],
            "day": self.read.article["published"],
        }


def _whole(at: int, node: str) -> Part:
    """A part whose node is all that is to be known: places and peoples."""
    return Part(at, None, {"kind": "known", "name": node}, node)


def _is_country(entity: Record) -> bool:
    return bool(entity["place"] and entity["place"]["precision"] == "country")


def _singular(name: str) -> str:
    plain = folded(name).removeprefix("the ")
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 4 else plain


def _place(entity: Record, names: list[str]) -> str | None:
    """The node of a place that the reading has resolved, if the place bears the name; None for "northern Kenya"."""
    place = entity["place"]
    if place is None:
        country = by_name(names[0])
        return f"country {country}" if country and country not in ("GEO", "COD", "COG") else None
    named = {names[0], names[0].partition(",")[0], entity["name"]}
    if place["precision"] == "country":
        return f"country {place['country']}" if any(by_name(name) == place["country"] for name in named) else None
    known = {entry.geonameid for name in named for entry in gazetteer().find(name)}
    return f"place {place['geonameid']}" if place["geonameid"] in known else None


def _home(reading: Record) -> str | None:
    """The country that an article is about: named in at least half of what has one, twice as often as the next."""
    counted: Counter[str] = Counter()
    for entity in reading["entities"]:
        country = entity["country"] or (entity["place"] or {}).get("country")
        if country:
            counted[country] += len(entity["mentions"])
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    if not ranked or ranked[0][1] * 2 < counted.total():
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1] else None
