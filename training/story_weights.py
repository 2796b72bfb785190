"""Trains the weights of stories on gold stories (the form of ECB+) and writes stories.toml.

usage: python -m training.story_weights GOLD.jsonl [OTHERS.jsonl [OUT.toml]]

Two logistic regressions: whether two articles tell the same story, and whether two groups that average linkage would
join are one. Topics (the story's name before "_") are cut into four folds, three times; the figures it prints are
B-cubed on topics that took no part in training. The weights that ship are trained on all topics.

OTHERS are dated articles (`published`, `text`); of them, a few hundred that are four days or more apart are taken for a
story each, in training only: gold topics have little in common, articles on one country or one president much.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from dateline.gather import stories
from dateline.gather.frame import Tie, joined
from dateline.gather.linkage import average_linkage
from dateline.gather.stories import LIKENESSES, Told, apartness, ready
from dateline.gather.terms import terms
from training.logistic import Fit, fit

FOLDS, ROUNDS = 4, 3
LEAST, LINKED, CROWD, CAP = -3.0, -2.0, 12, 150
DAY = re.compile(r"20[01]\d-[01]\d-[0-3]\d")
OTHERS, APART_DAYS = 400, 4
ALONE = "alone"
WIDE = -5.0
"""Training sees joins of groups less alike than any that are made."""
ACCEPTED = (-1.0, -0.5, 0.0, 0.5)
APART = tuple(f"{kind} {side}" for kind in stories.TELLING for side in ("both", "either"))
JOIN = ("mean", "highest", "lowest", "size", *APART)


class Gold:
    """Gold articles with the likenesses of every pair."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.story = [row["story"] for row in rows]
        self.topic = [row["story"].split("_")[0] for row in rows]
        self.told = [ready(terms(row.get("title"), row["text"])) for row in rows]
        self.pairs = np.stack([cosines([told.vectors[kind] for told in self.told]) for kind in LIKENESSES], axis=-1)

    def of(self, topics: set[str]) -> list[int]:
        return [i for i, topic in enumerate(self.topic) if topic in topics]

    def same(self, places: list[int]) -> Any:
        story = np.array([self.story[i] for i in places])
        return story[:, None] == story[None, :]


def others(path: Path) -> list[dict[str, Any]]:
    """Articles far enough apart in time to be a story each, the lowest hashes of their texts first."""
    with path.open(encoding="utf-8") as lines:
        rows = [
            row for row in map(json.loads, lines) if DAY.fullmatch(row["published"] or "") and len(row["text"]) > 400
        ]
    rows.sort(key=lambda row: hashlib.sha256(row["text"].encode()).hexdigest())
    taken: list[int] = []
    found = []
    for row in rows:
        day = date.fromisoformat(row["published"]).toordinal()
        if len(found) < OTHERS and all(abs(day - other) >= APART_DAYS for other in taken):
            taken.append(day)
            found.append({"text": row["text"], "title": row.get("title"), "story": f"{ALONE}_{len(found)}"})
    return found


def cosines(vectors: list[Any]) -> Any:
    """The cosine of every pair of unit vectors, as a matrix."""
    column = {word: at for at, word in enumerate(sorted({word for vector in vectors for word in vector}))}
    matrix = np.zeros((len(vectors), len(column)), dtype=np.float32)
    for i, vector in enumerate(vectors):
        for word, value in vector.items():
            matrix[i, column[word]] = value
    return matrix @ matrix.T


def pair_fit(gold: Gold, places: list[int]) -> Fit:
    upper = np.triu_indices(len(places), 1)
    features = gold.pairs[np.ix_(places, places)][upper]
    near = features[:, 0] > 0.03
    return fit(features[near].astype(float), gold.same(places)[upper][near].astype(float))


def join_features(told: list[Told], one: list[int], other: list[int], scores: Any) -> list[float]:
    between = scores[np.ix_(one, other)]
    apart = apartness([told[i] for i in one], [told[i] for i in other])
    size = float(np.log(min(len(one), len(other), CROWD)))
    return [between.mean(), between.max(), between.min(), size, *(apart[name] for name in APART)]


def scored(gold: Gold, pair: Fit, places: list[int]) -> Any:
    return np.clip(pair.score(gold.pairs[np.ix_(places, places)]), -stories.MOST, stories.MOST)


def join_fit(gold: Gold, pair: Fit, places: list[int]) -> Fit:
    """Trained on every join of plain average linkage, labelled by what most of each side tell."""
    scores, told = scored(gold, pair, places), [gold.told[i] for i in places]
    story = [gold.story[i] for i in places]
    rows: list[tuple[list[float], bool, float]] = []

    def note(one: list[int], other: list[int], mean: float) -> bool:
        most = [Counter(story[i] for i in side).most_common(1)[0][0] for side in (one, other)]
        rows.append((join_features(told, one, other, scores), most[0] == most[1], min(len(one), len(other)) ** 0.5))
        return True

    average_linkage(scores, WIDE, note)
    features, labels, counts = zip(*rows, strict=True)
    return against(np.array(features), np.array(labels, dtype=float), np.array(counts))


def against(features: Any, labels: Any, counts: Any) -> Fit:
    """What tells two groups apart may only count against them: apartness that would speak for a join is left out."""
    kept = list(range(len(JOIN)))
    while True:
        found = fit(features[:, kept], labels, ridge=3.0, counts=counts)
        wrong = [at for at, weight in zip(kept, found.weights, strict=True) if JOIN[at] in APART and weight > 0]
        if not wrong:
            weights = np.zeros(len(JOIN))
            weights[kept] = found.weights
            return Fit(weights, found.bias)
        kept = [at for at in kept if at not in wrong]


def grouped(gold: Gold, pair: Fit, join: Fit, places: list[int], accepted: float) -> list[list[int]]:
    """The groups as the product makes them, all articles compared."""
    scores, told = scored(gold, pair, places), [gold.told[i] for i in places]
    ties = [
        Tie(f"{i:05}", f"{j:05}", float(scores[i, j]))
        for j in range(len(places))
        for i in range(j)
        if scores[i, j] > LINKED
    ]
    out = []
    for part in joined([f"{i:05}" for i in range(len(places))], ties, cap=CAP):
        at = [int(each) for each in part]

        def accept(one: list[int], other: list[int], mean: float, at: list[int] = at) -> bool:
            sides = [at[i] for i in one], [at[i] for i in other]
            return bool(join.score(np.array(join_features(told, *sides, scores))) >= accepted)

        out += [[places[at[i]] for i in group] for group in average_linkage(scores[np.ix_(at, at)], LEAST, accept)]
    return out


def b_cubed(gold: Gold, groups: list[list[int]]) -> tuple[float, float, float]:
    size = Counter(gold.story[i] for group in groups for i in group)
    p = r = 0.0
    for group in groups:
        for story, count in Counter(gold.story[i] for i in group).items():
            p += count * count / len(group)
            r += count * count / size[story]
    total = sum(map(len, groups))
    p, r = 100 * p / total, 100 * r / total
    return p, r, 2 * p * r / (p + r)


def measured(gold: Gold) -> None:
    """Prints held-out B-cubed for each threshold: the mean over folds, and the worst fold."""
    topics = sorted(set(gold.topic) - {ALONE}, key=int)
    found: dict[float, list[tuple[float, float, float]]] = {t: [] for t in ACCEPTED}
    for seed in range(ROUNDS):
        mixed = random.Random(seed).sample(topics, len(topics))
        for k in range(FOLDS):
            test = set(mixed[k::FOLDS])
            train = gold.of({*topics, ALONE} - test)
            pair = pair_fit(gold, train)
            join = join_fit(gold, pair, gold.of(set(topics) - test))
            for t in ACCEPTED:
                found[t].append(b_cubed(gold, grouped(gold, pair, join, gold.of(test), t)))
    for t, figures in found.items():
        p, r, f = np.mean(figures, axis=0)
        print(f"from {t}: held-out B-cubed P {p:.2f} R {r:.2f} F1 {f:.2f}, worst {min(x[2] for x in figures):.2f}")


def table(gold: Gold, source: Path) -> str:
    everything = list(range(len(gold.story)))
    pair = pair_fit(gold, everything)
    join = join_fit(gold, pair, gold.of(set(gold.topic) - {ALONE}))
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = [
        f"# By training/story_weights.py from {source.name} (SHA-256 {digest[:16]}). Do not edit.",
        f"pair_bias = {pair.bias:.4f}",
        "per_day = -0.2  # set by hand, for a day between two articles: the gold has no dates",
        f"join_bias = {join.bias:.4f}",
        "accepted = -1.0  # log-odds from which a join is made",
        f"least = {LEAST}  # mean log-odds under which groups are not compared",
        f"linked = {LINKED}  # log-odds from which two articles are linked",
        f"crowd = {CROWD}  # a larger group counts as one of this size",
        "\n[pair]",
        *(f"{name} = {value:.4f}" for name, value in zip(LIKENESSES, pair.weights, strict=True)),
        "\n[join]",
        *(f'"{name}" = {value:.4f}' for name, value in zip(JOIN, join.weights, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    source = Path(arguments[0])
    out = Path(arguments[2] if len(arguments) > 2 else "src/dateline/gather/stories.toml")
    more = others(Path(arguments[1])) if len(arguments) > 1 else []
    gold = Gold([*map(json.loads, source.read_text("utf-8").splitlines()), *more])
    measured(gold)
    out.write_text(table(gold, source), "utf-8")
    print(f"wrote {out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
