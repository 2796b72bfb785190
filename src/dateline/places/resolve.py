"""Which gazetteer entry a place name means in its article: candidates, features, a linear score, and when to abstain.

Two passes: the first judges each name by itself and by the countries and regions the article names; the second also by
how near a candidate lies to what the first pass thinks the other names mean. Weights are in weights.toml, written by
training/place_weights.py (multinomial logistic regression over the candidates of a name).
"""

from __future__ import annotations

import functools
import math
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files

import numpy as np

from dateline.names.countries import by_capital, by_name
from dateline.places.company import COMPANY, Vector, company, shares
from dateline.places.gazetteer import COUNTRY, DISTRICT, PLACE, REGION, Entry, Gazetteer, normal

FEATURES = (
    "population", "is_country", "is_region", "is_district", "main_name", "whole_name", "country_named", "country_share",
    "region_named", "qualified", "contradicted", "capital", "outlet_country", *COMPANY,
)  # fmt: skip
LEAST_CAPITAL = 10_000
"""People: a capital's namesakes in its own country are mostly smaller."""
FIRST_PASS = len(FEATURES) - len(COMPANY)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features in the first and second pass, and the least probability an answer needs."""

    first: Vector
    second: Vector
    least: float


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A name to be resolved: its words, the region or country words that follow it after a comma ("La."), and whether
    its article is of many places.
    """

    words: str
    qualifiers: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The entry a name means, or None, with the reason in words and the probability among the candidates."""

    entry: Entry | None
    reason: str
    probability: float


@functools.cache
def tables() -> dict[str, dict[str, str]]:
    """Abbreviations of states and provinces, and the kinds of region that may stand in a name (lexicon.toml)."""
    text = files("dateline.places").joinpath("lexicon.toml").read_text("utf-8")
    return tomllib.loads(text)


@functools.cache
def weights() -> Weights:
    """The weights that ship."""
    table = tomllib.loads(files("dateline.places").joinpath("weights.toml").read_text("utf-8"))
    passes = [np.array([table[name][feature] for feature in FEATURES]) for name in ("first", "second")]
    return Weights(passes[0], passes[1], float(table["least_probability"]))


def is_area(words: str) -> bool:
    """Whether the words name a part of the world that has no entry: larger than a country, or across some."""
    return normal(words) in tables()["areas"]


def spellings(words: str) -> Iterable[str]:
    """The name as written, then without a direction ("northern") or a kind ("Province", "State of") beside it."""
    yield words
    tokens = words.split()
    lead, kinds = tables()["leading"], tables()["kinds"]
    while len(tokens) > 1 and tokens[0].lower() in lead:
        tokens = tokens[1:]
        yield " ".join(tokens)
    if len(tokens) > 2 and tokens[0].lower() in kinds and tokens[1].lower() == "of":
        yield " ".join(tokens[2:])
    if len(tokens) > 1 and tokens[-1].lower().strip(".") in kinds:
        yield " ".join(tokens[:-1])


def long_form(words: str) -> str | None:
    """The name of the region that a short form ("Mo.", "N.Y.", "Fla") stands for; None for other words."""
    return tables()["regions"].get(words.rstrip(",.;").replace(".", "").lower())


def regions_of(words: str, gazetteer: Gazetteer) -> list[Entry]:
    """The countries and first-level regions that a qualifier ("La.", "Ontario", "France") may mean."""
    found = [e for e in gazetteer.find(long_form(words) or words) if e.kind in (COUNTRY, REGION)]
    iso3 = by_name(words)
    if iso3 in gazetteer.countries and not any(e.kind == COUNTRY for e in found):
        found.append(gazetteer.countries[str(iso3)])
    return found


WIDE = 3
"""States and countries that an article of many places names, at least."""
LEAST_GREAT, DWARFED = 200_000, 10
"""People of a great city, and how many times as many it has as a place of its name that it overshadows."""
LEAST_BESIDE_STATE = 100_000
"""People that a place has at least to be meant by the name of a state."""


class Resolver:
    """Resolves the place names of one article after another; holds nothing of an article."""

    def __init__(self, gazetteer: Gazetteer, weights: Weights) -> None:
        self._gazetteer = gazetteer
        self._weights = weights
        self._find = functools.lru_cache(maxsize=50_000)(self._candidates)

    def _candidates(self, words: str) -> tuple[Entry, ...]:
        if is_area(words):
            return ()
        iso3 = by_name(words)
        extra = [self._gazetteer.countries[iso3]] if iso3 in self._gazetteer.countries else []
        extra = [entry for entry in extra if normal(entry.name) != "united kingdom" or normal(words) in BRITAIN]
        short = long_form(words) if words.endswith(".") else None
        for spelling in spellings(short or words):
            found = self._gazetteer.find(spelling) or [
                e for e in regions_of(spelling, self._gazetteer) if spelling != words or not extra
            ]
            if found or extra:
                rows = {e.row for e in found}
                return (*found, *(e for e in extra if e.row not in rows))
        return ()

    def candidates(self, words: str) -> tuple[Entry, ...]:
        """Every entry a name may mean, by its spelling as written or without its direction or kind."""
        return self._find(words)

    def entries(self, name: PlaceName) -> tuple[Entry, ...]:
        """The entries that a name may mean where it stands.

        A state of the United States is no village of that name ("Nevada, Iowa") unless the short form of another state
        stands behind it ("Nevada, Mo."); where an article is of many places (`wide`), neither is a country, and a great
        city is no small one of its name without its region behind it.
        """
        found = self.candidates(name.words)
        if any(map(long_form, name.qualifiers)):
            return found
        country = name.wide and any(e.kind == COUNTRY and normal(e.name) == normal(name.words) for e in found)
        if country or any(self._is_state(entry, name.words) for entry in found):
            return tuple(e for e in found if e.kind in (COUNTRY, REGION) or e.population >= LEAST_BESIDE_STATE)
        most = max((e.population for e in found if e.kind == PLACE and normal(e.name) == normal(name.words)), default=0)
        if not name.wide or name.qualifiers or most < LEAST_GREAT:
            return found
        return tuple(e for e in found if e.kind in (COUNTRY, REGION) or e.population * DWARFED >= most)

    def _is_state(self, entry: Entry, words: str) -> bool:
        return entry.kind == REGION and normal(entry.name) == normal(words) and self._gazetteer.iso3(entry) == "USA"

    def of_article(self, names: Sequence[PlaceName]) -> list[PlaceName]:
        """The names of one article, told whether it is of many places: states or countries, WIDE of them or more."""
        over = {e.row for name in names for e in regions_of(name.words, self._gazetteer) if self._is_over(e, name)}
        return [replace(name, wide=len(over) >= WIDE) for name in names]

    def _is_over(self, entry: Entry, name: PlaceName) -> bool:
        return entry.kind == COUNTRY or self._is_state(entry, name.words)

    def first_pass(self, names: Sequence[PlaceName], votes: Counter[str], outlet: str | None) -> list[Vector]:
        """One matrix a name, a row a candidate; the columns of the second pass are 0."""
        article = _Article(self._gazetteer, self.entries, names, votes, outlet)
        return [article.matrix(number) for number in range(len(names))]

    def second_pass(self, names: Sequence[PlaceName], first: Sequence[Vector], by: Vector) -> list[Vector]:
        """The same matrices with nearness to the other names' candidates, weighed by their first-pass probability."""
        groups = [self.entries(name) for name in names]
        found = company(groups, [shares(matrix, by) for matrix in first])
        return [np.hstack([m[:, :FIRST_PASS], c]) for m, c in zip(first, found, strict=True)]

    def resolve(self, names: Sequence[PlaceName], votes: Counter[str], outlet: str | None = None) -> list[Answer]:
        """An answer a name; `votes` counts the countries (ISO codes) that the article names or describes, `outlet` is
        the country of its outlet."""
        names = self.of_article(names)
        second = self.second_pass(names, self.first_pass(names, votes, outlet), self._weights.first)
        return [self._answer(n, m) for n, m in zip(names, second, strict=True)]

    def _answer(self, name: PlaceName, matrix: Vector) -> Answer:
        entries = self.entries(name)
        if not entries:
            reason = "an area that no entry stands for" if is_area(name.words) else "the gazetteer has no such name"
            return Answer(None, reason, 0.0)
        odds = shares(matrix, self._weights.second)
        best = int(odds.argmax())
        if odds[best] < self._weights.least:
            reason = f"{len(entries)} entries bear the name and the article does not decide"
            return Answer(None, reason, float(odds[best]))
        return Answer(entries[best], _reason(matrix[best], len(self.candidates(name.words))), float(odds[best]))


BRITAIN = {"united kingdom", "uk", "u k", "britain", "great britain"}
REASONS: tuple[tuple[str, str], ...] = (
    ("qualified", "the words after it name its region or country"),
    ("region_named", "the article names its region"),
    ("near", "other places of the article are near"),
    ("country_named", "the article names its country"),
    ("outlet_country", "the outlet is of its country"),
)


def _reason(row: Vector, count: int) -> str:
    """Why this candidate, in words: the strongest ground that holds for it."""
    if count == 1:
        return "the only entry of this name"
    for feature, words in REASONS:
        if row[FEATURES.index(feature)] > 0.5:
            return f"{words} ({count} entries bear the name)"
    return f"the best known of {count} entries of this name"


class _Article:
    """What one article says about where it plays, for the features of its names' candidates."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        entries: Callable[[PlaceName], tuple[Entry, ...]],
        names: Sequence[PlaceName],
        votes: Counter[str],
        outlet: str | None,
    ) -> None:
        self._gazetteer = gazetteer
        self._names = names
        self._entries = entries
        self._votes = votes
        self._outlet = outlet
        self._total = max(1, sum(votes.values()))
        self._own = [by_name(name.words) for name in names]
        self._qualifiers = [[r for q in name.qualifiers for r in regions_of(q, self._gazetteer)] for name in names]
        self._regions = self._named_regions()

    def _named_regions(self) -> Counter[int]:
        """Rows of the regions that the article names, by name or after a comma."""
        rows: Counter[int] = Counter()
        for name, qualifiers in zip(self._names, self._qualifiers, strict=True):
            entries = [*regions_of(name.words, self._gazetteer), *qualifiers]
            rows.update({e.row for e in entries if e.kind == REGION})
        return rows

    def matrix(self, number: int) -> Vector:
        words = self._names[number].words
        entries = self._entries(self._names[number])
        if not entries:
            return np.zeros((0, len(FEATURES)))
        return np.array([self._row(number, normal(words), entry) for entry in entries])

    def _row(self, number: int, key: str, entry: Entry) -> list[float]:
        iso3 = self._gazetteer.iso3(entry)
        own = self._own[number] == iso3
        votes = self._votes[iso3] - (1 if own else 0)
        qualifiers = self._qualifiers[number]
        inside = any(q.row == entry.region or (q.kind == COUNTRY and q.country == entry.country) for q in qualifiers)
        main, capital = normal(entry.name), by_capital(self._names[number].words) == iso3
        return [
            math.log10(entry.population + 10) / 4,
            float(entry.kind == COUNTRY),
            float(entry.kind == REGION),
            float(entry.kind == DISTRICT),
            float(main == key),
            float(key in main or main in key),
            float(votes > 0),
            votes / self._total,
            float(entry.kind != REGION and self._regions[entry.region] > 0),
            float(inside),
            float(bool(qualifiers) and not inside),
            float(capital and entry.kind == PLACE and entry.population > LEAST_CAPITAL),
            float(iso3 == self._outlet),
            *(0.0 for _ in COMPANY),
        ]
