"""Learns the weights of the names stage's coreference features from OntoGUM train.

usage: python -m training.coreference_weights [--shared ../shared] [--out src/dateline/names/weights.toml]

Each pronoun and noun phrase is one softmax over its allowed antecedents and "none" (mention ranking, Denis and
Baldridge 2008; the sum over all right antecedents is made likely, Durrett and Klein 2013). Articles are parsed by the
shipped model; genres under a non-commercial licence (essay, fiction, letter, podcast, whow) are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.language.analysis import Analysis
from dateline.names.candidates import Candidate
from dateline.names.resolve import Option, Resolver
from dateline.names.stage import candidates_in, evidence_of
from dateline.names.words import Words

NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "whow"})
STEPS, RATE, DECAY = 400, 0.05, 0.002
RAREST = 4
NONE_BIAS = {"h": -2.0}  # in news "he" and "she" nearly always stand for somebody told of before
Example = tuple[str, list[list[tuple[str, float]]], list[bool]]


def gold_ids(words: Words, candidates: list[Candidate], clusters: list[list[dict[str, Any]]]) -> list[int | None]:
    """For each candidate the number of the gold cluster whose mention has its head and most nearly its bounds."""
    by_head: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for number, cluster in enumerate(clusters):
        for m in cluster:
            by_head[m["head"]["start"]].append((m["start"], m["end"], number))
    out: list[int | None] = []
    for c in candidates:
        start, end = words.start[c.first], words.end[c.last]
        options = by_head.get(words.start[c.head], [])
        best = min(options, key=lambda o: abs(o[0] - start) + abs(o[1] - end), default=None)
        whole = best is not None and (c.kind != "group" or best[1] >= end)
        out.append(best[2] if best is not None and whole else None)
    return out


def examples(analysis: Analysis, clusters: list[list[dict[str, Any]]]) -> Iterator[Example]:
    """One example a pronoun or noun phrase: class, features of each option ("none" last), which are right."""
    words, candidates = candidates_in(analysis)
    gold = gold_ids(words, candidates, clusters)
    found: list[Example] = []

    def teach(i: int, group: str, options: list[Option]) -> int | None:
        right = [gold[i] is not None and gold[j] == gold[i] for j, _ in options]
        rows = [[(name, 1.0) for name in features] + scored(i, j, group) for j, features in options]
        if options:
            found.append((group, [*rows, [(f"{group}|new", 1.0)]], [*right, not any(right)]))
        return next((j for (j, _), yes in zip(options, right, strict=True) if yes), None)

    def scored(i: int, j: int, group: str) -> list[tuple[str, float]]:
        return [(f"{group}|{name}", value) for name, value in resolver.support(i, j)]

    resolver = Resolver(words, candidates, teach, evidence_of(analysis, words))
    resolver.resolve()
    yield from found


def learn(data: list[Example]) -> dict[str, float]:
    """Weights that make the right options likely: full-batch Adam on the softmax, with L2 decay."""
    counts: defaultdict[str, int] = defaultdict(int)
    for _, options, _ in data:
        for option in options:
            for name, _ in option:
                counts[name] += 1
    index = {name: k for k, name in enumerate(sorted(n for n, count in counts.items() if count >= RAREST))}
    rows, cols, vals, of, right = [], [], [], [], []
    for n, (_, options, yes) in enumerate(data):
        for option, correct in zip(options, yes, strict=True):
            for name, value in option:
                if name in index:
                    rows.append(len(of)), cols.append(index[name]), vals.append(value)
            of.append(n), right.append(correct)
    return dict(
        zip(
            index,
            _descend(np.array(rows), np.array(cols), np.array(vals), np.array(of), np.array(right), len(index)),
            strict=True,
        )
    )


def _descend(rows: Any, cols: Any, vals: Any, of: Any, right: Any, size: int) -> list[float]:
    w, m, v = np.zeros(size), np.zeros(size), np.zeros(size)
    total = of.max() + 1
    for step in range(1, STEPS + 1):
        score = np.bincount(rows, weights=vals * w[cols], minlength=len(of))
        score = np.exp(np.clip(score, -30, 30))
        every = np.bincount(of, weights=score, minlength=total)
        correct = np.bincount(of, weights=score * right, minlength=total)
        pull = score / every[of] - score * right / correct[of]
        gradient = np.bincount(cols, weights=vals * pull[rows], minlength=size) / total * 50 + DECAY * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return [float(x) for x in w]


def biased(weights: dict[str, float]) -> dict[str, float]:
    """The weights with the option "none" made harder to choose for some classes."""
    return weights | {f"{group}|new": weights.get(f"{group}|new", 0.0) + bias for group, bias in NONE_BIAS.items()}


def write(weights: dict[str, float], path: Path) -> None:
    """The weights as TOML, one table a class."""
    tables: defaultdict[str, list[str]] = defaultdict(list)
    for name, value in sorted(weights.items()):
        group, _, feature = name.partition("|")
        tables[group].append(f'"{feature}" = {value:.3f}')
    head = "# Written by training/coreference_weights.py from OntoGUM train (commercial genres): do not edit by hand.\n"
    path.write_text(
        head + "\n".join(f"\n[{g}]\n" + "\n".join(lines) for g, lines in sorted(tables.items())) + "\n", "utf-8"
    )


def parsed(shared: Path) -> Iterable[tuple[Analysis, list[list[dict[str, Any]]]]]:
    """OntoGUM train, licence permitting, parsed by the shipped model."""
    from dateline.language import load

    pipeline = load()
    for line in (shared / "gold/coreference/ontogum-train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["genre"] not in NON_COMMERCIAL:
            doc = pipeline(row["text"])
            predicates, attributions, links = doc._.dateline
            yield Analysis(doc, "shipped", predicates, attributions, links), row["clusters"]


def main() -> None:
    """Parse, collect examples, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/dateline/names/weights.toml"))
    options = parser.parse_args()
    data = [example for analysis, clusters in parsed(options.shared) for example in examples(analysis, clusters)]
    write(biased(learn(data)), options.out)
    print(f"{len(data)} examples -> {options.out}")


if __name__ == "__main__":
    main()
