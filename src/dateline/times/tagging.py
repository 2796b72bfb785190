"""The way through: text to tokens to matches to meanings to time expressions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dateline.model import TimeExpression, Warning
from dateline.times.anchor import Anchor, Resolved, day_bounds
from dateline.times.context import holds
from dateline.times.genre import is_narrative
from dateline.times.grammar import Grammar, load_grammar
from dateline.times.meaning import Meaning, build
from dateline.times.ranges import share_parts
from dateline.times.relative import resolve
from dateline.times.tense import Tense, is_deadline, lexical_tense, parsed_tense

if TYPE_CHECKING:
    from spacy.tokens import Doc

VERSION = "0.1"
ORIGIN = f"times/rules@{VERSION}"
Genre = Literal["news", "narrative"]


@dataclass(frozen=True, slots=True)
class Times:
    """The time expressions of a text, in order and without overlap, and what could not be anchored."""

    expressions: tuple[TimeExpression, ...]
    warnings: tuple[Warning, ...]


def tag(
    text: str, published: str | dt.date | None = None, *, doc: Doc | None = None, genre: Genre | None = None
) -> Times:
    """Find the time expressions of an English text and normalise them to TIMEX3.

    published: the day of publication (ISO date), to which "yesterday" and bare dates are anchored; without it they keep
    their underspecified value (XXXX-01-25) and a warning. doc: a parse of the same text, for tense. genre: "news" or
    "narrative" (dates without a year belong to the story); told from the text where it is not given. Raises ValueError
    if `published` is no ISO date.
    """
    day = dt.date.fromisoformat(published[:10]) if isinstance(published, str) else published
    grammar = load_grammar()
    meanings = _meanings(text, grammar, day.year if day else 2000)
    share_parts(meanings, text)
    narrative = genre == "narrative" if genre else is_narrative(meanings, day)
    anchor = Anchor(day, narrative, _tense_of(text, doc))
    expressions: list[TimeExpression] = []
    warnings: list[Warning] = []
    for meaning in meanings:
        resolved = resolve(meaning, anchor)
        if resolved is not None:
            if not (narrative and _in_brackets(meaning, text)):
                anchor.told(resolved.focus)
            expressions.append(_expression(meaning, resolved, len(expressions) + 1))
            if resolved.why:
                warnings.append(_warning(meaning, resolved, text))
    return Times(tuple(expressions), tuple(warnings))


def _in_brackets(meaning: Meaning, text: str) -> bool:
    """Whether a time stands in brackets: an aside that does not move the story on."""
    before, after = text[max(0, meaning.start - 60) : meaning.start], text[meaning.end : meaning.end + 60]
    return before.rfind("(") > before.rfind(")") and after.find(")") >= 0 and "(" not in after[: after.find(")")]


def _tense_of(text: str, doc: Doc | None):  # type: ignore[no-untyped-def]
    def tense(start: int, end: int) -> Tense | None:
        told = parsed_tense(doc, start, end) if doc is not None and not is_deadline(text, start) else None
        return told or lexical_tense(text, start, end)

    return tense


def _meanings(text: str, grammar: Grammar, near: int) -> list[Meaning]:
    """What the text says of times: of matches that overlap the preferred one that passes its test stands."""
    tokens = grammar.lexer.cut(text)
    taken: set[int] = set()
    kept: list[Meaning] = []
    for match in grammar.candidates(tokens):
        span = range(match.first, match.last)
        if taken.isdisjoint(span):
            meaning = build(match, tokens, grammar, near)
            if holds(meaning, text):
                taken.update(span)
                kept.append(meaning)
    return sorted((m for m in kept if m.kind != "none"), key=lambda m: m.start)


def _expression(m: Meaning, resolved: Resolved, number: int) -> TimeExpression:
    day_bounds(resolved)
    return TimeExpression(
        id=f"t{number}", start=m.start, end=m.end, type=resolved.type, value=resolved.value, mod=resolved.mod,
        quant=resolved.quant, freq=resolved.freq,
        earliest=resolved.earliest.isoformat() if resolved.earliest else None,
        latest=resolved.latest.isoformat() if resolved.latest else None, origin=ORIGIN,
    )  # fmt: skip


_DETAILS = {
    "unanchored_date": "cannot tell which year or day is meant",
    "impossible_date": "there is no such day in the calendar",
}


def _warning(m: Meaning, resolved: Resolved, text: str) -> Warning:
    code = resolved.why or ""
    return Warning(code, f"{text[m.start : m.end]!r}: {_DETAILS[code]}", m.start, m.end)
