"""Drafts from short parses: one word a line as `form lemma UPOS XPOS head relation`, sentences parted by an empty
line.
"""

from __future__ import annotations

from dateline.events import EventsStage
from dateline.language.analysis import Analysis
from dateline.model import Article, Event, PublishedFrom, Quotation, Span, TimeExpression
from dateline.stage import Draft
from tests.support.conllu import doc_from_conllu


def draft(
    parse: str,
    times: dict[str, tuple[str, str]] | None = None,
    quoted: str | None = None,
    published: str | None = "2024-05-06",
) -> Draft:
    """A draft over a parse; `times` gives earliest and latest day of a phrase, `quoted` a quotation's content."""
    doc = doc_from_conllu("\n\n".join(_block(b) for b in parse.strip().split("\n\n")))
    article = Article(
        "a", "t", "r", None, None, None, (), published, None, PublishedFrom("given"), None, "en", None, doc.text
    )
    out = Draft(article, Analysis(doc, "by hand", gives=frozenset({"parse"})))
    out.times = tuple(
        TimeExpression(
            f"t{k}",
            doc.text.index(words),
            doc.text.index(words) + len(words),
            "DATE",
            a,
            None,
            None,
            None,
            a,
            b,
            "test",
        )
        for k, (words, (a, b)) in enumerate((times or {}).items(), 1)
    )
    if quoted:
        start = doc.text.index(quoted)
        content = (Span(start, start + len(quoted)),)
        out.quotations = (
            Quotation("q1", "indirect", "speech", content, (), None, "says", None, None, None, None, None, "test"),
        )
    return out


def _block(block: str) -> str:
    lines = []
    for number, line in enumerate(block.strip().splitlines(), 1):
        form, lemma, upos, xpos, head, dep = line.split()
        lines.append("\t".join([str(number), form, lemma, upos, xpos, "_", head, dep, "_", "_"]))
    return "\n".join(lines)


def events(parse: str, **more: object) -> list[Event]:
    """The events that the stage reads in a parse."""
    d = draft(parse, **more)  # type: ignore[arg-type]
    EventsStage().read(d)
    return list(d.events)


def told(d: Draft, event: Event) -> tuple[str, list[str], str, list[str]]:
    """Type, actors, trigger and recipients of an event in words."""
    text = d.article.text
    return (
        event.type,
        [text[p.start : p.end] for p in event.actors],
        text[event.trigger.start : event.trigger.end],
        [text[p.start : p.end] for p in event.recipients],
    )
