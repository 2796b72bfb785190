"""Trains the weights of dateline.places on gold places (the form of LGL) and writes weights.toml.

usage: python -m training.place_weights GOLD.jsonl [OUT.toml]

Multinomial logistic regression over the candidates of each name: five folds by document for the figures it prints
given the gold names, then all documents for the weights that ship (src/dateline/places/weights.toml). Large places of
every country, each beside its country's name, are learned from too and not judged.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from dateline.names.countries import by_demonym, by_name
from dateline.places.company import EARTH_KM, Vector
from dateline.places.gazetteer import PLACE, Entry, gazetteer
from dateline.places.outlets import outlet_country
from dateline.places.resolve import FEATURES, FIRST_PASS, PlaceName, Resolver, Weights
from dateline.places.stage import qualifiers_after
from dateline.sources.article import make_article

WITHIN_KM = 161.0
FOLDS = 5
STEPS = 400
DECAY = 1e-3
LEAST = 0.3
LARGE, ANCHOR_STEP = 200_000, 10
Document = tuple[list[PlaceName], Counter[str], str | None, list[dict[str, Any]]]


def kilometres(a: Entry, b: Entry) -> float:
    """Great-circle distance of two entries; infinite where one has no coordinates."""
    if math.isnan(a.lat) or math.isnan(b.lat):
        return math.inf
    p, q, r, s = map(math.radians, (a.lat, a.lon, b.lat, b.lon))
    half = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return EARTH_KM * 2 * math.asin(math.sqrt(half))


def document(row: dict[str, Any]) -> Document:
    """The distinct names of a row, the countries it votes for, its outlet's, and gold of each name's first mention."""
    names: dict[str, tuple[PlaceName, dict[str, Any]]] = {}
    votes: Counter[str] = Counter()
    for place in row["places"]:
        iso3 = by_name(place["phrase"]) or by_demonym(place["phrase"])
        votes.update([iso3] if iso3 else [])
        if "lat" in place and not by_demonym(place["phrase"]):
            found = qualifiers_after(row["text"], place["end"])
            old = names.get(place["phrase"])
            qualifiers = (*(old[0].qualifiers if old else ()), *found)
            names[place["phrase"]] = PlaceName(place["phrase"], qualifiers), old[1] if old else place
    outlet = outlet_country(make_article(row["text"], url=row.get("url"), outlet=row.get("outlet")), gazetteer())
    return [n for n, _ in names.values()], votes, outlet, [g for _, g in names.values()]


def anchors() -> list[Document]:
    """A large place beside its country's name, for texts of the whole world: gold of local papers has few of them."""
    known = gazetteer()
    large = [e for e in map(known.entry, range(len(known))) if e.kind == PLACE and e.population >= LARGE]
    out: list[Document] = []
    for entry in large[::ANCHOR_STEP]:
        country = known.entry(entry.country)
        gold = [{"geonameid": e.geonameid, "lat": e.lat, "lon": e.lon} for e in (entry, country)]
        names = [PlaceName(entry.name), PlaceName(country.name)]
        out.append((names, Counter({known.iso3(entry): 1}), None, gold))
    return out


def target(entries: tuple[Entry, ...], gold: dict[str, Any]) -> int:
    """The candidate that is the gold entry, else the nearest within WITHIN_KM, else -1."""
    same = [i for i, e in enumerate(entries) if str(e.geonameid) == str(gold.get("geonameid"))]
    if same:
        return same[0]
    place = Entry(-1, 0, 3, "", -1, -1, 0, gold["lat"], gold["lon"])
    near = sorted((kilometres(place, e), i) for i, e in enumerate(entries))
    return near[0][1] if near and near[0][0] <= WITHIN_KM else -1


def fit(samples: list[tuple[Vector, int]], columns: int) -> Vector:
    """Weights by full-batch Adam on the mean log-likelihood with L2 decay."""
    weights, m, v = np.zeros(len(FEATURES)), np.zeros(len(FEATURES)), np.zeros(len(FEATURES))
    for step in range(1, STEPS + 1):
        gradient = DECAY * weights
        for matrix, gold in samples:
            scores = matrix @ weights
            odds = np.exp(scores - scores.max())
            odds /= odds.sum()
            odds[gold] -= 1
            gradient = gradient + matrix.T @ odds / len(samples)
        gradient[columns:] = 0
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        weights -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return weights


def train(documents: list[Document]) -> Weights:
    """First-pass weights, then second-pass weights on what the first pass chooses."""
    blank = Resolver(gazetteer(), Weights(np.zeros(len(FEATURES)), np.zeros(len(FEATURES)), LEAST))

    def samples(by: Vector | None) -> list[tuple[Vector, int]]:
        out = []
        for names, votes, outlet, golds in (*documents, *anchors()):
            matrices = blank.first_pass(names, votes, outlet)
            if by is not None:
                matrices = blank.second_pass(names, matrices, by)
            for name, matrix, gold in zip(names, matrices, golds, strict=True):
                if len(matrix) > 1 and (answer := target(blank.entries(name), gold)) >= 0:
                    out.append((matrix, answer))
        return out

    first = fit(samples(None), FIRST_PASS)
    return Weights(first, fit(samples(first), len(FEATURES)), LEAST)


def judge(documents: list[Document], weights: Weights, misses: list[str]) -> Counter[str]:
    """Counts over names with gold coordinates; right is the gold entry, or one within WITHIN_KM of it."""
    counts: Counter[str] = Counter()
    resolver = Resolver(gazetteer(), weights)
    for names, votes, outlet, golds in documents:
        for name, answer, gold in zip(names, resolver.resolve(names, votes, outlet), golds, strict=True):
            entries = (answer.entry,) if answer.entry else ()
            right = target(entries, gold) == 0
            known = target(resolver.entries(name), gold) >= 0
            counts.update(names=1, right=int(right), abstained=int(not entries), reachable=int(known))
            counts.update(wrong=int(bool(entries) and not right))
            if not right:
                misses.append(
                    f"{name.words} {name.qualifiers} gold {gold.get('country')} {gold.get('admin1')}: {answer}"
                )
    return counts


def main() -> None:
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    documents = [document(row) for row in rows]
    fold = [int(hashlib.sha1(row["id"].encode()).hexdigest(), 16) % FOLDS for row in rows]
    total: Counter[str] = Counter()
    misses: list[str] = []
    for held in range(FOLDS):
        trained = train([d for d, f in zip(documents, fold, strict=True) if f != held])
        total += judge([d for d, f in zip(documents, fold, strict=True) if f == held], trained, misses)
    print(dict(total), f"right {100 * total['right'] / total['names']:.2f} % of names, five folds")
    Path("/dev/stderr").write_text("\n".join(misses[:: max(1, len(misses) // 120)]))
    if len(sys.argv) > 2:
        Path(sys.argv[2]).write_text(as_toml(train(documents)))


def as_toml(weights: Weights) -> str:
    lines = ["# Written by training/place_weights.py.", f"least_probability = {weights.least}"]
    for name, vector in (("first", weights.first), ("second", weights.second)):
        lines += ["", f"[{name}]", *(f"{f} = {w:.4f}" for f, w in zip(FEATURES, vector, strict=True))]
    return re.sub(r"-0\.0000", "0.0000", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
