"""Stretches that may be a content: what the model's tags allow at several costs, and branches of the parse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import numpy as np

from dateline.language.analysis import TagScores
from dateline.language.tags import log_probabilities, smooth
from dateline.quotations.attribution import Range, trim
from dateline.quotations.frame import Frame

LAYERS = ("content", "nested")
_COSTS = ((1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (2.0, 2.0))
_BRANCHES = frozenset(
    {
        "ccomp", "xcomp", "obj", "obl", "csubj", "csubj:pass", "parataxis", "nmod", "advcl", "acl", "acl:relcl",
        "nsubj", "nsubj:pass", "conj", "iobj", "dislocated", "dep", "ROOT", "root",
    }
)  # fmt: skip
_TAILS = frozenset(
    {
        "advcl", "acl:relcl", "acl", "parataxis", "conj", "obl", "obl:unmarked", "obl:tmod", "appos", "advmod", "nmod",
    }
)  # fmt: skip
_LONGEST = 150
_LARGEST = 120
_JOINT = 4
_FAINT = 0.3
_FAINT_SENTENCE = 0.2


class Chances:
    """By layer and token: the model's probability that a stretch begins there, that one holds it, and running sums."""

    def __init__(self, scores: TagScores, length: int) -> None:
        self.begins: dict[str, list[float]] = {}
        self.inside: dict[str, list[float]] = {}
        self.sums: dict[str, list[float]] = {}
        for layer in ("content", "nested", "cue"):
            table = np.zeros((length, 3))
            table[list(scores.tokens)] = np.exp(log_probabilities(scores.layers[layer]))
            blank = np.setdiff1d(np.arange(length), scores.tokens)
            for token in blank.tolist():
                table[token, 2] = table[token - 1, 1:].sum() if token else 0.0
            self.begins[layer] = table[:, 1].tolist()
            self.inside[layer] = table[:, 1:].sum(1).tolist()
            self.sums[layer] = list(accumulate(self.inside[layer], initial=0.0))

    def mean(self, layer: str, part: Range) -> float:
        """The mean probability that the layer holds the tokens of a range."""
        sums = self.sums[layer]
        return (sums[part[1] + 1] - sums[part[0]]) / (part[1] - part[0] + 1)


def extents(frame: Frame, scores: TagScores, chances: Chances) -> dict[Range, set[str]]:
    """Candidate contents as token ranges, each with what proposed it."""
    found: dict[Range, set[str]] = {}
    for first, last, how in (*_tagged(frame, scores), *_branches(frame, chances), *_sentences(frame, chances)):
        part = trim(frame, (first, last))
        if part and part[1] - part[0] < _LONGEST and max(chances.mean(k, part) for k in LAYERS) >= _FAINT:
            found.setdefault(part, set()).add(how)
    return found


def _tagged(frame: Frame, scores: TagScores) -> Iterator[tuple[int, int, str]]:
    """Stretches decoded at each cost, and neighbours of one sentence as one."""
    tokens = scores.tokens
    for n, costs in enumerate(_COSTS):
        for layer in LAYERS:
            before: Range | None = None
            for a, b, _ in smooth(scores.layers[layer], *costs):
                first, last = tokens[a], tokens[b]
                yield first, last, f"{layer}{n}"
                if before and first - before[1] <= _JOINT and frame.sentence[before[1]] == frame.sentence[first]:
                    yield before[0], last, "joined"
                before = first, last


def _branches(frame: Frame, chances: Chances) -> Iterator[tuple[int, int, str]]:
    """Branches of the tree, with and without the words that open them and what hangs on at their end."""
    for token, relation in enumerate(frame.deps):
        if relation not in _BRANCHES or frame.pos[token] == "SPACE":
            continue
        low, high = frame.low[token], frame.high[token]
        if high - low > _LARGEST:
            continue
        faint = max(chances.mean(layer, (low, high)) for layer in LAYERS) < _FAINT / 2
        if not faint or chances.inside["cue"][frame.heads[token]] >= _FAINT / 3:
            yield from _shapes(frame, token, low, high)


def _shapes(frame: Frame, token: int, low: int, high: int) -> Iterator[tuple[int, int, str]]:
    yield low, high, "branch"
    opening = [c for c in frame.children[token] if frame.deps[c] in ("case", "cc") and c < token]
    first = frame.high[opening[-1]] + 1 if opening else low
    if opening:
        yield first, high, "opened"
    for child in frame.children[token]:
        if frame.deps[child] == "mark" and child < token and frame.words[child] in ("that", "to", "as"):
            yield child + 1, high, "unmarked"
        if child > token and high - frame.high[child] <= 1 and frame.deps[child] in _TAILS:
            yield low, frame.low[child] - 1, "short"
            if opening:
                yield first, frame.low[child] - 1, "opened:short"
    at = token
    for _ in range(3):
        ending = [c for c in frame.children[at] if c > at and high - frame.high[c] <= 1 and frame.deps[c] != "punct"]
        if not ending:
            return
        at = ending[-1]
        if frame.deps[at] in _TAILS and frame.low[at] > token:
            yield low, frame.low[at] - 1, "shorter"


def _sentences(frame: Frame, chances: Chances) -> Iterator[tuple[int, int, str]]:
    for part in frame.bounds:
        if chances.mean("content", part) > _FAINT_SENTENCE:
            yield *part, "sentence"
