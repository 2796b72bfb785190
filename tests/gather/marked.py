"""Invented articles with their record marked in the text, made into readings: `[when:2026-03-02|Monday]`.

Marks: `[ASSAULT|killed]` a trigger with its PLOVER type (`[ASSAULT:negated|killed]` another reality,
`[ASSAULT:negated+future|kill]` one that lies ahead), then for that event `[who|…]`, `[whom|…]`, `[where|…]` or
`[where:101/USA/place|…]` (gazetteer entry), `[when:DAY|…]` or `[when:FIRST..LAST|…]` (either may be left out), a number
`[killed:12|…]`, `[killed:9-|…]` (at least), `[killed:10-15|…]`, `[voice|…]` for who says so, and `[role|…]` for what
the next entity is called. `[said:Eva Lind|…]` is a quotation in marks of somebody whose name stands in the text,
`[time:FIRST..LAST|…]` a time that dates no event.
"""

from __future__ import annotations

import re

from dateline.model import (
    Article,
    Entity,
    Event,
    EventTime,
    Mention,
    Party,
    Place,
    Quantity,
    Quotation,
    Reading,
    Reference,
    Role,
    Span,
    TimeExpression,
)
from tests.chronicle.readings import ORIGIN, READER, article, sentences

MARK = re.compile(r"\[(?P<kind>\w+)(?::(?P<value>[^|\]]*))?\|(?P<words>[^\]]+)\]")
NAMED = ("who", "whom", "where", "voice")
"""Marks of an entity."""


class Marked:
    """One article and its marks, in offsets of the text without them."""

    def __init__(self, text: str) -> None:
        self.marks: list[tuple[str, str | None, Span]] = []
        self.text = ""
        at = 0
        for found in MARK.finditer(text):
            self.text += text[at : found.start()]
            start = len(self.text)
            self.text += found["words"]
            self.marks.append((found["kind"], found["value"], Span(start, len(self.text))))
            at = found.end()
        self.text += text[at:]

    def reading(self, outlet: str, published: str, title: str | None = None) -> Reading:
        """The article as a reading: an event for each trigger, with the marks up to the next."""
        made = article(self.text, outlet=outlet, published=published, title=title)
        triggers = [at for at, (kind, _, _) in enumerate(self.marks) if kind.isupper()]
        bounds = [0, *triggers[1:], len(self.marks)]
        build = _Build(made)
        for _, speaker, span in (mark for mark in self.marks if mark[0] == "said"):
            build.said(speaker or "", span)
        for number, at in enumerate(triggers):
            marks = self.marks[bounds[number] : bounds[number + 1]]
            build.event(self.marks[at], [mark for mark in marks if not mark[0].isupper() and mark[0] != "said"])
        return build.reading()


class _Build:
    def __init__(self, made: Article) -> None:
        self.article = made
        self.mentions: list[Mention] = []
        self.entities: list[Entity] = []
        self.times: list[TimeExpression] = []
        self.quotations: list[Quotation] = []
        self.events: list[Event] = []
        self.roles: list[Role] = []

    def event(self, trigger: tuple[str, str | None, Span], marks: list[tuple[str, str | None, Span]]) -> None:
        named: dict[str, list[tuple[Span, str]]] = {kind: [] for kind in NAMED}
        numbers: list[Quantity] = []
        time = None
        for kind, value, span in marks:
            if kind in NAMED:
                named[kind].append((span, self._entity(kind, value, span)))
            elif kind == "when":
                time = self._time(value or "", span)
            elif kind == "time":
                self._time(value or "", span)
            elif kind == "role":
                self.roles.append(Role(span.start, span.end, self.article.text[span.start : span.end]))
            else:
                low, high = _bounds(value or "")
                numbers.append(Quantity(kind, span.start, span.end, low, high, None))  # type: ignore[arg-type]
        kind, told, span = trigger
        reality, _, also = (told or "actual").partition("+")
        place = [Reference(each.start, each.end, None, entity) for each, entity in named["where"]]
        self.events.append(
            Event(
                f"v{len(self.events) + 1}",
                kind,
                None,
                (),
                span,
                f"i{len(self.events) + 1}",
                tuple(Party(each.start, each.end, None, entity) for each, entity in named["who"]),
                tuple(Party(each.start, each.end, None, entity) for each, entity in named["whom"]),
                (),
                tuple(numbers),
                time,
                place[0] if place else None,
                "negated" if reality == "negated" else "affirmed",
                "certain",
                "future" if "future" in (reality, also) else "past",
                False,
                reality,  # type: ignore[arg-type]
                self._voice(*named["voice"][0], span) if named["voice"] else "narrator",
                0.9,
                ORIGIN,
            )
        )

    def said(self, speaker: str, content: Span) -> None:
        start = self.article.text.index(speaker)
        span = Span(start, start + len(speaker))
        by = Reference(span.start, span.end, None, self._entity("voice", None, span))
        local = f"q{len(self.quotations) + 1}"
        self.quotations.append(
            Quotation(
                local, "direct", "speech", (content,), (content,), None, "says", by, None, None, None, None, ORIGIN
            )
        )

    def _entity(self, kind: str, value: str | None, span: Span) -> str:
        words, local = self.article.text[span.start : span.end], f"e{len(self.entities) + 1}"
        form = "name" if words[0].isupper() else "nominal"
        label = "GPE" if kind == "where" else "ORG"
        self.mentions.append(Mention(f"m{local[1:]}", local, span.start, span.end, form, label, ORIGIN))  # type: ignore[arg-type]
        place = None
        if value:
            number, country, precision = value.split("/")
            place = Place(int(number), country, country, None, None, None, precision, "test")  # type: ignore[arg-type]
        self.entities.append(Entity(local, label, words, (f"m{local[1:]}",), tuple(self.roles), place=place))  # type: ignore[arg-type]
        self.roles.clear()
        return local

    def _time(self, value: str, span: Span) -> EventTime:
        first, dots, last = value.partition("..")
        local, earliest, latest = f"t{len(self.times) + 1}", first or None, (last if dots else first) or None
        self.times.append(
            TimeExpression(
                local, span.start, span.end, "DATE", first or last, None, None, None, earliest, latest, ORIGIN
            )
        )
        return EventTime(local, first if earliest == latest else None, earliest, latest, "stated")

    def _voice(self, span: Span, entity: str, trigger: Span) -> str:
        local = f"q{len(self.quotations) + 1}"
        speaker, content = Reference(span.start, span.end, None, entity), (trigger,)
        self.quotations.append(
            Quotation(local, "indirect", "speech", content, (), None, "says", speaker, None, None, None, None, ORIGIN)
        )
        return local

    def reading(self) -> Reading:
        return Reading(
            self.article,
            READER,
            sentences(self.article.text),
            tuple(self.mentions),
            tuple(self.entities),
            tuple(self.times),
            tuple(self.quotations),
            tuple(self.events),
        )


def _bounds(value: str) -> tuple[float | None, float | None]:
    low, dash, high = value.partition("-")
    if not dash:
        return float(low), float(low)
    return float(low) if low else None, float(high) if high else None
