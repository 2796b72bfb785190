"""Plural groups: which entities "the two leaders", "both sides" or "they" are made of."""

from __future__ import annotations

from dateline.names.candidates import Candidate
from dateline.names.features import Chain
from dateline.names.lexicon import PLURAL, lexicon
from dateline.names.words import Words

PARTIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
SENTENCES_BACK = 3
DEFINITE = frozenset({"the", "these", "those", "its", "their", "his", "her", "whose"})
"""Words before "two" that speak of two known ones; "two generals" alone are new."""


def group_members(candidates: list[Candidate], chains: list[Chain]) -> dict[int, tuple[int, ...]]:
    """{chain number: its members' chain numbers} for each chain of two or more mentions with a coordination in it."""
    chain_of = {
        candidates[i].head: n for n, chain in enumerate(chains) for i in chain.mentions if candidates[i].kind != "group"
    }
    out: dict[int, tuple[int, ...]] = {}
    for n, chain in enumerate(chains):
        alone = len(chain.mentions) < 2 and candidates[chain.mentions[0]].kind == "group"
        if alone or not chain.members:
            continue
        members = [chain_of[head] for head in chain.members if head in chain_of]
        if len(members) > 1 and n not in members:
            out[n] = tuple(dict.fromkeys(members))
    return out


def pair_of(words: Words, candidates: list[Candidate], chain_of: dict[int, int], i: int) -> tuple[int, ...] | None:
    """What "the two leaders" or "both sides" stands for: (a coordination of two,), (one, other) or None.

    The nearest coordination of two fitting members in the sentences before; else the two fitting names that stand alone
    in the nearest sentence that has exactly two.
    """
    n = candidates[i]
    if not _names_two(words, n):
        return None
    near: dict[int, dict[int, int]] = {}
    for j in range(i - 1, -1, -1):
        c = candidates[j]
        if n.sentence - c.sentence > SENTENCES_BACK:
            break
        if c.kind == "group" and len(c.members) == 2 and j in chain_of and _fits(n, c):
            return (j,)
        if c.kind == "name" and _fits(n, c):
            near.setdefault(c.sentence, {})[chain_of[j]] = j
    for sentence in sorted(near, reverse=True):
        if len(near[sentence]) == 2:
            one, other = sorted(near[sentence].values())
            return one, other
    return None


def _names_two(words: Words, n: Candidate) -> bool:
    lemma, lists = words.lemma[n.head], lexicon()
    before = words.lower[n.first : n.head]
    if lemma in lists.pairs:
        return "the" in before
    known = "both" in before or ("two" in before and not DEFINITE.isdisjoint(before))
    return n.number == PLURAL and lemma in lists.two and known and "other" not in before


def _fits(n: Candidate, c: Candidate) -> bool:
    persons = n.type == "PERSON"
    return (c.type == "PERSON") == persons if persons or n.type in ("GPE", "LOC") else c.type in PARTIES


def two_persons(
    words: Words, candidates: list[Candidate], chain_of: dict[int, int], chains: list[Chain], i: int
) -> tuple[int, ...] | None:
    """For a plural pronoun that continues nothing: the only two persons, both named, of the words of its sentence
    before it where one is the subject of its verb ("A met B for their talks"), else of the sentence before."""
    p = candidates[i]
    if p.number != PLURAL or p.person != 3:
        return None
    here = _persons_of(candidates, chain_of, i, p.sentence)
    met = len(here) == 2 and any(candidates[j].head == words.subject(p.clause) for j in here.values())
    found = here if met else _persons_of(candidates, chain_of, i, p.sentence - 1)
    if len(found) != 2 or not all(chains[number].named for number in found):
        return None
    one, other = sorted(found.values())
    return one, other


def _persons_of(candidates: list[Candidate], chain_of: dict[int, int], i: int, sentence: int) -> dict[int, int]:
    """{chain: its first candidate} of the persons that a sentence names, or has pronouns for, before candidate i."""
    found: dict[int, int] = {}
    for j in range(i - 1, -1, -1):
        c = candidates[j]
        if c.sentence < sentence:
            break
        if c.sentence == sentence and j in chain_of and c.type == "PERSON" and c.kind in ("name", "pronoun"):
            found[chain_of[j]] = j
    return found
