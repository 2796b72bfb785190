"""Attributions from the model's stretches: each content goes to its cue, each cue to its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dateline.language.analysis import AttributionSpan
from dateline.quotations.areas import Area
from dateline.quotations.attribution import Attribution, Range, meet, trim
from dateline.quotations.frame import Frame
from dateline.quotations.indirect import source_of
from dateline.quotations.lexicon import Lexicon
from dateline.quotations.linking import Choice, Stretches, deciding, near, weights

_LEANING = frozenset({"det", "compound", "nmod:desc", "amod", "nmod:poss"})
_NAMED = frozenset({"flat", "flat:name"})


def linked(frame: Frame, words: Lexicon, areas: Sequence[Area], spans: Iterable[AttributionSpan]) -> list[Attribution]:
    """One attribution for each cue that has content, and one for each content without a cue."""
    stretches = _sorted(frame, spans)
    choice = Choice(frame, words, areas, stretches)
    by_cue: dict[Range, list[Range]] = {}
    alone: list[Range] = []
    for content in stretches.contents:
        cue = _best(content, stretches.cues, choice.content_to_cue)
        if cue is None:
            alone.append(content)
        else:
            by_cue.setdefault(cue, []).append(content)
    out = []
    for cue, contents in by_cue.items():
        head = deciding(frame, words, cue)
        if _is_deed(frame, words, cue, head) and not any(
            meet(c, (area.first, area.last)) for c in contents for area in areas
        ):
            continue
        source = _best(cue, stretches.sources, choice.cue_to_source)
        if source is None or frame.sentence[source[0]] != frame.sentence[cue[0]]:
            source = _subject(frame, head, contents) or source
        entry = words.entry(frame.lemmas[head], frame.pos[head], _complement(frame, cue, contents))
        out.append(Attribution(contents, cue, head, source, "model", entry))
    return out + [Attribution([content], None, None, None, "model") for content in alone]


def _is_deed(frame: Frame, words: Lexicon, cue: Range, head: int) -> bool:
    """Whether a cue is a verb of deeds ("shot down a drone"); one with "back" answers ("shot back")."""
    deed = frame.pos[head] == "VERB" and frame.lemmas[head] in words.deeds and frame.lemmas[head] not in words.verbs
    return deed and "back" not in frame.words[cue[0] : cue[1] + 1]


def _sorted(frame: Frame, spans: Iterable[AttributionSpan]) -> Stretches:
    """The stretches by role, trimmed, in order."""
    held: dict[str, set[Range]] = {"content": set(), "cue": set(), "source": set()}
    for span in spans:
        part = trim(frame, (span.first, span.last)) if span.label != "cue" else (span.first, span.last)
        if part and span.label == "source":
            part = _whole(frame, part)
        if part:
            held[span.label].add(part)
    return Stretches(*(sorted(held[role]) for role in ("content", "cue", "source")))


def _whole(frame: Frame, source: Range) -> Range:
    """A source without the "who" that follows it, and with the noun that a lone article stands before."""
    first, last = source
    if last > first and frame.words[last] in ("who", "which", "that", "whom"):
        return trim(frame, (first, last - 1)) or source
    if frame.parsed and frame.deps[last] in _LEANING and last < frame.heads[last] <= last + 4:
        last = frame.heads[last]
    while last + 1 < len(frame.words) and frame.deps[last + 1] in _NAMED and first <= frame.heads[last + 1] <= last:
        last += 1
    return first, last


def _subject(frame: Frame, head: int, contents: Sequence[Range]) -> Range | None:
    """The source that the parse gives a cue verb where the model has none: its subject or by-phrase."""
    if not frame.parsed or frame.pos[head] != "VERB":
        return None
    found = source_of(frame, head)
    if found is None or any(meet(content, found) for content in contents):
        return None
    return found if frame.sentence[found[0]] == frame.sentence[head] else None


def _best(item: Range, others: Sequence[Range], features: Callable[[Range, Range | None], list[str]]) -> Range | None:
    """The candidate with the highest weight; the first of equals."""
    weight = weights()
    candidates: list[Range | None] = [None, *(others[i] for i in near(others, item))]
    return max(candidates, key=lambda c: sum(weight.get(f, 0.0) for f in features(item, c)))


def _complement(frame: Frame, cue: Range, contents: Sequence[Range]) -> str | None:
    """What kind of complement the content is, from its first word: it picks the class of a cue that has several."""
    first = frame.words[contents[0][0]]
    if first == "to":
        return "infinitive"
    if first in ("whether", "if", "how", "why", "what"):
        return "question"
    return "clause" if first == "that" else "quote" if not first[:1].isalnum() else None
