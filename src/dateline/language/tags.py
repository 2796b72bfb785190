"""Stretches from tag scores: the best sequence of tags in which every stretch is well formed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
SURE = 4.0
"""A word is outside beyond doubt when that scores so much (in nats) above every other tag."""


@lru_cache(maxsize=16)
def _rules(labels: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """Penalties of a tag after a tag and of a first tag, and which tags may come last, for B-I or B-I-E-S tags."""
    closes = any(label.startswith("E-") for label in labels)
    start = np.array([-1e9 if label[0] in "IE" else 0.0 for label in labels])
    after = np.full((len(labels), len(labels)), -1e9)
    for i, before in enumerate(labels):
        opened = before[0] == "B" or before[0] == "I"
        for j, label in enumerate(labels):
            goes_on = label[0] in "IE" and opened and before[2:] == label[2:]
            begins = label[0] not in "IE" and not (closes and opened)
            after[i, j] = 0.0 if goes_on or begins else -1e9
    last = np.array([not (closes and label[0] in "BI") for label in labels])
    return after, start, last


def best(scores: Scores, labels: tuple[str, ...]) -> list[int]:
    """The best well-formed tags: each word's highest score, and where that is ill formed the best path (Viterbi)
    between the nearest words that are outside beyond doubt.
    """
    after, start, last = _rules(labels)
    greedy = scores.argmax(1)
    breach = after[greedy[:-1], greedy[1:]] < 0
    if not breach.any() and start[greedy[0]] == 0 and last[greedy[-1]]:
        return greedy.tolist()  # type: ignore[no-any-return]
    wrong = {0, len(greedy) - 1, *np.flatnonzero(breach).tolist()}
    sure = (greedy == 0) & (scores[:, 0] - scores[:, 1:].max(1) > SURE)
    tags: list[int] = greedy.tolist()
    done = -1
    for i in sorted(wrong):
        if i > done:
            first, done = _between(sure, i)
            tags[first : done + 1] = _viterbi(scores[first : done + 1].astype(np.float64), after, start, last)
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


def _between(sure: NDArray[np.bool_], i: int) -> tuple[int, int]:
    """The stretch around i up to the next sure words on both sides, those included."""
    first, last = i, min(i + 1, len(sure) - 1)
    while first > 0 and not sure[first]:
        first -= 1
    while last < len(sure) - 1 and not sure[last]:
        last += 1
    return first, last


def _viterbi(
    scores: NDArray[np.float64], after: NDArray[np.float64], start: NDArray[np.float64], last: NDArray[np.bool_]
) -> list[int]:
    path = scores[0] + start
    back = []
    for row in scores[1:]:
        steps = path[:, None] + after
        back.append(steps.argmax(0))
        path = steps.max(0) + row
    tag = int(np.where(last, path, -1e12).argmax())
    found = [tag]
    for pointers in reversed(back):
        tag = int(pointers[tag])
        found.append(tag)
    return found[::-1]


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
