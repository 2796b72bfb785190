"""Soft labels on raw news: several trained models read articles as they are, and the one in training learns their mean.

Distillation of an ensemble (Hinton and others 2015) on text that no one annotated, where the student reads a noisier
input than its teachers (Xie and others 2020, "Self-training with Noisy Student"): they see every word, it does not.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import islice
from operator import attrgetter
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from dateline.language.component import Component
from dateline.language.network import Network, folder
from dateline.language.windows import Words
from training import corpora
from training.corpora import Document, Sentence, Syntax
from training.labels import Labels
from training.losses import WEIGHTS, arc_scores, relation_scores
from training.model import Reader
from training.windows import Batch

LAYERS = ("xpos", "upos", "feats", "names", "predicate", "content", "cue", "source")
"""Layers of words that are taught."""
LONGEST = 120
"""Longer sentences, in words, are left out: lists and tables for the most part."""
_PARTS = (attrgetter("words"), attrgetter("glued"), attrgetter("breaks"))


class Teachers:
    """The models whose mean is taught."""

    def __init__(self, paths: Sequence[Path], labels: Labels, encoder: str) -> None:
        self.models = []
        for path in paths:
            model = Reader(labels, encoder)
            model.load_state_dict({k: v.float() for k, v in load_file(path).items()})
            self.models.append(model.eval())

    @torch.no_grad()
    def read(self, batch: Batch) -> tuple[dict[str, Tensor], Tensor, Tensor, Tensor]:
        """Mean probabilities: of the layers by word, of heads by sentence; governors chosen, and their relations."""
        with torch.autocast("cpu", torch.bfloat16):
            read = [m.words(batch.ids, batch.shapes, batch.mask, batch.first).float() for m in self.models]
        pairs = list(zip(self.models, read, strict=True))
        layers = {k: _mean([m.tokens[k](w) for m, w in pairs]) for k in LAYERS}
        arcs = _mean([arc_scores(m, w, batch.sentences) for m, w in pairs])
        governors = _governors(arcs, batch, len(read[0]))
        relations = _mean([relation_scores(m, w, batch.dependents, governors) for m, w in pairs])
        return layers, arcs, governors, relations


def _mean(scores: list[Tensor]) -> Tensor:
    return torch.stack([s.softmax(-1) for s in scores]).mean(0)


def _governors(arcs: Tensor, batch: Batch, root: int) -> Tensor:
    """The likeliest head of each word, as a flat number; `root` for a root."""
    known = batch.sentences >= 0
    heads = arcs.argmax(-1)[known]
    start = batch.sentences[:, :1].expand_as(known)[known]
    return torch.where(heads == 0, root, start + heads - 1)


def lesson(model: Reader, batch: Batch, taught: tuple[dict[str, Tensor], Tensor, Tensor, Tensor]) -> Tensor:
    """Cross-entropy of the student's scores against its teachers' probabilities, per word."""
    layers, arcs, governors, relations = taught
    words = model.words(batch.ids, batch.shapes, batch.mask, batch.first)
    parts = [WEIGHTS[k] * _against(model.tokens[k](words), p) for k, p in layers.items()]
    known = batch.sentences >= 0
    parts.append(WEIGHTS["arcs"] * _against(arc_scores(model, words, batch.sentences)[known], arcs[known]))
    parts.append(WEIGHTS["relations"] * _against(relation_scores(model, words, batch.dependents, governors), relations))
    return torch.stack(parts).sum() / batch.words


def _against(scores: Tensor, probabilities: Tensor) -> Tensor:
    return F.cross_entropy(scores, probabilities, reduction="sum")


def articles(path: Path, count: int) -> list[Document]:
    """The first articles of a JSONL file, as sentences that the shipped model finds; their trees are blank."""
    raw, component = corpora.Raw(), Component(Network(folder()))
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [_blank(row["id"], raw.read(row["text"])[0], component) for row in rows]


def _blank(name: str, stretches: list[Sentence], component: Component) -> Document:
    forms, glued, breaks = ([x for s in stretches for x in part(s)] for part in _PARTS)
    parsed, _ = component.parse(Words(tuple(forms), tuple(glued), tuple(breaks)), None)
    spans = [(a, b) for a, b in parsed.segments if b - a <= LONGEST]
    return Document(name, [_unread(forms[a:b], glued[a:b], breaks[a:b]) for a, b in spans])


def _unread(forms: list[str], glued: list[bool], breaks: list[bool]) -> Sentence:
    nothing = [""] * len(forms)
    blank = Syntax(nothing, nothing, nothing, nothing, [-1] * len(forms), nothing)
    return Sentence(forms, glued, breaks, syntax=blank)
