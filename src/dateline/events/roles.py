"""Actors and recipients of a matched frame: the entry's slots tried in order, parties drilled out of longer phrases."""

from __future__ import annotations

from dateline.events.frames import Frames
from dateline.events.matching import Match
from dateline.events.parties import Parties
from dateline.events.recovery import Recovery

VERB_ACTOR = ("subj",)
VERB_RECIPIENT = ("obj", "iobj", "against", "on", "with", "to", "at", "for", "of", "over", "from", "into", "comp")
NOUN_ACTOR = ("subj", "by", "poss", "mod", "from")
NOUN_RECIPIENT = (
    "against",
    "on",
    "with",
    "to",
    "into",
    "undergoer",
    "between",
    "of",
    "for",
    "toward",
    "towards",
    "at",
    "over",
    "in",
)
SPEECH_SLOTS = ("obj", "iobj", "to", "with", "on", "against", "from", "for", "of", "in", "into", "at", "about", "over")

TOGETHER = ("with", "between", "among", "obj")


def _parted(reciprocal: bool, actors: list[int], recipients: list[int]) -> tuple[list[int], list[int]]:
    """The sides of what is done together: one party is the actor, the others recipients, whichever side held them."""
    if reciprocal and not recipients and len(actors) > 1:
        return actors[:1], actors[1:]
    if reciprocal and not actors and len(recipients) > 1:
        return recipients[:1], recipients[1:]
    return actors, recipients


class Roles:
    """Fills the actor and recipient side of one match."""

    def __init__(self, frames: Frames, parties: Parties, recovery: Recovery, located: frozenset[str]) -> None:
        """`located` are the types that no building does, though one may stand beside them ("at a school, which")."""
        self.frames, self.parties, self.tree, self.recovery = frames, parties, frames.tree, recovery
        self.located = located
        self.matches: dict[int, Match] = {}

    def fill(self, match: Match) -> tuple[list[int], list[int]]:
        """Head tokens of the actors and of the recipients; either may be empty."""
        entry, frame = match.entry, match.frame
        noun = frame.part == "noun"
        slots = self._slots(match)
        if noun and self.tree.lemma[frame.trigger] in self.recovery.grammar.violent:
            slots["mod"] = [h for h in slots.get("mod", []) if self.parties.does(h)]
        actors = self._side(slots, entry.actor or (NOUN_ACTOR if noun else VERB_ACTOR), set(), places=True)
        wanted = entry.recipient or (NOUN_RECIPIENT if noun else VERB_RECIPIENT)
        if noun and frame.slots.get("undergoer") and "undergoer" in wanted:
            wanted = ("undergoer", *(s for s in wanted if s != "undergoer"))
        recipients = self._side(slots, wanted, set(actors), places=True)
        if not recipients and entry.any_recipient:
            nouns = [h for s in wanted if s != "for" for h in slots.get(s, []) if self._is_something(h)]
            recipients = [h for h in nouns if h not in actors][:1]
        if entry.reciprocal and len(actors) > 1 and not any(slots.get(s) for s in TOGETHER):
            recipients = []
        actors, recipients = _parted(entry.reciprocal, actors, recipients)
        if not actors:
            actors = self.recovery.actor(match, set(recipients))
        if entry.type in self.located:
            actors = [h for h in actors if not self._is_where(h)]
        if not recipients and actors:
            recipients = self.recovery.recipient(match, set(actors))
        if entry.reciprocal and not recipients:
            actors, recipients = _parted(True, self.recovery.joined(actors), recipients)
        else:
            own = self.parties.titles(actors)
            recipients = [h for h in recipients if h not in own]
        return actors, recipients + self.recovery.seat(recipients, {*actors, *recipients})

    def _is_where(self, h: int) -> bool:
        """Whether a word says where a violent act was, not who did it: a building, a school "at" which it was."""
        t, g = self.tree, self.recovery.grammar
        there = t.case(h) in g.standing and t.lemma[t.head[h]] in g.violent
        return there or self.parties.is_building(h)

    def _is_something(self, h: int) -> bool:
        """Whether a word is a noun for something that can be meant by an act: no day and no "first time"."""
        t, moments = self.tree, self.recovery.grammar.moments
        return t.pos[h] in ("NOUN", "PROPN") and not self.parties.is_time(h) and t.lemma[h] not in moments

    def _slots(self, match: Match) -> dict[str, list[int]]:
        """The frame's slots, with those of an object the entry asked for behind them ("lift a ban on X")."""
        frame, entry = match.frame, match.entry
        slots = {k: list(v) for k, v in frame.slots.items()}
        if frame.part != "noun":
            for h in frame.slots.get(match.object_slot, []):
                if self.tree.lemma[h] in entry.object or (entry.object and self.parties.kind(h) == "thing"):
                    for slot, tokens in self.frames.noun(h).slots.items():
                        if slot not in ("subj", "undergoer"):
                            slots.setdefault(slot, []).extend(x for x in tokens if x not in slots.get(slot, []))
        return slots

    def _side(self, slots: dict[str, list[int]], wanted: tuple[str, ...], taken: set[int], places: bool) -> list[int]:
        for slot in wanted:
            name, _, how = slot.partition(".")
            found: list[int] = []
            for h in slots.get(name, []):
                if name in ("comp", "purpose") or self.tree.pos[h] == "VERB":
                    found.extend(self._in_clause(h, how, taken))
                elif how == "self":
                    found.extend([h] if self.parties.able(h) else [])
                else:
                    found.extend(self._drilled(h))
            fresh = [h for h in dict.fromkeys(found) if h not in taken]
            if fresh:
                return fresh
        return []

    def _drilled(self, h: int) -> list[int]:
        """The parties of an argument; what somebody owns ("its troops") is no other party."""
        owned = any(self.tree.pos[c] == "PRON" for c in self.tree.kids(h, "nmod:poss"))
        if owned and self.parties.kind(h) in ("place", "thing", "group"):
            return [x for c in self.tree.kids(h, "nmod") if self.tree.pos[c] != "PRON" for x in self.parties.within(c)]
        return self.parties.within(h)

    def _in_clause(self, verb: int, how: str, taken: set[int]) -> list[int]:
        """The party a complement clause is about: its own subject for "comp.subj", else the first fitting argument."""
        frame = self.frames.verb(verb)
        if how == "subj":
            heads = self.frames.surface_subject(verb)
            return [x for h in heads for x in self.parties.within(h) if x not in taken]
        told = self.matches.get(verb)
        if told is not None and told.entry.recipient:
            own = [slot for slot in told.entry.recipient if not slot.startswith(("comp", "purpose"))]
            party = self._side(self._slots(told), tuple(own), taken, places=True)
            if party:
                return party
        for slot in SPEECH_SLOTS:
            for h in frame.slots.get(slot, []):
                found = [x for x in self._drilled(h) if x not in taken]
                if found:
                    return found
        for c in frame.slots.get("comp", []) + frame.slots.get("purpose", []):
            found = self._in_clause(c, how, taken) if c != verb else []
            if found:
                return found
        return []
