"""The vocabulary of time: which written forms belong to which classes of the grammar, and what they are worth."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

Value = int | str | float


def load_toml(name: str) -> dict[str, Any]:
    """A data file of this package, parsed."""
    return tomllib.loads(files("dateline.times").joinpath(name).read_text(encoding="utf-8"))


def written_forms(word: str, case: str) -> list[str]:
    """How a word may be written: `any` case, with a capital (`title`: Friday, FRIDAY), or only in small letters."""
    title = word[:1].upper() + word[1:]
    if case == "title":
        return [title, word.upper()]
    return [word] if case == "lower" else [word, title, word.upper()]


@dataclass(slots=True)
class Lexicon:
    """Classes and values of every known word; an *atom* is a set of classes, written as one character.

    The text becomes a string of atoms, so that a grammar rule is a regular expression over that string.
    """

    classes: dict[str, set[str]] = field(default_factory=dict)  # written form -> classes
    values: dict[tuple[str, str], Value] = field(default_factory=dict)  # (lower-case form, class) -> value
    dotted: set[str] = field(default_factory=set)
    atoms: dict[frozenset[str], str] = field(default_factory=dict)

    def add(self, word: str, name: str, value: Value = 1, case: str = "any") -> None:
        """Put a word into a class."""
        for form in written_forms(word, case):
            self.classes.setdefault(form, set()).add(name)
        self.values[word.lower(), name] = value

    def atom(self, classes: frozenset[str]) -> str:
        """The character that stands for this set of classes."""
        if classes not in self.atoms:
            self.atoms[classes] = chr(0x100 + len(self.atoms))
        return self.atoms[classes]

    def having(self, name: str) -> str:
        """All atoms that are in a class, as the inside of a character set."""
        return "".join(sorted(char for classes, char in self.atoms.items() if name in classes))

    def table(self) -> dict[str, str]:
        """Written form -> atom."""
        return {form: self.atom(frozenset(names)) for form, names in sorted(self.classes.items())}


@cache
def number_classes() -> dict[str, frozenset[str]]:
    """The classes of every plain number of up to four digits ("7", "07", "1998"), by its shape and size."""
    plain = [str(n) for n in range(10000)] + [f"0{n}" for n in range(10)] + [f"{n:04d}" for n in range(1000)]
    return {digits: frozenset(_classes_of(digits)) for digits in plain}


def _classes_of(digits: str) -> list[str]:
    n, size = int(digits), len(digits)
    tests = {
        "INT": size < 4 or not digits.startswith("0"),
        "DAY": size <= 2 and 1 <= n <= 31,
        "HOUR": size <= 2 and n <= 24,
        "HOUR12": size <= 2 and 1 <= n <= 12,
        "YY": size == 2,
        "YEAR": size == 4 and 1900 <= n <= 2049,
        "OLDYEAR": size == 4 and (1000 <= n < 1900 or 2050 <= n <= 2199),
        "YEAR3": size <= 3 and n > 0,
        "HHMM": size == 4 and n < 2400 and n % 100 < 60,
    }
    return [name for name, holds in tests.items() if holds]


def read_lexicon() -> Lexicon:
    """The lexicon of lexicon.toml and of the shapes of numbers."""
    lexicon = Lexicon()
    for name, table in load_toml("lexicon.toml").items():
        for word, value in table["words"].items():
            lexicon.add(word, name, value, table["case"])
            if table.get("dot"):
                lexicon.dotted.update(written_forms(word, table["case"]))
    return lexicon
