"""Countries by name, adjective, people, capital and seat of government: which state do these words point at?

The table is `dateline/data/countries.toml`. Codes are ISO 3166-1 alpha-3, with XKX for Kosovo and the old codes
SUN, YUG, CSK and DDR for states that are gone.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """One country: its ISO code and every form its name, adjective, people, capital and government take in English."""

    iso3: str
    name: str
    alias: tuple[str, ...]
    part: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: tuple[str, ...]
    seat: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country by ISO code, in the table's order."""
    table = tomllib.loads(files("dateline").joinpath("data/countries.toml").read_text("utf-8"))
    return {iso3: _country(iso3, row) for iso3, row in table.items()}


def _country(iso3: str, row: dict[str, list[str]]) -> Country:
    def forms(key: str) -> tuple[str, ...]:
        return tuple(row.get(key, ()))

    return Country(
        iso3,
        str(row["name"]),
        forms("alias"),
        forms("part"),
        forms("adj"),
        forms("people"),
        forms("capital"),
        forms("seat"),
    )


def fold(words: str) -> str:
    """Words as the tables spell them: lower case, no article, no final possessive, one kind of apostrophe and blank."""
    plain = " ".join(words.replace("’", "'").split()).lower()
    plain = plain.removeprefix("the ").removesuffix("'s")
    return plain.removesuffix("'") if plain.endswith("s'") else plain


@cache
def _index(*fields: str) -> dict[str, str]:
    """Folded form -> ISO code over some fields of every country; the first country of the table keeps a shared form."""
    index: dict[str, str] = {}
    for iso3, country in countries().items():
        for name in fields:
            value = getattr(country, name)
            for form in (value,) if isinstance(value, str) else value:
                index.setdefault(fold(form), iso3)
    return index


def by_name(words: str) -> str | None:
    """ISO code of the country that these words name, whole or a part ("Ukraine", "the U.S.", "Scotland"), or None."""
    return by_whole(words) or _index("part").get(fold(words))


def by_whole(words: str) -> str | None:
    """ISO code of the country these words name, not of one that they name a part of ("Scotland", "Gaza"), or None."""
    return _index("name", "alias").get(fold(words))


def by_demonym(words: str) -> str | None:
    """ISO code of the country of an adjective or a people ("Belarusian", "Poles"), or None."""
    return _index("adjectives", "people").get(fold(words))


def by_capital(words: str) -> str | None:
    """ISO code of the country whose capital these words name ("Kyiv", "Washington"), or None."""
    return _index("capital").get(fold(words))


def by_seat(words: str) -> str | None:
    """ISO code of the country whose government sits at these words ("the Kremlin", "Downing Street"), or None."""
    return _index("seat").get(fold(words))


def by_metonym(words: str) -> str | None:
    """ISO code of the state that these words, a capital or a seat of government, may stand for, or None."""
    return by_seat(words) or by_capital(words)


def country_of(words: str) -> str | None:
    """ISO code of the country that these words name, describe, or stand for, in that order of trust; None if none."""
    return by_name(words) or by_demonym(words) or by_metonym(words)


def country_in(words: str) -> str | None:
    """The first country named or described inside longer words ("Belarusian opposition leader")."""
    tokens = words.replace("’", "'").split()
    index = _index("name", "alias", "part", "adjectives", "people")
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + 4), start, -1):
            found = index.get(fold(" ".join(tokens[start:end]).strip(',;:()"“”')))
            if found:
                return found
    return None
