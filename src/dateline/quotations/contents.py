"""Which stretches are contents: a logistic model over candidates of the model's tags and of the parse, the best first.

The weights (contents.json) are learnt by training/quotation_contents.py from annotated attributions. Of candidates that
share a word only the best is taken.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from dateline.language.analysis import AttributionSpan, TagScores
from dateline.quotations.areas import Area
from dateline.quotations.attribution import Range
from dateline.quotations.extents import LAYERS, Chances, extents
from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Lexicon

LEAST = -0.7
"""The log-odds that a content needs; chosen on PolNeAR dev."""
_CHANCE = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
_LENGTH = (0, 1, 2, 3, 4, 6, 8, 11, 15, 20, 28, 40)
_CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "PUNCT", "SCONJ"})
"""Parts of speech whose words are features themselves; of any other only the part of speech is."""
_REACH = 8


@cache
def weights() -> dict[str, float]:
    """The learnt weight of each feature."""
    loaded: dict[str, float] = json.loads((files(__package__) / "contents.json").read_text(encoding="utf-8"))
    return loaded


def contents(
    frame: Frame, words: Lexicon, areas: Sequence[Area], scores: TagScores, chances: Chances
) -> list[AttributionSpan]:
    """The contents of an article, none of which shares a word with another, in order."""
    weight, taken = weights(), [False] * len(frame.words)
    found = []
    for part, features in Weighing(frame, words, areas, scores, chances).candidates():
        odds = sum(weight.get(name, 0.0) for name in features)
        if odds > LEAST:
            found.append((-odds, part))
    out = []
    for odds, (first, last) in sorted(found):
        if not any(taken[first : last + 1]):
            taken[first : last + 1] = [True] * (last + 1 - first)
            out.append(AttributionSpan("content", first, last, round(1 / (1 + math.exp(odds)), 4)))
    return sorted(out, key=lambda span: span.first)


class Weighing:
    """Candidate contents of one article with the features that the weights are for."""

    def __init__(
        self, frame: Frame, words: Lexicon, areas: Sequence[Area], scores: TagScores, chances: Chances
    ) -> None:
        self._frame, self._words, self._scores, self._chances = frame, words, scores, chances
        self._cue = self._chances.inside["cue"]
        self._marked = [0] * (len(frame.words) + 1)
        for area in (a for a in areas if not a.region.depth):
            self._marked[area.first : area.last + 1] = [1] * (area.last + 1 - area.first)

    def candidates(self) -> list[tuple[Range, list[str]]]:
        """Every candidate with its features, in order."""
        found = extents(self._frame, self._scores, self._chances)
        return [(part, self._features(part, sorted(how))) for part, how in sorted(found.items())]

    def _features(self, part: Range, how: list[str]) -> list[str]:
        layer = max(LAYERS, key=lambda k: self._chances.mean(k, part))
        mean = _level(self._chances.mean(layer, part))
        return [
            "all",
            *self._of_tags(part, layer, mean),
            *self._of_tree(part, mean),
            *self._of_edges(part, layer),
            *(f"how:{h}" for h in how),
            *(f"how:{h}:{mean // 3}" for h in how),
        ]

    def _of_tags(self, part: Range, layer: str, mean: int) -> list[str]:
        """What the tag scores say of the words inside and beside."""
        first, last = part
        inside, k = self._chances.inside[layer], layer[0]
        before, after = self._beside(part)
        start = _level(self._chances.begins[layer][first])
        left = _level(inside[before]) if before >= 0 else 0
        right = _level(inside[after]) if after < len(inside) else 0
        least = _level(min(inside[first : last + 1]))
        size = bisect_left(_LENGTH, last - first + 1)
        both = ",".join(str(_level(self._chances.mean(x, part)) // 3) for x in LAYERS)
        return [
            f"mean:{k}{mean}", f"right:{k}{right}", f"left:{k}{left}", f"start:{k}{start}", f"least:{k}{least}",
            f"size:{size}", f"size:{size}:{mean}", f"edges:{mean // 2}:{start // 2}:{right // 3}",
            f"sides:{start // 2}:{right // 2}:{left // 3}", f"layers:{both}", self._cues(part),
            f"cue in:{_level(max(self._cue[first : last + 1])) // 2}:{k}",
            f"marks:{self._marks(part)}:{mean // 3}",
        ]  # fmt: skip

    def _of_tree(self, part: Range, mean: int) -> list[str]:
        """How the stretch hangs in the parse, and on what."""
        frame, (first, last) = self._frame, part
        tops = [t for t in range(first, last + 1) if self._is_top(t, part)]
        top = tops[0] if tops else first
        head, relation = frame.heads[top], frame.deps[top]
        root = head == top
        cue = 0 if root else _level(self._cue[head])
        kind, lemma = ("root", "root") if root else (self._kind(head), frame.lemmas[head])
        whole = f"{int(self._starts(top) == first)}{int(last >= frame.high[top] - 1)}"
        opening = _named(frame, first)
        sentences = min(frame.sentence[last] - frame.sentence[first], 2)
        return [
            f"head cue:{cue}", f"hangs:{relation}", f"hangs:{relation}:{kind}", f"hangs:{relation}:{cue // 2}",
            f"head:{lemma}", f"head:{lemma}:{relation}", f"opens:{opening}:{relation}", f"tops:{min(len(tops), 3)}",
            f"whole:{whole}:{min(len(tops), 2)}", f"whole:{whole}:{relation}:{mean // 3}",
            f"sentences:{sentences}:{mean // 3}", f"head pos:{frame.pos[head]}:{cue // 2}:{mean // 3}",
        ]  # fmt: skip

    def _of_edges(self, part: Range, layer: str) -> list[str]:
        """The words at and beside the edges."""
        frame, (first, last) = self._frame, part
        before, after = self._beside(part)
        inside, n = self._chances.inside[layer], len(frame.words)
        left = _level(inside[before]) if before >= 0 else 0
        right = _level(inside[after]) if after < n else 0
        start = _level(self._chances.begins[layer][first])
        opening = _named(frame, first)
        follows = _named(frame, last + 1) if last + 1 < n else "end"
        precedes = _named(frame, first - 1) if first else "start"
        relation = frame.deps[after] if after < n else "end"
        return [
            f"opens:{opening}:{start // 2}", f"after:{follows}:{right // 2}", f"before:{precedes}:{left // 2}",
            f"before:{precedes}:{opening}", f"next:{relation}:{right // 3}",
        ]  # fmt: skip

    def _beside(self, part: Range) -> Range:
        """The nearest words before and after, punctuation aside."""
        pos, (before, after) = self._frame.pos, (part[0] - 1, part[1] + 1)
        while after < len(pos) and pos[after] in ("SPACE", "PUNCT"):
            after += 1
        while before >= 0 and pos[before] in ("SPACE", "PUNCT"):
            before -= 1
        return before, after

    def _cues(self, part: Range) -> str:
        """How likely a cue stands close before, and close after."""
        frame, (first, last) = self._frame, part
        low, high = frame.bounds[frame.sentence[first]][0], frame.bounds[frame.sentence[last]][1]
        before = max(self._cue[max(low, first - _REACH) : first], default=0.0)
        after = max(self._cue[last + 1 : min(high, last + _REACH) + 1], default=0.0)
        return f"cues:{_level(before) // 2}:{_level(after) // 2}"

    def _marks(self, part: Range) -> str:
        held = sum(self._marked[part[0] : part[1] + 1])
        return "none" if not held else "all" if held >= part[1] - part[0] else "some"

    def _is_top(self, token: int, part: Range) -> bool:
        frame, head = self._frame, self._frame.heads[token]
        outside = head == token or not part[0] <= head <= part[1]
        return outside and frame.deps[token] != "punct" and frame.pos[token] != "SPACE"

    def _starts(self, token: int) -> int:
        """Where the branch of a token starts, punctuation aside."""
        first = self._frame.low[token]
        while first < token and self._frame.pos[first] in ("PUNCT", "SPACE", "CCONJ"):
            first += 1
        return first

    def _kind(self, token: int) -> str:
        """The class of a word as a cue: act and complements of a verb of the lexicon, else what part of speech."""
        lemma, pos = self._frame.lemmas[token], self._frame.pos[token]
        if pos in ("VERB", "AUX") and lemma in self._words.verbs:
            cues = self._words.verbs[lemma]
            return cues[0].act + "".join(
                t[0] for t in ("quote", "infinitive", "object") if any(t in c.takes for c in cues)
            )
        known = self._words.nouns if pos == "NOUN" else self._words.adjectives if pos == "ADJ" else {}
        return f"{pos} cue" if lemma in known else pos


def _level(chance: float) -> int:
    return bisect_left(_CHANCE, chance)


def _named(frame: Frame, token: int) -> str:
    return frame.words[token] if frame.pos[token] in _CLOSED else frame.pos[token]
