"""Makes predicates, attributions and coreference links of the model's word vectors and the decoded tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from dateline.language.analysis import Argument, AttributionSpan, Link, Predicate
from dateline.language.network import Floats, Network
from dateline.language.paths import distance, paths
from dateline.language.tags import best, log_probabilities, smooth, stretches

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
REACH = 50
"""How many nominal words back an antecedent is looked for."""
LINK_DISTANCES = 10
"""Classes of the distance between two mentions: its binary logarithm, the last for all that is longer."""
_LEAST = 0.1
_DISTANCE = np.array([distance(offset) for offset in range(-40, 41)])
ATTRIBUTION_COSTS = {"content": (1.0, 0.0), "nested": (0.0, 0.0), "cue": (1.0, 0.5), "source": (0.5, 0.3)}
"""By layer: what opening a stretch costs, and each word outside of one, in nats; chosen on PolNeAR dev."""
_FAINT_CUE = (1.0, 1.5)
"""The same for cues where none was found: faint ones do not change the bounds of the others."""
_ROLE_COST = 1.0
"""What a role has to score above no role, in nats."""
_OUTSIDE = frozenset(
    {
        "case",
        "cc",
        "mark",
        "punct",
        "conj",
        "appos",
        "parataxis",
        "cop",
        "nsubj",
        "discourse",
        "advmod",
        "aux",
        "orphan",
    }
)
"""Relations whose branches do not belong to the noun phrase of their head."""


@dataclass
class Parsed:
    """An article's words after tagging and parsing; indexes are word indexes, heads -1 for a root.

    Segments are sentences, but for datelines, which are a segment of their own.
    """

    forms: Sequence[str]
    lemmas: list[str]
    upos: list[str]
    heads: list[int]
    relations: list[int]
    sentences: list[tuple[int, int]]
    segments: list[tuple[int, int]]
    states: Floats
    scores: dict[str, Floats]

    @cached_property
    def segment_of(self) -> list[int]:
        """The number of each word's segment."""
        return [number for number, (start, end) in enumerate(self.segments) for _ in range(start, end)]


def predicates(parsed: Parsed, network: Network) -> list[Predicate]:
    """PropBank predicates with their senses and roles (token indexes are word indexes)."""
    found = np.flatnonzero(parsed.scores["predicate"].argmax(1) == 1).tolist()
    if not found:
        return []
    chosen = senses(found, parsed, network)
    arguments = roles(found, parsed, network)
    return [Predicate(word, sense, args) for word, sense, args in zip(found, chosen, arguments, strict=True)]


def roles(found: list[int], parsed: Parsed, network: Network) -> list[tuple[Argument, ...]]:
    """The roles of each of these predicates, within its segment."""
    rows = _role_rows(found, parsed)
    scores = network.roles(parsed.states[found], parsed.states, rows)
    sizes = np.diff(np.array([parsed.segments[parsed.segment_of[word]] for word in found]))[:, 0]
    ends = np.cumsum(sizes)
    labels = network.labels.roles
    tags = best(scores, ends.tolist(), labels)
    gains = np.concatenate([[0.0], np.cumsum(scores[np.arange(len(tags)), tags] - scores[:, 0])])
    words = rows[:, 1].tolist()
    result: list[list[Argument]] = [[] for _ in found]
    for a, b, kind in stretches([labels[i] for i in tags.tolist()]):
        if gains[b + 1] - gains[a] >= _ROLE_COST:
            result[int(np.searchsorted(ends, a, "right"))].append(Argument(kind, words[a], words[b]))
    return [tuple(arguments) for arguments in result]


def _role_rows(found: list[int], parsed: Parsed) -> NDArray[np.int64]:
    """The role scorer's rows, predicate by predicate: (its number, a word of its segment, distance, path...)."""
    blocks, number = [], 0
    for segment, words in groupby(found, key=lambda word: parsed.segment_of[word]):
        start, end = parsed.segments[segment]
        here = np.array(list(words), dtype=np.int64)
        heads = [h - start if start <= h < end else -1 for h in parsed.heads[start:end]]
        block = np.empty((len(here), end - start, 7), dtype=np.int64)
        block[:, :, 0] = np.arange(number, number + len(here))[:, None]
        block[:, :, 1] = np.arange(start, end)
        block[:, :, 2] = _DISTANCE[np.clip(block[:, :, 1] - here[:, None], -40, 40) + 40]
        block[:, :, 3:] = paths(here - start, heads, parsed.relations[start:end])
        blocks.append(block.reshape(-1, 7))
        number += len(here)
    return np.concatenate(blocks)


def senses(found: list[int], parsed: Parsed, network: Network) -> list[str]:
    """The best of the senses known for each lemma; `.01` of a lemma that is not known."""
    labels = network.labels
    known = [labels.senses.get(parsed.lemmas[word].lower(), ()) for word in found]
    senses = [k[0] if k else f"{parsed.lemmas[word].lower()}.01" for word, k in zip(found, known, strict=True)]
    open_ = [i for i, k in enumerate(known) if len(k) > 1]
    if not open_:
        return senses
    width = max(len(known[i]) for i in open_)
    rows = np.full((len(open_), width), -1, dtype=np.int64)
    for row, i in enumerate(open_):
        rows[row, : len(known[i])] = [labels.sense_rows[s] for s in known[i]]
    scores = network.senses(parsed.states[[found[i] for i in open_]], rows)
    for row, i in enumerate(open_):
        senses[i] = known[i][int(scores[row, : len(known[i])].argmax())]
    return senses


def attributions(parsed: Parsed, network: Network) -> list[AttributionSpan]:
    """Content, cue and source stretches; spans of one attribution share `group`, the number of its cue."""
    spans = {layer: smooth(parsed.scores[layer], *costs) for layer, costs in ATTRIBUTION_COSTS.items()}
    contents = sorted([*spans["content"], *spans["nested"]])
    cues, sources = _with_faint(spans["cue"], smooth(parsed.scores["cue"], *_FAINT_CUE)), spans["source"]
    found = [AttributionSpan("cue", a, b, s, group) for group, (a, b, s) in enumerate(cues)]
    for (a, b, s), cue in zip(contents, _choose(contents, cues, 0, parsed, network), strict=True):
        found.append(AttributionSpan("content", a, b, s, cue))
    used = set()
    for group, source in enumerate(_choose(cues, sources, 1, parsed, network)):
        if source >= 0:
            used.add(source)
            found.append(AttributionSpan("source", *sources[source], group))
    found.extend(AttributionSpan("source", *span, -1) for i, span in enumerate(sources) if i not in used)
    return sorted(found, key=lambda f: (f.first, f.last, f.label, f.group))


def _with_faint(
    clear: list[tuple[int, int, float]], faint: list[tuple[int, int, float]]
) -> list[tuple[int, int, float]]:
    """The clear stretches, and the faint ones that share no word with them."""
    held = {word for a, b, _ in clear for word in range(a, b + 1)}
    return sorted([*clear, *(f for f in faint if held.isdisjoint(range(f[0], f[1] + 1)))])


def _choose(
    items: list[tuple[int, int, float]],
    others: list[tuple[int, int, float]],
    kind: int,
    parsed: Parsed,
    network: Network,
) -> list[int]:
    """For each item the best of the others within a window's reach, -1 for none."""
    pairs = [(i, j) for i, x in enumerate(items) for j, y in enumerate(others) if abs(x[0] - y[0]) <= 150]
    chosen = [(0.0, -1)] * len(items)
    if pairs:
        left = np.array([items[i][0] for i, _ in pairs], dtype=np.int64)
        right = np.array([others[j][0] for _, j in pairs], dtype=np.int64)
        for (i, j), score in zip(
            pairs, network.attributions(parsed.states, left, right)[:, kind].tolist(), strict=True
        ):
            chosen[i] = max(chosen[i], (score, j), key=lambda c: c[0])
    return [j for _, j in chosen]


def links(parsed: Parsed, network: Network) -> list[Link]:
    """For each nominal mention its likely antecedents, best first; what their probabilities lack is a new chain's."""
    words = np.array([i for i, upos in enumerate(parsed.upos) if upos in NOMINAL], dtype=np.int64)
    if len(words) < 2:
        return []
    numbers: dict[str, int] = {}
    forms = np.array([numbers.setdefault(parsed.forms[w].lower(), w) for w in words.tolist()])
    table = np.zeros((len(words), REACH + 1), dtype=np.float32)
    table[:, 1:] = network.links(parsed.states[words], *_candidates(words, forms))
    table[:, 1:][np.arange(len(words))[:, None] < np.arange(1, REACH + 1)] = -1e9
    chances = np.exp(log_probabilities(table))
    spans = _Mentions(parsed, network.labels.relations)
    likely = np.flatnonzero((chances[:, 1:] >= _LEAST).any(1)).tolist()
    return [_link(i, chances[i], words.tolist(), spans) for i in likely]


def _candidates(words: NDArray[np.int64], forms: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each nominal word the numbers of the REACH before it, nearest first, and the class of each pair.

    The class is twice that of their distance, plus one where the words are the same. Before the first word stands the
    first word itself: such a pair means nothing.
    """
    earlier = np.maximum(np.arange(len(words))[:, None] - np.arange(1, REACH + 1), 0)
    distances = np.log2(np.maximum(words[:, None] - words[earlier], 1)).astype(np.int64)
    return earlier, 2 * np.minimum(distances, LINK_DISTANCES - 1) + (forms[earlier] == forms[:, None])


def _link(i: int, chances: Floats, words: list[int], spans: _Mentions) -> Link:
    order = sorted(np.flatnonzero(chances[1:] >= _LEAST).tolist(), key=lambda k: (-chances[k + 1], k))[:3]
    antecedents = tuple((*spans[words[i - k - 1]], round(float(chances[k + 1]), 4)) for k in order)
    return Link(*spans[words[i]], antecedents)


class _Mentions:
    """The noun phrase that a word heads: its branch, without what only ties it to the sentence."""

    def __init__(self, parsed: Parsed, relations: Sequence[str]) -> None:
        self._children: dict[int, list[int]] = {}
        self._relation = [relations[r].split(":")[0] for r in parsed.relations]
        for word, head in enumerate(parsed.heads):
            self._children.setdefault(head, []).append(word)
        self._known: dict[int, tuple[int, int]] = {}

    def __getitem__(self, word: int) -> tuple[int, int]:
        """First and last word of the phrase."""
        if word not in self._known:
            self._known[word] = self._span(word)
        return self._known[word]

    def _span(self, word: int) -> tuple[int, int]:
        first = last = word
        for child in self._children.get(word, ()):
            if self._relation[child] not in _OUTSIDE:
                a, b = self._branch(child)
                first, last = min(first, a), max(last, b)
        return first, last

    def _branch(self, word: int) -> tuple[int, int]:
        first = last = word
        stack = [word]
        while stack:
            node = stack.pop()
            first, last = min(first, node), max(last, node)
            stack.extend(self._children.get(node, ()))
        while last > word and self._relation[last] == "punct":
            last -= 1
        return first, last
