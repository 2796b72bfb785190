"""Chains within one article: names first, then pronouns and noun phrases from left to right by best antecedent."""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from dateline.names.aliases import same_names
from dateline.names.candidates import Candidate
from dateline.names.countries import by_name
from dateline.names.features import (
    Chain,
    agrees,
    determiner,
    forbidden,
    nominal_features,
    opening,
    pronoun_class,
    pronoun_features,
)  # fmt: skip
from dateline.names.groups import pair_of, two_persons
from dateline.names.lexicon import FEMALE, MALE, SINGULAR, lexicon
from dateline.names.speakers import Speakers, person_class
from dateline.names.words import Words

SENTENCES_BACK = 3
RECENT_CHAINS = 6
BACK = 60
FAINT = 0.02
FITTING = {
    "MISC": ("MISC", "EVENT", "PRODUCT", "ORG"), "EVENT": ("EVENT", "MISC"), "ORG": ("ORG", "MISC"),
    "GPE": ("GPE", "LOC"), "LOC": ("LOC", "GPE", "FAC"), "FAC": ("FAC", "ORG", "LOC", "MISC"), "NORP": ("NORP",),
}  # fmt: skip
"""Types of names that a definite noun phrase of a type may stand for. A person is left to roles told of him or her: the
last person named is too often not "the president"."""
LATE_ROLES = frozenset("sgp")
Option = tuple[int, list[str]]
Chooser = Callable[[int, str, list[Option]], int | None]


@cache
def weights() -> dict[str, float]:
    """Feature weights learned by training/coreference_weights.py; a pronoun's null option weighs `CLASS|new`."""
    table = tomllib.loads(files("dateline.names").joinpath("weights.toml").read_text("utf-8"))
    return {f"{group}|{name}": value for group, row in table.items() for name, value in row.items()}


class Resolver:
    """Links the candidates of one article into chains; `choose` picks an antecedent (a candidate index) or None."""

    def __init__(self, words: Words, candidates: list[Candidate], choose: Chooser | None = None,
                 evidence: Mapping[tuple[int, int], float] | None = None,
                 learned: Mapping[str, float] | None = None) -> None:  # fmt: skip
        self.words = words
        self.candidates = candidates
        self.chains: list[Chain] = []
        self.chain_of: dict[int, int] = {}
        self.evidence = evidence or {}
        self.choose = choose or self.best
        self._weights = weights() if learned is None else learned
        self._by_lemma: defaultdict[str, list[int]] = defaultdict(list)
        self._recent: list[int] = []
        self._biggest = 0
        self._unnamed: list[int] = []
        self._speakers = Speakers(words, candidates)

    def resolve(self) -> list[Chain]:
        """All chains; a candidate that nothing continues is a chain of one."""
        self._names()
        order = sorted(
            range(len(self.candidates)), key=lambda i: (self.candidates[i].head, self.candidates[i].kind != "group", i)
        )
        for i in order:
            c = self.candidates[i]
            if c.kind == "pronoun":
                self._pronoun(i)
            elif c.kind == "nominal" and i not in self.chain_of:
                self._nominal(i)
            elif i not in self.chain_of:
                self._start(i)
            elif c.kind == "name":
                self._name_late(i)
            self._see(i)
        return [chain for chain in self.chains if chain.mentions]

    def _name_late(self, i: int) -> None:
        """A person first named as a subject takes over the one he or she just spoken of without any name."""
        c, number = self.candidates[i], self.chain_of[i]
        kept = self.chains[number]
        if kept.type != "PERSON" or kept.seen or c.role not in LATE_ROLES or not self._unnamed:
            return
        open_ = [n for n in self._unnamed if self._could_be(n, kept, c)]
        if len(open_) == 1:
            taken = self.chains[open_[0]]
            for j in taken.mentions:
                self.chain_of[j] = number
            kept.mentions, taken.mentions = sorted(taken.mentions + kept.mentions), []
            kept.seen, kept.gender = taken.seen, kept.gender & taken.gender
            self._unnamed.remove(open_[0])

    def _could_be(self, number: int, named: Chain, c: Candidate) -> bool:
        """Whether an unnamed chain agrees with a name and was spoken of within the sentences before the name's."""
        chain = self.chains[number]
        last = self.candidates[chain.last]
        back = c.sentence - last.sentence
        near = 0 < back <= SENTENCES_BACK or (back == 0 and self._fronted(last, c))
        return (
            near
            and bool(chain.gender & named.gender)
            and all(self.candidates[j].kind == "pronoun" for j in chain.mentions)
        )

    def _start(self, i: int) -> int:
        c = self.candidates[i]
        self.chains.append(Chain([i], c.gender, c.number, c.type, c.kind == "name", members=c.members))
        self.chain_of[i] = len(self.chains) - 1
        return self.chain_of[i]

    def _join(self, i: int, chain: int) -> None:
        c, kept = self.candidates[i], self.chains[chain]
        kept.mentions.append(i)
        self.chain_of[i] = chain
        kept.gender = kept.gender & c.gender or kept.gender
        kept.number = kept.number & c.number or kept.number

    def _see(self, i: int) -> None:
        """Make a mention available to what follows it."""
        if i not in self.chain_of:
            return
        number = self.chain_of[i]
        chain, c = self.chains[number], self.candidates[i]
        chain.seen += 1
        chain.last = i
        if chain.type == "PERSON" and chain.named:
            self._biggest = max(self._biggest, chain.seen)
        if c.kind in ("nominal", "name"):
            self._by_lemma[self.words.lemma[c.head]].append(i)
            if number in self._recent:
                self._recent.remove(number)
            self._recent.append(number)

    def _names(self) -> None:
        """Chains of names, each with the phrase it explains ("the mayor, Ana Petrova") and the roles told of it."""
        same = same_names(self.words, self.candidates)
        for i in sorted(same, key=lambda i: (same[i] != i, i)):
            if same[i] == i:
                self._start(i)
            else:
                self._join(i, self.chain_of[same[i]])
        heads = {c.head: i for i, c in enumerate(self.candidates) if c.kind == "nominal"}
        for i in sorted(same):
            c, chain = self.candidates[i], self.chains[self.chain_of[i]]
            chain.words.update(self.words.lower[c.first : c.last + 1])
            written = " ".join(self.words.text[c.first : c.last + 1])
            chain.state = chain.state or (c.type == "GPE" and by_name(written) is not None)
            for first, last in c.roles:
                head = self.words.span_head(first, last) if "of" in self.words.lower[first:last] else last
                chain.entitle(self.words.lemma[head], self.words.lower[first : last + 1])
            above = self.words.head[c.head]
            other = heads.get(above) if self.words.dep[c.head] == "appos" else None
            if other is not None and other not in self.chain_of and self._may_explain(self.candidates[other], c):
                self._join(other, self.chain_of[i])
                chain.entitle(self.words.lemma[above], self.words.lower[self.candidates[other].first : above + 1])
        for chain in self.chains:
            chain.mentions.sort()

    def _may_explain(self, phrase: Candidate, name: Candidate) -> bool:
        return bool(phrase.gender & name.gender and phrase.number & name.number) and (
            phrase.type == name.type or phrase.type == "MISC"
        )

    def _pronoun(self, i: int) -> None:
        p = self.candidates[i]
        if p.person == 3:
            chosen = self.choose(i, pronoun_class(self.words, p), self.pronoun_options(i))
        else:
            chosen = self.choose(i, person_class(p), self._speakers.options(i, self.chains, self.chain_of))
        pair = two_persons(self.words, self.candidates, self.chain_of, self.chains, i) if chosen is None else None
        if chosen is not None:
            self._join(i, self.chain_of[chosen])
        elif pair is not None:
            self._join_pair(i, pair)
        else:
            self._start(i)
            if p.gender in (MALE, FEMALE):
                self._unnamed.append(self.chain_of[i])

    def pronoun_options(self, i: int) -> list[Option]:
        """Antecedents that agreement and binding allow, nearest first, each with its features."""
        p = self.candidates[i]
        out: list[Option] = []
        for j in self._window(i):
            c, chain = self.candidates[j], self.chains[self.chain_of[j]]
            if agrees(p, c, chain) and not forbidden(self.words, p, c):
                out.append((j, pronoun_features(self.words, p, c, chain, len(out), self._biggest)))
        return out

    def _window(self, i: int) -> list[int]:
        """Candidates of this and the sentences before, nearest first, and subjects of the clause above that follow."""
        p = self.candidates[i]
        out = []
        for j in range(i - 1, -1, -1):
            c = self.candidates[j]
            if p.sentence - c.sentence > SENTENCES_BACK:
                break
            if (j in self.chain_of and c.last < p.first) or (
                j in self.chain_of and c.first <= p.first and c.head < p.head
            ):
                out.append(j)
        return out + self._ahead(i)

    def _ahead(self, i: int) -> list[int]:
        p = self.candidates[i]
        out = []
        for j in range(i + 1, min(i + 40, len(self.candidates))):
            c = self.candidates[j]
            if c.sentence != p.sentence:
                break
            if c.kind == "name" and c.role == "s" and p.head < c.first and self._fronted(p, c):
                out.append(j)
                break
        return out

    def _fronted(self, p: Candidate, c: Candidate) -> bool:
        """Whether a pronoun stands in a part of the clause of c that precedes it ("In his speech, Dubrov said")."""
        governor = self.words.head[self.words.leading(c.head)]
        return governor != self.words.head[p.head] and self.words.within(p.head, governor)

    def _nominal(self, i: int) -> None:
        bearer = self._bearer(i)
        pair = pair_of(self.words, self.candidates, self.chain_of, i) if bearer is None else None
        chosen = self.choose(i, "n", self.nominal_options(i)) if bearer is None and pair is None else None
        if bearer is not None:
            self._join(i, bearer)
        elif pair is not None:
            self._join_pair(i, pair)
        elif chosen is not None:
            self._join(i, self.chain_of[chosen])
        else:
            self._start(i)

    def _join_pair(self, i: int, pair: tuple[int, ...]) -> None:
        """Link a plural phrase to the coordination that is its pair, or make it the group of two single members."""
        if len(pair) == 1:
            self._join(i, self.chain_of[pair[0]])
            return
        known = self._group_of({self.chain_of[m] for m in pair})
        if known is not None:
            self._join(i, known)
            return
        self._start(i)
        self.chains[self.chain_of[i]].members = tuple(self.candidates[m].head for m in pair)

    def _group_of(self, numbers: set[int]) -> int | None:
        """The group that has been spoken of and whose members are these chains."""
        of = {self.candidates[i].head: n for i, n in self.chain_of.items() if self.candidates[i].kind != "group"}
        groups = ((n, chain) for n, chain in enumerate(self.chains) if chain.members and chain.mentions)
        return next((n for n, chain in groups if {of.get(head) for head in chain.members} == numbers), None)

    def _bearer(self, i: int) -> int | None:
        """The chain last seen that has been given this very role: "the president" after "President Dubrov"."""
        n, words = self.candidates[i], self.words
        if n.number != SINGULAR or determiner(words, n) not in ("the", "this"):
            return None
        told = {words.lower[k] for k in range(n.first, n.last + 1) if words.pos[k] in ("NOUN", "PROPN", "ADJ")}
        for number in reversed(self._recent):
            chain = self.chains[number]
            around = chain.titles.get(words.lemma[n.head])
            if around and chain.named and told - {words.lower[n.head]} <= around and not self._distinct(n, chain):
                return number
        return None

    def nominal_options(self, i: int) -> list[Option]:
        """Chains that a noun phrase may continue: same head noun, a role with that noun, or (definite) a fit type."""
        n, words = self.candidates[i], self.words
        det, lemma = opening(words, n), words.lemma[n.head]
        near: dict[int, int] = {}
        if det not in ("a", "all", "as"):
            for j in reversed(self._by_lemma[lemma][-12:]):
                near.setdefault(self.chain_of[j], j)
        if det in ("the", "this", "poss") or lemma in lexicon().place:
            fitting = 0
            for number in reversed(self._recent):
                chain = self.chains[number]
                fits = chain.named and chain.type in FITTING.get(n.type, ())
                if lemma in chain.titles or (fits and fitting < RECENT_CHAINS):
                    fitting += fits
                    near.setdefault(number, chain.last)
        for j in self._served(i) if det == "as" else ():
            near.setdefault(self.chain_of[j], j)
        out: list[Option] = []
        for number, j in near.items():
            chain = self.chains[number]
            latest = self.candidates[chain.last if chain.last >= 0 else j]
            if self._distinct(n, chain):
                continue
            out.append((j, nominal_features(words, n, chain, latest, self.candidates[j], len(out))))
        return out

    def _served(self, i: int) -> list[int]:
        """What a phrase with "as" is said of: the subject and the object of its clause, as far as they precede it."""
        n, words = self.candidates[i], self.words
        heads = {words.subject(n.clause), words.child(words.head[n.head], "obj")}
        return [
            j for j in range(i - 1, max(-1, i - BACK), -1)
            if self.candidates[j].head in heads and j in self.chain_of and self.candidates[j].sentence == n.sentence
        ]  # fmt: skip

    def _distinct(self, n: Candidate, chain: Chain) -> bool:
        """Whether n surely stands for something else: it lies in a mention of the chain, holds one, or is beside it."""
        c = self.candidates[chain.last] if chain.last >= 0 else None
        if c is None or c.sentence != n.sentence:
            return False
        words = self.words
        if n.first <= c.head <= n.last or c.first <= n.head <= c.last:
            return True
        return words.head[words.leading(n.head)] == words.head[words.leading(c.head)] and words.dep[n.head] != "appos"

    def best(self, i: int, group: str, options: list[Option]) -> int | None:
        """The antecedent of the highest score, or None where no score is above the weight of a new chain."""
        best, top = None, self._weights.get(f"{group}|new", 0.0)
        for j, features in options:
            score = self.score(i, j, group, features)
            if score > top:
                best, top = j, score
        return best

    def score(self, i: int, j: int, group: str, features: list[str]) -> float:
        """Sum of the weights of the features, and of the model's evidence where it gives some."""
        total = sum(self._weights.get(name, 0.0) for name in features)
        return total + sum(self._weights.get(f"{group}|{name}", 0.0) * value for name, value in self.support(i, j))

    def support(self, i: int, j: int) -> list[tuple[str, float]]:
        """The model's evidence that i continues the chain of j: its sum over the mentions, plain and as a logarithm."""
        if not self.evidence:
            return []
        head = self.candidates[i].head
        pairs = ((head, self.candidates[k].head) for k in self.chains[self.chain_of[j]].mentions if k != i)
        total = min(1.0, sum(self.evidence.get(pair, 0.0) for pair in pairs))
        return [("model", total), ("model:log", math.log1p(total / FAINT) / math.log1p(1 / FAINT))] if total else []
