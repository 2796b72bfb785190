"""Words of English that the event rules need whatever the codebook: light verbs, cue verbs, words for people; from
grammar.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists by what they are for; `kinds` gives person, org, place or group for a common noun."""

    light: frozenset[str]
    inverse: frozenset[str]
    joining: frozenset[str]
    joins: frozenset[str]
    transparent: frozenset[str]
    aspect: frozenset[str]
    speech: frozenset[str]
    documents: frozenset[str]
    seated: frozenset[str]
    standing: frozenset[str]
    crossing: frozenset[str]
    during: frozenset[str]
    visits: frozenset[str]
    directions: frozenset[str]
    lent: frozenset[str]
    blaming: frozenset[str]
    generic: frozenset[str]
    violent: frozenset[str]
    targeted: frozenset[str]
    leaving: frozenset[str]
    charging: frozenset[str]
    stative: frozenset[str]
    moments: frozenset[str]
    reflexive: frozenset[str]
    dating: frozenset[str]
    bounding: frozenset[str]
    topical: frozenset[str]
    promising: frozenset[str]
    voicing: frozenset[str]
    for_others: frozenset[str]
    denying: frozenset[str]
    open_reports: frozenset[str]
    vowing: frozenset[str]
    assembling: frozenset[str]
    embodied: frozenset[str]
    wishing: frozenset[str]
    about: frozenset[str]
    away: frozenset[str]
    prepositions: frozenset[str]
    endings: tuple[str, ...]
    seating: tuple[str, ...]
    siding: tuple[str, ...]
    kinds: Mapping[str, str]
    pronouns: Mapping[str, str]
    cues: Mapping[str, frozenset[str]]
    modals: Mapping[str, str]
    adverbs: Mapping[str, str]
    modifiers: Mapping[str, str]
    negators: frozenset[str]
    numbers: Mapping[str, float]
    vague: Mapping[str, tuple[float, float | None]]
    bounds: Mapping[str, str]
    units: Mapping[str, str]
    arguments: Mapping[str, frozenset[str]]

    @property
    def people(self) -> frozenset[str]:
        """The common nouns for persons."""
        return frozenset(word for word, kind in self.kinds.items() if kind == "person")

    @property
    def verbs(self) -> frozenset[str]:
        """The lemmas that the rules ask verbs for."""
        lists = (self.light, self.inverse, self.joining, self.aspect, self.speech, *self.cues.values())
        return frozenset().union(*lists)


@lru_cache(maxsize=1)
def english() -> Grammar:
    """The English word lists, read once."""
    text = (resources.files("dateline.events") / "grammar.toml").read_text(encoding="utf-8")
    raw: dict[str, Any] = tomllib.loads(text)
    return Grammar(
        **{key: frozenset(words) for key, words in raw["words"].items()},
        endings=tuple(raw["endings"]),
        seating=tuple(raw["seating"]),
        siding=tuple(raw["siding"]),
        kinds={word: kind for kind, words in raw["kinds"].items() for word in words},
        pronouns={word: kind for kind, words in raw["pronouns"].items() for word in words},
        cues={key: frozenset(words) for key, words in raw["cues"].items()},
        modals={word: effect for effect, words in raw["modals"].items() for word in words},
        adverbs={word: effect for effect, words in raw["adverbs"].items() for word in words},
        modifiers={word: effect for effect, words in raw["modifiers"].items() for word in words},
        numbers=raw["numbers"],
        vague={word: (bounds[0], bounds[1] if len(bounds) > 1 else None) for word, bounds in raw["vague"].items()},
        bounds={word: side for side, words in raw["bounds"].items() for word in words},
        units={word: unit for unit, words in raw["units"].items() for word in words},
        arguments={role: frozenset(words) for role, words in raw["arguments"].items()},
    )
