"""Where an event is told to happen: a named place under its words, under its sides, or under the act it is part of."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.events.codebook import Codebook, Entry
from dateline.events.frames import Frame
from dateline.events.grammar import Grammar
from dateline.events.parties import Parties
from dateline.events.tree import Tree
from dateline.model import Mention, Reference
from dateline.names import countries

DEPTH = 3
"""How many phrases deep a place is looked for ("at her home in the suburb of Lusk")."""


class Where:
    """Finds the stated places of the events of one draft, asked for in order of the text."""

    def __init__(self, tree: Tree, parties: Parties, grammar: Grammar, codebook: Codebook) -> None:
        self.tree, self.parties, self.grammar, self.codebook = tree, parties, grammar, codebook
        self._found: dict[int, Reference | None] = {}

    def of(self, frame: Frame, entry: Entry, actors: Sequence[int], recipients: Sequence[int]) -> Reference | None:
        """The place of an event: of its own phrases first ("met in Lusk"), then of an unnamed side ("a judge in Lusk
        refused"), of what is hit or held there ("seized Lusk", for types that are done where their undergoer is), and
        of the act that it is part of ("raided a camp in Lusk, freeing two").
        """
        cases = self.grammar.standing | (self.grammar.crossing if self._moves(entry) else frozenset())
        talk = entry.type in self.codebook.spoken or entry.type in self.codebook.reciprocal
        if talk:
            cases -= {"on"}
        found = (
            self._own(frame, cases)
            or (self._visited(recipients) if entry.mode == "visit" else None)
            or self._of_sides(actors, recipients if entry.type in self.codebook.located else ())
            or self._around(frame)
            or (self._beyond(frame, cases) if entry.type in self.codebook.located else None)
        )
        self._found[frame.trigger] = found
        return found

    def _moves(self, entry: Entry) -> bool:
        return entry.type in self.codebook.moving or entry.mode == "visit"

    def _own(self, frame: Frame, cases: frozenset[str]) -> Reference | None:
        """A place under the trigger or its clause."""
        heads = dict.fromkeys((frame.trigger, frame.clause))
        return next((place for i in heads for place in [self._under(i, cases)] if place), None)

    def _under(self, i: int, cases: frozenset[str]) -> Reference | None:
        t = self.tree
        for c in t.children[i]:
            if t.base(c) in ("obl", "nmod") or (t.base(c) in ("obj", "nsubj") and self.parties.kind(c) == "place"):
                found = self._in(c, cases, DEPTH)
                if found is not None:
                    return found
        return self._beside(i)

    def _in(self, c: int, cases: frozenset[str], depth: int) -> Reference | None:
        """The named place in a phrase: itself where it stands behind one of the prepositions, or below it."""
        t, hit = self.tree, self.tree.base(c) in ("obj", "nsubj")
        if not (t.case(c) in cases or self.parties.is_time(c) or hit or t.case(c) in self.grammar.during):
            return None
        named = self._named(c)
        if named is not None and not hit and t.case(c) in cases:
            return named
        for k in t.kids(c, "nmod", "obl", "appos") if depth else ():
            if t.case(k) == "of" and (self.parties.kind(c) == "place" or t.lemma[c] in self.grammar.visits):
                named = self._named(k)
                if named is not None:
                    return named
            inner = cases | self.grammar.crossing if t.lemma[c] in self.grammar.visits else cases
            found = self._in(k, inner, depth - 1)
            if found is not None:
                return found
        return self._beside(c)

    def _beside(self, i: int) -> Reference | None:
        """The place a direction is counted from ("a checkpoint south of Lusk")."""
        t = self.tree
        for c in t.kids(i, "advmod", "obl", "nmod", "amod"):
            if t.lemma[c] in self.grammar.directions:
                for k in t.kids(c, "obl", "nmod"):
                    if t.case(k) == "of" and self._named(k):
                        return self._named(k)
        return None

    def _of_sides(self, actors: Sequence[int], recipients: Sequence[int]) -> Reference | None:
        """Where an unnamed side is said to be, and a place among the recipients that is no country."""
        for h in (*actors, *recipients):
            if self._mention(h) is None and not self.parties.is_time(h):
                found = self._under(h, self.grammar.standing)
                if found is not None:
                    return found
        places = (place for h in recipients for place in [self._named(h)] if place)
        return next((place for place in places if not self._is_country(place)), None)

    def _visited(self, recipients: Sequence[int]) -> Reference | None:
        """The place that somebody visits, a country too."""
        return next((place for h in recipients for place in [self._named(h)] if place), None)

    def _around(self, frame: Frame) -> Reference | None:
        """The place of the event that the clause is part of, where that one is told before it."""
        t, clause = self.tree, frame.clause
        if t.dep[clause] not in ("advcl", "conj") or t.pos[clause] != "VERB":
            return None
        if t.dep[clause] == "advcl" and (t.tag[clause] != "VBG" or t.kids(clause, "mark", "case")):
            return None
        found = self._found.get(t.head[clause])
        return found if found is not None and found.start < t.start[clause] else None

    def _beyond(self, frame: Frame, cases: frozenset[str]) -> Reference | None:
        """The place behind the verb that the clause is joined to, no comma between ("killed nine and wounded 30 in
        Lusk").
        """
        t, clause = self.tree, frame.clause
        joined = [
            c
            for c in t.kids(clause, "conj")
            if t.pos[c] == "VERB" and not t.kids(c, "nsubj") and "," not in t.text[clause:c]
        ]
        return next((place for c in joined[-1:] for place in [self._under(c, cases)] if place), None)

    def _named(self, c: int) -> Reference | None:
        m = self._mention(c)
        return Reference(m.start, m.end, m.id, m.entity) if m is not None and m.type in ("GPE", "LOC", "FAC") else None

    def _mention(self, c: int) -> Mention | None:
        """The name whose head word is `c`."""
        m = self.parties.mention(c)
        return m if m is not None and m.kind == "name" else None

    def _is_country(self, place: Reference) -> bool:
        entity = self.parties.entities.get(place.entity or "")
        return entity is not None and countries.by_whole(entity.name) is not None
