"""Sides that an entry's slots leave empty: owners of things that act, PropBank roles, the rest of the clause.

The parse alone misses parties in three ways: a thing acts for its owner ("issued a statement criticising X"), an
argument hangs elsewhere than its predicate, and what is done to whom stands in a phrase that the entry does not name
("set up hospitals in Lusk", "will not end the strike until the company pays").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dateline.events.frames import Frames
from dateline.events.matching import Match
from dateline.events.parties import Parties
from dateline.language.analysis import Predicate

UNDERGOERS = ("ARG1", "ARG2", "ARG3", "ARG4")
DEEP = ("obj", "comp", "purpose")


class Recovery:
    """Finds a side of a match where its slots gave none."""

    def __init__(self, frames: Frames, parties: Parties, predicates: Sequence[Predicate]) -> None:
        self.frames, self.parties, self.tree, self.grammar = frames, parties, frames.tree, frames.grammar
        self.roles: Mapping[int, Predicate] = {p.token: p for p in predicates}

    def actor(self, match: Match, taken: set[int]) -> list[int]:
        """Who acts: the owner of a document that acts, else the model's agent."""
        for h in match.frame.slots.get("subj", []):
            owner = [x for x in self._owner(h) if x not in taken]
            if owner:
                return owner
        for h in self._arguments(match.frame.trigger, ("ARG0",)):
            found = [x for x in self.parties.within(h) or self._owner(h) if x not in taken]
            if found:
                return found
        return []

    def recipient(self, match: Match, taken: set[int]) -> list[int]:
        """To whom: the model's undergoers, else places and parties in the rest of the clause.

        What is done together has its other side behind "with", nowhere else.
        """
        if match.entry.reciprocal:
            return self._with(match.frame.clause, taken)
        taken = taken | self.parties.tellers(match.frame.trigger)
        if match.entry.recipient and "obj" not in match.entry.recipient:
            taken = taken | self._in_object(match)
        if match.object_slot not in match.entry.recipient:
            taken = taken | self._said_with(match)
        for h in self._arguments(match.frame.trigger, UNDERGOERS):
            found = [x for x in self.parties.within(h) if x not in taken]
            if found:
                return found
        return self._elsewhere(match, taken)

    def _in_object(self, match: Match) -> set[int]:
        """What the object is or holds, but for places: no recipient where the entry looks for it elsewhere."""
        held = {x for h in match.frame.slots.get("obj", []) for x in (h, *self.parties.within(h))}
        return {x for x in held if self.parties.kind(x) != "place"}

    def _said_with(self, match: Match) -> set[int]:
        """The objects that the entry asks for: they are part of what is said ("took to the streets")."""
        heads = match.frame.slots.get(match.object_slot, [])
        return {h for h in heads if self.tree.lemma[h] in match.entry.object}

    def seat(self, heads: list[int], taken: set[int]) -> list[int]:
        """Where a party without a name is said to be ("people in northern Lusk"): the named place under it."""
        t, seated = self.tree, self.grammar.seated
        if (
            len(heads) != 1
            or t.lemma[heads[0]] in self.grammar.violent
            or any(self._is_named(i) for i in t.within(heads[0]) if t.case(i) not in seated)
        ):
            return []
        below = [i for i in t.within(heads[0]) if i not in taken and t.case(i) in seated]
        return [i for i in below if self._is_named(i) and self.parties.kind(i) == "place"][:1]

    def joined(self, heads: list[int]) -> list[int]:
        """The names joined before a single noun: "British and EU negotiators" are two parties."""
        t = self.tree
        for c in t.kids(heads[0], "amod", "compound", "nmod:desc") if len(heads) == 1 else ():
            names = [x for x in t.conjuncts(c) if self.parties.able(x)]
            if len(names) > 1:
                return names
        return heads

    def _is_named(self, i: int) -> bool:
        mention = self.parties.mention(i)
        return mention is not None and mention.kind == "name"

    def _with(self, clause: int, taken: set[int]) -> list[int]:
        """The parties behind the clause's first "with"."""
        t = self.tree
        for i in sorted(t.within(clause)):
            if t.case(i) in ("with", "alongside") and i not in taken:
                found = [x for x in self.parties.within(i) if x not in taken]
                if found:
                    return [y for x in found for y in t.conjuncts(x) if self.parties.able(y)]
        return []

    def _elsewhere(self, match: Match, taken: set[int]) -> list[int]:
        """Parties in the rest of the clause: places first, then whoever its side clauses name, then its object."""
        slots = match.frame.slots
        for names in (self.grammar.seating, self.grammar.siding, DEEP):
            for h in (h for name in names for h in slots.get(name, [])):
                found = self._under(h, taken)
                if found:
                    return found
        return []

    def _under(self, h: int, taken: set[int]) -> list[int]:
        """The first noun under a word, in order of the text, that can be a party, is not taken and tells nothing."""
        t = self.tree
        if t.case(h) == "according to":
            return []
        for i in sorted(t.within(h)):
            noun = t.pos[i] in ("NOUN", "PROPN") and t.base(i) not in ("compound", "flat")
            if noun and i not in taken and self.parties.able(i):
                return [i]
        return []

    def _arguments(self, token: int, labels: tuple[str, ...]) -> Iterator[int]:
        """The head words of a predicate's arguments with these labels, label by label."""
        told = self.roles.get(token)
        for label in labels:
            for a in told.arguments if told else ():
                if a.label == label:
                    yield self.tree.top(a.first, a.last)

    def _owner(self, thing: int) -> list[int]:
        """Whose report, letter or lawsuit it is: its possessor, or who puts it out, sends or files it."""
        t = self.tree
        if t.lemma[thing] not in self.grammar.documents:
            return []
        owners = [x for c in t.kids(thing, "nmod:poss") for x in self.parties.within(c)]
        verb = t.head[thing]
        if not owners and t.base(thing) in ("obj", "obl") and t.pos[verb] == "VERB":
            owners = [x for h in self.frames.verb(verb).slots.get("subj", []) for x in self.parties.within(h)]
        return owners
