"""The words of claims to be first (`firsts.toml`), as patterns, loaded once; and which deeds are of one kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.gather.terms import WORD, normal, stem


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """What claims are found by: `cue` their words, `stop` where they end at the latest, the rest what they are not."""

    table: dict[str, Any]
    cue: re.Pattern[str]
    stop: re.Pattern[str]
    clause: re.Pattern[str]
    by: re.Pattern[str]
    bare: re.Pattern[str]
    to_teller: tuple[str, ...]
    plain: frozenset[str]

    def rank(self, word: str) -> int:
        """How many: 1 for "first" and "only"."""
        found: int = self.table["ranks"].get(word.lower(), 1)
        return found

    def whose(self, before: str) -> str | None:
        """Whose first it is, from the word before: "own", "teller", "any" for an article; None for no such word."""
        words = re.search(r"([\w.’']+)\s+(?:very\s+)?$", before)
        word = words[1].lower() if words else ""
        if word in self.table["anybody"]:
            return "any"
        if word in self.table["own"] or re.search(r"(?:['’]s|s['’])$", word):
            return "own"
        if word in self.table["teller"]:
            return "teller"
        return "any" if word in ("the", "a", "an", "this", "only", "just") or word in self.table["ranks"] else None

    def denied(self, before: str) -> bool:
        """Whether what stands before says that it is no claim: "not the first", "one of the first", "at first"."""
        plain = re.sub(r"\s+(?:the|an?|his|her|their|its|our|my|[\w.]+['’]s)\s*$", " ", f" {before.lower()}").rstrip()
        return any(
            plain.endswith(word if word[0] == "n" and "t" in word[:3] else f" {word}") for word in self.table["denied"]
        )

    def is_other(self, after: str) -> bool:
        """Whether a word that counts is part of something else: First Minister, first half, first of three."""
        word = re.match(r"[-\s]+([\w’']+)", after)
        if after.startswith("-") or (word and (word[1].lower() in self.table["compounds"] or word[1][0].isdigit())):
            return True
        return any(re.match(rf"\s+{words}\b", after.lower()) for words in self.table["parted"])

    def is_unit(self, after: str) -> bool:
        """Whether "last" is that of "last week"."""
        word = re.match(r"[-\s]*([\w’']+)", after)
        if after.startswith("-") or word is None or word[1][0].isdigit():
            return True
        return re.sub(r"['’]s$", "", word[1].lower()) in self.table["last"]

    def causal(self, words: str) -> bool:
        """Whether a "since" says why: "since they are"."""
        return bool(re.match(rf"since\s+(?:{'|'.join(self.table['causal'])})\b", words.lower()))

    def doer(self, between: str) -> str | None:
        """Who acts, in "first Norwegian minister to visit"; None where nobody is described so."""
        found = re.fullmatch(
            r"\s+(?P<who>[^,;:]+?)\s+(?:to|who|that)(?:\s+(?:have|has|had|be|ever|officially))*\s+", between
        )
        if found is None or set(found["who"].lower().split()) & set(self.table["offers"]):
            return None
        return None if self.broken(found["who"]) else re.split(r"\s+(?:in|of|from|at|with)\s", found["who"])[0]

    def broken(self, between: str) -> bool:
        """Whether what stands between a claim and an event parts them."""
        words = set(between.lower().split())
        return bool(words & {*self.table["ends"], *self.table["parting"]})


@cache
def claimwords() -> ClaimWords:
    """The words that ship."""
    content = tomllib.loads(files("dateline.gather").joinpath("firsts.toml").read_text("utf-8"))
    table = content["claims"]
    ranks = "|".join(re.escape(word) for word in sorted(table["ranks"], key=len, reverse=True))
    never = r"never\s+before|not\s+since|never|not|\w+n['’]t"
    ends = "|".join(table["ends"])
    units = "|".join(table["units"])
    return ClaimWords(
        table=table,
        cue=re.compile(
            rf"\b(?:(?P<none>{never})|(?P<only>only\s+the\s+|just\s+the\s+)?(?P<word>{ranks}|last|only))\b", re.I
        ),
        stop=re.compile(r"[,;:—–()?!]|\s-\s|(?<=[a-z]{4})\.\s"),
        clause=re.compile(rf"[,;:—–()?!]|\s-\s|\b(?:{ends})\b", re.I),
        by=re.compile(
            r"\s+by\s+(?:an?|any)\s+(?P<who>[\w.’'-]+(?:\s+(?!since|in|to|for|at|on|of|with|from)[\w’'-]+){0,4})"
        ),
        bare=re.compile(
            r"\s*(?:such\b|of (?:its|their|his|her) kind\b|since\b|ever\b"
            rf"|in (?:\S+ ){{0,4}}(?:{units})s?\b|(?:this|of the) (?:{units})\b)",
            re.I,
        ),
        to_teller=tuple(table["to_teller"]),
        plain=frozenset([*table["plain"], *table["ends"]]),
    )


@cache
def _alike() -> tuple[tuple[str, tuple[str, ...]], ...]:
    content = tomllib.loads(files("dateline.gather").joinpath("firsts.toml").read_text("utf-8"))["alike"]
    return tuple((kind, tuple(beginnings)) for kind, beginnings in content.items())


def deed(trigger: str) -> frozenset[str]:
    """What kinds of deed a trigger's words tell of: a kind of the table, else a stem."""
    return frozenset(kind for word in WORD.findall(trigger) for kind in _kinds(normal(word)))


def _kinds(word: str) -> Iterable[str]:
    return [kind for kind, beginnings in _alike() if word.startswith(beginnings)] or [stem(word)]


def alike(
    type_: str, mode: str | None, deeds: frozenset[str], other: str, other_mode: str | None, others: frozenset[str]
) -> bool:
    """Whether two events are of one kind: one type, no two modes, triggers for one kind of deed."""
    return type_ == other and not (mode and other_mode and mode != other_mode) and bool(deeds & others)
