"""What a match of the grammar says, before anything is known of when: its parts as numbers and codes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from dateline.times.grammar import Grammar, Match
from dateline.times.lexer import Tokens
from dateline.times.lexicon import Value
from dateline.times.numbers import read_number, read_ordinal, read_year


@dataclass(slots=True)
class Meaning:
    """The parts of a time expression. None: not said. `dir` and `step` are -1 back, 0 this, 1 forward."""

    rule: str
    kind: str
    start: int
    end: int
    first: int
    last: int
    words: dict[str, list[str]]
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: str | None = None
    century: int | None = None
    era: str | None = None
    direction: int | None = None
    year_step: int | None = None
    week_step: int | None = None
    unit: str | None = None
    unit2: str | None = None
    count: float | None = None
    step: int | None = None
    base: str | None = None
    part: str | None = None
    clock: tuple[int, int, int | None] | None = None
    zone: str | None = None
    mod: str | None = None
    value: str | None = None
    type: str | None = None
    guard: str | None = None
    week: bool = False
    fiscal: bool = False


def build(match: Match, tokens: Tokens, grammar: Grammar, near: int) -> Meaning:
    """The meaning of a match; `near` is the year that two-digit years are taken to be near."""
    words: dict[str, list[str]] = {}
    for name, first, last in match.groups:
        words[name + "2" if name in words else name] = tokens.words(first, last)
    constants = dict(match.rule.constants)
    start, end = tokens.starts[match.first], tokens.ends[match.last - 1]
    meaning = Meaning(match.rule.name, constants["kind"], start, end, match.first, match.last, words)
    _read_constants(meaning, constants)
    _read_calendar(meaning, words, grammar, near)
    _read_relation(meaning, words, grammar)
    _read_day_time(meaning, words, grammar)
    return meaning


def _read_constants(meaning: Meaning, constants: dict[str, Any]) -> None:
    for name in ("mod", "value", "type", "guard", "unit", "step", "week", "fiscal"):
        if name in constants:
            setattr(meaning, name, constants[name])
    meaning.base = constants.get("from")


def lookup(words: list[str], grammar: Grammar, *classes: str) -> Value | None:
    """The value of the first of these words that is in one of the classes."""
    for word in words:
        for name in classes:
            value = grammar.lexicon.values.get((word.rstrip("."), name))
            if value is not None:
                return value
    return None


def _read_calendar(meaning: Meaning, words: dict[str, list[str]], grammar: Grammar, near: int) -> None:
    lexicon = grammar.lexicon
    if "y" in words:
        meaning.year = read_year(words["y"], lexicon, near)
    if "m" in words:
        meaning.month = _int(lookup(words["m"], grammar, "MONTH", "MONTHNAME", "MONTHABBR"))
    if "d" in words:
        meaning.day = read_ordinal(words["d"], lexicon)
    if "w" in words:
        meaning.weekday = _int(lookup(words["w"], grammar, "WEEKDAY", "WEEKDAYABBR", "WEEKDAYS"))
    if "s" in words:
        meaning.season = str(lookup(words["s"], grammar, "SEASON"))
    if "qo" in words:
        meaning.quarter = read_ordinal(words["qo"], lexicon)
    if "ho" in words:
        meaning.half = 1 if "first" in words["ho"] else 2
    if "dec" in words:
        meaning.decade = _decade(words["dec"], grammar, near)
    if "cen" in words:
        meaning.century = read_ordinal(words["cen"], lexicon)
    if "era" in words:
        meaning.era = "BC" if words["era"][0].lower().startswith("b") else "AD"


def _decade(words: list[str], grammar: Grammar, near: int) -> str | None:
    digits = re.search(r"\d+", words[0])
    if digits:
        text = digits[0]
        if len(text) == 2:
            text = str(_century_before(int(text), near))
        return text[:3]
    tens = lookup(words, grammar, "DECADEWORD")
    century = lookup(words, grammar, "TEENS")
    if tens is None:
        return None
    return f"{century}{tens}" if century else str(_century_before(int(tens) * 10, near))[:3]


def _century_before(two_digits: int, near: int) -> int:
    year = near // 100 * 100 + two_digits
    return year if year <= near else year - 100


def _read_relation(meaning: Meaning, words: dict[str, list[str]], grammar: Grammar) -> None:
    if "dir" in words:
        meaning.direction = _step(words["dir"], grammar)
    if "yw" in words:
        meaning.year_step = _step(words["yw"], grammar)
    if "wk" in words:
        meaning.week_step = _step(words["wk"], grammar)
    if "step" in words:
        meaning.step = _step(words["step"], grammar)
    if "day" in words:
        meaning.step = _int(lookup(words["day"], grammar, "DAYWORD"))
        meaning.unit, meaning.count = "D", 1
        if "tonight" in words["day"]:
            meaning.part = "NI"
        if "before" in words or "after" in words:
            meaning.step = (meaning.step or 0) * 2
    if "u" in words:
        unit = lookup(words["u"], grammar, "UNIT", "UNITS")
        meaning.unit = str(unit) if unit else meaning.unit
    if "u2" in words or "unit2" in words:
        meaning.unit2 = str(lookup(words["u2"], grammar, "UNIT", "UNITS"))
    if "n" in words:
        meaning.count = read_number(words["n"], grammar.lexicon)
    elif meaning.kind == "offset" and meaning.count is None and not meaning.rule.startswith("bare_"):
        meaning.count = 1
    if "v" in words:
        meaning.value = str(lookup(words["v"], grammar, "NOW", "RECENT", "OFTEN"))
    if "mod" in words:
        meaning.mod = _mod(words["mod"], grammar)


def _step(words: list[str], grammar: Grammar) -> int | None:
    for name in ("LAST", "NEXT", "RELATIVE", "THIS"):
        value = lookup(words, grammar, name)
        if value is not None:
            return int(value)
    return {"after": 1, "before": -1}.get(words[-1], 0)


def _mod(words: list[str], grammar: Grammar) -> str | None:
    phrase = " ".join(words)
    for key, mod in _MOD_PHRASES:
        if key in phrase:
            return mod
    value = lookup(words, grammar, "EARLY", "EDGE", "SHIFT", "NEARLY", "OVER", "UNDER", "APPROX")
    return str(value) if value else None


_MOD_PHRASES = (
    ("no more than", "EQUAL_OR_LESS"),
    ("not more than", "EQUAL_OR_LESS"),
    ("at most", "EQUAL_OR_LESS"),
    ("up to", "EQUAL_OR_LESS"),
    ("no longer than", "EQUAL_OR_LESS"),
    ("within", "EQUAL_OR_LESS"),
    ("at least", "EQUAL_OR_MORE"),
    ("no less than", "EQUAL_OR_MORE"),
    ("no fewer than", "EQUAL_OR_MORE"),
    ("more than", "MORE_THAN"),
    ("just over", "MORE_THAN"),
    ("longer than", "MORE_THAN"),
    ("well over", "MORE_THAN"),
    ("little over", "MORE_THAN"),
    ("slightly over", "MORE_THAN"),
    ("less than", "LESS_THAN"),
    ("fewer than", "LESS_THAN"),
    ("just under", "LESS_THAN"),
    ("little under", "LESS_THAN"),
    ("post", "AFTER"),
    ("pre", "BEFORE"),
    ("close to", "APPROX"),
    ("latter half", "END"),
    ("latter part", "END"),
    ("as ", "EQUAL_OR_LESS"),
    ("or so", "APPROX"),
    ("first", "START"),
    ("last half", "END"),
    ("second half", "END"),
)


def _read_day_time(meaning: Meaning, words: dict[str, list[str]], grammar: Grammar) -> None:
    if "p" in words:
        meaning.part = str(lookup(words["p"], grammar, "PART"))
    if "t" in words:
        meaning.clock, part = read_clock(words["t"], grammar)
        meaning.clock = _of_part(meaning.clock, meaning.part)
        meaning.part = part or meaning.part
    if "z" in words:
        zone = lookup(words["z"], grammar, "ZONE")
        meaning.zone = str(zone) if zone else None


def read_clock(words: list[str], grammar: Grammar) -> tuple[tuple[int, int, int | None] | None, str | None]:
    """Hour, minute and second of a clock time; or the part of day that stands for one ("noon" is 12:00)."""
    point = lookup(words, grammar, "PARTPOINT")
    if point is not None:
        text = str(point)
        return ((int(text[:2]), int(text[3:]), None), None) if ":" in text else (None, text)
    text = words[0]
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if not numbers:
        hour = lookup(words, grammar, "ONES", "TEENS")
        numbers = [int(hour)] if hour else [0]
    if len(numbers) == 1 and numbers[0] > 24:
        numbers = [numbers[0] // 100, numbers[0] % 100]
    hour, minute = numbers[0], numbers[1] if len(numbers) > 1 else 0
    if "p" in text and hour < 12:
        hour += 12
    elif "a" in text and hour == 12:
        hour = 0
    if hour > 24 or minute > 59:
        return None, None
    return (hour, minute, numbers[2] if len(numbers) > 2 else None), None


def _of_part(clock: tuple[int, int, int | None] | None, part: str | None) -> tuple[int, int, int | None] | None:
    """The clock time on the 24-hour clock: six in the evening is 18:00."""
    if clock and ((part in {"AF", "EV"} and clock[0] < 12) or (part == "NI" and 6 <= clock[0] < 12)):
        return clock[0] + 12, clock[1], clock[2]
    return clock


def _int(value: Value | None) -> int | None:
    return None if value is None else int(value)
