"""Which attributions hold: the model's, and the parse's where the model is silent or a quotation holds another."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.language.analysis import AttributionSpan
from dateline.quotations.areas import Area
from dateline.quotations.attribution import Attribution, Range, meet
from dateline.quotations.extents import Chances
from dateline.quotations.frame import Frame
from dateline.quotations.indirect import attributions
from dateline.quotations.lexicon import Lexicon
from dateline.quotations.stretches import linked

_SAID = ("speech", "writing", "finding")
_WHOLE = frozenset({"clause", "infinitive", "question"})
_CUE = 0.2
"""The least chance of being a cue with which the parse adds a cue word that the model leaves out."""
_FIRST_PERSON = frozenset({"i", "we", "you"})


def weighed(
    frame: Frame,
    words: Lexicon,
    areas: Sequence[Area],
    spans: Sequence[AttributionSpan],
    learnt: bool,
    chances: Chances | None = None,
) -> list[Attribution]:
    """The attributions to write. `learnt`: the model gives stretches, so the parse only adds what they leave out, and
    only where the model's chances of a cue, if it gives them, do not speak against it."""
    parsed = attributions(frame, words)
    if not learnt:
        return _distinct([p for p in parsed if not _is_aside(frame, p, parsed)])
    found = linked(frame, words, areas, spans)
    by_head = {p.head: p for p in parsed}
    for attribution in found:
        shape = next((by_head[t] for t in range(*_stretch(attribution.cue)) if t in by_head), None)
        plain = not any(meet(part, (a.first, a.last)) for part in attribution.content for a in areas)
        if shape is not None and plain and _fits_better(shape, attribution):
            attribution.content = shape.content
    cues = {t for f in found if f.cue for t in range(f.cue[0], f.cue[1] + 1)}
    held = [part for f in found for part in f.content]
    added = [p for p in parsed if p.head not in cues and _adds(frame, p, held) and _may_be_cue(p, chances)]
    return _distinct(found + added)


def _stretch(cue: Range | None) -> Range:
    return (cue[0], cue[1] + 1) if cue else (0, 0)


def _fits_better(shape: Attribution, found: Attribution) -> bool:
    """Whether the clause of the parse is the better content: the model's stretches hold only pieces of it."""
    if shape.kind not in _WHOLE or len(shape.content) != 1:
        return False
    first, last = shape.content[0]
    return (first, last) not in found.content and all(first <= a and b <= last for a, b in found.content)


def _adds(frame: Frame, p: Attribution, held: Sequence[Range]) -> bool:
    """Whether the parse says something beside the model: reported speech elsewhere, or inside a content."""
    if not _reported(frame, p):
        return False
    return _inside(p, held) or not any(meet(part, h) for part in p.content for h in held)


def _may_be_cue(p: Attribution, chances: Chances | None) -> bool:
    return chances is None or p.head is None or chances.inside["cue"][p.head] >= _CUE


def _is_aside(frame: Frame, p: Attribution, others: Sequence[Attribution]) -> bool:
    """A thought or wish inside what another says is part of that saying, no quotation of its own."""
    held = [part for o in others if o is not p and o.entry and o.entry.act in _SAID for part in o.content]
    return not _reported(frame, p) and _inside(p, held)


def _reported(frame: Frame, p: Attribution) -> bool:
    """Whether somebody named is told to say, write or find something, in a clause or in marks."""
    if p.entry is None or p.entry.act not in _SAID or p.source is None or p.kind not in ("clause", "question"):
        return False
    return frame.words[p.source[0]] not in _FIRST_PERSON


def _inside(p: Attribution, held: Sequence[Range]) -> bool:
    parts = [*p.content, *([p.cue] if p.cue else [])]
    return any(all(a <= x and y <= b for x, y in parts) and (a, b) not in p.content for a, b in held)


def _distinct(found: Sequence[Attribution]) -> list[Attribution]:
    """Those whose content is no other's."""
    seen: set[tuple[Range, ...]] = set()
    out = []
    for attribution in found:
        key = tuple(attribution.content)
        if key not in seen:
            seen.add(key)
            out.append(attribution)
    return out
