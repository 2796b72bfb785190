"""Frames against the lexicon: which entry a predicate meets, and, for `explain`, why the others did not."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.events.codebook import Codebook, Entry, Form
from dateline.events.frames import Frame, Frames
from dateline.events.parties import Parties
from dateline.events.tree import Tree

PARTY_KINDS = frozenset({"person", "org", "group", "place", "name"})
NOT_SLOTS = frozenset({"subj", "obj", "iobj", "comp", "purpose", "advcl", "poss", "mod", "undergoer", "bare"})


@dataclass(slots=True)
class Match:
    """A frame and the entry it meets; `words` are the tokens that say it, `consumed` those that tell no event of
    their own.
    """

    frame: Frame
    entry: Entry
    words: tuple[int, ...]
    consumed: frozenset[int]
    object_slot: str = "obj"
    content: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """Why a predicate gave an event, or gave none: its word, the entry looked at, and the reason in words."""

    token: int
    entry: str | None
    outcome: str
    reason: str


class Matcher:
    """Finds the entry for each predicate of one tree."""

    def __init__(
        self, tree: Tree, frames: Frames, parties: Parties, codebook: Codebook, senses: dict[int, str]
    ) -> None:
        self.tree, self.frames, self.parties, self.codebook, self.senses = tree, frames, parties, codebook, senses
        self.decisions: list[Decision] = []

    def all(self) -> list[Match]:
        """Every predicate's match, in order of the text; words that another match consumed are left out."""
        found = [m for i in range(self.tree.n) for m in [self._at(i)] if m is not None]
        consumed: dict[int, Match] = {}
        content = {i for m in found if m.entry.absorbs for i in self._about(m.frame)}
        for m in sorted(found, key=lambda m: m.frame.part == "noun"):
            if m.frame.trigger not in consumed:
                for i in m.consumed:
                    consumed.setdefault(i, m)
        out = []
        for m in found:
            taker = consumed.get(m.frame.trigger)
            if taker is not None and taker is not m:
                self._say(m.frame.trigger, m.entry, "no event", f"part of what {taker.entry.id!r} tells")
            elif m.entry.type == "none":
                self._say(m.frame.trigger, m.entry, "no event", "the lexicon says these words are no event here")
            else:
                m.content = m.frame.trigger in content
                out.append(m)
        return out

    def is_event(self, i: int) -> bool:
        """Whether the token is a word that some noun entry lists (times then hang on it)."""
        return self.tree.pos[i] == "NOUN" and ("noun", self.tree.lemma[i]) in self.codebook.index

    def _say(self, token: int, entry: Entry | None, outcome: str, reason: str) -> None:
        self.decisions.append(Decision(token, entry.id if entry else None, outcome, reason))

    def _at(self, i: int) -> Match | None:
        t, part = self.tree, self.part(i)
        if part is None:
            return None
        candidates = self.codebook.index.get((part, t.lemma[i]))
        if not candidates:
            return None
        frame = self.frames.noun(i) if part == "noun" else self.frames.verb(i)
        for form, entry in candidates:
            words, why = self._meets(frame, form, entry)
            if words is not None:
                slot = _object_slot(frame, form)
                return Match(frame, entry, words, self._consumed(frame, entry, words, slot), slot)
            self._say(i, entry, "not met", why)
        return None

    def part(self, i: int) -> str | None:
        """Which part of the lexicon a token is looked up in; None for words that only modify another."""
        t, pos, base = self.tree, self.tree.pos[i], self.tree.base(i)
        if pos == "VERB" and base not in ("amod", "compound", "case", "mark", "fixed"):
            return "verb"
        if (
            pos == "ADJ"
            and base not in ("amod", "compound")
            and (t.kids(i, "nsubj", "cop") or base in ("xcomp", "root"))
        ):
            return "adjective"
        if pos == "NOUN" and base not in ("compound", "amod", "flat", "nmod:desc"):
            return "noun"
        if pos == "PROPN" and base not in ("compound", "flat", "amod") and self._is_common(i):
            return "noun"
        return None

    def _is_common(self, i: int) -> bool:
        """Whether a word read as a name stands like a noun: in small letters, or with what names do not have."""
        t = self.tree
        small = t.text[i][:1].islower()
        return small or (bool(t.kids(i, "det", "nmod", "nmod:poss")) and not t.kids(i, "flat"))

    def _meets(self, frame: Frame, form: Form, entry: Entry) -> tuple[tuple[int, ...] | None, str]:
        words = self._words(frame, form)
        if words is None:
            return None, f"without {' '.join(form.words)!r}"
        for test, why in (
            (self._sense(frame, entry), "another sense"),
            (self._light(frame, entry), "another verb with the noun"),
            (self._slots(frame, entry), "an argument it needs is missing, or one is there that must not be"),
            (self._complement(frame, entry), "another complement"),
            (not entry.infinitive or self._infinitive(frame), "its complement is no infinitive"),
            (self._modal(frame, entry), "no modal in the complement"),
            (not entry.joint or len(frame.slots.get("subj", [])) > 1, "its subject is not several parties"),
            (self._modifiers(frame, entry), "another modifier"),
            (self._unless(frame, entry), "other words of the sentence speak against it"),
            (self._given(frame, entry), "no word near it that the entry asks for"),
        ):
            if not test:
                return None, why
        objects = self._heads(frame, _object_slot(frame, form))
        subjects = self._heads(frame, "subj")
        for wanted, banned, heads, name in (
            (entry.object, entry.object_not, objects, "object"),
            (entry.subject, entry.subject_not, subjects, "subject"),
        ):
            lemmas = {self.tree.lemma[h] for h in heads} | {self._compound(h) for h in heads}
            if (wanted and not lemmas & wanted) or (banned and lemmas & banned):
                return None, f"the {name} does not fit"
        for kinds, slot in ((entry.object_kind, "obj"), (entry.subject_kind, "subj")):
            if kinds and not self._of_kind(frame, slot, kinds):
                return None, f"the {'object' if slot == 'obj' else 'subject'} is of another kind"
        return words, ""

    def _words(self, frame: Frame, form: Form) -> tuple[int, ...] | None:
        t, out = self.tree, [frame.trigger]
        for word in form.words:
            if frame.part == "noun":
                found = next(
                    (
                        c
                        for c in t.kids(frame.trigger, "compound", "amod", "nmod")
                        if t.lemma[c] == word or t.text[c].lower() == word
                    ),
                    None,
                )
                if found is None and frame.trigger and t.text[frame.trigger - 1].lower() == word:
                    found = frame.trigger - 1
            elif word in frame.particles:
                found = frame.particles[word]
            else:
                found = self._hyphened(frame, word)
                found = self._case_word(frame, word) if found is None else found
            if found is None:
                return None
            out.append(found)
        return tuple(sorted(out))

    def _hyphened(self, frame: Frame, word: str) -> int | None:
        """The word, where a hyphen joins it to the verb behind it ("cane-charged")."""
        i = frame.trigger
        return i - 2 if i > 1 and self.tree.text[i - 1] == "-" and self.tree.text[i - 2].lower() == word else None

    def _case_word(self, frame: Frame, word: str) -> int | None:
        """The preposition itself, where the frame has that slot ("call on X"), or an adverb or adjective complement."""
        t = self.tree
        for token in (x for x in frame.slots.get(word, []) if not self.parties.is_time(x)):
            case = next(
                (c for c in t.kids(token, "case", "mark") if t.lemma[c] == word or t.text[c].lower() == word), None
            )
            if case is not None:
                return case
        return next(
            (
                c
                for c in t.children[frame.trigger]
                if t.lemma[c] == word and t.base(c) in ("advmod", "xcomp", "obl", "compound", "obj")
            ),
            None,
        )

    def _sense(self, frame: Frame, entry: Entry) -> bool:
        sense = self.senses.get(frame.trigger)
        return not entry.sense or sense is None or sense in entry.sense

    def _light(self, frame: Frame, entry: Entry) -> bool:
        return not entry.light or frame.light in entry.light

    def _slots(self, frame: Frame, entry: Entry) -> bool:
        needed = not entry.needs or any(frame.slots.get(s) for s in entry.needs)
        return needed and all(self.parties.is_time(x) for s in entry.without for x in frame.slots.get(s, []))

    def _complement(self, frame: Frame, entry: Entry) -> bool:
        if not entry.complement:
            return True
        tokens = [x for s in ("comp", "purpose") for x in frame.slots.get(s, [])]
        return any(self.tree.lemma[x] in entry.complement for x in tokens)

    def _infinitive(self, frame: Frame) -> bool:
        """Whether a complement is an infinitive ("told them to leave"), not a report ("told them that")."""
        t = self.tree
        clauses = [x for s in ("comp", "purpose") for x in frame.slots.get(s, [])]
        return any(t.tag[x] != "VBD" and any(t.lemma[m] == "to" for m in t.kids(x, "mark")) for x in clauses)

    def _modal(self, frame: Frame, entry: Entry) -> bool:
        """Whether the complement clause carries one of the modals ("said that they must")."""
        t = self.tree
        auxes = [a for c in frame.slots.get("comp", []) for a in t.kids(c, "aux")]
        return not entry.modal or any(t.lemma[a] in entry.modal for a in auxes)

    def _modifiers(self, frame: Frame, entry: Entry) -> bool:
        if not (entry.modifier or entry.modifier_not):
            return True
        held = {self.tree.lemma[c] for c in self.tree.kids(frame.trigger, "amod", "compound", "advmod")}
        return (not entry.modifier or bool(held & entry.modifier)) and not held & entry.modifier_not

    def _unless(self, frame: Frame, entry: Entry) -> bool:
        """Whether the sentence is free of the words that speak against the entry ("killed in a crash")."""
        if not entry.unless:
            return True
        first, last = self.tree.sentences[self.tree.sentence[frame.trigger]]
        return entry.unless.isdisjoint(self.tree.lemma[first:last])

    def _given(self, frame: Frame, entry: Entry) -> bool:
        """Whether the sentence, or one beside it, has one of the words that the entry asks for."""
        if not entry.given:
            return True
        t, k = self.tree, self.tree.sentence[frame.trigger]
        first, last = t.sentences[max(0, k - 1)][0], t.sentences[min(k + 1, len(t.sentences) - 1)][1]
        return any(t.lemma[i] in entry.given for i in range(first, last) if i != frame.trigger)

    def _heads(self, frame: Frame, slot: str) -> list[int]:
        """The nouns that fill a slot, and those behind "a series of", "a number of"."""
        t, out = self.tree, []
        for h in frame.slots.get(slot, []):
            out.append(h)
            if t.lemma[h] in self.frames.grammar.transparent or t.pos[h] == "NUM":
                out.extend(c for c in t.kids(h, "nmod") if t.case(c) == "of")
        return out

    def _compound(self, h: int) -> str:
        """The noun with the word before it: "travel ban"."""
        words = [c for c in self.tree.kids(h, "compound", "amod") if c < h]
        return f"{self.tree.lemma[words[-1]]} {self.tree.lemma[h]}" if words else ""

    def _of_kind(self, frame: Frame, slot: str, kinds: frozenset[str]) -> bool:
        wanted = kinds | PARTY_KINDS if "party" in kinds else kinds
        wanted = wanted | {"name"} if wanted & PARTY_KINDS else wanted
        return any(self.parties.kind(h) in wanted for h in frame.slots.get(slot, []))

    def _consumed(self, frame: Frame, entry: Entry, words: tuple[int, ...], object_slot: str) -> frozenset[int]:
        out = set(words) - {frame.trigger}
        if entry.object or entry.type == "none":
            out.update(
                h
                for h in self._heads(frame, object_slot)
                if not (entry.object or self.tree.lemma[h] in self.frames.grammar.violent)
                or self.tree.lemma[h] in entry.object
                or self._compound(h) in entry.object
            )
        if entry.consumes:
            out.update(self._about(frame))
        return frozenset(out)

    def _about(self, frame: Frame) -> set[int]:
        """The words of what a promise, demand, threat or refusal is about."""
        slots = ("comp", "purpose", "obj", "for", "to", "of")
        return {y for slot in slots for x in frame.slots.get(slot, []) for y in self._absorbed(x)}

    def _absorbed(self, x: int) -> list[int]:
        """The happening that a promise, demand, threat or refusal is about, with what is joined to it and its object
        noun.
        """
        t = self.tree
        out = list(t.conjuncts(x))
        for y in list(out):
            out.extend(t.kids(y, "xcomp", "obj"))
            out.extend(
                c for c in t.kids(y, "nmod") if t.case(c) == "of" and t.lemma[y] in self.frames.grammar.transparent
            )
        return out


def _object_slot(frame: Frame, form: Form) -> str:
    """Where the object of a form stands: behind its preposition ("call for sanctions", "killed in a fire"), else as the
    object.
    """
    last = form.words[-1] if form.words else ""
    free = frame.passive or not frame.slots.get("obj")
    return last if last and free and frame.slots.get(last) else "obj"
