"""Areas: regions of quotation marks as tokens, which of them are speech, and where the cue of each must stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Lexicon
from dateline.quotations.marks import Region

Side = Literal["before", "after", "free"]
_STOPS = ",.!?…—–-"
_CLOSING = frozenset({'"', "”", "''", "»", "'", "’"})
_ENDS = frozenset({".", "!", "?", "…", "..."})


@dataclass(frozen=True, slots=True)
class Area:
    """A region of marks as tokens [first, last], marks included, with its count of words."""

    first: int
    last: int
    words: int
    region: Region


def areas_of(frame: Frame, regions: tuple[Region, ...]) -> list[Area]:
    """The regions that hold a word, as token ranges."""
    out = []
    for region in regions:
        first = bisect_right(frame.ends, region.start)
        last = bisect_left(frame.starts, region.end) - 1
        while last > first and frame.pos[last] == "SPACE":
            last -= 1
        count = sum(1 for w in frame.words[first : last + 1] if w[:1].isalnum())
        if count and first <= last:
            out.append(Area(first, last, count, region))
    return out


def speech(frame: Frame, words: Lexicon, area: Area) -> bool:
    """Whether words in marks are speech by themselves: long, or punctuated as a sentence, and no title or name."""
    if area.region.depth or is_title(frame, words, area):
        return False
    ends = closing(frame, area) in _STOPS
    opens = area.first == 0 or frame.sentence[area.first] != frame.sentence[area.first - 1]
    return area.words >= 8 or (ends and area.words >= 3) or (ends and opens) or area.region.continues


def closing(frame: Frame, area: Area) -> str:
    """The last character inside the marks."""
    return frame.text[area.region.inner_start : area.region.inner_end].rstrip(" \u00a0'’\"”")[-1:]


def is_title(frame: Frame, words: Lexicon, area: Area) -> bool:
    """ "The Art of Sleeping", Anna "The Rock" Berg: a capital on every longer word and no end of a sentence."""
    inner = range(area.first + 1, area.last)
    long = [frame.text[frame.starts[i]] for i in inner if len(frame.words[i]) > 3 and frame.words[i].isalpha()]
    if not long or not all(c.isupper() for c in long) or area.words > 10 or closing(frame, area) in "!?":
        return False
    if closing(frame, area) == "," and not any(frame.pos[i] == "PROPN" for i in inner):
        return False  # "Hopefully," she said, "they will."
    if _alone(frame, area):
        return True
    before = frame.words[max(area.first - 3, 0) : area.first]
    verb = any(frame.pos[i] in ("VERB", "AUX") for i in inner)
    return bool(words.works & set(before)) or (not verb and len(long) > 1) or area.words <= 2


def _alone(frame: Frame, area: Area) -> bool:
    """Whether an area is a paragraph by itself, as headings are."""
    opens = area.first == 0 or "\n" in frame.words[area.first - 1]
    return opens and (area.last + 1 == len(frame.words) or "\n" in frame.words[area.last + 1])


def side(frame: Frame, area: Area) -> Side:
    """Where the cue of speech in marks must stand: before it, after it, or nowhere in its sentence."""
    token, end = lead(frame, area), closing(frame, area)
    if token is not None:
        return "before"
    after = frame.words[area.last + 1 : area.last + 2]
    if end == "," or not after or "\n" in after[0]:
        return "after" if end == "," else "free"
    begins = frame.text[frame.starts[area.last + 1]]
    return "after" if begins.islower() or begins in ",—–-" or (end in "!?—-" and begins.isalpha()) else "free"


def lead(frame: Frame, area: Area) -> int | None:
    """The token that leads into the area in its own sentence, a colon that ends the paragraph before included."""
    token = area.first - 1
    while token >= 0 and frame.pos[token] == "SPACE":
        token -= 1
    if token < 0 or frame.words[token] in _ENDS or frame.words[token] in _CLOSING:
        return None
    broken = any("\n" in frame.words[t] for t in range(token + 1, area.first))
    return None if broken and frame.words[token] != ":" else token
