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
    ranked = sorted((_day(day, told) for day, told in days.items()), key=lambda each: (-each.score, each.day))
    return sorted(ranked[:most], key=lambda each: each.day)


def _day(day: str, told: Sequence[Telling]) -> Day:
    tellers = {(each.happening, each.article) for each in told}
    counts = Counter(happening for happening, _ in tellers)
    score = math.fsum(math.log2(1 + count) for count in counts.values())
    articles = len({each.article for each in told})
    return Day(day, round(score, 4), articles, len(counts), _chosen(told, counts).event)


def _chosen(told: Sequence[Telling], counts: Counter[str]) -> Telling:
    """The telling of the day's main happening whose sentence is most like the day's others."""
    ranked = sorted(told, key=lambda each: (-counts[each.happening], each.happening, each.article, each.event))
    compared = ranked[:COMPARED]
    vectors = [_vector(each.sentence) for each in compared]
    main = [at for at, each in enumerate(compared) if each.happening == compared[0].happening]
    short = [at for at in main if len(compared[at].sentence) <= LONG] or main
    likeness = {at: round(math.fsum(cosine(vectors[at], other) for other in vectors), 6) for at in short}
    return compared[min(short, key=lambda at: (-likeness[at], at))]


def _vector(sentence: str) -> Vector:
    return unit(Counter(stem(normal(word)) for word in WORD.findall(sentence)), corpus().stem_weight)
