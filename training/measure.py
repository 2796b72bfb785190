"""Measures the run-time model on gold tokens: `python -m training.measure --gold GOLD` prints one JSON object.

Raw text is measured by reading the gold rows with `dateline read` and judging them with the scorers; this covers what a
reading does not show: tags and trees on gold tokens and sentences, roles of gold predicates, raw quotation roles.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from dateline.language import layers
from dateline.language.component import Component
from dateline.language.network import Network, folder
from dateline.language.windows import Words
from training import corpora


def words_of(document: corpora.Document) -> tuple[Words, list[tuple[int, int]]]:
    """A gold document as the component takes it, with its sentences."""
    sentences = document.sentences
    words = Words(
        tuple(w for s in sentences for w in s.words),
        tuple(g for s in sentences for g in s.glued),
        tuple(b for s in sentences for b in s.breaks),
    )
    ends = np.cumsum([len(s.words) for s in sentences]).tolist()
    return words, list(zip([0, *ends[:-1]], ends, strict=True))


def tree_counts(component: Component, document: corpora.Document) -> Counter[str]:
    """Right tags, lemmas, heads and relations of a document on its gold tokens and sentences."""
    words, sentences = words_of(document)
    parsed, tags = component.parse(words, sentences)
    labels = component.network.labels.relations
    counts: Counter[str] = Counter(words=len(words))
    for sentence, (start, end) in zip(document.sentences, sentences, strict=True):
        gold = sentence.syntax
        assert gold is not None
        for key, column in (("xpos", gold.xpos), ("upos", gold.upos), ("feats", gold.feats), ("lemma", gold.lemmas)):
            counts[key] += sum(a == b for a, b in zip(tags[key][start:end], column, strict=True))
        for i, (head, relation) in enumerate(zip(gold.heads, gold.relations, strict=True), start):
            right = parsed.heads[i] == (head + start if head >= 0 else -1)
            label = labels[parsed.relations[i]]
            counts["uas"] += right
            counts["las"] += right and label.split(":")[0] == relation.split(":")[0]
            counts["las+"] += right and label == relation
    counts.update(role_counts(component, document, parsed, sentences))
    return counts


def role_counts(
    component: Component, document: corpora.Document, parsed: layers.Parsed, sentences: list[tuple[int, int]]
) -> Counter[str]:
    """Exact roles (predicate, label, span) of gold predicates; predicates and senses found among all words."""
    counts: Counter[str] = Counter()
    gold = [(start, p) for s, (start, _) in zip(document.sentences, sentences, strict=True) for p in s.predicates or ()]
    known = {
        i
        for s, (a, b) in zip(document.sentences, sentences, strict=True)
        if s.predicates is not None
        for i in range(a, b)
    }
    if not gold:
        return counts
    words = [start + p.word for start, p in gold]
    arguments = layers.roles(words, parsed, component.network)
    senses = layers.senses(words, parsed, component.network)
    for (start, p), found, sense in zip(gold, arguments, senses, strict=True):
        right = {(start + a, start + b, label) for a, b, label in p.roles}
        mine = {(x.first, x.last, x.label) for x in found}
        counts.update({"roles_hit": len(right & mine), "roles_gold": len(right), "roles_system": len(mine)})
        counts["senses"] += sense == p.sense
    predicted = {i for i in np.flatnonzero(parsed.scores["predicate"].argmax(1) == 1).tolist() if i in known}
    counts.update(
        {
            "predicates_gold": len(words),
            "predicates_system": len(predicted),
            "predicates_hit": len(predicted & set(words)),
        }
    )
    return counts


def quotation_counts(component: Component, document: corpora.Document) -> Counter[str]:
    """Exact stretches of content, cue and source, and attributions whose cue, content starts and source all agree."""
    words, sentences = words_of(document)
    parsed, _ = component.parse(words, sentences)
    found = layers.attributions(parsed, component.network)
    counts: Counter[str] = Counter()
    for label in ("content", "cue", "source"):
        gold = {s for a in document.attributions or () for s in a[label]}
        mine = {(f.first, f.last) for f in found if f.label == label}
        counts.update({f"{label}_hit": len(gold & mine), f"{label}_gold": len(gold), f"{label}_system": len(mine)})
    gold_pairs = {(c, s) for a in document.attributions or () for c in a["content"] for s in a["source"]}
    sources = {f.group: (f.first, f.last) for f in found if f.label == "source" and f.group >= 0}
    mine_pairs = {((f.first, f.last), sources[f.group]) for f in found if f.label == "content" and f.group in sources}
    counts.update(pair_hit=len(gold_pairs & mine_pairs), pair_gold=len(gold_pairs), pair_system=len(mine_pairs))
    return counts


def f1(counts: Counter[str], name: str) -> float:
    """F1 in percent."""
    total = counts[f"{name}_gold"] + counts[f"{name}_system"]
    return round(200 * counts[f"{name}_hit"] / total, 2) if total else 0.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=None, help="a folder of networks; the shipped model by default")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document")
    args = parser.parse_args()
    component = Component(Network(args.model or folder()))
    figures: dict[str, float] = {}
    for name, documents in (
        ("ewt", corpora.ewt(args.gold, "dev")),
        ("gum", corpora.conllu(args.gold / "syntax" / "gum-dev.conllu")),
    ):
        counts: Counter[str] = sum((tree_counts(component, d) for d in documents[:: args.every]), Counter())
        for key in ("xpos", "upos", "feats", "lemma", "uas", "las", "las+"):
            figures[f"{name}_{key}"] = round(100 * counts[key] / counts["words"], 2)
        if name == "ewt":
            figures |= {k: f1(counts, k) for k in ("roles", "predicates")}
            figures["senses"] = round(100 * counts["senses"] / counts["predicates_gold"], 2)
    documents = corpora.quotations(args.gold, "dev", corpora.Raw())[:: args.every]
    counts = sum((quotation_counts(component, d) for d in documents), Counter())
    figures |= {f"quotations_{k}": f1(counts, k) for k in ("content", "cue", "source", "pair")}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
