"""Quick development figures for the training log, on samples of the dev sets and by plain argmax."""

from __future__ import annotations

import random
from pathlib import Path

import torch

from training import corpora
from training.labels import Labels
from training.losses import arc_scores, loss, relation_scores, role_scores
from training.model import Reader
from training.windows import Batch, Cutter, batches, collate


def sample(gold: Path, cutter: Cutter) -> dict[str, list[Batch]]:
    """Batches by set: a few thousand words of each treebank, names and quotations."""
    raw = corpora.Raw()
    sets = {
        "ewt": corpora.ewt(gold, "dev")[::9],
        "gum": corpora.gum(gold, "dev")[::9],
        "names": corpora.names(gold, "newswire-dev", raw)[::16],
        "quotations": corpora.quotations(gold, "dev", raw)[::14],
    }
    rng = random.Random(0)
    found = {}
    for name, documents in sets.items():
        windows = [w for d in documents for w in cutter.cut(d, 150, 200, 0.0, rng)]
        found[name] = [collate(b, 0.0, rng) for b in batches(windows, 3000, rng) if b]
    return found


def _spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Stretches of B/I/E/S or B/I tags."""
    found, start, kind = set(), 0, ""
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[0] in "OBS" or tag[2:] != kind):
            found.add((start, i, kind))
            kind = ""
        if tag[0] != "O" and not kind:
            start, kind = i, tag[2:]
    return found


class _Counts:
    def __init__(self) -> None:
        self.hit: dict[str, int] = {}
        self.all: dict[str, int] = {}

    def add(self, key: str, hit: int, total: int) -> None:
        self.hit[key] = self.hit.get(key, 0) + hit
        self.all[key] = self.all.get(key, 0) + total

    def spans(self, key: str, gold: list[str], system: list[str]) -> None:
        a, b = _spans(gold), _spans(system)
        self.add(key, 2 * len(a & b), len(a) + len(b))


@torch.no_grad()
def figures(model: Reader, batches_of: dict[str, list[Batch]], labels: Labels) -> dict[str, float]:
    """Percentages: accuracies of word layers, F1 of exact spans, UAS and LAS on gold tokens and sentences."""
    model.eval()
    counts = _Counts()
    for name, group in batches_of.items():
        for batch in group:
            words = model.words(batch.ids, batch.shapes, batch.mask, batch.first)
            _words(model, batch, words, labels, name, counts)
            if len(batch.sentences):
                _tree(model, batch, words, name, counts)
            if len(batch.role_pairs):
                guess = role_scores(model, words, batch.role_pairs).argmax(-1).tolist()
                gold = batch.role_labels.tolist()
                counts.spans("roles", [labels.roles[g] for g in gold], [labels.roles[g] for g in guess])
            for key, value in loss(model, batch)[1].items():
                if key in ("links", "attributions", "senses"):
                    counts.add(f"{key}_loss", int(value * batch.words), batch.words)
    model.train()
    return {k: round(100 * counts.hit[k] / max(1, counts.all[k]), 2) for k in counts.hit}


def _words(model: Reader, batch: Batch, words: torch.Tensor, labels: Labels, name: str, counts: _Counts) -> None:
    for layer, gold in batch.tokens.items():
        known = gold >= 0
        if layer not in model.tokens or not bool(known.any()):
            continue
        guess = model.tokens[layer](words).argmax(-1)
        if layer == "names":
            counts.spans("names", [labels.names[i] for i in gold.tolist()], [labels.names[i] for i in guess.tolist()])
        elif layer in ("content", "nested", "cue", "source", "start", "predicate"):
            kinds = ("O", "B-x", "I-x") if layer not in ("start", "predicate") else ("O", "S-x")
            counts.spans(f"{name}_{layer}", *([kinds[i] for i in t[known].tolist()] for t in (gold, guess)))
        else:
            counts.add(f"{name}_{layer}", int((guess == gold)[known].sum()), int(known.sum()))


def _tree(model: Reader, batch: Batch, words: torch.Tensor, name: str, counts: _Counts) -> None:
    heads = arc_scores(model, words, batch.sentences).argmax(-1)
    known = batch.heads >= 0
    right = (heads == batch.heads)[known]
    start = batch.sentences[:, :1].expand_as(heads)[known]
    governors = torch.where(heads[known] == 0, len(words), start + heads[known] - 1)
    relations = relation_scores(model, words, batch.dependents, governors).argmax(-1)
    counts.add(f"{name}_uas", int(right.sum()), len(right))
    counts.add(f"{name}_las", int((right & (relations == batch.relations)).sum()), len(right))
