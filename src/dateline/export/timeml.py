"""TimeML: an article's text with TIMEX3 tags, for tools of the TempEval kind; an export is a ZIP file of them."""

from __future__ import annotations

from typing import IO
from xml.sax.saxutils import escape, quoteattr

from dateline.export.archive import Archive
from dateline.export.base import Stock
from dateline.export.fields import xml_text
from dateline.model import Reading, TimeExpression


class TimemlExporter:
    """A TimeML document an article."""

    suffix = ".zip"
    binary = True
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """A ZIP file; how many documents."""
        with Archive(out) as archive:
            return sum(archive.add(told, ".tml", timeml(told.reading)) for told in stock.told())


def timeml(reading: Reading) -> str:
    """The reading's time expressions as one TimeML document."""
    article = reading.article
    created = ""
    if article.published:
        date = f'value="{article.published}" temporalFunction="false" functionInDocument="CREATION_TIME"'
        created = f'<DCT><TIMEX3 tid="t0" type="DATE" {date}>{article.published}</TIMEX3></DCT>\n'
    title = f"<TITLE>{_text(article.title)}</TITLE>\n" if article.title else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        f"<DOCID>{_text(article.ref or article.id)}</DOCID>\n{created}{title}"
        f"<TEXT>{_tagged(article.text, reading.times)}</TEXT>\n</TimeML>\n"
    )


def _tagged(text: str, times: tuple[TimeExpression, ...]) -> str:
    parts, done = [], 0
    for time in sorted(times, key=lambda time: (time.start, -time.end)):
        if time.start < done:
            continue
        parts += [_text(text[done : time.start]), f"<TIMEX3 {_attributes(time)}>"]
        parts += [_text(text[time.start : time.end]), "</TIMEX3>"]
        done = time.end
    return "".join([*parts, _text(text[done:])])


def _attributes(time: TimeExpression) -> str:
    named = {"tid": time.id, "type": time.type, "value": time.value, "mod": time.mod, "quant": time.quant}
    return " ".join(
        f"{name}={quoteattr(value)}" for name, value in {**named, "freq": time.freq}.items() if value is not None
    )


def _text(text: str) -> str:
    return escape(xml_text(text), {"\r": "&#13;"})
