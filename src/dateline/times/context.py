"""Tests that a match of the grammar must pass, seen from the text around it: the conditions of context.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.times.lexicon import load_toml
from dateline.times.meaning import Meaning

_REACH = 40
_KEYS = {"before", "not_before", "after", "not_after", "words", "not_words", "units", "not_units", "name"}


@dataclass(frozen=True, slots=True)
class Condition:
    """Patterns that must match (`wanted`) and must not (`refused`), by where they look; `name` False refuses names."""

    wanted: tuple[tuple[str, re.Pattern[str]], ...]
    refused: tuple[tuple[str, re.Pattern[str]], ...]
    name: bool

    def holds(self, seen: dict[str, str]) -> bool:
        """Whether the condition holds of what is seen."""
        if not self.name and _is_name(seen["words"], seen["before"]):
            return False
        return all(_matches(where, pattern, seen) for where, pattern in self.wanted) and not any(
            _matches(where, pattern, seen) for where, pattern in self.refused
        )


def _matches(where: str, pattern: re.Pattern[str], seen: dict[str, str]) -> bool:
    if where == "before":
        return pattern.search(seen["before"]) is not None
    if where == "after":
        return pattern.match(seen["after"]) is not None
    return pattern.fullmatch(seen[where]) is not None


def _is_name(words: str, before: str) -> bool:
    """Whether words are capitalised as in a name ("USA Today", "This Week"), not as at the beginning of a sentence."""
    last = words.split()[-1]
    if not last[:1].isupper():
        return False
    return bool(re.search(r"[A-Z][\w.]*\s+$", before)) or (" " in words and words[:1].isupper())


@cache
def _tests() -> dict[str, tuple[Condition, ...]]:
    data = load_toml("context.toml")
    macros = data.pop("macros")
    return {name: tuple(_condition(entry, macros) for entry in test["any"]) for name, test in data.items()}


def _condition(entry: dict[str, Any], macros: dict[str, str]) -> Condition:
    if unknown := set(entry) - _KEYS:
        raise ValueError(f"context.toml has conditions that do not exist: {sorted(unknown)}")
    wanted: list[tuple[str, re.Pattern[str]]] = []
    refused: list[tuple[str, re.Pattern[str]]] = []
    for key, value in entry.items():
        if key != "name":
            where = key.removeprefix("not_")
            (refused if key != where else wanted).append((where, _compile(where, value, macros)))
    return Condition(tuple(wanted), tuple(refused), entry.get("name", True))


def _compile(where: str, pattern: str, macros: dict[str, str]) -> re.Pattern[str]:
    for name, text in macros.items():
        pattern = pattern.replace("{" + name + "}", text)
    return re.compile(f"(?:{pattern})$" if where == "before" else pattern, re.IGNORECASE | re.DOTALL)


def holds(meaning: Meaning, text: str) -> bool:
    """Whether the match passes its rule's test (if it has one)."""
    name = meaning.guard
    if name is None:
        return True
    seen = {
        "before": text[max(0, meaning.start - _REACH) : meaning.start],
        "words": " ".join(text[meaning.start : meaning.end].split()),
        "after": text[meaning.end : meaning.end + _REACH],
        "units": meaning.unit or "",
    }
    return any(condition.holds(seen) for condition in _tests()[name])
