"""Which cue a content belongs to and which source a cue: a linear choice over layout, order, marks and parse.

The weights (links.json) are learnt by training/quotation_links.py from annotated attributions; each choice is the
candidate with the highest sum of the weights of its features, and "none" is a candidate too.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.quotations.areas import Area
from dateline.quotations.attribution import Range
from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Lexicon

NEAREST = 4
_GAPS = (0, 1, 2, 3, 5, 8, 15, 30)


@dataclass(frozen=True, slots=True)
class Stretches:
    """The model's stretches of one article by role, each sorted."""

    contents: list[Range]
    cues: list[Range]
    sources: list[Range]


@cache
def weights() -> dict[str, float]:
    """The learnt weight of each feature."""
    text = (files(__package__) / "links.json").read_text(encoding="utf-8")
    loaded: dict[str, float] = json.loads(text)
    return loaded


def near(items: Sequence[Range], at: Range) -> list[int]:
    """Indexes of the stretches nearest to `at` on both sides."""
    middle = bisect_left(items, at)
    return list(range(max(0, middle - NEAREST), min(len(items), middle + NEAREST)))


class Choice:
    """Features of candidate links in one article."""

    def __init__(self, frame: Frame, words: Lexicon, areas: Sequence[Area], stretches: Stretches) -> None:
        self._frame, self._words, self._s = frame, words, stretches
        self._areas = [a for a in areas if not a.region.depth]
        self._opens = [a.first for a in self._areas]
        self._paragraph = _numbered(frame)
        self._content_starts = [c[0] for c in stretches.contents]
        self._content_ends = sorted(c[1] for c in stretches.contents)

    def content_to_cue(self, content: Range, cue: Range | None) -> list[str]:
        """Features of a content and the cue it may belong to (None: it stands alone)."""
        frame = self._frame
        marks = self._marks(content)
        first = frame.words[content[0]]
        if cue is None:
            return ["c:none", f"c:none:{marks}"]
        side, low, high = _between(content, cue)
        gap = f"{side}{self._gap(low, high)}"
        sentences = min(abs(frame.sentence[cue[0]] - frame.sentence[content[0 if side == "B" else 1]]), 3)
        paragraphs = min(abs(self._paragraph[cue[0]] - self._paragraph[content[0]]), 2)
        crowd = self._crowd(low, high)
        kind = self._kind(cue)
        beside = self._beside(cue)
        last = frame.words[content[1]][-1:]
        return [
            f"c:{side}", f"c:gap:{gap}", f"c:crowd:{side}{crowd}", f"c:sent:{side}{sentences}:{paragraphs}:{marks}",
            f"c:kind:{side}{kind}:{marks}", f"c:beside:{side}{beside}:{crowd[0]}", f"c:beside:{gap}:{beside}",
            f"c:first:{side}{first if first in _LEADS else ''}:{kind}", f"c:last:{side}{last}:{sentences}",
            f"c:all:{side}{crowd}:{sentences}:{marks}", f"c:tail:{side}{self._tail(cue)}:{crowd[0]}",
            f"c:tree:{side}{self._tree(content, cue)}", f"c:tree:{self._tree(content, cue)}:{crowd}",
        ]  # fmt: skip

    def cue_to_source(self, cue: Range, source: Range | None) -> list[str]:
        """Features of a cue and the source it may have (None: the text names none)."""
        frame = self._frame
        kind, word = self._kind(cue), frame.words[cue[0]]
        if source is None:
            return ["s:none", f"s:none:{kind}", f"s:none:{word}", f"s:none:{self._voice(cue)}"]
        side, low, high = _between(source, cue)
        sentences = min(abs(frame.sentence[cue[0]] - frame.sentence[source[0]]), 2)
        crowd = self._crowd(low, high)
        gap = f"{side}{self._gap(low, high)}"
        tree = self._tree(source, cue)
        return [
            f"s:{side}", f"s:gap:{gap}:{sentences}", f"s:crowd:{side}{crowd}:{sentences}",
            f"s:kind:{side}{kind}:{crowd[0]}", f"s:voice:{side}{self._voice(cue)}:{crowd[0]}",
            f"s:word:{side}{word if kind != 'other' else ''}:{crowd[0]}",
            f"s:tree:{tree}", f"s:tree:{side}{tree}:{kind}", f"s:gapcrowd:{gap}:{crowd}",
        ]  # fmt: skip

    def _marks(self, part: Range) -> str:
        """How much of a stretch stands in marks: "q" all, "m" some, "n" none."""
        i = bisect_right(self._opens, part[1]) - 1
        if i < 0 or self._areas[i].last < part[0]:
            return "n"
        area = self._areas[i]
        return "q" if area.first <= part[0] + 1 and part[1] - 1 <= area.last else "m"

    def _gap(self, low: int, high: int) -> int:
        held = sum(1 for w in self._frame.words[low:high] if w[:1].isalnum()) if high - low < 60 else 60
        return bisect_left(_GAPS, held)

    def _crowd(self, low: int, high: int) -> str:
        """How many cues, contents and sources begin between two stretches (0 to 2 each)."""
        s = self._s
        counts = (bisect_left(x, (high, -1)) - bisect_left(x, (low, -1)) for x in (s.cues, s.contents, s.sources))
        return "".join(str(min(n, 2)) for n in counts)

    def _beside(self, cue: Range) -> str:
        """Whether contents touch the cue: L before it, R after it (up to four tokens away)."""
        before = bisect_right(self._content_ends, cue[0]) - 1
        after = bisect_left(self._content_starts, cue[1])
        left = before >= 0 and cue[0] - self._content_ends[before] <= 5
        right = after < len(self._content_starts) and self._content_starts[after] - cue[1] <= 3
        return ("L" if left else "") + ("R" if right else "")

    def _kind(self, cue: Range) -> str:
        """The class of the cue: the complements that its deciding word takes."""
        frame = self._frame
        if frame.words[cue[0]] == "according":
            return "according"
        head = deciding(frame, self._words, cue)
        entries = self._words.verbs.get(frame.lemmas[head], ()) if frame.pos[head] in ("VERB", "AUX", "") else ()
        if not entries:
            return "noun" if frame.lemmas[head] in self._words.nouns else "other"
        if "quote" in entries[0].takes:
            return "say"
        return "want" if "infinitive" in entries[0].takes else "do"

    def _voice(self, cue: Range) -> str:
        """Words about the cue that tell a missing source: a form of be, "it" as its subject."""
        frame = self._frame
        held = frame.words[max(cue[0] - 2, 0) : cue[1] + 1]
        be = any(w in _BE for w in held)
        owned = held[-1] in ("'s", "’s", "of")
        return ("be" if be else "") + ("it" if "it" in held else "") + ("poss" if owned else "")

    def _tail(self, cue: Range) -> str:
        """The token after the cue, where it is punctuation."""
        after = self._frame.words[cue[1] + 1 : cue[1] + 2]
        return after[0] if after and not after[0][:1].isalnum() and "\n" not in after[0] else ""

    def _tree(self, part: Range, cue: Range) -> str:
        """How a stretch hangs on the cue in the parse: the relation where it is direct, else how far."""
        frame = self._frame
        if not frame.parsed:
            return "-"
        top = _top(frame, part)
        head = frame.heads[top]
        if cue[0] <= head <= cue[1] and head != top:
            return frame.deps[top]
        over = _top(frame, cue)
        if part[0] <= frame.heads[over] <= part[1] and frame.heads[over] != over:
            return "^" + frame.deps[over]
        if frame.heads[over] == head and head not in (over, top):
            return "sister:" + frame.deps[top]
        if frame.heads[head] == over or cue[0] <= frame.heads[head] <= cue[1]:
            return "deep:" + frame.deps[top]
        if frame.heads[frame.heads[over]] == head or frame.heads[over] == frame.heads[head]:
            return "cousin"
        return "far"


_LEADS = frozenset({"that", "to", "whether", "if", "how", "what", "why", "who", "which", "as", '"', "“", "''"})
_BE = frozenset({"is", "are", "was", "were", "been", "be", "being"})


def deciding(frame: Frame, words: Lexicon, cue: Range) -> int:
    """The word of a cue that tells its kind: its first verb of the lexicon, else its first noun or adjective of it."""
    tokens = range(cue[0], cue[1] + 1)
    for pos, known in (("VERB", words.verbs), ("NOUN", words.nouns), ("ADJ", words.adjectives)):
        for token in tokens:
            if frame.lemmas[token] in known and frame.pos[token] in (pos, ""):
                return token
    return next((t for t in tokens if frame.pos[t] == "VERB"), cue[0])


def _between(part: Range, cue: Range) -> tuple[str, int, int]:
    """(side, low, high): where the cue stands to the part (A after, B before, I inside) and the tokens between."""
    if cue[0] > part[1]:
        return "A", part[1] + 1, cue[0]
    if cue[1] < part[0]:
        return "B", cue[1] + 1, part[0]
    return "I", cue[0], cue[0]


def _top(frame: Frame, part: Range) -> int:
    """The first token of a range that hangs on a token outside of it."""
    first, last = part
    found = (t for t in range(first, last + 1) if frame.deps[t] != "punct" and frame.pos[t] != "SPACE")
    return next((t for t in found if not first <= frame.heads[t] <= last or frame.heads[t] == t), first)


def _numbered(frame: Frame) -> list[int]:
    """The paragraph number of each token."""
    out, number = [], 0
    for word in frame.words:
        number += "\n" in word
        out.append(number)
    return out
