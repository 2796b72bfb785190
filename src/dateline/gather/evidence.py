"""What an article's entities say for or against being those of another article: the evidence of identities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.gather.bodies import acronym_of, without_country
from dateline.gather.frame import Part, Read, Record
from dateline.gather.knowledge import acronym_key, alone_key, person_key, thing_key
from dateline.gather.names import PersonName, folded, is_acronym, is_generic, person_name, thing_words, titles
from dateline.gather.wordlists import wordlists
from dateline.names.countries import by_demonym, by_whole
from dateline.names.lexicon import lexicon
from dateline.places.gazetteer import gazetteer
from dateline.places.resolve import tables

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
            return _whole(at, f"people {_people(entity, names)}")
        if entity["type"] in PLACES and not _is_body(names[0]) and (place := _place(entity, names)):
            return _whole(at, place)
        return self._thing(at, entity, names)

    def _person(self, at: int, entity: Record, names: list[str]) -> Part | None:
        every = dict.fromkeys([*names, entity["name"]])
        parsed = [name for each in every if not _two_joined(each, every) and (name := person_name(each))]
        alone = {name.surname for name in parsed if not name.full}
        full = [_without_next(name, alone) for name in parsed if name.full]
        before = [found for each in names if (found := titles(each))]
        told = self._told(at, entity, [title for found in before for title in found])
        if full:
            printed = Counter(name.surname for name in full) + Counter(alone)
            name = max(full, key=lambda each: (printed[each.surname], len(each.given)))
            written = f"{' '.join(name.given)}|{name.surname}|{name.suffix}"
            sector = entity["sector"] or _sector(before) or "-"
            told |= self._known(person_key(written))
            return Part(at, None, {"kind": "person", "name": written, **told}, f"person {written} {sector}")
        if not parsed:
            return None
        only = parsed[0].surname
        told |= self._known(alone_key(only))
        return Part(at, self.read.article["published"], {"kind": "surname", "name": only, **told})

    def _thing(self, at: int, entity: Record, names: list[str]) -> Part | None:
        written = [name for name in names if not is_acronym(name)]
        short = sorted({folded(name) for name in names if is_acronym(name)} - {""})
        told = {**self._told(at, entity), "aliases": short}
        if not written:
            if not short:
                return None
            body = short[0] in wordlists().acronyms and short[0] not in tables()["regions"]
            if entity["type"] in ("GPE", "LOC") and not body:
                return _whole(at, f"place called {short[0]}")
            told |= self._known(acronym_key(short[0]), entity)
            return Part(at, None, {"kind": "acronym", "name": short[0], **told}, f"acronym {short[0]}")
        words = thing_words(written[0])
        if not words:
            return None
        name = without_country(words)
        told |= self._known(thing_key(name), entity)
        if words[-1] in wordlists().recurring and len(words) > 1:
            home = (self.read.article["published"] or "?")[:4]
        elif not is_generic(words) or acronym_of(name):
            return Part(at, None, {"kind": "thing", "name": name, **told}, f"thing {name}")
        else:
            home = entity["country"] or self._home or "?"
        node = f"thing {' '.join(sorted(words))} of {home}"
        return Part(at, None, {"kind": "thing", "name": name, "home": home, **told}, node)

    def _known(self, key: str, entity: Record | None = None) -> Record:
        """Which entities of the knowledge base bear this name, if there are any; no body of theirs is a place."""
        found = [] if entity and entity["type"] in ("GPE", "LOC") else self.read.known(key)
        return {"candidates": list(found)} if found else {}

    def _told(self, at: int, entity: Record, before: Sequence[str] = ()) -> Record:
        """What is told of an entity; `before` are titles before its name."""
        said = {*before, *(word for role in entity["roles"] for word in folded(role["text"]).split())}
        roles = {wordlists().titles_of.get(word, word) for word in said}
        kept = roles - COURTESY - wordlists().small - {"former", "then", "acting", "new", "late", "ex"}
        return {
            "roles": sorted(kept),
            "countries": [entity["country"]] if entity["country"] else [],
            "sectors": [entity["sector"]] if entity["sector"] else [],
            "company": sorted({name for other, name in self._company if other != at}),
            "aliases": [],
            "day": self.read.article["published"],
        }


def _two_joined(name: str, every: Container[str]) -> bool:
    """Whether a name is two people's ("the Vale-Okoro plan"), the second of whom is also named alone."""
    return " " not in name and "-" in name and name.rpartition("-")[2] in every


def _sector(before: Sequence[Sequence[str]]) -> str | None:
    """The sector of a title before a name, where one word is all of it ("Rep. Ann Vale" sits in the legislature)."""
    single = (wordlists().titles_of.get(found[0], found[0]) for found in before if len(found) == 1)
    return next((sector for title in single if (sector := lexicon().person.get(title))), None)


def _without_next(name: PersonName, alone: Container[str]) -> PersonName:
    """A full name without another's given name at its end ("Ann Vale Tom"), where its surname also stands alone."""
    at = next((at for at, part in enumerate(name.given) if at and part in alone), None)
    if at is None or name.surname in alone or name.surname not in wordlists().given_names:
        return name
    return PersonName(name.given[:at], name.given[at], name.suffix)


def _whole(at: int, node: str) -> Part:
    """A part whose node is all that is to be known: places and peoples."""
    return Part(at, None, {"kind": "known", "name": node}, node)


def _is_body(name: str) -> bool:
    """Whether a name is a body's, of whatever type it was read to be: Congress, the White House."""
    words = thing_words(name)
    return is_generic(words) or " ".join(words) in wordlists().named_houses


def _people(entity: Record, names: list[str]) -> str:
    """The country that a name of a people is of, or the name: of African Americans, of the Welsh."""
    plain = _singular(names[0])
    if plain in wordlists().nations:
        return plain
    country = entity["country"]
    own = country if country and any(by_demonym(name) == country for name in names) else by_demonym(names[0])
    return own or plain


def _is_country(entity: Record) -> bool:
    return bool(entity["place"] and entity["place"]["precision"] == "country")


def _singular(name: str) -> str:
    plain = folded(name).removeprefix("the ")
    return plain[:-1] if plain.endswith("s") and not plain.endswith("ss") and len(plain) > 4 else plain


def _place(entity: Record, names: list[str]) -> str | None:
    """The node of a place that the reading has resolved, if the place bears the name; None for "northern Kenya"."""
    place = entity["place"]
    if place is None:
        country = by_whole(names[0])
        return f"country {country}" if country and country not in ("GEO", "COD", "COG") else None
    named = {names[0], names[0].partition(",")[0], entity["name"]}
    if place["precision"] == "country":
        return f"country {place['country']}" if any(by_whole(name) == place["country"] for name in named) else None
    if _bears(place, named):
        return f"place {place['geonameid']}"
    regions = {long for name in named if (long := tables()["regions"].get(name.replace(".", "").lower()))}
    if not regions:
        return None
    region = place["precision"] == "region" and _bears(place, regions)
    return f"place {place['geonameid'] if region else f'called {folded(names[0])}'}"


def _bears(place: Record, names: Iterable[str]) -> bool:
    return any(entry.geonameid == place["geonameid"] for name in names for entry in gazetteer().find(name))


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
