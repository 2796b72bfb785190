"""Speech in marks: each area goes to its cue by layout, and the edges of contents meet their quotation marks."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.quotations.areas import Area, side, speech
from dateline.quotations.attribution import Attribution, Range, verb_group
from dateline.quotations.frame import Frame
from dateline.quotations.indirect import source_of
from dateline.quotations.lexicon import Lexicon

_REACH = 40
_ALONE = 6
_SIGNATURE = 16
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_DESCRIBING = frozenset({"amod", "acl", "compound"})


class Settlement:
    """Settles the attributions of one article with the areas of its text."""

    def __init__(self, frame: Frame, words: Lexicon, areas: Sequence[Area], found: Sequence[Attribution]) -> None:
        self._frame, self._words, self._areas = frame, words, areas
        self._found = list(found)
        self._speech = [a for a in areas if speech(frame, words, a)]
        self._in_speech = {t for a in self._speech for t in range(a.first, a.last + 1)}

    def settled(self) -> list[Attribution]:
        """The attributions with contents fitted to their marks, and with all speech in marks."""
        for attribution in self._found:
            attribution.content = [self._fit(part, attribution.cue) for part in attribution.content]
        placed: list[tuple[Area, Attribution]] = []
        for area in self._speech:
            owner = self._owner(area, placed)
            self._give(area, owner)
            if owner is not None:
                placed.append((area, owner))
        for attribution in self._found:
            attribution.content = self._near_cue(joined(self._frame, attribution.content), attribution.cue)
        return sorted((a for a in self._found if a.content), key=lambda a: (a.content[0], a.cue or (-1, -1)))

    def _fit(self, part: Range, cue: Range | None) -> Range:
        """The range, stretched to the marks at its edges, and over a whole area that it mostly covers."""
        first, last = part
        for area in self._areas:
            if area.last + 1 < first or area.first - 1 > last:
                continue
            overlap = min(last, area.last) - max(first, area.first) + 1
            mostly = 2 * overlap >= area.last - area.first + 1
            if area.first < first <= area.last and (mostly or first == area.first + 1):
                first = area.first
            if area.first <= last < area.last and (mostly or _only_marks(self._frame, last + 1, area.last)):
                last = area.last
        return part if cue and first <= cue[0] and cue[1] <= last else (first, last)

    def _near_cue(self, parts: list[Range], cue: Range | None) -> list[Range]:
        """The parts without stray words: unmarked ones in another sentence than the cue, a start of the next one."""
        frame, out = self._frame, []
        for first, last in parts:
            ends = [a.last for a in self._areas if not a.region.depth and first <= a.last < last <= a.last + 2]
            if ends and frame.sentence[ends[0]] != frame.sentence[last]:
                last = ends[0]
            marked = any(t in self._in_speech for t in range(first, last + 1))
            if marked or cue is None or frame.sentence[first] == frame.sentence[cue[0]] or len(parts) == 1:
                out.append((first, last))
        return out or parts

    def _owner(self, area: Area, placed: list[tuple[Area, Attribution]]) -> Attribution | None:
        """The attribution that speech in marks belongs to, None where no cue and no earlier speech claims it."""
        where = side(self._frame, area)
        before = placed[-1] if placed else None
        if before and (area.region.continues or self._same_sentence(before[0], before[1], area)):
            return before[1]
        signed = self._signed(area)
        if signed is not None:
            return signed
        sides = {"before": (self._before(area), self._after(area)), "after": (self._after(area),), "free": ()}[where]
        found = next((a for tokens in sides if (a := self._cue_in(tokens, area, voted=True))), None)
        found = found or next((a for tokens in sides if (a := self._cue_in(tokens, area, voted=False))), None)
        if found is None and before is not None and self._goes_on(before[0], before[1], area):
            found = before[1]
        return found or self._voted(area) or self._unclaimed(area)

    def _same_sentence(self, before: Area, owner: Attribution, area: Area) -> bool:
        """Whether speech goes on in one sentence after its cue: "These," she said, "and those." """
        between = range(before.last + 1, area.first)
        if owner.cue is None or owner.cue[0] not in between or self._frame.words[area.first - 1] != ",":
            return False
        stops = any(self._frame.words[t] in (".", "!", "?") or "\n" in self._frame.words[t] for t in between)
        return not stops and self._frame.text[area.region.inner_start].islower()

    def _signed(self, area: Area) -> Attribution | None:
        """The attribution of speech that its speaker's name follows after a dash, as under a motto or in a review."""
        frame, dash, last = self._frame, area.last + 1, area.last + 1
        while last < len(frame.words) and "\n" not in frame.words[last]:
            last += 1
        names = range(dash + 1, next((t for t in range(dash + 1, last) if frame.words[t] == ","), last))
        if last - dash > _SIGNATURE or not names or frame.words[dash] not in _DASHES:
            return None
        if not all(frame.pos[t] in ("PROPN", "PUNCT", "CCONJ", "ADP", "DET", "SPACE") for t in names):
            return None
        made = Attribution([], (dash, dash), None, (names[0], names[-1]), "layout")
        self._found.append(made)
        return made

    def _after(self, area: Area) -> range:
        """Tokens after the area in its sentence, where its cue may stand."""
        stop = area.last + 1
        while stop < min(len(self._frame.words), area.last + _REACH) and not self._ends(stop, area.last):
            stop += 1
        return range(area.last + 1, stop)

    def _before(self, area: Area) -> range:
        """Tokens before the area in its sentence, where its cue may stand."""
        start = area.first - 1
        while start >= max(0, area.first - _REACH) and not self._ends(start, area.first - 1):
            start -= 1
        return range(start + 1, area.first)

    def _ends(self, token: int, first: int) -> bool:
        """Whether a token bounds the search for a cue: another area, a sentence end, a paragraph end."""
        word = self._frame.words[token]
        if token in self._in_speech:
            return True
        if "\n" in word:
            return self._frame.words[token - 1] != ":"
        return word in (".", "!", "?") and token != first

    def _cue_in(self, tokens: range, area: Area, voted: bool) -> Attribution | None:
        """The attribution of the nearest cue; `voted`: only one that the model gave the area already."""
        nearest = -1 if tokens.stop <= area.first else 0
        known = sorted((a for a in self._found if a.cue and a.cue[0] in tokens), key=lambda a: a.cue or (0, 0))
        if voted:
            known = [a for a in known if _holds(a, area)]
        if known or voted:
            return known[nearest] if known else None
        verbs = [t for t in tokens if self._takes_quote(t)]
        return self._new(verbs[nearest]) if verbs else None

    def _takes_quote(self, token: int) -> bool:
        frame = self._frame
        entries = self._words.verbs.get(frame.lemmas[token], ())
        told = frame.pos[token] == "VERB" and frame.deps[token] not in _DESCRIBING
        return told and any("quote" in e.takes for e in entries)

    def _new(self, verb: int) -> Attribution:
        frame = self._frame
        entry = next(e for e in self._words.verbs[frame.lemmas[verb]] if "quote" in e.takes)
        made = Attribution([], verb_group(frame, verb), verb, source_of(frame, verb), "marks", entry)
        self._found.append(made)
        return made

    def _goes_on(self, before: Area, owner: Attribution, area: Area) -> bool:
        """Whether speech goes on with the speech before it: nothing but that one's cue, in one sentence, between."""
        frame = self._frame
        between = range(before.last + 1, area.first)
        told = [t for t in between if frame.words[t][:1].isalnum()]
        sentences = {frame.sentence[t] for t in told}
        if not told:
            return True
        signed = owner.how == "layout"
        return len(sentences) == 1 and not signed and owner.cue is not None and owner.cue[0] in between

    def _voted(self, area: Area) -> Attribution | None:
        """The attribution that the model gave most of the area, its cue outside of it."""
        return next((a for a in self._found if _holds(a, area) and not (a.cue and a.cue[0] in self._in_speech)), None)

    def _unclaimed(self, area: Area) -> Attribution | None:
        """An attribution without cue or speaker for long speech that nothing claims."""
        if area.words < _ALONE:
            return None
        made = Attribution([], None, None, None, "marks")
        self._found.append(made)
        return made

    def _give(self, area: Area, owner: Attribution | None) -> None:
        """Put the area into its owner's content and take it, and what is inside it, from the others."""
        if owner is None:
            return
        for other in self._found:
            if other is not owner and not self._quoted_within(other, area):
                other.content = [p for p in other.content if not _mostly_in(p, area)]
        if not any(a <= area.first and area.last <= b for a, b in owner.content):
            owner.content = [p for p in owner.content if not _mostly_in(p, area)] + [(area.first, area.last)]
        owner.content = [p for p in owner.content if self._fits_beside(p, area, owner)]

    def _quoted_within(self, other: Attribution, area: Area) -> bool:
        """Whether another attribution stands in the area, its own words in marks: one quotes another."""
        if other.cue is None or not area.first < other.cue[0] < area.last:
            return False
        inner = [a for a in self._areas if a.region.depth and area.first < a.first and a.last <= area.last]
        held = ((i, part) for i in inner for part in other.content)
        return any((a <= i.first and i.last <= b) or i.first <= a <= b <= i.last for i, (a, b) in held)

    def _fits_beside(self, part: Range, area: Area, owner: Attribution) -> bool:
        """Whether a part may share a content with speech in marks: marked itself, or in the cue's sentence."""
        frame = self._frame
        if any(t in self._in_speech for t in range(part[0], part[1] + 1)):
            return True
        if owner.cue is None or frame.sentence[part[0]] != frame.sentence[owner.cue[0]]:
            return False
        return part[1] + 3 >= area.first >= part[1] or part[0] - 3 <= area.last <= part[0]


def _holds(attribution: Attribution, area: Area) -> bool:
    """Whether an attribution's content covers half of an area."""
    size = area.last - area.first + 1
    return any(2 * (min(b, area.last) - max(a, area.first) + 1) >= size for a, b in attribution.content)


def _mostly_in(part: Range, area: Area) -> bool:
    shared = min(part[1], area.last) - max(part[0], area.first) + 1
    return 2 * shared >= part[1] - part[0] + 1


def _only_marks(frame: Frame, first: int, last: int) -> bool:
    return not any(w[:1].isalnum() for w in frame.words[first : last + 1])


def joined(frame: Frame, parts: Sequence[Range]) -> list[Range]:
    """Parts in order, those put together that overlap or that only blanks part."""
    out: list[Range] = []
    for first, last in sorted(parts):
        if out and all(frame.pos[i] == "SPACE" for i in range(out[-1][1] + 1, first)):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out
