"""TimeML out: an article with its times as TIMEX3 elements in the text, as TempEval-3 and its tools read it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from dateline.model import Article, TimeExpression

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'


def to_timeml(article: Article, times: Sequence[TimeExpression]) -> str:
    """A TimeML document: DOCID, DCT (the publication date, if known), TITLE and TEXT with one TIMEX3 a time.

    Characters that XML cannot hold become U+FFFD; everything else of the text is kept.
    """
    parts = [_HEAD, f"<DOCID>{_text(article.ref or article.id)}</DOCID>\n"]
    if article.published:
        dct = f'<TIMEX3 tid="t0" type="DATE" value={quoteattr(article.published)} functionInDocument="CREATION_TIME">'
        parts.append(f"<DCT>{dct}{_text(article.published)}</TIMEX3></DCT>\n")
    if article.title:
        parts.append(f"<TITLE>{_text(article.title)}</TITLE>\n")
    parts.append(f"<TEXT>{_marked(article.text, times)}</TEXT>\n</TimeML>\n")
    return "".join(parts)


def _marked(text: str, times: Sequence[TimeExpression]) -> str:
    parts, at = [], 0
    for time in times:
        parts.append(_text(text[at : time.start]))
        parts.append(f"<TIMEX3 {_attributes(time)}>{_text(text[time.start : time.end])}</TIMEX3>")
        at = time.end
    return "".join([*parts, _text(text[at:])])


def _attributes(time: TimeExpression) -> str:
    named = {
        "tid": time.id, "type": time.type, "value": time.value, "mod": time.mod, "quant": time.quant, "freq": time.freq,
    }  # fmt: skip
    return " ".join(f"{name}={quoteattr(value)}" for name, value in named.items() if value is not None)


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))
