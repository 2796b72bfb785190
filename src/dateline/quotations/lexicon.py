"""The cue lexicon: which words introduce what somebody says or thinks, read once from cues.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.model import Act, Stance

CUE_POS = ("VERB", "NOUN", "ADJ", "AUX", "PROPN")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue word tells: act, stance, the complements that hold its content, where the addressee stands."""

    act: Act
    stance: Stance
    takes: frozenset[str] = frozenset()
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Cues by lemma and part of speech, fixed phrases, nouns that decide an act as its source, words before titles, and
    verbs that tell deeds.
    """

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    phrases: dict[tuple[str, ...], Cue]
    acts_by_source: dict[str, Act]
    works: frozenset[str]
    deeds: frozenset[str]

    def entry(self, lemma: str, pos: str, complement: str | None = None) -> Cue | None:
        """The cue of a word, the one that takes the complement where that is told; None when it is no cue."""
        if pos in ("VERB", "AUX"):
            entries = self.verbs.get(lemma, ())
            return next((e for e in entries if complement in e.takes), entries[0] if entries else None)
        if pos in ("NOUN", "PROPN"):
            return self.nouns.get(lemma)
        return self.adjectives.get(lemma) if pos == "ADJ" else None

    def verb_form(self, word: str) -> Cue | None:
        """The cue of a verb as a headline has it, without a tag: "says", "warns", "denies", or its bare lemma."""
        stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y")
        return next((self.verbs[s][0] for s in stems if s in self.verbs), None)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with dateline."""
    data = tomllib.loads((files(__package__) / "cues.toml").read_text(encoding="utf-8"))
    verbs: dict[str, tuple[Cue, ...]] = {}
    for block in data["verbs"]:
        for lemma in block["lemmas"].split():
            verbs[lemma] = (*verbs.get(lemma, ()), _cue(block))
    phrases = {tuple(words.split()): _cue(block) for block in data["phrases"] for words in block["words"]}
    acts: dict[str, Act] = {w: act for act, words in data["acts_by_source"].items() for w in words.split()}
    nouns, adjectives = _by_lemma(data["nouns"]), _by_lemma(data["adjectives"])
    return Lexicon(
        verbs, nouns, adjectives, phrases, acts, *(frozenset(data[key].split()) for key in ("works", "deeds"))
    )


def _by_lemma(blocks: Iterable[dict[str, Any]]) -> dict[str, Cue]:
    return {lemma: _cue(block) for block in blocks for lemma in block["lemmas"].split()}


def _cue(block: dict[str, Any]) -> Cue:
    return Cue(block["act"], block["stance"], frozenset(block.get("takes", ())), tuple(block.get("address", ())))
