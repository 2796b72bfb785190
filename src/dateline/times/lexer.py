"""Text to atoms: finds the words and numbers that can be part of a time, and which of them stand together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.times.lexicon import Lexicon, number_classes

BREAK = "\x00"
_SHAPES = r"""
  (?P<word>[^\W\d_]+)
| (?P<ISO>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
| (?P<NUMDATE>\d{1,2}(?P<sep>[/.-])\d{1,2}(?P=sep)(?:\d{4}|\d\d)(?!\d))
| (?P<AMPM>\d{1,2}(?:[:.]\d\d)?[ \u00a0]?[AaPp](?:\.[ ]?[Mm]\b\.?|[Mm]\b))
| (?P<CLOCK>\d{1,2}:\d\d(?::\d\d)?(?:[ ]?hrs?\b)?(?![\d:]))
| (?P<ORD>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)\b)
| (?P<DECADE>(?:\d\d)?\d0['’]?s\b)
| (?P<number>\d+(?:[.,]\d+)*+(?:[½¼¾])?)
| (?P<APOSDECADE>['’‘`]\d0['’]?s\b)
| (?P<APOSYEAR>['’‘`]\d\d\b)
| (?P<FRACTION>[½¼¾])
| (?P<era>[AB]\.[ ]?[DC]\.(?:E\.)?)
| (?P<mark>['’]s?|--|[-–—‑/,()])
"""
_TOKEN = re.compile(_SHAPES, re.VERBOSE)
_MONEY = frozenset("$£€¥₹#@_№&=+~^*\\")
SHAPE_CLASSES = ("ISO", "NUMDATE", "AMPM", "CLOCK", "ORD", "DECADE", "APOSDECADE", "APOSYEAR", "FRACTION", "AMOUNT")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(slots=True)
class Tokens:
    """The time words of a text: `atoms[i]` is the atom (or BREAK) of the token at characters [starts[i], ends[i])."""

    text: str
    atoms: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def words(self, first: int, last: int) -> list[str]:
        """The lower-case forms of tokens [first, last)."""
        return [self.text[self.starts[i] : self.ends[i]].lower() for i in range(first, last)]


class Lexer:
    """Cuts a text into tokens with the vocabulary of a lexicon."""

    def __init__(self, lexicon: Lexicon, triggers: frozenset[str]) -> None:
        self._atoms = lexicon.table()
        self._hot = frozenset(atom for classes, atom in lexicon.atoms.items() if classes & triggers)
        self._dotted = lexicon.dotted
        self._numbers = {digits: lexicon.atom(classes) for digits, classes in number_classes().items()}
        self._shapes = {name: lexicon.atom(frozenset([name])) for name in SHAPE_CLASSES}
        self._long = lexicon.atom(frozenset(["AMOUNT"]))
        self._era = lexicon.atom(frozenset(["ERA"]))

    def cut(self, text: str) -> Tokens:
        """The tokens of a text that stand beside a trigger, with BREAK between those that do not stand together."""
        cut: list[tuple[str, int, int]] = [(BREAK, 0, 0)]
        run: list[tuple[str, int, int]] = []
        known, hot, last, word_end, is_hot = self._atoms.get, self._hot, 0, -1, False
        newline_breaks = not is_wrapped(text)
        for found in _TOKEN.finditer(text):
            kind = found.lastgroup
            if kind == "word" or kind == "mark":
                word = found.group()
                atom = known(word)
                start, end = found.span()
                word_end = end if kind == "word" else -1
                if atom is None or start < last:
                    continue
                if word in self._dotted and text[end : end + 1] == ".":
                    end += 1
            else:
                start, end = found.span()
                atom = self._number(text, found, word_end)
                word_end = -1
                if atom is None:
                    continue
            if start != last and _apart(text, last, start, newline_breaks):
                if is_hot:
                    cut += run
                    cut.append((BREAK, last, last))
                run, is_hot = [], False
            run.append((atom, start, end))
            is_hot = is_hot or atom in hot
            last = end
        cut += [*run, (BREAK, last, last)] if is_hot else []
        atoms, starts, ends = zip(*cut, strict=True)
        return Tokens(text, "".join(atoms), starts, ends)

    def _number(self, text: str, found: re.Match[str], word_end: int) -> str | None:
        start, end = found.span()
        if start == word_end and text[start].isdigit():
            return None
        if start and text[start - 1] in _MONEY and found.lastgroup != "CLOCK":
            return None
        following = text[end : end + 1]
        if following == "%" or (following.isalpha() and found.lastgroup != "AMPM"):
            return None
        if found.lastgroup != "number":
            return self._era if found.lastgroup == "era" else self._shapes[str(found.lastgroup)]
        plain = self._numbers.get(found.group()) if end - start <= 4 else None
        if plain is None and end - start <= 16 and _AMOUNT.fullmatch(found.group().rstrip("½¼¾")):
            return self._long
        return plain


def _apart(text: str, last: int, start: int, newline_breaks: bool) -> bool:
    """Whether something other than white space, or a new paragraph, lies between two tokens."""
    gap = text[last:start] if start - last <= 40 else "x"
    if gap == " ":
        return False
    return not gap.isspace() or gap.count("\n") > (0 if newline_breaks else 1)


def is_wrapped(text: str) -> bool:
    """Whether single line breaks only wrap lines (as in old wire copy) rather than end paragraphs."""
    lines = [line for line in text[:4000].split("\n") if line.strip()]
    return len(lines) > 3 and max(len(line) for line in lines) <= 100


@cache
def unicode_fraction(mark: str) -> float:
    """The worth of a fraction sign."""
    return {"½": 0.5, "¼": 0.25, "¾": 0.75}[mark]
