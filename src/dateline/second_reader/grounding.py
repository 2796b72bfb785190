"""Keeps of a second reader's rows what the text bears out, as records beside the first reader's. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar, get_args

from dateline.events import Codebook
from dateline.events.reality import Status, place_in_time
from dateline.events.voice import asserted_by
from dateline.model import (
    Act,
    Certainty,
    Event,
    EventTime,
    Mention,
    Party,
    Polarity,
    Quotation,
    QuotationForm,
    Reading,
    Reference,
    Span,
    Stance,
    When,
)
from dateline.second_reader.answer import Rows
from dateline.second_reader.finding import NotBorneOut, found

CONFIDENCE = 0.5
"""Stands on every event of a second reader: how often it is right is not known."""
MARKS = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’"}
QUOTED = re.compile(r"“[^”]+”|\"[^\"]+\"|«[^»]+»|„[^“]+“")
PARTS = 50
"""The most spans of a row's part."""

Kept = TypeVar("Kept")


@dataclass(slots=True)
class Grounded:
    """What was kept, and how many rows were dropped for which reason."""

    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    dropped: Counter[str] = field(default_factory=Counter)


def grounded(reading: Reading, rows: Rows, codebook: Codebook, origin: str) -> Grounded:
    """The rows whose every word stands in the text and whose every value is known."""
    out = Grounded(dropped=Counter({"too many": rows.beyond} if rows.beyond else {}))
    ground = _Ground(reading, codebook, origin)
    out.quotations = _nested(_kept(rows.quotations, ground.quotation, reading.quotations, "q", out.dropped))
    voices = (*reading.quotations, *out.quotations)
    out.events = _kept(rows.events, lambda row: ground.event(row, voices), reading.events, "v", out.dropped)
    return out


def _kept(
    rows: Iterable[Any], make: Callable[[Any], Any], before: tuple[Any, ...], letter: str, dropped: Counter[str]
) -> tuple[Any, ...]:
    """Each row as a record with an id after those `before`; the same record twice is one."""
    kept: list[Any] = []
    for row in rows:
        try:
            record = make(row)
        except NotBorneOut as error:
            dropped[str(error)] += 1
            continue
        if any(replace(record, id=other.id) == other for other in kept):
            dropped["said twice"] += 1
        else:
            kept.append(replace(record, id=f"{letter}{len(before) + len(kept) + 1}"))
    return tuple(kept)


class _Ground:
    """The text and the first reader's records that a second reader's rows are held against."""

    def __init__(self, reading: Reading, codebook: Codebook, origin: str) -> None:
        self.reading, self.codebook, self.origin = reading, codebook, origin
        self.text = reading.article.text
        self.instances = {(e.type, e.trigger): e.instance for e in reversed(reading.events)}

    def quotation(self, row: Any) -> Quotation:
        """A row as a quotation, its form told by the marks in the text."""
        within = self._sentence(row)
        content = tuple(self._unmarked(span) for span in self._spans(row, "content", within))
        if not content:
            raise NotBorneOut("not of the form")
        stance, act = _value(row, "stance", get_args(Stance)), _value(row, "act", get_args(Act))
        cue = self._one(row, "cue", within)
        speaker, addressee = (self._reference(self._one(row, side, within)) for side in ("speaker", "addressee"))
        form, quoted = self._form(content)
        rest = (cue, stance, speaker, addressee, None, None, None)
        return Quotation("", form, act, content, quoted, *rest, origin=self.origin)

    def event(self, row: Any, voices: tuple[Quotation, ...]) -> Event:
        """A row as an event: its day by the first reader's times, its voice by the quotations that hold it."""
        within = self._sentence(row)
        kind = _value(row, "type", tuple(self.codebook.types))
        mode = None if row.get("mode") is None else _value(row, "mode", self.codebook.types[kind])
        trigger = found(self.text, row.get("trigger"), within)
        sides = [tuple(map(self._party, self._spans(row, side, within))) for side in ("actors", "recipients")]
        time, place = self._time(self._one(row, "time", within)), self._reference(self._one(row, "place", within))
        status = self._status(row, time)
        instance = self.instances.setdefault((kind, trigger), f"i{self._last_instance() + 1}")
        return Event(
            "", kind, mode, self._contexts(row), trigger, instance, sides[0], sides[1], (), (), time, place,
            status.polarity, status.certainty, status.when, status.background, status.reality,
            asserted_by(trigger, voices), CONFIDENCE, self.origin,
        )  # fmt: skip

    def _last_instance(self) -> int:
        return max((int(name[1:]) for name in self.instances.values() if name[1:].isdecimal()), default=0)

    def _status(self, row: dict[str, Any], time: EventTime | None) -> Status:
        polarity, certainty = _value(row, "polarity", get_args(Polarity)), _value(row, "certainty", get_args(Certainty))
        status = Status(polarity, certainty, _value(row, "when", get_args(When)), row.get("background") is True)
        place_in_time(status, time, self.reading.article.published)
        return status

    def _contexts(self, row: dict[str, Any]) -> tuple[str, ...]:
        said = row.get("contexts") or []
        if not isinstance(said, list) or not all(isinstance(each, str) for each in said):
            raise NotBorneOut("not of the form")
        if not set(said) <= set(self.codebook.contexts):
            raise NotBorneOut("an unknown value")
        return tuple(sorted(set(said)))

    def _sentence(self, row: Any) -> Span | None:
        """Where a row says that it stands; None where it does not say."""
        if not isinstance(row, dict):
            raise NotBorneOut("not of the form")
        return self._one(row, "sentence", None)

    def _one(self, row: dict[str, Any], key: str, within: Span | None) -> Span | None:
        return None if row.get(key) is None else found(self.text, row[key], within)

    def _spans(self, row: dict[str, Any], key: str, within: Span | None) -> tuple[Span, ...]:
        said = row.get(key) or []
        if not isinstance(said, list) or len(said) > PARTS:
            raise NotBorneOut("not of the form")
        return tuple(dict.fromkeys(found(self.text, each, within) for each in said))

    def _party(self, span: Span) -> Party:
        mention = self._mention(span)
        return Party(span.start, span.end, *((mention.id, mention.entity) if mention else (None, None)))

    def _reference(self, span: Span | None) -> Reference | None:
        if span is None:
            return None
        mention = self._mention(span)
        return Reference(span.start, span.end, *((mention.id, mention.entity) if mention else (None, None)))

    def _mention(self, span: Span) -> Mention | None:
        """The first reader's mention of these very words, else the only name among them."""
        held = [m for m in self.reading.mentions if span.start <= m.start and m.end <= span.end]
        exact = [m for m in held if (m.start, m.end) == (span.start, span.end)]
        names = [m for m in held if m.kind == "name"]
        return exact[0] if exact else names[0] if len(names) == 1 else None

    def _time(self, span: Span | None) -> EventTime | None:
        """The first reader's time of these words: a second reader dates nothing."""
        times = [t for t in self.reading.times if span and t.start < span.end and span.start < t.end]
        if len(times) != 1:
            return None
        return EventTime(times[0].id, times[0].value, times[0].earliest, times[0].latest, "stated")

    def _unmarked(self, span: Span) -> Span:
        """The span without quotation marks around it."""
        words = self.text[span.start : span.end]
        marked = len(words) > 2 and MARKS.get(words[0]) == words[-1]
        return Span(span.start + 1, span.end - 1) if marked else span

    def _form(self, content: tuple[Span, ...]) -> tuple[QuotationForm, tuple[Span, ...]]:
        """Direct where all stands in quotation marks, mixed where some does; and what stands in them."""
        whole = [span for span in content if self._marked(span)]
        if len(whole) == len(content):
            return "direct", content
        inner = [
            Span(span.start + held.start() + 1, span.start + held.end() - 1)
            for span in content
            for held in QUOTED.finditer(self.text[span.start : span.end])
            if held.end() - held.start() > 2
        ]
        quoted = tuple(sorted({*whole, *inner}, key=lambda span: span.start))
        return ("mixed" if quoted else "indirect"), quoted

    def _marked(self, span: Span) -> bool:
        before, after = self.text[span.start - 1 : span.start], self.text[span.end : span.end + 1]
        return before in MARKS and MARKS[before] == after


def _value(row: dict[str, Any], key: str, known: tuple[Any, ...]) -> Any:
    """A value of a closed list."""
    value = row.get(key)
    if not isinstance(value, str):
        raise NotBorneOut("not of the form")
    if value not in known:
        raise NotBorneOut("an unknown value")
    return value


def _nested(quotations: tuple[Quotation, ...]) -> tuple[Quotation, ...]:
    """The quotations, each within the shortest other one that holds all of its content."""
    return tuple(replace(each, within=_holder(each, quotations)) for each in quotations)


def _holder(inner: Quotation, quotations: tuple[Quotation, ...]) -> str | None:
    def holds(outer: Quotation) -> bool:
        return all(any(o.start <= s.start and s.end <= o.end for o in outer.content) for s in inner.content)

    size = _size(inner)
    held = [(_size(outer), outer.id) for outer in quotations if _size(outer) > size and holds(outer)]
    return min(held)[1] if held else None


def _size(quotation: Quotation) -> int:
    return sum(span.end - span.start for span in quotation.content)
