"""Happenings: tellings of one event in many articles, by type, trigger, parties, place, time, numbers and surroundings.

A node is an instance: all that one article tells of one event. Two instances are weighed by a dozen features with the
frozen weights of happenings.toml; groups grow by their mean weight (average linkage), so that one chance likeness does
not draw two events together.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations

import numpy as np

from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Record, Tie, joined
from dateline.gather.linkage import average_linkage
from dateline.gather.telling import days_apart, name_parts, tellings, together
from dateline.gather.terms import Vector, corpus, cosine, unit

FEATURES = (
    "type",
    "trigger",
    "sentence",
    "article",
    "parties",
    "other actor",
    "other recipient",
    "place",
    "other place",
    "time",
    "other time",
    "number",
    "other number",
    "reality",
)
"""What two instances are weighed by; those that begin with "other" say that both tell it, and differently."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The frozen table (happenings.toml)."""

    bias: float
    per_day: float
    linked: float
    least: float
    one_article: float
    features: dict[str, float]


@cache
def weights() -> Weights:
    """The weights as training/happening_weights.py wrote them."""
    return Weights(**tomllib.loads(files("dateline.gather").joinpath("happenings.toml").read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Told:
    """An instance made ready to be weighed."""

    evidence: Record
    sentence: Vector
    article: Vector
    types: frozenset[str]
    triggers: frozenset[str]
    realities: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    parties: frozenset[str]
    places: frozenset[str]


def ready(evidence: Record) -> Told:
    """Evidence as vectors and sets."""
    table = corpus()
    actors, recipients = name_parts(evidence["actors"]), name_parts(evidence["recipients"])
    return Told(
        evidence,
        unit(evidence["sentence"], table.stem_weight),
        unit(evidence["about"], table.weight),
        frozenset(evidence["types"]),
        frozenset(evidence["triggers"]),
        frozenset(evidence["realities"]),
        actors,
        recipients,
        actors | recipients,
        name_parts(evidence["places"]) | frozenset(evidence["countries"]),
    )


def features(one: Told, other: Told) -> dict[str, float]:
    """What speaks for and against two instances being one event, each between 0 and 1."""
    a, b = one.evidence, other.evidence
    times, numbers = _times(a["time"], b["time"]), _numbers(a["numbers"], b["numbers"])
    return {
        "type": _meet(one.types, other.types),
        "trigger": _meet(one.triggers, other.triggers),
        "sentence": cosine(one.sentence, other.sentence),
        "article": cosine(one.article, other.article),
        "parties": _overlap(one.parties, other.parties),
        "other actor": _differ(one.actors, other.parties),
        "other recipient": _differ(one.recipients, other.parties),
        "place": _meet(one.places, other.places),
        "other place": _differ(one.places, other.places),
        "time": float(times is True),
        "other time": float(times is False),
        "number": float(numbers is True),
        "other number": float(numbers is False),
        "reality": _meet(one.realities, other.realities),
    }


def _meet(one: frozenset[str], other: frozenset[str]) -> float:
    return float(not one.isdisjoint(other))


def _differ(one: frozenset[str], other: frozenset[str]) -> float:
    return float(bool(one and other and one.isdisjoint(other)))


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _times(one: Sequence[str | None], other: Sequence[str | None]) -> bool | None:
    """Whether two bounds can be one time; None where a bound is open."""
    if None in one or None in other:
        return None
    return str(one[0]) <= str(other[1]) and str(other[0]) <= str(one[1])


def _numbers(one: Mapping[str, Sequence[float | None]], other: Mapping[str, Sequence[float | None]]) -> bool | None:
    """Whether some number of one kind agrees; None where there is none of one kind."""
    kinds = sorted(one.keys() & other.keys())
    return any(_same(one[kind], other[kind]) for kind in kinds) if kinds else None


def _same(one: Sequence[float | None], other: Sequence[float | None]) -> bool:
    (low, high), (least, most) = one, other
    return not (
        (high is not None and least is not None and high < least)
        or (most is not None and low is not None and most < low)
    )


def score(found: Mapping[str, float], days: int = 0) -> float:
    """The log-odds that two instances, so many days apart, are one event."""
    table = weights()
    total = math.fsum([table.features[name] * value for name, value in found.items()])
    return round(table.bias + total + table.per_day * days, 4)


def days_between(one: Node, other: Node) -> int:
    """How many days lie between two instances; 0 where either has none."""
    return 0 if one.day is None or other.day is None else days_apart(one.day, other.day)


class Happenings(Gatherer):
    """Events of many articles that are the same event, linked within ten days of each other."""

    name, version, records = "happenings", "1", "events"
    window = 10
    reach = 16
    cap = 120

    def __init__(self) -> None:
        self._told: dict[str, tuple[Record, Told]] = {}

    def parts(self, read: Read) -> Iterable[Part]:
        """Every event, those of one instance as one node."""
        return tellings(read)

    def combine(self, evidence: Sequence[Record]) -> Record:
        """One instance told by several events."""
        return together(evidence)

    def keys(self, node: Node) -> Iterable[str]:
        """Its types and triggers, each with who and where it names and what its article is about."""
        told = self._ready(node)
        names = told.actors | told.recipients | told.places
        about = sorted(told.article, key=lambda word: (-told.article[word], word))[:KEYED]
        what = [*told.evidence["types"], *told.evidence["triggers"]]
        return sorted({f"{kind} {word}" for kind in what for word in {*names, *about}})

    def decide(self, one: Node, other: Node) -> Link | None:
        """Linked where the features speak for it."""
        if one.id.split()[0] == other.id.split()[0]:
            return None
        found = features(self._ready(one), self._ready(other))
        odds = score(found, days_between(one, other))
        if odds < weights().linked:
            return None
        return Link(odds, reason(one.evidence, other.evidence, found), {k: round(v, 3) for k, v in found.items() if v})

    def cut(self, nodes: Sequence[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        """Average linkage over every pair of what hangs together."""
        by_id = {node.id: node for node in nodes}
        parts = joined(by_id, ties, frozenset(), self.cap)
        return sorted(group for part in parts for group in self._groups([by_id[each] for each in part], ties, apart))

    def _groups(self, nodes: list[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        judged = {(tie.one, tie.other) for tie in ties if tie.score == math.inf}
        odds = np.zeros((len(nodes), len(nodes)))
        for one, other in combinations(range(len(nodes)), 2):
            pair = (min(nodes[one].id, nodes[other].id), max(nodes[one].id, nodes[other].id))
            value = self._odds(nodes[one], nodes[other])
            odds[one, other] = odds[other, one] = SURE if pair in judged else -SURE if pair in apart else value
        found = average_linkage(odds, weights().least, lambda one, other, mean: True)
        return [sorted(nodes[i].id for i in group) for group in found]

    def _odds(self, one: Node, other: Node) -> float:
        value = score(features(self._ready(one), self._ready(other)), days_between(one, other))
        return bounded(value, one.id.split()[0] == other.id.split()[0])

    def _ready(self, node: Node) -> Told:
        known = self._told.get(node.id)
        if known is None or known[0] != node.evidence:
            if len(self._told) > 8192:
                self._told.clear()
            known = self._told[node.id] = (node.evidence, ready(node.evidence))
        return known[1]


def bounded(odds: float, one_article: bool) -> float:
    """Log-odds within the bound; what one article tells as two instances is rather two."""
    return max(-MOST, min(weights().one_article if one_article else MOST, odds))


KEYED = 6
"""Under how many of its article's weightiest words an instance is looked for."""
MOST = 6.0
"""Log-odds are kept within this bound on both sides."""
SURE = 1e6
"""The log-odds of what a person has judged."""


def reason(one: Record, other: Record, found: Mapping[str, float]) -> str:
    """Why two instances are taken for one, in words: what they share."""
    shared = {key: sorted(set(one[key]) & set(other[key])) for key in ("types", "actors", "recipients", "places")}
    said = [f"both {', '.join(shared['types']).lower()}"] if shared["types"] else []
    said += [f"{label} {', '.join(shared[key])}" for key, label in LABELS if shared[key]]
    said += [words for name, words in SAID if found[name]]
    return "; ".join(said) or "told in like words"


LABELS = (("actors", "by"), ("recipients", "to"), ("places", "in"))
SAID = (("trigger", "the same word"), ("time", "the same time"), ("number", "the same number"))
