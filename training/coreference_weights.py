"""Learns the weights of the names stage's coreference features from OntoGUM train and GAP's development part.

usage: python -m training.coreference_weights [--shared ../shared] [--out src/dateline/names/weights.toml] [--folds]

Each pronoun and noun phrase is one softmax over its allowed antecedents and "none" (mention ranking, Denis and
Baldridge 2008; the sum over all right antecedents is made likely, Durrett and Klein 2013). Articles are parsed by the
shipped model; genres under a non-commercial licence (essay, fiction, letter, podcast, whow) are left out.

Of GAP (Webster et al. 2018) one pronoun a paragraph is an example: right are the options in the chain of the name
it stands for, or, where it stands for neither name, all others; every other pronoun goes where the weights of OntoGUM
alone put it. A figure for GAP's development part must therefore be taken on folds: `--folds` prints the two halves',
each read with the weights learned without it.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
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
# By twofold cross-validation on OntoGUM train.
NONE_BIAS = {"h": -2.0, "i": -1.0, "t": -1.0, "n": -1.0, "I": -3.0, "you": -2.0}
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


def gap_example(analysis: Analysis, gap: dict[str, Any], weights: dict[str, float]) -> Example | None:
    """The pronoun of a GAP paragraph as an example; None where the chain of the right name is no option."""
    words, candidates = candidates_in(analysis)
    found: list[Example] = []

    def teach(i: int, group: str, options: list[Option]) -> int | None:
        if words.start[candidates[i].first] != gap["pronoun"]["start"] or not options:
            return resolver.best(i, group, options)
        chains = [resolver.chain_of[j] for j, _ in options]
        right = _right_of(gap, chains, {s: _chains_at(words, resolver, gap[s]) for s in "ab"})
        rows = [
            [(name, 1.0) for name in features] + [(f"{group}|{n}", v) for n, v in resolver.support(i, j)]
            for j, features in options
        ]
        if any(right):
            found.append((group, [*rows, [(f"{group}|new", 1.0)]], right))
        return resolver.best(i, group, options)

    resolver = Resolver(words, candidates, teach, evidence_of(analysis, words), weights)
    resolver.resolve()
    return found[0] if found else None


def _chains_at(words: Words, resolver: Resolver, span: dict[str, Any]) -> set[int]:
    """Chains of the names that share a character with a span."""
    return {
        resolver.chain_of[i]
        for i, c in enumerate(resolver.candidates)
        if c.kind == "name" and i in resolver.chain_of
        and words.start[c.first] < span["end"] and span["start"] < words.end[c.last]
    }  # fmt: skip


def _right_of(gap: dict[str, Any], chains: list[int], at: dict[str, set[int]]) -> list[bool]:
    """Which options, "none" last, GAP's labels allow."""
    true = {number for side in "ab" if gap[side]["coref"] for number in at[side]}
    if gap["a"]["coref"] or gap["b"]["coref"]:
        return [*(number in true for number in chains), False]
    return [*(number not in at["a"] | at["b"] for number in chains), True]


def learn(data: list[Example]) -> dict[str, float]:
    """Weights that make the right options likely: full-batch Adam on the softmax, with L2 decay."""
    counts: defaultdict[str, int] = defaultdict(int)
    for _, options, _ in data:
        for option in options:
            for name, _ in option:
                counts[name] += 1
    index = {name: k for k, name in enumerate(sorted(n for n, count in counts.items() if count >= RAREST))}
    rows: list[int] = []
    cols: list[int] = []
    vals: list[float] = []
    of: list[int] = []
    right: list[bool] = []
    for n, (_, options, yes) in enumerate(data):
        for option, correct in zip(options, yes, strict=True):
            for name, value in option:
                if name in index:
                    rows.append(len(of))
                    cols.append(index[name])
                    vals.append(value)
            of.append(n)
            right.append(correct)
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
    head = "# By training/coreference_weights.py from OntoGUM train (commercial genres) and GAP dev. Do not edit.\n"
    path.write_text(
        head + "\n".join(f"\n[{g}]\n" + "\n".join(lines) for g, lines in sorted(tables.items())) + "\n", "utf-8"
    )


def parsed(path: Path) -> Iterator[tuple[dict[str, Any], Analysis]]:
    """The rows of a gold file, licence permitting, each with its text parsed by the shipped model."""
    from dateline.language import load

    pipeline = load()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("genre") not in NON_COMMERCIAL:
            doc = pipeline(row["text"])
            predicates, attributions, links = doc._.dateline
            yield row, Analysis(doc, "shipped", predicates, attributions, links)


def gap_hits(rows: list[tuple[dict[str, Any], Analysis]], weights: dict[str, float]) -> tuple[int, int, int]:
    """Over both names of each paragraph: right links, links made, links in the gold (GAP's F1 is of these)."""
    hits = made = gold = 0
    for row, analysis in rows:
        words, candidates = candidates_in(analysis)
        resolver = Resolver(words, candidates, None, evidence_of(analysis, words), weights)
        resolver.resolve()
        start = row["gap"]["pronoun"]["start"]
        of = {resolver.chain_of[i] for i, c in enumerate(candidates) if words.start[c.first] == start and c.person == 3
              and c.kind == "pronoun" and i in resolver.chain_of}  # fmt: skip
        for side in "ab":
            linked, true = bool(of & _chains_at(words, resolver, row["gap"][side])), row["gap"][side]["coref"]
            hits, made, gold = hits + (linked and true), made + linked, gold + true
    return hits, made, gold


def learn_all(data: list[Example], gap: list[tuple[dict[str, Any], Analysis]]) -> dict[str, float]:
    """The weights of OntoGUM's examples and GAP's, with the bias against none."""
    first = biased(learn(data))
    more = [e for row, analysis in gap if (e := gap_example(analysis, row["gap"], first)) is not None]
    return biased(learn(data + more))


def folds(data: list[Example], gap: list[tuple[dict[str, Any], Analysis]]) -> float:
    """GAP's F1 where each half is read with the weights learned from OntoGUM and the other half."""
    halves = gap[0::2], gap[1::2]
    counts = [gap_hits(halves[k], learn_all(data, halves[1 - k])) for k in (0, 1)]
    hits, made, gold = (sum(count[k] for count in counts) for k in range(3))
    return 200.0 * hits / (made + gold)


def main() -> None:
    """Parse, collect examples, learn, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("src/dateline/names/weights.toml"))
    parser.add_argument("--folds", action="store_true", help="print GAP's F1 on two folds and write nothing")
    options = parser.parse_args()
    gold = options.shared / "gold/coreference"
    train = parsed(gold / "ontogum-train.jsonl")
    data = [example for row, analysis in train for example in examples(analysis, row["clusters"])]
    gap = list(parsed(gold / "gap-dev.jsonl"))
    if options.folds:
        print(f"GAP F1 on two folds: {folds(data, gap):.2f}")
        return
    write(learn_all(data, gap), options.out)
    print(f"{len(data)} examples of OntoGUM and {len(gap)} paragraphs of GAP -> {options.out}")


if __name__ == "__main__":
    main()
