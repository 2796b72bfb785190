"""Learns which candidate stretches are contents: weights for dateline.quotations.contents.

Usage: python -m training.quotation_contents GOLD.jsonl contents.json [--every 3]

Every third document is analysed by the shipped pipeline. A candidate is right where its words overlap a gold
content's (or one of its spans') by 0.8, and fully right where they are the same: the label is the mean of both. One
logistic model over all candidates, full-batch Adam with L2 decay, no randomness. The language model was trained on the
same documents, so its scores are a little surer here than elsewhere.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.language.analysis import TagScores
from dateline.quotations.areas import areas_of
from dateline.quotations.attribution import Range
from dateline.quotations.contents import Weighing
from dateline.quotations.extents import Chances
from dateline.quotations.frame import Frame, frame
from dateline.quotations.lexicon import lexicon
from dateline.quotations.marks import regions

Example = tuple[list[str], float]
LEAST, STEPS, RATE, DECAY, SMALLEST = 12, 180, 0.06, 3e-4, 0.1
SAME, ALIKE = 0.999, 0.8


def examples(doc: Any, scores: TagScores, quotations: list[dict[str, Any]]) -> Iterator[Example]:
    """Each candidate of a document: its features, and 1 where it is a gold content, 0.5 where it nearly is one."""
    parsed = frame(doc)
    gold = [_words(parsed, q["content"]) for q in quotations]
    gold += [_words(parsed, [span]) for q in quotations if len(q["content"]) > 1 for span in q["content"]]
    holding: dict[int, set[int]] = {}
    for number, held in enumerate(gold):
        for word in held:
            holding.setdefault(word, set()).add(number)
    areas, chances = areas_of(parsed, regions(parsed.text)), Chances(scores, len(parsed.words))
    weighing = Weighing(parsed, lexicon(), areas, scores, chances)
    for part, features in weighing.candidates():
        mine = _spoken(parsed, part)
        near = set().union(*(holding.get(w, ()) for w in mine))
        best = max((len(mine & gold[n]) / len(mine | gold[n]) for n in near), default=0.0)
        yield features, ((best >= ALIKE) + (best >= SAME)) / 2


def _words(parsed: Frame, spans: list[dict[str, int]]) -> frozenset[int]:
    """The tokens of letters or digits that spans touch."""
    starts, ends = np.array(parsed.starts), np.array(parsed.ends)
    held: set[int] = set()
    for span in spans:
        first, last = int(np.searchsorted(ends, span["start"], "right")), int(np.searchsorted(starts, span["end"])) - 1
        held |= _spoken(parsed, (first, last))
    return frozenset(held)


def _spoken(parsed: Frame, part: Range) -> set[int]:
    return {t for t in range(part[0], part[1] + 1) if any(c.isalnum() for c in parsed.words[t])}


def fit(data: list[Example]) -> dict[str, float]:
    """Weights of the logistic model."""
    counts = Counter(name for features, _ in data for name in features)
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    held = [[index[n] for n in features if n in index] for features, _ in data]
    rows, columns = np.repeat(np.arange(len(held)), [len(h) for h in held]), np.concatenate([np.array(h) for h in held])
    right, weight = np.array([label for _, label in data]), np.zeros(len(index))
    mean, square = np.zeros_like(weight), np.zeros_like(weight)
    for step in range(1, STEPS + 1):
        odds = np.bincount(rows, weights=weight[columns], minlength=len(held))
        wrong = 1 / (1 + np.exp(-np.clip(odds, -30, 30))) - right
        slope = 50 * np.bincount(columns, weights=wrong[rows], minlength=len(index)) / len(held)
        slope += 50 * DECAY * weight / (len(held) / 10_000)
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weight -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weight[i]), 2) for name, i in index.items() if abs(weight[i]) >= SMALLEST}


def main() -> None:
    """Analyse, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--every", type=int, default=3)
    options = arguments.parse_args()
    from dateline.language import load

    read, data = load(), list[Example]()
    for line in options.gold.read_text("utf-8").splitlines()[:: options.every]:
        row = json.loads(line)
        doc = read(row["text"])
        data += examples(doc, doc._.dateline_tag_scores, row["quotations"])
    weights = fit(data)
    lines = ",\n".join(f"{json.dumps(k, ensure_ascii=False)}: {v}" for k, v in sorted(weights.items()))
    options.output.write_text("{\n" + lines + "\n}\n", "utf-8")
    print(f"{len(data)} candidates, {len(weights)} weights -> {options.output}")


if __name__ == "__main__":
    main()
