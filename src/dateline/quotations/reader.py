"""The quotations stage: evidence from model and parse, fitted to quotation marks, written as records."""

from __future__ import annotations

from dateline.quotations.attribution import Attribution
from dateline.quotations.direct import marked, settle
from dateline.quotations.frame import frame
from dateline.quotations.indirect import attributions
from dateline.quotations.lexicon import lexicon
from dateline.quotations.marks import regions
from dateline.quotations.nesting import nest
from dateline.quotations.records import Records
from dateline.quotations.speaker import Mentions
from dateline.stage import Draft

VERSION = "0.1"


def read(draft: Draft) -> None:
    """Add the quotations of the draft's article; none where there is no analysis."""
    if draft.analysis is None:
        return
    parsed = frame(draft.analysis.doc)
    found = _distinct(attributions(parsed, lexicon()))
    areas = marked(parsed, regions(parsed.text))
    found = settle(parsed, lexicon(), areas, found)
    nest(found)
    mentions = Mentions(parsed, draft.mentions)
    draft.quotations = Records(parsed, lexicon(), areas, mentions, draft.times, VERSION).write(found)


def _distinct(found: list[Attribution]) -> list[Attribution]:
    """Those whose content is no other's."""
    seen: set[tuple[tuple[int, int], ...]] = set()
    out = []
    for attribution in found:
        key = tuple(attribution.content)
        if key not in seen:
            seen.add(key)
            out.append(attribution)
    return out
