"""The quotations stage: evidence from model and parse, fitted to quotation marks, written as records."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from dateline.model import Article
from dateline.quotations.areas import areas_of
from dateline.quotations.contents import contents
from dateline.quotations.direct import Settlement
from dateline.quotations.evidence import weighed
from dateline.quotations.extents import Chances
from dateline.quotations.frame import Frame, frame
from dateline.quotations.headlines import in_title, spoken_lines
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
    areas = areas_of(parsed, regions(parsed.text))
    body = _first_token(parsed, draft.article)
    learnt = "attributions" in draft.analysis.gives
    given, scores = draft.analysis.attributions, draft.analysis.tag_scores
    chances = None if scores is None else Chances(scores, len(parsed.words))
    if scores is not None and chances is not None:
        chosen = contents(parsed, lexicon(), areas, scores, chances)
        given = (*(s for s in given if s.label != "content"), *chosen)
    spans = [replace(s, first=max(s.first, body)) for s in given if s.last >= body]
    found = weighed(parsed, lexicon(), areas, spans, learnt, chances)
    for attribution in found:
        attribution.content = [(max(a, body), b) for a, b in attribution.content if b >= body]
    found = Settlement(parsed, lexicon(), areas, found).settled()
    mentions = Mentions(parsed, draft.mentions)
    turns = list(spoken_lines(parsed, found, mentions.named))
    found = sorted([*(a for a in found if a.content), *turns], key=lambda a: a.content[0])
    nest(found)
    title = in_title(draft, lexicon(), f"quotations/layout@{VERSION}")
    written = Records(parsed, lexicon(), areas, mentions, draft.times, VERSION).write(found)
    draft.quotations = (*written, *([replace(title, id=f"q{len(written) + 1}")] if title else []))


def _first_token(parsed: Frame, article: Article) -> int:
    """The first token of the text proper, after a header line that only dates it."""
    given = article.published_from
    if given.how != "header" or given.end is None:
        return 0
    return bisect_left(parsed.starts, given.end)
