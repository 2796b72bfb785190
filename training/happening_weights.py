"""Trains the weights of happenings on gold chains of events over articles (the form of ECB+); writes happenings.toml.

usage: python -m training.happening_weights GOLD.jsonl READINGS.jsonl [OUT.toml]

READINGS is what `dateline read GOLD.jsonl --json` prints. Logistic regression over pairs of instances that tell
gold events of the sentences that ECB+ annotated with care. Topics are cut into four folds, three times; the
figures it prints (as score/happenings.py counts them) are of topics that took no part in training.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from dateline.gather import happenings
from dateline.gather.frame import Node, Read
from dateline.gather.happenings import FEATURES, features, ready
from dateline.gather.linkage import average_linkage
from dateline.gather.telling import tellings, together
from training.logistic import Fit, fit

FOLDS, ROUNDS = 4, 3
ONE_ARTICLE = -2.0
LEASTS = (-1.5, -1.0, -0.5, 0.0, 0.5)
AGAINST = frozenset(name for name in FEATURES if name.startswith("other"))


class Instance:
    """What one article tells of one event, and the gold events that its triggers are."""

    def __init__(self, node: Node, topic: str) -> None:
        self.node, self.topic, self.told = node, topic, ready(node.evidence)
        self.gold: list[Any] = []


def instances(row: dict[str, Any], reading: dict[str, Any]) -> list[Instance]:
    """The instances of one article in which gold events stand."""
    parts = defaultdict(list)
    for part in tellings(Read(reading, {})):
        parts[part.node].append(part)
    topic = row["story"].split("_")[0]
    found = {
        name: Instance(Node(str(name), None, together([part.evidence for part in several])), topic)
        for name, several in parts.items()
    }
    home = {part.position: name for name, several in parts.items() for part in several}
    for k, gold in enumerate(e for e in row["events"] if e["selected"]):
        for at, event in enumerate(reading["events"]):
            trigger, true = event["trigger"], gold["trigger"]
            if trigger.get("in") is None and trigger["start"] < true["end"] and true["start"] < trigger["end"]:
                found[home[at]].gold.append(gold["coref_id"] or ("alone", row["id"], k))
                break
    return [found[name] for name in sorted(found, key=str) if found[name].gold]


def rows_of(pairs: Iterable[tuple[Instance, Instance]]) -> tuple[Any, Any]:
    found = [(list(features(a.told, b.told).values()), float(bool(set(a.gold) & set(b.gold)))) for a, b in pairs]
    return np.array([row for row, _ in found]), np.array([label for _, label in found])


def trained(chosen: list[Instance]) -> Fit:
    """A feature that tells of a difference may only count against a pair, any other only for it."""
    near = [
        (a, b)
        for a, b in combinations(chosen, 2)
        if a.topic == b.topic and a.node.id.split()[0] != b.node.id.split()[0]
    ]
    rows, labels = rows_of(near)
    kept = list(range(len(FEATURES)))
    while True:
        found = fit(rows[:, kept], labels, ridge=3.0)
        wrong = [
            at for at, w in zip(kept, found.weights, strict=True) if (w > 0) == (FEATURES[at] in AGAINST) and w != 0
        ]
        if not wrong:
            weights = np.zeros(len(FEATURES))
            weights[kept] = found.weights
            return Fit(weights, found.bias)
        kept = [at for at in kept if at not in wrong]


def odds_of(chosen: list[Instance], learned: Fit) -> Any:
    odds = np.zeros((len(chosen), len(chosen)))
    for i, j in combinations(range(len(chosen)), 2):
        row = np.array(list(features(chosen[i].told, chosen[j].told).values()))
        one_article = chosen[i].node.id.split()[0] == chosen[j].node.id.split()[0]
        most = ONE_ARTICLE if one_article else happenings.MOST
        odds[i, j] = odds[j, i] = np.clip(learned.score(row), -happenings.MOST, most)
    return odds


def figures(chosen: list[Instance], groups: list[list[int]]) -> tuple[float, float, int]:
    """link_f1 and b3_f1 as score/happenings.py counts them, and how many events were judged."""
    judged = [
        (chosen[i].node.id.split()[0], gold, at)
        for at, group in enumerate(groups)
        for i in group
        for gold in chosen[i].gold
    ]
    key, response = Counter(j[1] for j in judged), Counter(j[2] for j in judged)
    both = Counter((j[1], j[2]) for j in judged)
    p = sum(both[j[1], j[2]] / response[j[2]] for j in judged) / len(judged)
    r = sum(both[j[1], j[2]] / key[j[1]] for j in judged) / len(judged)
    links = [(a[1] == b[1], a[2] == b[2]) for a, b in combinations(judged, 2) if a[0] != b[0]]
    true, said, hit = sum(x for x, _ in links), sum(y for _, y in links), sum(x and y for x, y in links)
    return 200 * hit / max(1, true + said), 200 * p * r / (p + r), len(judged)


def measured(chosen: list[Instance]) -> None:
    topics = sorted({each.topic for each in chosen}, key=int)
    found: dict[float, list[tuple[float, float, int]]] = {t: [] for t in LEASTS}
    for seed in range(ROUNDS):
        mixed = random.Random(seed).sample(topics, len(topics))
        for k in range(FOLDS):
            test = set(mixed[k::FOLDS])
            learned = trained([each for each in chosen if each.topic not in test])
            held = [each for each in chosen if each.topic in test]
            odds = odds_of(held, learned)
            for t in LEASTS:
                found[t].append(figures(held, average_linkage(odds, t, lambda one, other, mean: True)))
    for t, each in found.items():
        n = np.array([x[2] for x in each], dtype=float)
        link, cubed = (float(np.average([x[k] for x in each], weights=n)) for k in (0, 1))
        print(f"from {t}: held-out link_f1 {link:.2f} b3_f1 {cubed:.2f} ({int(n.sum()) // ROUNDS} events judged)")


def table(chosen: list[Instance], source: Path) -> str:
    learned = trained(chosen)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lines = [
        f"# By training/happening_weights.py from {source.name} (SHA-256 {digest[:16]}). Do not edit.",
        f"bias = {learned.bias:.4f}",
        "per_day = -0.3  # set by hand, for a day between two instances: the gold has no dates",
        "linked = -1.0  # log-odds from which two instances are linked",
        "least = -0.5  # mean log-odds from which two groups are joined",
        f"one_article = {ONE_ARTICLE}  # log-odds, at most, of two instances of one article",
        "\n[features]",
        *(f'"{name}" = {value:.4f}' for name, value in zip(FEATURES, learned.weights, strict=True)),
    ]
    return "\n".join(lines) + "\n"


def main(arguments: list[str]) -> int:
    source, readings = Path(arguments[0]), Path(arguments[1])
    out = Path(arguments[2] if len(arguments) > 2 else "src/dateline/gather/happenings.toml")
    rows = {str(row["id"]): row for row in map(json.loads, source.read_text("utf-8").splitlines())}
    chosen: list[Instance] = []
    with readings.open(encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            chosen += instances(rows[str(reading["article"]["ref"])], reading)
    print(f"{len(chosen)} instances with gold events")
    measured(chosen)
    out.write_text(table(chosen, source), "utf-8")
    print(f"wrote {out}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
