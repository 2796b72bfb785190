"""Numbers as they are written in words or digits: "twenty-five", "nineteen ninety-four", "1,000", "25th", "5 ½"."""

from __future__ import annotations

import re

from dateline.times.lexer import unicode_fraction
from dateline.times.lexicon import Lexicon

_DIGITS = re.compile(r"[\d,]*\.?\d+")
_SMALL = ("ONES", "TEENS", "TENS")


def read_number(words: list[str], lexicon: Lexicon) -> float | None:
    """The number that these words (lower case, without spaces) stand for; None for a vague one ("several")."""
    if "/" in words:
        return _with_fraction(words)
    total = part = 0.0
    seen = False
    for i, word in enumerate(words):
        value = _word_value(word, lexicon)
        if word in {"to", "or"} and seen:
            return _tidy(total + part)
        if word == "half":
            part, seen = part + 0.5, True
        elif value is None:
            if lexicon.values.get((word, "FEW")) or lexicon.values.get((word, "FUZZYSCALE")) or word == "some":
                return None
        elif (word, "SCALE") in lexicon.values:
            part, seen = (part or 1) * value, True
            if value >= 1000:
                total, part = total + part, 0
        elif seen and "-" in words[i - 1 : i] and words[i - 2].isdigit():
            return _tidy(total + part)
        else:
            part, seen = part + value, True
    if not seen and words and words[0] in {"a", "an", "another", "the"}:
        return 1
    return _tidy(total + part) if seen else None


def _with_fraction(words: list[str]) -> float | None:
    digits = [int(w) for w in words if w.isdigit()][-3:]
    if len(digits) < 2 or digits[-1] == 0:
        return None
    return (digits[0] if len(digits) == 3 else 0) + digits[-2] / digits[-1]


def _tidy(number: float) -> float:
    return int(number) if number == int(number) else number


def _word_value(word: str, lexicon: Lexicon) -> float | None:
    fraction = 0.0
    if word and word[-1] in "½¼¾":
        word, fraction = word[:-1], unicode_fraction(word[-1])
        if not word:
            return fraction
    if _DIGITS.fullmatch(word):
        return float(word.replace(",", "")) + fraction if len(word) <= 16 else None
    if word == "dozen":
        return 12
    if word in {"couple"}:
        return 2
    for name in (*_SMALL, "SCALE"):
        if (word, name) in lexicon.values:
            return float(lexicon.values[word, name])
    return None


def read_ordinal(words: list[str], lexicon: Lexicon) -> int | None:
    """The number of an ordinal ("25th", "twenty-first", "5")."""
    total = 0
    for word in words:
        digits = re.match(r"\d+", word)
        if digits:
            total += int(digits[0])
        elif (word, "ORDINALWORD") in lexicon.values:
            total += int(lexicon.values[word, "ORDINALWORD"])
        elif (word, "TENS") in lexicon.values:
            total += int(lexicon.values[word, "TENS"])
    return total or None


def read_year(words: list[str], lexicon: Lexicon, near: int) -> int | None:
    """The year of digits, of '98 (the one nearest to `near`) or of words ("nineteen ninety-four")."""
    digits = re.search(r"\d+", "".join(words)) if any(c.isdigit() for c in "".join(words)) else None
    if digits:
        year = int(digits[0])
        return short_year(year, near) if len(digits[0]) <= 2 else year
    values = [_word_value(w, lexicon) for w in words if w not in {"-", "and", "the"}]
    numbers = [int(v) for v in values if v is not None]
    if not numbers:
        return None
    if numbers[0] == 2 and 1000 in numbers:
        return 2000 + sum(numbers[2:])
    rest = [n for n in numbers[1:] if n != 100]
    return numbers[0] * 100 + sum(rest) if 10 <= numbers[0] <= 20 else None


def short_year(two_digits: int, near: int) -> int:
    """The year with these last two digits that lies nearest to `near`, up to twenty years ahead of it."""
    century = near // 100 * 100
    return min((century + c + two_digits for c in (-100, 0, 100)), key=lambda y: abs(y - near + 30))
