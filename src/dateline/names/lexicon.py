"""The word lists of the names stage (`lexicon.toml`, `first_names.toml`), loaded once into sets and dictionaries."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.names.countries import fold

MALE, FEMALE, NEUTER = 1, 2, 4
HUMAN = MALE | FEMALE
ANY = HUMAN | NEUTER
SINGULAR, PLURAL = 1, 2
EITHER = SINGULAR | PLURAL
_GENDERS = {"male": MALE, "female": FEMALE, "human": HUMAN, "neuter": NEUTER, "any": ANY}
_NUMBERS = {"singular": SINGULAR, "plural": PLURAL, "either": EITHER}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What single words say: lemmas or folded names in lower case."""

    courtesy: frozenset[str]
    title_gender: dict[str, int]
    person: dict[str, str]
    person_gender: dict[str, int]
    relational: frozenset[str]
    group: dict[str, str]
    place: dict[str, str]
    event_heads: frozenset[str]
    event_openers: frozenset[str]
    event_names: frozenset[str]
    works: frozenset[str]
    states: frozenset[str]
    parties: frozenset[str]
    loc_names: frozenset[str]
    org_words: dict[str, str]
    two: frozenset[str]
    pairs: frozenset[str]
    not_referring: frozenset[str]
    acronym_skip: frozenset[str]
    particles: frozenset[str]
    suffixes: frozenset[str]
    speech: frozenset[str]
    first_names: dict[str, int]
    pronouns: dict[str, tuple[int, int, int]]
    generic: dict[str, tuple[str, ...]]
    grammar: dict[str, frozenset[str]]
    calendar: frozenset[str]
    zones: frozenset[str]
    titles_before: frozenset[str]
    not_alone: frozenset[str]
    page_words: frozenset[str]
    known_names: dict[str, str]
    country_codes: frozenset[str]
    vessels: frozenset[str]

    def known_type(self, name: str) -> str | None:
        """The type of a name that has one meaning to every reader; None for any other."""
        folded = fold(name)
        ways = (name, folded, folded.removeprefix("u.s. "))
        return next((self.known_names[way] for way in ways if way in self.known_names), None)


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(files("dateline.names").joinpath(name).read_text("utf-8"))


def _by_value(table: dict[str, list[str]]) -> dict[str, str]:
    """{word: section}; the first section that lists a word keeps it."""
    index: dict[str, str] = {}
    for section, words in table.items():
        for word in words:
            index.setdefault(word, section)
    return index


def _genders(male: list[str], female: list[str], both: list[str]) -> dict[str, int]:
    return {**dict.fromkeys(both, HUMAN), **dict.fromkeys(female, FEMALE), **dict.fromkeys(male, MALE)}


def _pronouns(table: dict[str, list[str]]) -> dict[str, tuple[int, int, int]]:
    """{form: (person, number mask, gender mask)} of the personal, possessive and reflexive pronouns."""
    out = {}
    for name, (forms, number, gender) in table.items():
        person = 1 if name.startswith("first") else 2 if name.startswith("second") else 3
        out.update(dict.fromkeys(forms.split(), (person, _NUMBERS[number], _GENDERS[gender])))
    return out


@cache
def lexicon() -> Lexicon:
    """The lists of `lexicon.toml` and `first_names.toml`."""
    raw, given = _toml("lexicon.toml"), _toml("first_names.toml")
    titles, gender = raw["titles"], raw["person_gender"]
    return Lexicon(
        courtesy=frozenset(titles["courtesy"]),
        title_gender=_genders(titles["male"], titles["female"], titles["neutral"]),
        person=_by_value(raw["roles"]),
        person_gender=_genders(gender["male"], gender["female"], []),
        relational=frozenset(raw["relational"]["nouns"]),
        group=_by_value(raw["groups"]),
        place=_by_value(raw["places"]),
        event_heads=frozenset(raw["event_heads"]["nouns"]),
        event_openers=frozenset(raw["event_heads"]["openers"]),
        event_names=frozenset(raw["event_heads"]["names"]),
        works=frozenset(raw["works"]["heads"]),
        states=frozenset(raw["states"]["heads"]),
        parties=frozenset(raw["states"]["parties"]),
        loc_names=frozenset(raw["loc_names"]["names"]),
        org_words=_by_value(raw["org_words"]),
        two=frozenset(raw["nominal"]["groups_of_two"]),
        pairs=frozenset(raw["nominal"]["pairs"]),
        not_referring=frozenset(raw["nominal"]["not_referring"]),
        acronym_skip=frozenset(raw["acronym"]["skip"]),
        particles=frozenset(raw["particles"]["words"]),
        suffixes=frozenset(raw["particles"]["suffixes"]),
        speech=frozenset(raw["speech"]["verbs"]),
        first_names=_genders(given["male"].split(), given["female"].split(), []),
        pronouns=_pronouns(raw["pronouns"]),
        generic={word: tuple(types) for word, types in raw["generic"].items()},
        grammar={name: frozenset(words) for name, words in raw["grammar"].items()},
        calendar=frozenset(raw["calendar"]["words"]),
        zones=frozenset(raw["calendar"]["zones"]),
        titles_before=frozenset(raw["no_names"]["titles"]),
        not_alone=frozenset(raw["no_names"]["alone"]),
        page_words=frozenset(raw["no_names"]["page_words"]),
        known_names=_by_value(raw["known_names"]),
        country_codes=frozenset(raw["country_codes"]["sports"]),
        vessels=frozenset(raw["vessels"]["nouns"]),
    )
