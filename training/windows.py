"""Cuts documents into training windows and puts windows into batches of tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import Tensor

from dateline.language.lemmas import script
from dateline.language.paths import UNKNOWN, distance, paths
from dateline.language.pieces import Pieces
from training.corpora import Document, Sentence
from training.labels import KINDS, Labels

NONE = -100
TOKEN_LAYERS = ("xpos", "upos", "feats", "scripts", "start", "names", "predicate", "content", "nested", "cue", "source")
WEAK_LAYERS = ("proper", "kind")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
NO_NAMES = frozenset(
    word
    for line in (
        "january february march april may june july august september october november december jan feb mar apr jun jul",
        "aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday mr mrs ms miss dr sir lord",
        "lady president vice prime minister secretary chairman senator sen representative rep governor gov general gen",
        "colonel col captain capt lieutenant lt sergeant sgt professor prof king queen prince princess pope judge",
        "justice mayor ambassador director doctor father sister brother",
    )
    for word in line.split()
)
"""Proper nouns of the treebanks that the names sets leave outside names: days, months, titles."""


@dataclass(slots=True)
class Window:
    """Input pieces of a window, and labels by word; pair layers hold word indexes within the window."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    tokens: dict[str, list[int]]
    sentences: list[tuple[int, int]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[int] = field(default_factory=list)
    roles: list[tuple[int, int, list[int], list[list[int]]]] = field(default_factory=list)
    senses: list[tuple[int, int, list[int]]] = field(default_factory=list)
    candidates: list[tuple[int, int, str]] = field(default_factory=list)
    cues: list[tuple[int, int]] = field(default_factory=list)
    contents: list[tuple[int, int]] = field(default_factory=list)
    sources: list[int] = field(default_factory=list)


class Cutter:
    """Makes windows of documents, with labels as class numbers."""

    def __init__(self, labels: Labels, pieces: Pieces) -> None:
        self.labels, self.pieces = labels, pieces
        self._index = {
            k: {v: i for i, v in enumerate(getattr(labels, k))}
            for k in ("xpos", "upos", "feats", "scripts", "relations", "names", "roles", "sense_rows")
        }

    def cut(self, document: Document, low: int, high: int, alone: float, rng: random.Random) -> Iterator[Window]:
        """Windows of whole sentences up to a random size in pieces; a share of sentences stands alone."""
        at, number = 0, 0
        sentences = document.sentences
        while at < len(sentences):
            limit = 0 if rng.random() < alone else rng.randint(low, high)
            end, size = at, 0
            while end < len(sentences) and (end == at or size + self._size(sentences[end]) <= limit):
                size += self._size(sentences[end])
                end += 1
            if size <= 440:
                yield self._window(document, sentences[at:end], number)
            number += sum(len(s.words) for s in sentences[at:end])
            at = end

    def _size(self, sentence: Sentence) -> int:
        return sum(len(self.pieces.ids(w)) for w in sentence.words)

    def _window(self, document: Document, sentences: list[Sentence], offset: int) -> Window:
        words = [w for s in sentences for w in s.words]
        encoded = self.pieces.encode(
            words, [g for s in sentences for g in s.glued], [b for s in sentences for b in s.breaks]
        )
        tokens = {layer: [NONE] * len(words) for layer in (*TOKEN_LAYERS, *WEAK_LAYERS)}
        window = Window(encoded.ids, encoded.shapes, encoded.first, tokens)
        at = 0
        for sentence in sentences:
            if sentence.syntax:
                self._syntax(window, sentence, at)
            if sentence.predicates is not None:
                self._predicates(window, sentence, at)
            at += len(sentence.words)
        if sentences[0].syntax and offset:
            tokens["start"][0] = NONE
        if document.names is not None:
            self._names(window, document.names, offset)
        if document.clusters is not None:
            self._clusters(window, document.clusters, offset, sentences)
        if document.attributions is not None:
            self._attributions(window, document.attributions, offset)
        for word, kind in document.kinds.items():
            if offset <= word < offset + len(words):
                mark_kind(window, word - offset, kind, words)
        return window

    def _syntax(self, window: Window, sentence: Sentence, at: int) -> None:
        syntax = sentence.syntax
        assert syntax is not None
        end = at + len(sentence.words)
        scripts = [script(f, x) for f, x in zip(sentence.words, syntax.lemmas, strict=True)]
        columns = {"xpos": syntax.xpos, "upos": syntax.upos, "feats": syntax.feats, "scripts": scripts}
        for layer, values in columns.items():
            window.tokens[layer][at:end] = [self._index[layer].get(v, NONE) for v in values]
        window.tokens["start"][at:end] = [1] + [0] * (end - at - 1)
        window.tokens["proper"][at:end] = proper(sentence.words, syntax.upos)
        window.sentences.append((at, end))
        window.heads.extend(syntax.heads)
        window.relations.extend(self._index["relations"].get(r, NONE) for r in syntax.relations)

    def _predicates(self, window: Window, sentence: Sentence, at: int) -> None:
        syntax, n = sentence.syntax, len(sentence.words)
        assert syntax is not None
        relations = [self._index["relations"].get(r, 0) for r in syntax.relations]
        window.tokens["predicate"][at : at + n] = [0] * n
        index = self._index["roles"]
        found = sentence.predicates or ()
        if not found:
            return
        tree = paths(np.array([p.word for p in found]), syntax.heads, relations).tolist()
        for p, path in zip(found, tree, strict=True):
            window.tokens["predicate"][at + p.word] = 1
            tags = [0] * n
            for first, last, label in p.roles:
                if f"B-{label}" in index and not any(tags[first : last + 1]):
                    tags[first : last + 1] = [index[f"B-{label}"]] + [index[f"I-{label}"]] * (last - first)
            window.roles.append((at + p.word, at, tags, path))
            known = self.labels.senses.get(syntax.lemmas[p.word].lower(), [])
            if len(known) > 1 and p.sense in known:
                rows = [self._index["sense_rows"][x] for x in known[:16]]
                if p.sense in known[:16]:
                    window.senses.append((at + p.word, known.index(p.sense), rows))

    def _names(self, window: Window, names: list[tuple[int, int, str]], offset: int) -> None:
        n = len(window.first)
        tags, index = [0] * n, self._index["names"]
        for first, last, kind in names:
            first, last = max(first - offset, 0), min(last - offset, n - 1)
            if first <= last:
                middle = [index[f"I-{kind}"]] * (last - first - 1)
                tags[first : last + 1] = (
                    [index[f"S-{kind}"]] if first == last else [index[f"B-{kind}"], *middle, index[f"E-{kind}"]]
                )
        window.tokens["names"] = tags

    def _clusters(self, window: Window, clusters: list[list[int]], offset: int, sentences: list[Sentence]) -> None:
        chain = {w - offset: number for number, cluster in enumerate(clusters) for w in cluster}
        upos = [u for s in sentences for u in (s.syntax.upos if s.syntax else [])]
        words = [w for s in sentences for w in s.words]
        for i, u in enumerate(upos):
            if u in NOMINAL or i in chain:
                window.candidates.append((i, chain.get(i, -1), words[i].lower()))

    def _attributions(self, window: Window, attributions: list[dict[str, list[tuple[int, int]]]], offset: int) -> None:
        n = len(window.first)
        layers = {layer: [0] * n for layer in ("content", "nested", "cue", "source")}
        contents: list[tuple[int, int, int]] = []
        for number, attribution in enumerate(attributions):
            for role in ("cue", "source"):
                for first, last in attribution[role]:
                    mark(layers[role], first - offset, last - offset)
                    if 0 <= first - offset < n:
                        if role == "cue":
                            window.cues.append((first - offset, number))
                        else:
                            window.sources.append(first - offset)
            contents.extend((first - offset, last - offset, number) for first, last in attribution["content"])
        for first, last, number in sorted(contents, key=lambda c: (c[0] - c[1], c[0])):
            if not mark(layers["content"], first, last):
                mark(layers["nested"], first, last)
            if 0 <= first < n:
                window.contents.append((first, number))
        self._link(window, attributions, offset)
        window.tokens.update(layers)

    def _link(self, window: Window, attributions: list[dict[str, list[tuple[int, int]]]], offset: int) -> None:
        """Turns numbers of attributions into positions: the cue of each content, the source of each cue (or -1)."""
        cues = {number: i for i, (_, number) in reversed(list(enumerate(window.cues)))}
        window.sources = sorted(set(window.sources))
        places = {w: i for i, w in enumerate(window.sources)}
        window.contents = [(w, cues.get(number, -1)) for w, number in window.contents]
        linked = []
        for word, number in window.cues:
            found = [places[s[0] - offset] for s in attributions[number]["source"] if s[0] - offset in places]
            linked.append((word, found[0] if found else -1))
        window.cues = linked


def proper(words: list[str], upos: list[str]) -> list[int]:
    """Weak supervision of names by a treebank's tags: 1 a word of some name, 0 outside names, else unknown."""
    found = []
    for i, (word, tag) in enumerate(zip(words, upos, strict=True)):
        near = upos[max(i - 1, 0) : i + 2]
        if tag == "PROPN":
            found.append(NONE if word.lower().rstrip(".") in NO_NAMES else 1)
        else:
            plain = word.isalpha() and word.islower() and not {"PROPN", "NUM", "SYM"} & set(near)
            found.append(0 if plain else NONE)
    return found


def mark_kind(window: Window, word: int, kind: str, words: list[str]) -> None:
    """Weak supervision of types: all proper nouns around the head of a name whose entity has a known type."""
    first, last, known = word, word + 1, window.tokens["proper"]
    while first and known[first - 1] == 1:
        first -= 1
    while last < len(words) and known[last] == 1:
        last += 1
    for i in range(first, last):
        if known[i] == 1:
            window.tokens["kind"][i] = KINDS.index(kind)


def mark(tags: list[int], first: int, last: int) -> bool:
    """Write B (1) and I (2) over a stretch, cut to the window; false where it overlaps another."""
    first, last = max(first, 0), min(last, len(tags) - 1)
    if first > last or any(tags[first : last + 1]):
        return False
    tags[first : last + 1] = [1] + [2] * (last - first)
    return True


@dataclass(slots=True)
class Batch:
    """Windows as tensors; word layers are flat over all words of the batch, pair layers hold flat word numbers."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    tokens: dict[str, Tensor]
    sentences: Tensor
    heads: Tensor
    dependents: Tensor
    governors: Tensor
    relations: Tensor
    role_pairs: Tensor
    role_labels: Tensor
    sense_words: Tensor
    sense_rows: Tensor
    sense_labels: Tensor
    candidates: list[list[tuple[int, int, str]]]
    quotations: list[tuple[list[tuple[int, int]], list[tuple[int, int]], list[int]]]
    words: int


def collate(windows: list[Window], unknown_paths: float, rng: random.Random) -> Batch:
    """One batch; a share of predicates loses its tree features, so that the role scorer does not lean on gold trees."""
    length = max(len(w.ids) for w in windows)
    ids, shapes, mask = (torch.zeros(len(windows), length, dtype=torch.long) for _ in range(3))
    first: list[int] = []
    tokens: dict[str, list[int]] = {layer: [] for layer in (*TOKEN_LAYERS, *WEAK_LAYERS)}
    sentences: list[tuple[int, list[int]]] = []
    dependents, governors, relations = [], [], []
    pairs: list[tuple[int, ...]] = []
    labels: list[int] = []
    senses: list[tuple[int, int, list[int]]] = []
    candidates, quotations = [], []
    total = sum(len(w.first) for w in windows)
    for row, w in enumerate(windows):
        base = len(first)
        ids[row, : len(w.ids)] = torch.tensor(w.ids)
        shapes[row, : len(w.ids)] = torch.tensor(w.shapes)
        mask[row, : len(w.ids)] = 1
        first.extend(row * length + f for f in w.first)
        for layer in tokens:
            tokens[layer].extend(w.tokens[layer])
        at = 0
        for start, end in w.sentences:
            heads = w.heads[at : at + end - start]
            sentences.append((base + start, heads))
            for i, (h, r) in enumerate(zip(heads, w.relations[at : at + end - start], strict=True)):
                dependents.append(base + start + i)
                governors.append(total if h < 0 else base + start + h)
                relations.append(r)
            at += end - start
        for predicate, start, tags, path in w.roles:
            hidden = rng.random() < unknown_paths
            for i, (tag, p) in enumerate(zip(tags, path, strict=True)):
                p = (UNKNOWN, UNKNOWN, 0, 0) if hidden else p
                pairs.append((base + predicate, base + start + i, distance(start + i - predicate), *p))
                labels.append(tag)
        senses.extend((base + word, label, rows) for word, label, rows in w.senses)
        if w.candidates:
            candidates.append([(base + word, chain, form) for word, chain, form in w.candidates])
        if w.contents or w.cues:
            quotations.append(
                (
                    [(base + c, x) for c, x in w.contents],
                    [(base + c, x) for c, x in w.cues],
                    [base + s for s in w.sources],
                )
            )
    longest = max((len(h) for _, h in sentences), default=1)
    places = torch.full((len(sentences), longest), -1)
    gold = torch.full((len(sentences), longest), NONE)
    for i, (start, heads) in enumerate(sentences):
        places[i, : len(heads)] = torch.arange(start, start + len(heads))
        gold[i, : len(heads)] = torch.tensor(heads) + 1
    widest = max((len(rows) for _, _, rows in senses), default=1)
    return Batch(
        ids, shapes, mask, torch.tensor(first), {k: torch.tensor(v) for k, v in tokens.items()},
        places, gold, *(torch.tensor(v, dtype=torch.long) for v in (dependents, governors, relations)),
        torch.tensor(pairs, dtype=torch.long).view(-1, 7), torch.tensor(labels, dtype=torch.long),
        torch.tensor([s[0] for s in senses], dtype=torch.long),
        torch.tensor([rows + [-1] * (widest - len(rows)) for _, _, rows in senses], dtype=torch.long).view(-1, widest),
        torch.tensor([s[1] for s in senses], dtype=torch.long), candidates, quotations, total,
    )  # fmt: skip


def batches(windows: list[Window], pieces: int, rng: random.Random) -> list[list[Window]]:
    """Batches of windows of like length, at most so many pieces with padding, in random order."""
    order = list(windows)
    rng.shuffle(order)
    found: list[list[Window]] = []
    for at in range(0, len(order), 400):
        batch: list[Window] = []
        for window in sorted(order[at : at + 400], key=lambda w: len(w.ids)):
            if batch and (len(batch) + 1) * len(window.ids) > pieces:
                found.append(batch)
                batch = []
            batch.append(window)
        found.append(batch)
    rng.shuffle(found)
    return found
