"""The terms of an article: its words with counts, which of them are names, its lead and its days; and their likeness.

Pure and local: how rare a word is comes from a frozen table of document frequencies, not from the chronicle, so that an
article's terms never change when others are added.
"""

from __future__ import annotations

import csv
import math
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][a-z]+)?|\d[\d,.]*\d|\d")
YEAR = re.compile(r"(?:19|20)\d\d")
YEARS = tuple(str(year) for year in range(2012, 2021))
"""The years of the table's corpus: in any other time another year is as common as these are there."""
LEAD = 60
"""How many words make the lead: what happened is told there."""
OPENING = 150
"""In how many words days and months are looked for."""
MOST = 250
"""How many different words of an article are kept: the weightiest."""
RARE = 30
"""A word in fewer articles of the table's corpus is weighed as if it were in so many."""

Record = dict[str, Any]
Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Corpus:
    """How much words and stems weigh that stand in the table, and what any year and what is not there weighs."""

    words: Mapping[str, float]
    stems: Mapping[str, float]
    year: float
    unknown: float

    def weight(self, word: str) -> float:
        """The inverse document frequency of a word (natural logarithm); every year weighs like the commonest."""
        known = self.words.get(word)
        if known is None:
            return self.year if YEAR.fullmatch(word) else self.unknown
        return known

    def stem_weight(self, stemmed: str) -> float:
        """The inverse document frequency of a stem."""
        return self.stems.get(stemmed, self.unknown)


def _weight(articles: int, count: int) -> float:
    return math.log((articles + 1) / (min(max(count, RARE), articles) + 1))


@cache
def corpus() -> Corpus:
    """The frozen table, of document frequencies in 34,279 newspaper articles of 2012 to 2020 (terms.csv)."""
    lines = files("dateline.gather").joinpath("terms.csv").read_text("utf-8").splitlines()
    (_, total), *rows = csv.reader(lines)
    words = {word: int(count) for word, count in rows}
    stems: Counter[str] = Counter()
    for word, count in words.items():
        stems[stem(word)] += count
    articles = int(total)
    year = _weight(articles, max(words.get(each, 0) for each in YEARS))
    return Corpus(
        {word: _weight(articles, count) for word, count in words.items() if not YEAR.fullmatch(word)},
        {stemmed: _weight(articles, count) for stemmed, count in stems.items()},
        year,
        _weight(articles, 0),
    )


@cache
def english() -> Mapping[str, tuple[str, ...]]:
    """The names of days and months, and the endings of words (terms.toml)."""
    content = tomllib.loads(files("dateline.gather").joinpath("terms.toml").read_text("utf-8"))
    return {key: tuple(value) for key, value in content.items()}


def normal(word: str) -> str:
    """A word as terms have it: lower case, without a possessive."""
    return word.lower().replace("’", "'").removesuffix("'s")


def stem(word: str) -> str:
    """A word without a common English ending; a rough cut that keeps at least four letters."""
    for ending in english()["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def terms(title: str | None, text: str) -> Record:
    """The terms of an article as plain JSON: `words` and `low` with counts; `names`, `lead` and `days`, in order.

    A word is a name where the article never writes it in lower case. `low` counts the stems of words in lower case.
    """
    found = [(normal(word), word) for word in WORD.findall(f"{title}\n\n{text}" if title else text)]
    table, days = corpus(), english()["days"]
    small = {word for word, written in found if written.islower()}
    counts = Counter(word for word, _ in found)
    kept = dict(sorted(counts.items(), key=lambda item: (-_term(item[1]) * table.weight(item[0]), item[0]))[:MOST])
    named = (word for word, written in found if written[0].isupper() and len(word) > 1 and word not in small)
    low = Counter(stem(word) for word, written in found if written[0].islower())
    stems = sorted(low.items(), key=lambda item: (-_term(item[1]) * table.stem_weight(item[0]), item[0]))[:MOST]
    return {
        "words": dict(sorted(kept.items())),
        "low": dict(sorted(stems)),
        "names": sorted({word for word in named if word in kept}),
        "lead": dict(sorted(Counter(word for word, _ in found[:LEAD]).items())),
        "days": sorted({word for word, written in found[:OPENING] if word in days and written[0].isupper()}),
    }


@cache
def _term(count: int) -> float:
    return 1 + math.log(count)


def unit(counts: Mapping[str, int], weight: Callable[[str], float]) -> Vector:
    """TF-IDF: logarithmic counts times weights, as a vector of length 1 (empty where there is nothing)."""
    raw = {word: _term(count) * weight(word) for word, count in sorted(counts.items())}
    length = math.sqrt(math.fsum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """The cosine of two unit vectors."""
    return math.fsum([one[word] * other[word] for word in one.keys() & other.keys()])


def is_number(word: str) -> bool:
    """Whether a term is a number."""
    return word[0].isdigit()


def shared(one: Iterable[str], other: Iterable[str], most: int) -> list[str]:
    """The weightiest terms that two have in common, for a reason in words."""
    table = corpus()
    both = set(one) & set(other)
    return sorted(both, key=lambda word: (-table.weight(word), word))[:most]
