"""The word lists and weights of identities (`identities.toml`), loaded once: the frozen table of every decision."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.names.lexicon import lexicon


@dataclass(frozen=True, slots=True)
class WordLists:
    """Weights, spellings and words: every word folded (ASCII, lower case)."""

    weights: dict[str, float]
    rules: tuple[tuple[re.Pattern[str], str], ...]
    variants: dict[str, str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    generations: frozenset[str]
    particles: frozenset[str]
    dropped: frozenset[str]
    patronymics: frozenset[str]
    houses: frozenset[str]
    titles_of: dict[str, str]
    family_first: frozenset[str]
    short_forms: dict[str, frozenset[str]]
    common_surnames: frozenset[str]
    given_names: frozenset[str]
    legal: frozenset[str]
    small: frozenset[str]
    generic: frozenset[str]
    named_houses: frozenset[str]
    recurring: frozenset[str]
    nations: frozenset[str]
    wide: frozenset[str]
    acronyms: dict[str, tuple[str, ...]]


@cache
def wordlists() -> WordLists:
    """The lists that ship."""
    table = tomllib.loads(files("dateline.gather").joinpath("identities.toml").read_text("utf-8"))
    spelling, persons, things = table["spelling"], table["persons"], table["things"]
    return WordLists(
        weights=table["weights"],
        rules=tuple((re.compile(pattern), to) for pattern, to in spelling["rules"]),
        variants={word: line.split()[0] for line in spelling["variants"] for word in line.split()},
        titles=frozenset(persons["titles"]),
        suffixes=frozenset(persons["suffixes"]),
        generations=frozenset(persons["generations"]),
        particles=frozenset(persons["particles"]),
        dropped=frozenset(persons["dropped"]),
        patronymics=frozenset(persons["patronymics"]),
        houses=frozenset(persons["houses"]),
        titles_of={word: line.split()[0] for line in persons["titles_of"] for word in line.split()},
        family_first=frozenset(persons["family_first"]),
        short_forms=_short_forms(persons["short_forms"]),
        common_surnames=frozenset(persons["common_surnames"].split()) | _shared_surnames(),
        given_names=frozenset(lexicon().first_names),
        legal=frozenset(things["legal"]),
        small=frozenset(things["small"]),
        generic=frozenset(things["generic"].split()),
        named_houses=frozenset(things["houses"]),
        recurring=frozenset(things["recurring"]),
        nations=frozenset(table["peoples"]["nations"]),
        wide=frozenset(" ".join(table["company"]["wide"].split()).replace("| ", "|").split("|")),
        acronyms={short: tuple(names) for short, names in table["acronyms"].items()},
    )


def _shared_surnames() -> frozenset[str]:
    """The surnames of `surnames.txt`: in many articles, several people bear each."""
    lines = files("dateline.gather").joinpath("surnames.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _short_forms(lines: list[str]) -> dict[str, frozenset[str]]:
    """{given name: the numbers of the sets it is in}: two names are forms of one where they share a set."""
    found: dict[str, set[str]] = {}
    for line in lines:
        names = line.split()
        for name in names:
            found.setdefault(name, set()).add(names[0])
    return {name: frozenset(sets) for name, sets in found.items()}
