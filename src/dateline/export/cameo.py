"""CAMEO's roots and GDELT's country codes, and which PLOVER types they go with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Root:
    """One of CAMEO's twenty roots: its name, the PLOVER types it goes with, Goldstein value and quad class."""

    code: str
    name: str
    types: tuple[str, ...]
    goldstein: float
    quad: int


@dataclass(frozen=True, slots=True)
class Cameo:
    """The table: roots by code; the root of a type, a mode or a context; countries as CAMEO, FIPS and
    ISO's two letters write them, by alpha-3.
    """

    roots: dict[str, Root]
    types: dict[str, str]
    modes: dict[str, dict[str, str]]
    contexts: dict[str, dict[str, str]]
    countries: dict[str, str]
    fips: dict[str, str]
    alpha2: dict[str, str]

    def root(self, kind: str, mode: str | None, contexts: tuple[str, ...]) -> Root | None:
        """The root of a PLOVER event; None for a type of another codebook."""
        by_context = self.contexts.get(kind, {})
        found = self.modes.get(kind, {}).get(mode or "")
        found = found or next((by_context[each] for each in contexts if each in by_context), None)
        return self.roots.get(found or self.types.get(kind, ""))

    def country(self, iso3: str | None) -> str:
        """CAMEO's code of a country; empty where none is known."""
        return self.countries.get(iso3, iso3) if iso3 else ""


@cache
def cameo() -> Cameo:
    """The table that ships."""
    data = tomllib.loads((files("dateline.export") / "codes.toml").read_text("utf-8"))
    roots = {
        code: Root(code, row["name"], tuple(row["types"]), row["goldstein"], row["quad"])
        for code, row in data["roots"].items()
    }
    return Cameo(roots, *(data[name] for name in ("types", "modes", "contexts", "countries", "fips", "alpha2")))
