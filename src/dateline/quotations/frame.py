"""The parse as plain lists: every later module reads these instead of asking spaCy token by token."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "csubj"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Token lists of one Doc; `low` and `high` bound each token's subtree, `bounds` each sentence."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    lemmas: list[str]
    pos: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    low: list[int]
    high: list[int]
    sentence: list[int]
    bounds: list[tuple[int, int]]
    parsed: bool

    def child(self, token: int, *relations: str) -> int | None:
        """The first child of `token` with one of the relations, or None."""
        return next((c for c in self.children[token] if self.deps[c] in relations), None)

    def has_child(self, token: int, lemma: str, relation: str) -> bool:
        """Whether `token` has a child with that lemma and relation ("by" as case)."""
        return any(self.deps[c] == relation and self.lemmas[c] == lemma for c in self.children[token])

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Characters [start, end) of the tokens [first, last]."""
        return self.starts[first], self.ends[last]


def frame(doc: Doc) -> Frame:
    """The frame of a Doc, in time linear in its tokens."""
    n = len(doc)
    columns = doc.to_array(["IDX", "LENGTH", "LEMMA", "POS", "DEP", "HEAD", "SENT_START"]).tolist() if n else []
    names = doc.vocab.strings
    known: dict[int, str] = {}

    def word(key: int) -> str:
        if key not in known:
            known[key] = names[key]
        return known[key]

    text = doc.text
    starts, ends = [c[0] for c in columns], [c[0] + c[1] for c in columns]
    tokens = [text[a:b].lower() for a, b in zip(starts, ends, strict=True)]
    heads = [i + (c[5] - (1 << 64) if c[5] >= 1 << 63 else c[5]) for i, c in enumerate(columns)]
    children: list[list[int]] = [[] for _ in range(n)]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    low, high = _extents(heads)
    sentence, bounds = _sentences([c[6] == 1 for c in columns])
    return Frame(
        text,
        starts,
        ends,
        tokens,
        [word(c[2]).lower() or t for c, t in zip(columns, tokens, strict=True)],
        [word(c[3]) for c in columns],
        [word(c[4]) for c in columns],
        heads,
        children,
        low,
        high,
        sentence,
        bounds,
        doc.has_annotation("DEP"),
    )


def _extents(heads: list[int]) -> tuple[list[int], list[int]]:
    """First and last token of every token's subtree, passed up from the leaves."""
    n = len(heads)
    low, high, waiting = list(range(n)), list(range(n)), [0] * n
    for i, head in enumerate(heads):
        if head != i:
            waiting[head] += 1
    ready = [i for i in range(n) if not waiting[i]]
    while ready:
        i = ready.pop()
        head = heads[i]
        if head == i:
            continue
        low[head], high[head] = min(low[head], low[i]), max(high[head], high[i])
        waiting[head] -= 1
        if not waiting[head]:
            ready.append(head)
    return low, high


def _sentences(opens: list[bool]) -> tuple[list[int], list[tuple[int, int]]]:
    """The sentence number of each token, and [first, last] tokens of each sentence."""
    sentence: list[int] = []
    bounds: list[tuple[int, int]] = []
    for i, first in enumerate(opens):
        if first or not i:
            bounds.append((i, i))
        else:
            bounds[-1] = (bounds[-1][0], i)
        sentence.append(len(bounds) - 1)
    return sentence, bounds
