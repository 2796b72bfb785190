"""The training loss: a sum over layers, each masked where a set has no labels, per word of the batch."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from dateline.language.layers import LINK_DISTANCES
from training.model import Reader
from training.windows import Batch

WEIGHTS = {
    "xpos": 0.6, "upos": 0.3, "feats": 0.3, "scripts": 0.4, "start": 0.6, "names": 1.5, "proper": 0.3, "kind": 0.6,
    "predicate": 0.4, "content": 0.8, "nested": 0.3, "cue": 0.6, "source": 0.6, "arcs": 1.2, "relations": 0.9,
    "roles": 0.7, "senses": 0.3, "attributions": 1.0, "links": 0.6,
}  # fmt: skip


def loss(model: Reader, batch: Batch) -> tuple[Tensor, dict[str, float]]:
    """The weighted loss, and each layer's sum over words, divided by the batch's words."""
    words = model.words(batch.ids, batch.shapes, batch.mask, batch.first)
    parts = {
        layer: F.cross_entropy(model.tokens[layer](words), labels, ignore_index=-100, reduction="sum")
        for layer, labels in batch.tokens.items()
        if layer in model.tokens and bool((labels >= 0).any())
    }
    parts |= _weak_names(model, batch, words)
    parts |= _trees(model, batch, words) | _roles(model, batch, words)
    if batch.candidates:
        parts["links"] = torch.stack([_chain_loss(model, words, c) for c in batch.candidates]).sum()
    if batch.quotations:
        parts["attributions"] = torch.stack([_attribution_loss(model, words, *q) for q in batch.quotations]).sum()
    total = torch.stack([WEIGHTS[k] * v for k, v in parts.items()]).sum() / batch.words
    return total, {k: float(v.detach()) / batch.words for k, v in parts.items()}


def _weak_names(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """Weak supervision where no name is annotated: some name or none by a treebank's tags, a type by a chain's."""
    parts = {}
    known = batch.tokens["proper"] >= 0
    if bool(known.any()):
        logits = model.tokens["names"](words[known])
        pair = torch.stack([logits[:, 0], logits[:, 1:].logsumexp(1)], 1)
        parts["proper"] = F.cross_entropy(pair, batch.tokens["proper"][known], reduction="sum")
    known = batch.tokens["kind"] >= 0
    if bool(known.any()):
        scores = model.tokens["names"](words[known]).log_softmax(1)
        typed = torch.stack([scores[:, tags].logsumexp(1) for tags in model.typed], 1)
        parts["kind"] = F.nll_loss(typed, batch.tokens["kind"][known], reduction="sum")
    return parts


def arc_scores(model: Reader, words: Tensor, places: Tensor) -> Tensor:
    """Arc scores of each sentence of a batch, heads outside the sentence masked."""
    scores: Tensor = model.arcs(words[places.clamp(min=0)], model.root)
    inside = torch.cat([torch.ones(len(places), 1, dtype=torch.bool), places >= 0], 1)
    return scores.masked_fill(~inside[:, None, :], -1e4)


def relation_scores(model: Reader, words: Tensor, dependents: Tensor, governors: Tensor) -> Tensor:
    """Relation scores of given arcs; the governor numbered len(words) is the root."""
    rooted = torch.cat([words, model.root[None]])
    scores: Tensor = model.relations(words[dependents], rooted[governors])
    return scores


def role_scores(model: Reader, words: Tensor, pairs: Tensor) -> Tensor:
    """Role tag scores of (predicate, word, distance, path...) rows."""
    left, right = model.roles.pair.left(words), model.roles.pair.right(words)
    scores: Tensor = model.roles(left[pairs[:, 0]], right[pairs[:, 1]], pairs[:, 2:])
    return scores


def _trees(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    if not len(batch.sentences):
        return {}
    arcs = arc_scores(model, words, batch.sentences)
    relations = relation_scores(model, words, batch.dependents, batch.governors)
    return {
        "arcs": F.cross_entropy(arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=-100, reduction="sum"),
        "relations": F.cross_entropy(relations, batch.relations, ignore_index=-100, reduction="sum"),
    }


def _roles(model: Reader, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    parts = {}
    if len(batch.role_pairs):
        scores = role_scores(model, words, batch.role_pairs)
        parts["roles"] = F.cross_entropy(scores, batch.role_labels, reduction="sum")
    if len(batch.sense_words):
        rows = batch.sense_rows.clamp(min=0)
        scores = (model.senses.weight[rows] * words[batch.sense_words][:, None]).sum(-1) + model.senses.bias[rows]
        scores = scores.masked_fill(batch.sense_rows < 0, -1e4)
        parts["senses"] = F.cross_entropy(scores, batch.sense_labels, reduction="sum")
    return parts


def link_distance(later: Tensor, earlier: Tensor) -> Tensor:
    """The class of a distance in words between two mentions: its binary logarithm, at most 9."""
    return (later - earlier).clamp(min=1).float().log2().long().clamp(max=LINK_DISTANCES - 1)


def _chain_loss(model: Reader, words: Tensor, candidates: list[tuple[int, int, str]]) -> Tensor:
    """Marginal likelihood of the right antecedents (Lee et al. 2017), over words instead of spans."""
    n = len(candidates)
    if n < 2:
        return words.sum() * 0
    at = torch.tensor([c[0] for c in candidates])
    chain = torch.tensor([c[1] for c in candidates])
    forms = {f: i for i, f in enumerate(dict.fromkeys(c[2] for c in candidates))}
    form = torch.tensor([forms[c[2]] for c in candidates])
    i, j = torch.tril_indices(n, n, -1)
    scores = model.links(words[at[i]], words[at[j]], link_distance(at[i], at[j]), (form[i] == form[j]).long())
    table = torch.full((n, n + 1), -1e4).index_put((i, j + 1), scores)
    table = torch.cat([torch.zeros(n, 1), table[:, 1:]], 1)
    right = torch.zeros(n, n + 1, dtype=torch.bool)
    right[i, j + 1] = (chain[i] == chain[j]) & (chain[i] >= 0)
    right[:, 0] = ~right[:, 1:].any(1)
    return (table.logsumexp(1) - table.masked_fill(~right, -1e4).logsumexp(1)).sum()


def _attribution_loss(
    model: Reader, words: Tensor, contents: list[tuple[int, int]], cues: list[tuple[int, int]], sources: list[int]
) -> Tensor:
    """Which cue each content has, and which source each cue has; none scores 0."""
    total = words.sum() * 0
    for kind, items, others in ((0, contents, [c[0] for c in cues]), (1, cues, sources)):
        if items and others:
            left, right = words[torch.tensor([x for x, _ in items])], words[torch.tensor(others)]
            scores = model.attributions(left[:, None], right[None])[..., kind]
            table = torch.cat([torch.zeros(len(items), 1), scores], 1)
            total = total + F.cross_entropy(table, torch.tensor([y + 1 for _, y in items]), reduction="sum")
    return total
