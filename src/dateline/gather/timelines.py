"""Timelines: the days that count, each with one sentence of an article that tells what happened.

Pure. A day counts by what is told to have happened on it: for each happening, the logarithm of the number of articles
that tell it (dates that many articles mention are the salient ones: Kessler and others, ACL 2012). Its sentence is of
the happening told most, the one most like the other sentences of that day.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.gather.terms import WORD, Vector, corpus, cosine, normal, stem, unit

LONG = 320
"""A longer sentence, in characters, is taken only where there is no shorter one."""
COMPARED = 40
"""How many sentences of a day are compared: those of the happenings told most."""


@dataclass(frozen=True, slots=True)
class Telling:
    """An event told to have happened on a day: its happening, its article, and the sentence that tells it."""

    day: str
    happening: str
    article: str
    event: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a timeline: how much it counts, how many articles and happenings it is made of, and the event chosen."""

    day: str
    score: float
    articles: int
    happenings: int
    event: str


def timeline(tellings: Iterable[Telling], most: int | None) -> list[Day]:
    """The days that count most, in order of time; of equal days the earlier one."""
    days: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda each: (each.day, each.article, each.event)):
        days[telling.day].append(telling)
    counts = {day: _counts(told) for day, told in days.items()}
    scores = {day: round(math.fsum(math.log2(1 + count) for count in counts[day].values()), 4) for day in days}
    ranked = sorted(days, key=lambda day: (-scores[day], day))[:most]
    return [
        Day(
            day,
            scores[day],
            len({each.article for each in days[day]}),
            len(counts[day]),
            _chosen(days[day], counts[day]).event,
        )
        for day in sorted(ranked)
    ]


def _counts(told: Sequence[Telling]) -> Counter[str]:
    """How many articles tell each happening of a day."""
    return Counter(happening for happening, _ in {(each.happening, each.article) for each in told})


def _chosen(told: Sequence[Telling], counts: Counter[str]) -> Telling:
    """The telling of the day's main happening whose sentence is most like the day's others."""
    ranked = sorted(told, key=lambda each: (-counts[each.happening], each.happening, each.article, each.event))
    compared = ranked[:COMPARED]
    main = [at for at, each in enumerate(compared) if each.happening == compared[0].happening]
    short = [at for at in main if len(compared[at].sentence) <= LONG] or main
    if len(short) == 1:
        return compared[short[0]]
    vectors = [_vector(each.sentence) for each in compared]
    likeness = {at: round(math.fsum(cosine(vectors[at], other) for other in vectors), 6) for at in short}
    return compared[min(short, key=lambda at: (-likeness[at], at))]


def _vector(sentence: str) -> Vector:
    return unit(Counter(stem(normal(word)) for word in WORD.findall(sentence)), corpus().stem_weight)
