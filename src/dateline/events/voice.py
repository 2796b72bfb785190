"""Who asserts an event: the narrator, or the innermost quotation whose content holds the event's words."""

from __future__ import annotations

from dateline.model import NARRATOR, Quotation, Span


def asserted_by(trigger: Span, quotations: tuple[Quotation, ...]) -> str:
    """The id of the shortest quotation whose content holds the trigger; a quotation's own cue is not part of what it
    says.
    """
    held = [
        (sum(s.end - s.start for s in q.content), q.id)
        for q in quotations
        if holds(q, trigger.start, trigger.end) and not _is_cue(trigger, q)
    ]
    return min(held)[1] if held else NARRATOR


def holds(q: Quotation, start: int, end: int) -> bool:
    """Whether a stretch of the text lies in a quotation's content."""
    return any(s.start <= start and end <= s.end for s in q.content if s.in_ is None)


def _is_cue(trigger: Span, q: Quotation) -> bool:
    return q.cue is not None and q.cue.in_ is None and q.cue.start < trigger.end and trigger.start < q.cue.end
