"""Who speaks and to whom: from the words of a source to the mention and the entity they stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from dateline.model import Mention, Reference
from dateline.quotations.attribution import Attribution, Range, noun_phrase, passive
from dateline.quotations.frame import Frame

_NAME_LINKS = frozenset({"flat", "flat:name", "appos", "compound", "nmod:desc"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


class Mentions:
    """The mentions of an article, asked for by token."""

    def __init__(self, frame: Frame, mentions: Iterable[Mention]) -> None:
        self._frame = frame
        self._at: dict[int, list[Mention]] = {}
        for mention in mentions:
            token = bisect_left(frame.starts, mention.start)
            while token < len(frame.starts) and frame.starts[token] < mention.end:
                self._at.setdefault(token, []).append(mention)
                token += 1

    @property
    def named(self) -> frozenset[int]:
        """Tokens that a mention by name covers."""
        return frozenset(t for t, found in self._at.items() if any(m.kind == "name" for m in found))

    def reference(self, words: Range) -> Reference:
        """The words as a reference: to the mention at their head, or to none where no mention stands for them.

        Words that are only a part of a name are the name.
        """
        start, end = self._frame.span(*words)
        names = (m for m in self._at.get(words[0], ()) if m.kind == "name")
        whole = next((m for m in names if m.start <= start and end <= m.end), None)
        if whole:
            return Reference(whole.start, whole.end, whole.id, whole.entity)
        found = self._mention(words)
        return Reference(start, end, found.id, found.entity) if found else Reference(start, end)

    def _mention(self, words: Range) -> Mention | None:
        frame = self._frame
        most = 3 * (frame.ends[words[1]] - frame.starts[words[0]])
        joint = self._joint(words)
        for token in self._heads(words):
            fitting = [m for m in self._at.get(token, ()) if m.end - m.start <= most and m.end > joint]
            if fitting:
                return min(fitting, key=lambda m: (m.kind != "name", -(m.end - m.start), m.start))
        return None

    def _joint(self, words: Range) -> int:
        """Where the last of several coordinated speakers starts; -1 for one. One of them is not the group."""
        frame, head = self._frame, head_of(self._frame, words)
        others = [c for c in frame.children[head] if frame.deps[c] == "conj" and words[0] <= c <= words[1]]
        named = [c for c in others if frame.pos[c] in ("PROPN", "PRON", "NOUN")]
        return frame.starts[named[-1]] if named else -1

    def _heads(self, words: Range) -> list[int]:
        """Tokens that may stand for the words, best first: names beside the head, the head, what "who" stands for."""
        frame, head = self._frame, head_of(self._frame, words)
        inside = [head, *(c for c in _beside(frame, head) if words[0] <= c <= words[1])]
        inside.sort(key=lambda t: (frame.pos[t] != "PROPN", t != head, t))
        if frame.words[head] in _RELATIVE:
            inside += _antecedent(frame, head)
        return inside


def head_of(frame: Frame, words: Range) -> int:
    """The token of a range that hangs on a token outside of it (the last one where there is no parse)."""
    if not frame.parsed:
        return words[1]
    first, last = words
    outside = (t for t in range(first, last + 1) if not first <= frame.heads[t] <= last or frame.heads[t] == t)
    return next(outside, last)


def _beside(frame: Frame, noun: int) -> list[int]:
    """Names and appositions that hang on a noun ("spokesman Michael Gordon")."""
    return [c for c in frame.children[noun] if c > noun and frame.deps[c] in _NAME_LINKS]


def _antecedent(frame: Frame, pronoun: int) -> list[int]:
    """The noun that a relative pronoun stands for, and the name beside it."""
    token = pronoun
    for _ in range(6):
        if frame.deps[token] == "acl:relcl":
            noun = frame.heads[token]
            return [*(c for c in _beside(frame, noun) if frame.pos[c] == "PROPN"), noun]
        token = frame.heads[token]
    return []


def addressee(frame: Frame, attribution: Attribution) -> Range | None:
    """To whom something is said: the object of "told", the phrase of "said to", the subject of "was told"."""
    verb, entry = attribution.head, attribution.entry
    if verb is None or entry is None or not frame.parsed or frame.pos[verb] != "VERB":
        return None
    if "object" in entry.address and passive(frame, verb):
        child = frame.child(verb, "nsubj:pass")
    elif "object" in entry.address:
        child = frame.child(verb, "iobj", "obj")
    else:
        phrases = (c for c in frame.children[verb] if frame.deps[c] == "obl" and c > verb)
        child = next((c for c in phrases if any(frame.has_child(c, word, "case") for word in entry.address)), None)
    if child is None or any(a <= child <= b for a, b in attribution.content):
        return None
    return noun_phrase(frame, child)
