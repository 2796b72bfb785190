"""Stories: articles that tell the same story, by their words, names, numbers and lead, and by what tells two apart.

Two articles are weighed by five cosines. Within what hangs together, groups grow by their mean weight (average
linkage), and before two groups are joined, what one of them keeps saying and the other never says (another name,
number, day) counts against it: a second match of the same boxer is a second story.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

import numpy as np

from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Tie, joined
from dateline.gather.linkage import average_linkage
from dateline.gather.terms import Record, Vector, corpus, cosine, is_number, shared, terms, unit

LIKENESSES = ("words", "lead", "names", "low", "numbers")
"""What two articles are compared by: a cosine each."""
TELLING = ("names", "numbers", "days", "lead")
"""Kinds of terms of which one group may keep saying what the other never says."""
TOP = 3
"""How many terms of a kind tell two groups apart."""
FULL = 8.0
"""The weight (natural logarithm) from which a term counts whole."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The frozen table (stories.toml): logistic weights for a pair of articles and for a join of two groups."""

    pair: dict[str, float]
    pair_bias: float
    per_day: float
    join: dict[str, float]
    join_bias: float
    accepted: float
    least: float
    linked: float
    crowd: int


@cache
def weights() -> Weights:
    """The weights as training/story_weights.py wrote them."""
    return Weights(**tomllib.loads(files("dateline.gather").joinpath("stories.toml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Told:
    """An article's terms made ready: a unit vector for each likeness, and the weighed terms of each telling kind."""

    vectors: dict[str, Vector]
    telling: dict[str, dict[str, float]]


def ready(evidence: Record) -> Told:
    """Terms as vectors and weighed sets."""
    table, words = corpus(), evidence["words"]
    numbers = {word: count for word, count in words.items() if is_number(word)}
    named = {word: words[word] for word in evidence["names"]}
    vectors = {
        "words": words_of(evidence),
        "lead": unit(evidence["lead"], table.weight),
        "names": unit(named, table.weight),
        "low": unit(evidence["low"], table.stem_weight),
        "numbers": unit(numbers, table.weight),
    }
    telling = {
        "names": {word: _full(table.weight(word)) for word in named},
        "numbers": {word: (2.0 if len(word) > 1 else 1.0) / FULL for word in numbers},
        "days": {day: 1.0 / FULL for day in evidence["days"]},
        "lead": {word: _full(table.weight(word)) for word in evidence["lead"]},
    }
    return Told(vectors, telling)


def words_of(evidence: Record) -> Vector:
    """The words of an article as a unit vector."""
    return unit(evidence["words"], corpus().weight)


def _full(weight: float) -> float:
    return min(weight, FULL) / FULL


def likenesses(one: Told, other: Told) -> dict[str, float]:
    """The cosines of two articles."""
    return {kind: cosine(one.vectors[kind], other.vectors[kind]) for kind in LIKENESSES}


def pair_score(features: dict[str, float], days: int = 0) -> float:
    """The log-odds that two articles, printed so many days apart, tell the same story."""
    table = weights()
    likeness = math.fsum(table.pair[kind] * value for kind, value in features.items())
    return round(table.pair_bias + likeness + table.per_day * days, 4)


def days_between(one: Node, other: Node) -> int:
    """How many days lie between two articles; 0 where either has no date."""
    if one.day is None or other.day is None:
        return 0
    return abs((date.fromisoformat(one.day) - date.fromisoformat(other.day)).days)


def apartness(one: Sequence[Told], other: Sequence[Told]) -> dict[str, float]:
    """For each telling kind, how much one group keeps saying that the other never says: the less and the more so."""
    found: dict[str, float] = {}
    for kind in TELLING:
        mine, theirs = _shares(one, kind), _shares(other, kind)
        low, high = sorted((_only(mine, theirs), _only(theirs, mine)))
        found |= {f"{kind} both": low, f"{kind} either": high}
    return found


def _shares(group: Sequence[Told], kind: str) -> dict[str, tuple[float, float]]:
    """Each term with the share of the group's articles that have it (one more counted, without it) and its weight."""
    counts = Counter(word for told in group for word in told.telling[kind])
    weight = {word: value for told in group for word, value in told.telling[kind].items()}
    return {word: (count / (len(group) + 1), weight[word]) for word, count in counts.items()}


def _only(mine: dict[str, tuple[float, float]], theirs: dict[str, tuple[float, float]]) -> float:
    excess = sorted(
        ((share - theirs.get(word, (0.0, 0.0))[0]) * weight for word, (share, weight) in mine.items()), reverse=True
    )
    return math.fsum(max(0.0, value) for value in excess[:TOP]) / TOP


def join_features(one: Sequence[Told], other: Sequence[Told], scores: Any) -> dict[str, float]:
    """What is known of a join: the pairs' scores (a matrix of log-odds), the smaller group's size, the apartness."""
    return {
        "mean": float(scores.mean()),
        "highest": float(scores.max()),
        "lowest": float(scores.min()),
        "size": math.log(min(len(one), len(other), weights().crowd)),
        **apartness(one, other),
    }


def join_score(features: dict[str, float]) -> float:
    """The log-odds that two groups are one story."""
    table = weights()
    return round(table.join_bias + math.fsum(table.join[name] * value for name, value in features.items()), 4)


class Stories(Gatherer):
    """Articles that tell the same story, linked within two weeks of each other."""

    name, version, records = "stories", "1", "articles"
    window = 14
    reach = 24
    cap = 150
    keyed = 12
    """Under how many of its weightiest terms an article is looked for."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[Record, Told]] = {}

    def parts(self, read: Read) -> Iterable[Part]:
        """The article with its terms."""
        article = read.article
        yield Part(0, article["published"], terms(article["title"], article["text"]))

    def keys(self, node: Node) -> Iterable[str]:
        """Its weightiest terms."""
        vector = self._ready(node).vectors["words"]
        return sorted(vector, key=lambda word: (-vector[word], word))[: self.keyed]

    def decide(self, one: Node, other: Node) -> Link | None:
        """Linked where the cosines speak for it; the groups are cut finer afterwards."""
        features = likenesses(self._ready(one), self._ready(other))
        score = pair_score(features, days_between(one, other))
        if score < weights().linked:
            return None
        both = shared(one.evidence["words"], other.evidence["words"], 6)
        return Link(score, f"both tell of {', '.join(both)}", {name: round(x, 3) for name, x in features.items()})

    def cut(self, nodes: Sequence[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        """Average linkage with refusals, within parts of a component that are small enough to be compared whole."""
        by_id = {node.id: node for node in nodes}
        parts = joined(by_id, ties, frozenset(), self.cap)
        return sorted(group for part in parts for group in self._stories([by_id[each] for each in part], ties, apart))

    def _stories(self, nodes: list[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        told, scores = [self._ready(node) for node in nodes], self._scores(nodes, ties, apart)

        def accept(one: list[int], other: list[int], mean: float) -> bool:
            between = scores[np.ix_(one, other)]
            if between.max() >= SURE or between.min() <= -SURE:
                return bool(between.min() > -SURE)
            features = join_features([told[i] for i in one], [told[i] for i in other], between)
            return join_score(features) >= weights().accepted

        found = average_linkage(scores, weights().least, accept)
        return [sorted(nodes[i].id for i in group) for group in found]

    def _scores(self, nodes: list[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> Any:
        """The log-odds of every pair; what a person has judged stands above all."""
        told = [self._ready(node) for node in nodes]
        place = {node.id: at for at, node in enumerate(nodes)}
        scores = np.zeros((len(nodes), len(nodes)))
        for one, other in combinations(range(len(nodes)), 2):
            score = pair_score(likenesses(told[one], told[other]), days_between(nodes[one], nodes[other]))
            scores[one, other] = scores[other, one] = bounded(score)
        judged = [(tie.one, tie.other, SURE) for tie in ties if tie.score == math.inf]
        for first, second, score in (*judged, *((*pair, -SURE) for pair in sorted(apart))):
            if first in place and second in place:
                scores[place[first], place[second]] = scores[place[second], place[first]] = score
        return scores

    def _ready(self, node: Node) -> Told:
        known = self._told.get(node.id)
        if known is None or known[0] != node.evidence:
            if len(self._told) > 4096:
                self._told.clear()
            known = self._told[node.id] = (node.evidence, ready(node.evidence))
        return known[1]


MOST = 8.0
"""Log-odds are kept within this bound on both sides, so that no one pair outweighs a group."""
SURE = 1e6
"""The log-odds of what a person has judged."""


def bounded(score: float) -> float:
    """Log-odds within the bound."""
    return max(-MOST, min(MOST, score))
