"""What a knowledge base says for or against an entity's being one of those that it names; pure, and never a guess.

An entity of the file is looked up by its names, as identities compare them. A name that one entity of the file bears
points at it, unless the country or the year of birth speaks against it; a name that many bear, or several of the file,
only where a country or a role picks one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dateline.gather.bodies import without_country
from dateline.gather.frame import Record
from dateline.gather.names import folded, is_acronym, person_name, thing_words
from dateline.gather.wordlists import wordlists

MOST = 16
"""Names that more entities of a file bear point at none of them."""


def person_key(written: str) -> str:
    """Under which key a person's full name ("given|surname|suffix") is looked up."""
    return f"person {written}"


def alone_key(name: str) -> str:
    """Under which key a person's only name is looked up."""
    return f"alone {name}"


def thing_key(name: str) -> str:
    """Under which key the words of a body's name are looked up."""
    return f"thing {' '.join(sorted(name.split()))}"


def acronym_key(letters: str) -> str:
    """Under which key an acronym is looked up."""
    return f"acronym {letters}"


def keys_of(kind: str, names: Iterable[str]) -> set[str]:
    """Under which keys an entity of a knowledge base ("person" or "body") with these names is found."""
    return set(_person_keys(names) if kind == "person" else _body_keys(names))


def _person_keys(names: Iterable[str]) -> Iterator[str]:
    """Full names; a name alone only where it is nobody's surname, such as a stage name."""
    parsed = [name for each in names if (name := person_name(each))]
    surnames = {name.surname for name in parsed if name.full}
    for name in parsed:
        if name.full:
            yield person_key(f"{' '.join(name.given)}|{name.surname}|{name.suffix}")
        elif name.surname not in surnames:
            yield alone_key(name.surname)


def _body_keys(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if is_acronym(name):
            yield acronym_key(folded(name))
        elif words := thing_words(name):
            yield thing_key(without_country(words))


def role_words(roles: Iterable[str]) -> list[str]:
    """The words of what a file says somebody is or does."""
    return sorted({word for role in roles for word in folded(role).split()} - wordlists().small)


def union(found: Iterable[Sequence[Record]]) -> list[Record]:
    """The candidates of several parts, each once, by id."""
    by_id = {each["id"]: each for candidates in found for each in candidates}
    return [by_id[identifier] for identifier in sorted(by_id)]


def picked(told: Record, candidates: Sequence[Record], doubtful: bool) -> str | None:
    """The id of the candidate that an entity is; None where none is, or it cannot be told which.

    `told` is the entity's evidence, `candidates` all that the file names so; a `doubtful` name is one that many bear.
    """
    if not candidates or len(candidates) > MOST:
        return None
    fitting = [each for each in candidates if not _contradicted(told, each)]
    if len(candidates) == 1 and not doubtful:
        return str(fitting[0]["id"]) if fitting else None
    ranked = sorted(((_agreement(told, each), str(each["id"])) for each in fitting), reverse=True)
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return None
    return ranked[0][1]


def _contradicted(told: Record, known: Record) -> bool:
    """Whether the country is another one, or it was born after it was printed of."""
    home = told.get("home")
    if home and not home.isdigit() and home not in known["countries"]:
        return True
    if told["countries"] and known["countries"] and not set(told["countries"]) & set(known["countries"]):
        return True
    last = told["days"][-1] if told["days"] else None
    return bool(known["born"] and last and int(last[:4]) < known["born"])


def _agreement(told: Record, known: Record) -> int:
    """How many of country and role are shared."""
    return sum(bool(set(told[key]) & set(known[key])) for key in ("countries", "roles"))
