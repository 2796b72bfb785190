"""Stretches from tag scores: the best sequence of tags in which every stretch is well formed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
SURE = 4.0
"""A word is outside beyond doubt when that scores so much (in nats) above every other tag."""
_TOGETHER = 200
"""Stretches that are searched together."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """What tags may follow one another, for B-I or B-I-E-S tags.

    `enders` may end a stretch or stand outside: any tag that opens or stays outside follows them. The tags `inner` go
    on a stretch: they follow only the two tags `from_a` and `from_b` of their kind.
    """

    enders: NDArray[np.bool_]
    inner: NDArray[np.intp]
    from_a: NDArray[np.intp]
    from_b: NDArray[np.intp]
    after: NDArray[np.bool_]

    @classmethod
    @lru_cache(maxsize=16)
    def of(cls, labels: tuple[str, ...]) -> _Rules:
        """The rules of a set of tags."""
        closes = any(label.startswith("E-") for label in labels)
        enders = np.array([not (closes and label[0] in "BI") for label in labels])
        inner = [i for i, label in enumerate(labels) if label[0] in "IE"]
        pairs = [sorted(labels.index(f"{x}-{labels[i][2:]}") for x in "BI") for i in inner]
        after = np.repeat(enders[:, None], len(labels), 1)
        after[:, inner] = False
        for i, (a, b) in zip(inner, pairs, strict=True):
            after[[a, b], i] = True
        sources = np.array(pairs, dtype=np.intp).reshape(-1, 2)
        return cls(enders, np.array(inner, dtype=np.intp), sources[:, 0], sources[:, 1], after)


def best(scores: Scores, ends: Sequence[int], labels: tuple[str, ...]) -> NDArray[np.intp]:
    """The best well-formed tags of several texts, whose scores lie one after another and end at `ends`.

    They are each word's highest score, and where that is ill formed the best path (Viterbi) between the nearest words
    of the same text that are outside beyond doubt.
    """
    rules = _Rules.of(labels)
    tags: NDArray[np.intp] = scores.argmax(1)
    starts, lasts = np.array([0, *ends[:-1]], dtype=np.intp), np.array(ends, dtype=np.intp) - 1
    right = rules.after[tags[:-1], tags[1:]]
    right[lasts[:-1]] = True
    opens_wrong = np.isin(tags[starts], rules.inner)
    wrong = {
        *np.flatnonzero(~right).tolist(),
        *starts[opens_wrong].tolist(),
        *lasts[~rules.enders[tags[lasts]]].tolist(),
    }
    if not wrong:
        return tags
    sure = (tags == 0) & (scores[:, 0] - scores[:, 1:].max(1) > SURE)
    parts, text, done = [], 0, -1
    for i in sorted(wrong):
        if i > done:
            while lasts[text] < i:
                text += 1
            first, done = _between(sure, i, int(starts[text]), int(lasts[text]))
            parts.append((first, done))
    for at in range(0, len(parts), _TOGETHER):
        _viterbi(scores, parts[at : at + _TOGETHER], rules, tags)
    return tags


def smooth(scores: Scores, opening: float, outside: float) -> list[tuple[int, int, float]]:
    """Stretches (first, last, mean probability of their tags) of O-B-I scores on the path with the best sum.

    Opening a stretch costs `opening`, every word outside of one costs `outside`, both in nats: without the first,
    single words of a long stretch break away and faint words open a stretch of their own.
    """
    logs = log_probabilities(scores)
    likely = np.flatnonzero(logs[:, 0] - logs[:, 1:].max(1) < SURE)
    found: list[tuple[int, int, float]] = []
    for part in np.split(likely, np.flatnonzero(np.diff(likely) > 1) + 1):
        if len(part):
            found.extend(_smooth_part(logs[part[0] : part[-1] + 1].tolist(), int(part[0]), opening, outside))
    return found


def _smooth_part(rows: list[list[float]], at: int, opening: float, outside: float) -> list[tuple[int, int, float]]:
    out, inside = 0.0, -1e9
    back: list[tuple[bool, bool]] = []  # whether the word before was inside, whether a stretch opens here
    for o, b, i in rows:
        ended = inside > out
        before = inside if ended else out
        opened = before + b - opening >= inside + i
        back.append((ended, opened))
        out, inside = before + o - outside, (before + b - opening) if opened else inside + i
    within, last, found = inside > out, -1, []
    for n in range(len(rows) - 1, -1, -1):
        ended, opened = back[n]
        if within:
            last = n if last < 0 else last
            if opened:
                chances = [math.exp(rows[n][1]), *(math.exp(rows[k][2]) for k in range(n + 1, last + 1))]
                found.append((at + n, at + last, round(sum(chances) / len(chances), 4)))
                within, last = ended, -1
        else:
            within = ended
    return found[::-1]


def _between(sure: NDArray[np.bool_], i: int, start: int, end: int) -> tuple[int, int]:
    """The stretch around i up to the next sure words on both sides, those included, between `start` and `end`."""
    first, last = i, min(i + 1, end)
    while first > start and not sure[first]:
        first -= 1
    while last < end and not sure[last]:
        last += 1
    return first, last


def _viterbi(scores: Scores, parts: list[tuple[int, int]], rules: _Rules, tags: NDArray[np.intp]) -> None:
    """Writes the best path through each of these parts over `tags`; all of them take each step together."""
    parts = sorted(parts, key=lambda part: part[0] - part[1])
    firsts = np.array([first for first, _ in parts])
    sizes = np.array([last - first + 1 for first, last in parts])
    path = scores[firsts].astype(np.float64)
    path[:, rules.inner] = -np.inf
    back, ends = [], [path]
    for step in range(1, int(sizes[0])):
        path = path[: int((sizes > step).sum())]
        path, pointers = _step(path, scores[firsts[: len(path)] + step], rules)
        back.append(pointers)
        ends.append(path)
    for row, (first, last) in enumerate(parts):
        tag = int(np.where(rules.enders, ends[last - first][row], -np.inf).argmax())
        tags[last] = tag
        for at in range(last - 1, first - 1, -1):
            tag = int(back[at - first][row, tag])
            tags[at] = tag


def _step(path: NDArray[np.float64], scores: Scores, rules: _Rules) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Sums of the best paths to each tag of the next word, and the tag each of them came from."""
    closed = np.where(rules.enders, path, -np.inf)
    source = closed.argmax(1)
    found = np.repeat(closed[np.arange(len(path)), source][:, None], path.shape[1], 1)
    pointers = np.repeat(source[:, None], path.shape[1], 1)
    a, b = path[:, rules.from_a], path[:, rules.from_b]
    found[:, rules.inner] = np.maximum(a, b)
    pointers[:, rules.inner] = np.where(a >= b, rules.from_a, rules.from_b)
    return found + scores, pointers


def stretches(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first, last, kind) of well-formed tags, both ends included."""
    found: list[tuple[int, int, str]] = []
    start = -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag[0] in "OBS":
            found.append((start, i - 1, tags[start][2:]))
            start = -1
        if tag[0] in "BS":
            start = i
    return found


def log_probabilities(scores: Scores) -> Scores:
    """Log of the softmax over the last axis."""
    shifted = scores - scores.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))  # type: ignore[no-any-return]
