"""The model: one encoder with a letter-case embedding, token heads, and pair heads for trees, roles and links."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import AutoModel

from dateline.language.layers import LINK_DISTANCES
from dateline.language.paths import DISTANCES, UNKNOWN
from dateline.language.pieces import SHAPES
from training.labels import KINDS, Labels

WIDTH = 384


class Pair(nn.Module):
    """Scores ordered pairs of words: a hidden layer of each word's part, their sum and their product, then classes."""

    def __init__(self, hidden: int, classes: int, dropout: float = 0.15) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, 2 * hidden), nn.Linear(WIDTH, 2 * hidden)
        self.out = nn.Linear(hidden, classes)
        self.dropout = nn.Dropout(dropout)

    def join(self, left: Tensor, right: Tensor, extra: Tensor | float = 0.0) -> Tensor:
        """Class scores from the two projected parts (the last axis holds the sum's and the product's halves)."""
        a, u = left.chunk(2, -1)
        b, v = right.chunk(2, -1)
        scores: Tensor = self.out(self.dropout(nn.functional.gelu(a + b + u * v + extra)))
        return scores

    def forward(self, left: Tensor, right: Tensor, extra: Tensor | float = 0.0) -> Tensor:
        return self.join(self.left(left), self.right(right), extra)


class Arcs(nn.Module):
    """Deep biaffine arc scores of a sentence (Dozat and Manning 2017): word by [root, words...]."""

    def __init__(self, hidden: int = 256, dropout: float = 0.15) -> None:
        super().__init__()
        self.head = nn.Sequential(nn.Linear(WIDTH, hidden), nn.GELU(), nn.Dropout(dropout))
        self.dependent = nn.Sequential(nn.Linear(WIDTH, hidden), nn.GELU(), nn.Dropout(dropout))
        self.weight = nn.Parameter(torch.randn(hidden, hidden) * 0.02)
        self.bias = nn.Linear(hidden, 1)

    def forward(self, words: Tensor, root: Tensor) -> Tensor:
        rooted = torch.cat([root.expand(words.size(0), 1, -1), words], 1)
        heads = self.head(rooted)
        return self.dependent(words) @ self.weight @ heads.transpose(1, 2) + self.bias(heads).transpose(1, 2)


class Roles(nn.Module):
    """Role tags of a predicate's sentence, from the two words, their distance and the tree between them."""

    def __init__(self, relations: int, classes: int, hidden: int = 192) -> None:
        super().__init__()
        self.pair = Pair(hidden, classes)
        sizes = (DISTANCES, UNKNOWN + 1, UNKNOWN + 1, relations + 1, relations + 1)
        self.extras = nn.ModuleList(nn.Embedding(n, hidden) for n in sizes)

    def forward(self, left: Tensor, right: Tensor, features: Tensor) -> Tensor:
        """`left` and `right` are projected by `pair` already."""
        extra = sum((e(features[:, i]) for i, e in enumerate(self.extras)), torch.zeros(()))
        return self.pair.join(left, right, extra)


class Links(nn.Module):
    """Coreference: how well a word continues an earlier one; starting a new chain scores 0."""

    def __init__(self, hidden: int = 128) -> None:
        super().__init__()
        self.pair = Pair(hidden, 1)
        self.distance, self.same = nn.Embedding(LINK_DISTANCES, hidden), nn.Embedding(2, hidden)

    def forward(self, later: Tensor, earlier: Tensor, distance: Tensor, same: Tensor) -> Tensor:
        scores = self.pair(later, earlier, self.distance(distance) + self.same(same))
        return scores.squeeze(-1)


class Reader(nn.Module):
    """Everything the language stage reads, over one encoder."""

    def __init__(self, labels: Labels, encoder: str, dropout: float = 0.1, half: bool = False) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False, attention_probs_dropout_prob=0.0)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        nn.init.zeros_(self.shapes.weight)
        sizes = {k: len(getattr(labels, k)) for k in ("xpos", "upos", "feats", "scripts", "names")}
        sizes |= {"start": 2, "predicate": 2, "content": 3, "nested": 3, "cue": 3, "source": 3}
        self.tokens = nn.ModuleDict({layer: nn.Linear(WIDTH, n) for layer, n in sizes.items()})
        self.typed = [[i for i, tag in enumerate(labels.names) if tag[2:] == kind] for kind in KINDS]
        self.root = nn.Parameter(torch.randn(WIDTH) * 0.02)
        self.arcs = Arcs()
        self.relations = Pair(192, len(labels.relations))
        self.roles = Roles(len(labels.relations), len(labels.roles))
        self.senses = nn.Linear(WIDTH, len(labels.sense_rows))
        self.attributions = Pair(96, 2)
        self.links = Links()
        self.dropout = nn.Dropout(dropout)
        self.half = half

    def words(self, ids: Tensor, shapes: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Vectors of all words of a batch, flat: the encoder's output at each word's first piece."""
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.shapes(shapes)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.training and self.half):
            states = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        found: Tensor = self.dropout(states.flatten(0, 1)[first].float())
        return found
