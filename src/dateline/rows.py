"""What a reading shows as a table: one row a record, in words. The terminal, notebooks and pages share it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from dateline.model import Entity, Event, EventTime, Quotation, Reading

ARTICLE = "the article"
"""Who says so where nobody is quoted."""
ABSENT = "–"
"""What stands for a field that is null."""
USUAL_ACTS = ("speech", "writing")
"""The acts of quotations that listings show unless asked for more: not what is thought, meant to be done or found."""


class Words(NamedTuple):
    """A sentence or so of the text and the part of it that tells the record: text[start:end]."""

    text: str
    start: int
    end: int


class EventRow(NamedTuple):
    """When, who, did what, to whom, where and who says so; `note` says what keeps it from being a plain fact."""

    when: str
    who: str
    what: str
    to_whom: str
    where: str
    says: str
    note: str
    words: Words


class QuotationRow(NamedTuple):
    """Who says it, how, to whom and through what, and the words."""

    speaker: str
    how: str
    addressee: str
    channel: str
    time: str
    words: Words


class TimeRow(NamedTuple):
    """The words of a time expression, its TIMEX3 type and value, and its days."""

    words: str
    type: str
    value: str
    days: str


class NameRow(NamedTuple):
    """An entity, its type, how often it is mentioned and what the article calls it."""

    name: str
    type: str
    mentions: int
    country: str
    roles: str


def event_rows(reading: Reading) -> list[EventRow]:
    """The events in the order of the text."""
    return [_event(reading, event) for event in sorted(reading.events, key=lambda event: event.trigger.start)]


def quotation_rows(reading: Reading) -> list[QuotationRow]:
    """What is said and written, in the order of the text."""
    return [_quotation(reading, quotation) for quotation in reading.quotations if quotation.act in USUAL_ACTS]


def unspoken(reading: Reading) -> str:
    """How many of the quotations are no rows, in words; "" where all are."""
    count = sum(quotation.act not in USUAL_ACTS for quotation in reading.quotations)
    return f"{count} more {'is' if count == 1 else 'are'} thought, meant to be done or found, not said" if count else ""


def time_rows(reading: Reading) -> list[TimeRow]:
    """The time expressions in the order of the text."""
    return [
        TimeRow(_flat(reading.words(time)), time.type, _value(time.value, time.mod), days(time.earliest, time.latest))
        for time in reading.times
    ]


def name_rows(reading: Reading) -> list[NameRow]:
    """The entities that are named, most mentioned first; adjectives of one people in one row, no sums of money."""
    named = {mention.entity for mention in reading.mentions if mention.kind == "name"}
    rows: dict[str, NameRow] = {}
    for entity in reading.entities:
        if entity.id not in named or entity.type == "MONEY":
            continue
        key = f"NORP {_flat(entity.name)}" if entity.type == "NORP" else entity.id
        row = NameRow(
            _flat(entity.name),
            entity.type,
            len(entity.mentions),
            entity.country or ABSENT,
            _joined(_flat(role.text) for role in entity.roles),
        )
        rows[key] = rows[key]._replace(mentions=rows[key].mentions + row.mentions) if key in rows else row
    return sorted(rows.values(), key=lambda row: -row.mentions)


def warning_lines(reading: Reading) -> list[str]:
    """The warnings, one line for all of the same code and detail, with the words they are about."""
    words: dict[tuple[str, str], list[str]] = {}
    for warning in reading.warnings:
        about = words.setdefault((warning.code, warning.detail), [])
        if warning.start is not None and warning.end is not None:
            about.append(_flat(reading.article.text[warning.start : warning.end]))
    return [f"{code}: {detail}{_about(detail, about)}" for (code, detail), about in words.items()]


def _about(detail: str, words: Sequence[str]) -> str:
    told = [word for word in dict.fromkeys(words) if word not in detail]
    return f" ({', '.join(told)})" if told else ""


def days(earliest: str | None, latest: str | None) -> str:
    """Two bounds as one phrase: a day, a span of days, or an open one."""
    if earliest is None and latest is None:
        return ABSENT
    return earliest if earliest == latest and earliest else f"{earliest or ''}..{latest or ''}"


def party(reading: Reading, reference: Any) -> str:
    """A speaker, actor, recipient or place by its entity's name, or by the words where it is no entity."""
    if reference is None:
        return ABSENT
    entity = _entities(reading).get(reference.entity)
    return _flat(entity.name if entity else reading.words(reference))


def voice(reading: Reading, asserted_by: str) -> str:
    """Who asserts: "the article", or the speaker of the quotation, with the words of one who is not named."""
    quotation = next((quotation for quotation in reading.quotations if quotation.id == asserted_by), None)
    if quotation is None:
        return ARTICLE
    return party(reading, quotation.speaker) if quotation.speaker else "somebody quoted"


def _event(reading: Reading, event: Event) -> EventRow:
    return EventRow(
        when=_when(event.time) if event.time else ABSENT,
        who=_joined(party(reading, actor) for actor in event.actors),
        what=event.type.lower() + (f" ({event.mode})" if event.mode else ""),
        to_whom=_joined(party(reading, recipient) for recipient in event.recipients),
        where=party(reading, event.place),
        says=voice(reading, event.asserted_by),
        note="" if event.reality == "actual" else event.reality,
        words=around(reading, event.trigger),
    )


def _when(time: EventTime) -> str:
    """The day where it is one, otherwise the TIMEX3 value, otherwise the bounds."""
    if time.earliest and time.earliest == time.latest:
        return time.earliest
    return time.value or days(time.earliest, time.latest)


def _quotation(reading: Reading, quotation: Quotation) -> QuotationRow:
    times = {time.id: time.value for time in reading.times}
    return QuotationRow(
        speaker=party(reading, quotation.speaker),
        how=", ".join((_cue(reading, quotation), quotation.form)),
        addressee=party(reading, quotation.addressee),
        channel=quotation.channel.kind if quotation.channel else ABSENT,
        time=times.get(quotation.time or "") or ABSENT,
        words=around(reading, quotation.content[0]) if quotation.content else Words("", 0, 0),
    )


def _cue(reading: Reading, quotation: Quotation) -> str:
    """The stance, where it is more than "says", and the words of the cue."""
    words = f"“{_flat(reading.words(quotation.cue))}”" if quotation.cue else ""
    return words if words and quotation.stance == "says" else f"{quotation.stance} {words}".strip()


def around(reading: Reading, span: Any) -> Words:
    """The sentence that holds a span (a line of the text where there are no sentences), and the span in it."""
    if getattr(span, "in_", None) == "title":
        return Words(reading.article.title or "", span.start, span.end)
    text = reading.article.text
    start, end = span.start, span.end
    for sentence in reading.sentences:
        if sentence.start <= span.start < sentence.end:
            start, end = sentence.start, max(sentence.end, span.end)
            break
    else:
        start = text.rfind("\n", 0, span.start) + 1
        end = max(span.end, text.find("\n", span.end) if "\n" in text[span.end :] else len(text))
    return Words(text[start:end], span.start - start, span.end - start)


def _entities(reading: Reading) -> dict[str | None, Entity]:
    return {entity.id: entity for entity in reading.entities}


def _value(value: str | None, mod: str | None) -> str:
    return (value or ABSENT) + (f" ({mod.lower()})" if mod else "")


def _joined(parts: Iterator[str] | Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(parts)) or ABSENT


def _flat(words: str) -> str:
    return " ".join(words.split())
