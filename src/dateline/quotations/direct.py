"""Words in marks: which regions are speech, which cue they belong to, and where content meets its quotation marks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from dateline.quotations.attribution import Attribution, Range, verb_group
from dateline.quotations.frame import Frame
from dateline.quotations.indirect import source_of
from dateline.quotations.lexicon import Lexicon
from dateline.quotations.marks import Region

_STOPS = ",.!?…—–-"
_REACH = 14


@dataclass(frozen=True, slots=True)
class Marked:
    """A region of marks as tokens [first, last], marks included, with its count of words."""

    first: int
    last: int
    words: int
    region: Region


def marked(frame: Frame, regions: tuple[Region, ...]) -> list[Marked]:
    """The regions that hold a word, as token ranges."""
    out = []
    for region in regions:
        first = bisect_right(frame.ends, region.start)
        last = bisect_left(frame.starts, region.end) - 1
        while last > first and frame.pos[last] == "SPACE":
            last -= 1
        count = sum(1 for w in frame.words[first : last + 1] if w[:1].isalnum())
        if count and first <= last:
            out.append(Marked(first, last, count, region))
    return out


def speech(frame: Frame, words: Lexicon, area: Marked) -> bool:
    """Whether words in marks are speech by themselves: long, or punctuated as a sentence, and no title or name."""
    region = area.region
    if region.depth or region.inner_end <= region.inner_start:
        return False
    ends = frame.text[region.inner_start : region.inner_end].rstrip()[-1:] in _STOPS
    if _is_title(frame, words, area):
        return False
    opens = area.first == 0 or frame.sentence[area.first] != frame.sentence[area.first - 1]
    return area.words >= 8 or (ends and area.words >= 3) or (ends and opens) or region.continues


def _is_title(frame: Frame, words: Lexicon, area: Marked) -> bool:
    """ "The Art of Sleeping", Anna "The Rock" Berg: every longer word a capital, after a name or the word of a work."""
    inner = range(area.first + 1, area.last)
    long = [frame.text[frame.starts[i]] for i in inner if len(frame.words[i]) > 3 and frame.words[i].isalpha()]
    if not long or not all(c.isupper() for c in long) or area.words > 10:
        return False
    before = frame.words[max(area.first - 3, 0) : area.first]
    after = area.last + 1
    between_names = area.first > 0 and frame.pos[area.first - 1] == "PROPN" and after < len(frame.pos)
    return bool(words.works & set(before)) or (between_names and frame.pos[after] == "PROPN") or area.words <= 2


def settle(frame: Frame, words: Lexicon, areas: list[Marked], found: list[Attribution]) -> list[Attribution]:
    """The attributions with contents fitted to their marks, and with all speech in marks that they leave out."""
    outer = [a for a in areas if not a.region.depth]
    for attribution in found:
        attribution.content = [_fit(frame, areas, part, attribution) for part in attribution.content]
    out = list(found)
    for area in outer:
        if speech(frame, words, area) and not _covered(area, out):
            _place(frame, words, outer, area, out)
    for attribution in out:
        attribution.content = _joined(frame, attribution.content)
    return sorted(out, key=lambda a: (a.content[0], a.cue or (-1, -1)))


def _covered(area: Marked, found: list[Attribution]) -> bool:
    size = area.last - area.first + 1
    return any(2 * (min(b, area.last) - max(a, area.first) + 1) >= size for f in found for a, b in f.content)


def _fit(frame: Frame, areas: list[Marked], part: Range, attribution: Attribution) -> Range:
    """The range, stretched to the marks at its edges, and over a whole region that it mostly covers."""
    first, last = part
    for area in areas:
        if area.last + 1 < first or area.first - 1 > last:
            continue
        overlap = min(last, area.last) - max(first, area.first) + 1
        mostly = 2 * overlap >= area.last - area.first + 1
        if area.first < first <= area.last and (mostly or first == area.first + 1):
            first = area.first
        if area.first <= last < area.last and (mostly or _only_marks(frame, last + 1, area.last)):
            last = area.last
    return _without_cue(first, last, part, attribution)


def _only_marks(frame: Frame, first: int, last: int) -> bool:
    return not any(w[:1].isalnum() for w in frame.words[first : last + 1])


def _without_cue(first: int, last: int, part: Range, attribution: Attribution) -> Range:
    """The stretched range, unless it now holds the attribution's own cue."""
    cue = attribution.cue
    return part if cue and first <= cue[0] and cue[1] <= last else (first, last)


def _place(frame: Frame, words: Lexicon, outer: list[Marked], area: Marked, out: list[Attribution]) -> None:
    """Give speech in marks to the cue beside it, or to the quotation it continues, or leave it without a speaker."""
    part = (area.first, area.last)
    verb = _cue_beside(frame, words, area)
    if verb is not None:
        known = next((a for a in out if a.head == verb), None)
        if known is not None:
            known.content = sorted({*known.content, part})
            return
        entry = next(e for e in words.verbs[frame.lemmas[verb]] if "quote" in e.takes)
        out.append(Attribution([part], verb_group(frame, verb), verb, source_of(frame, verb), "marks", entry))
        return
    before = _continued(frame, outer, area, out)
    if before is not None:
        before.content = sorted({*before.content, part})
    elif area.words >= 6:
        out.append(Attribution([part], None, None, None, "marks"))


def _cue_beside(frame: Frame, words: Lexicon, area: Marked) -> int | None:
    """The nearest verb of saying after the region in its sentence, else before it."""
    for token in range(area.last + 1, min(area.last + 1 + _REACH, len(frame.words))):
        if frame.words[token] in ".!?" or "\n" in frame.words[token] or frame.words[token] in ('"', "“", "''", "«"):
            break
        if _takes_quote(frame, words, token):
            return token
    for token in range(area.first - 1, max(area.first - 1 - _REACH, -1), -1):
        if frame.words[token] in ".!?" or frame.words[token] in ('"', "”", "''", "»"):
            break
        if "\n" in frame.words[token] and frame.words[token - 1] != ":":
            break
        if _takes_quote(frame, words, token):
            return token
    return None


def _takes_quote(frame: Frame, words: Lexicon, token: int) -> bool:
    return frame.pos[token] == "VERB" and any("quote" in e.takes for e in words.verbs.get(frame.lemmas[token], ()))


def _continued(frame: Frame, outer: list[Marked], area: Marked, out: list[Attribution]) -> Attribution | None:
    """The attribution that speech without a cue goes on with: that of the marks just before, nothing told between."""
    before = next((a for a in reversed(outer) if a.last < area.first), None)
    if before is None:
        return None
    owner = next((f for f in reversed(out) if any(a <= before.first and before.last <= b for a, b in f.content)), None)
    if owner is None:
        return None
    if area.region.continues:
        return owner
    between = range(before.last + 1, area.first)
    sentences = {frame.sentence[i] for i in between if frame.words[i][:1].isalnum()}
    return (
        owner
        if sentences <= {frame.sentence[before.last]} or (len(sentences) <= 1 and _holds_cue(owner, between))
        else None
    )


def _holds_cue(attribution: Attribution, between: range) -> bool:
    return attribution.cue is not None and attribution.cue[0] in between


def _joined(frame: Frame, parts: list[Range]) -> list[Range]:
    """Parts in order, those put together that overlap or that only blanks part."""
    out: list[Range] = []
    for first, last in sorted(parts):
        if out and all(frame.pos[i] == "SPACE" for i in range(out[-1][1] + 1, first)):
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out
