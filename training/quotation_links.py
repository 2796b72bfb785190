"""Learns which cue a content belongs to and which source a cue: weights for dateline.quotations.linking.

Usage: python -m training.quotation_links GOLD.jsonl links.json [--blank]

Each gold document is analysed by the shipped pipeline, the annotated stretches take the place of the model's, and a
softmax over the candidates of each stretch is fitted by averaged stochastic gradient descent with a fixed order (no
randomness but a seeded shuffle). `--blank` uses a bare tokeniser instead of the pipeline (order and layout only).
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from dateline.quotations.areas import areas_of
from dateline.quotations.attribution import Range
from dateline.quotations.frame import Frame, frame
from dateline.quotations.lexicon import lexicon
from dateline.quotations.linking import Choice, Stretches, near
from dateline.quotations.marks import regions

Instance = tuple[list[list[str]], int]
EPOCHS, RATE, DECAY, LEAST = 6, 0.15, 1e-6, 3


def tokens(parsed: Frame, span: dict[str, int]) -> Range:
    """The tokens that a span touches."""
    first = bisect_right(parsed.ends, span["start"])
    last = bisect_left(parsed.starts, span["end"]) - 1
    while first < last and parsed.words[first].isspace():
        first += 1
    while last > first and parsed.words[last].isspace():
        last -= 1
    return first, max(first, last)


def gold(
    parsed: Frame, quotations: list[dict[str, Any]]
) -> tuple[Stretches, dict[Range, Range | None], dict[Range, Range | None]]:
    """The annotated stretches, the cue of each content and the source of each cue."""
    cue_of: dict[Range, Range | None] = {}
    source_of: dict[Range, Range | None] = {}
    for quotation in quotations:
        cue = tokens(parsed, quotation["cue"][0]) if quotation["cue"] else None
        source = tokens(parsed, quotation["source"][0]) if quotation["source"] else None
        for span in quotation["content"]:
            cue_of[tokens(parsed, span)] = cue
        if cue:
            source_of[cue] = source
    sources = sorted({s for s in source_of.values() if s})
    return Stretches(sorted(cue_of), sorted(source_of), sources), cue_of, source_of


def instances(doc: Doc, quotations: list[dict[str, Any]]) -> Iterator[Instance]:
    """Each choice of a document: the features of its candidates and the index of the right one."""
    parsed = frame(doc)
    stretches, cue_of, source_of = gold(parsed, quotations)
    choice = Choice(parsed, lexicon(), areas_of(parsed, regions(parsed.text)), stretches)
    for content, cue in cue_of.items():
        candidates: list[Range | None] = [None, *(stretches.cues[i] for i in near(stretches.cues, content))]
        if cue in candidates:
            yield [choice.content_to_cue(content, c) for c in candidates], candidates.index(cue)
    for cue, source in source_of.items():
        candidates = [None, *(stretches.sources[i] for i in near(stretches.sources, cue))]
        if source in candidates:
            yield [choice.cue_to_source(cue, s) for s in candidates], candidates.index(source)


def fit(data: list[Instance]) -> dict[str, float]:
    """Weights that make the right candidate the likeliest."""
    counts: dict[str, int] = {}
    for candidates, _ in data:
        for name in {f for features in candidates for f in features}:
            counts[name] = counts.get(name, 0) + 1
    index = {name: i for i, name in enumerate(sorted(n for n, c in counts.items() if c >= LEAST))}
    rows = [([np.array([index[f] for f in c if f in index]) for c in cands], right) for cands, right in data]
    weight, squares, total = np.zeros(len(index)), np.full(len(index), 1e-6), np.zeros(len(index))
    order, shuffle = list(range(len(rows))), random.Random(1)
    for _ in range(EPOCHS):
        shuffle.shuffle(order)
        for n in order:
            step(rows[n], weight, squares)
        weight *= 1 - DECAY * len(rows)
        total += weight
    return {name: round(float(total[i] / EPOCHS), 3) for name, i in index.items() if abs(total[i]) > 0.01 * EPOCHS}


def step(row: tuple[list[Any], int], weight: Any, squares: Any) -> None:
    """One AdaGrad step on one choice."""
    candidates, right = row
    scores = np.array([weight[c].sum() if len(c) else 0.0 for c in candidates])
    chance = np.exp(scores - scores.max())
    chance /= chance.sum()
    for i, c in enumerate(candidates):
        slope = float(chance[i]) - (i == right)
        if len(c) and abs(slope) > 1e-3:
            squares[c] += slope * slope
            weight[c] -= RATE * slope / np.sqrt(squares[c])


def right_share(data: Iterable[Instance], weight: dict[str, float]) -> float:
    """The share of choices that the weights make rightly."""
    hits = [max(range(len(c)), key=lambda i: sum(weight.get(f, 0.0) for f in c[i])) == right for c, right in data]
    return sum(hits) / len(hits)


def main() -> None:
    """Fit on every document but each tenth, print how many choices of those come out right, fit on all, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("gold", type=Path)
    arguments.add_argument("output", type=Path)
    arguments.add_argument("--blank", action="store_true")
    options = arguments.parse_args()
    read = pipeline(options.blank)
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines()]
    data = [list(instances(read(row["text"]), row["quotations"])) for row in rows]
    held = [x for part in data[::10] for x in part]
    learnt = fit([x for n, part in enumerate(data) if n % 10 for x in part])
    for kind in "cs":
        chosen = [x for x in held if x[0][0][0].startswith(kind)]
        print("contents" if kind == "c" else "cues", len(chosen), round(100 * right_share(chosen, learnt), 2))
    whole = fit([x for part in data for x in part])
    lines = ",\n".join(f"{json.dumps(k, ensure_ascii=False)}: {v}" for k, v in sorted(whole.items()))
    options.output.write_text("{\n" + lines + "\n}\n", "utf-8")


def pipeline(blank: bool) -> Any:
    """Text to Doc: the shipped pipeline, or a tokeniser with a sentence splitter."""
    if blank:
        from spacy.lang.en import English

        bare = English()
        bare.add_pipe("sentencizer")
        return bare
    from dateline.language import load

    return load()


if __name__ == "__main__":
    main()
