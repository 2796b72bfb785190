"""Why an event reads as it does, and why a predicate gave none: the decisions of the stage, each with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.events.checking import FLAGS, LISTS, WORD_KEYS
from dateline.events.codebook import Codebook, Entry, plover
from dateline.events.coding import Coder, Kept
from dateline.events.matching import Decision
from dateline.events.stage import EventsStage
from dateline.model import NARRATOR, Event
from dateline.stage import Draft

WORDS_SHOWN = 8
NOT_LOOKED_UP = {"PROPN": "a name", "PRON": "a pronoun", "ADV": "an adverb", "ADP": "a preposition", "NUM": "a number",
                 "DET": "a determiner", "AUX": "an auxiliary", "PUNCT": "punctuation", "CCONJ": "a conjunction",
                 "SCONJ": "a conjunction", "PART": "a particle"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that was decided, what on, and the characters of the text that say it (None where no words do)."""

    name: str
    value: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A predicate with its characters: the event it gave or None, and the grounds."""

    start: int
    end: int
    event: Event | None
    grounds: tuple[Ground, ...]


class Explainer:
    """Codes a draft once more, with the same codebook, and keeps why."""

    def __init__(self, draft: Draft, codebook: Codebook | None = None) -> None:
        self.draft = draft
        self.coder = Coder(draft, codebook or plover(), EventsStage.version)
        self.events = self.coder.events()
        self.tree = self.coder.tree

    @property
    def decisions(self) -> list[Decision]:
        """Why each predicate of the draft gave an event or none, in order of the text, the event's first."""
        return sorted(self.coder.decisions, key=lambda d: (d.token, d.outcome != "event"))

    def at(self, start: int, end: int) -> Finding | None:
        """Why the event with this trigger reads as it does; None where no event has it."""
        event = next((e for e in self.events if (e.trigger.start, e.trigger.end) == (start, end)), None)
        return None if event is None else Finding(start, end, event, tuple(self._grounds(event)))

    def why_not(self, offset: int) -> Finding | None:
        """What became of the word at a character offset; None where no word stands there."""
        token = next((i for i in range(self.tree.n) if self.tree.start[i] <= offset < self.tree.end[i]), None)
        if token is None or self.tree.pos[token] == "SPACE":
            return None
        event = next((e for e in self.events if self.coder.kept[e.id].match.frame.trigger == token), None)
        grounds = self._grounds(event) if event else self._refusal(token)
        return Finding(self.tree.start[token], self.tree.end[token], event, tuple(grounds))

    def _word(self, name: str, value: str, token: int) -> Ground:
        return Ground(name, value, self.tree.start[token], self.tree.end[token])

    def _grounds(self, event: Event) -> Iterator[Ground]:
        kept = self.coder.kept[event.id]
        yield from self._predicate(kept)
        yield from self._slots(kept)
        yield from self._entry(kept, event)
        yield from self._reality(kept, event)
        yield from self._when_and_where(event)
        yield self._voice(event)
        yield from self._instance(event)
        yield Ground("confidence", f"{event.confidence:.2f}, by {', '.join(kept.features[1:])}")

    def _predicate(self, kept: Kept) -> Iterator[Ground]:
        frame = kept.match.frame
        turned = ", passive" if frame.passive else ""
        yield self._word("predicate", f"the {frame.part} {self.tree.lemma[frame.trigger]!r}{turned}", frame.trigger)
        if frame.light and frame.clause != frame.trigger:
            yield self._word("light verb", f"{frame.light!r} lends it its subject and phrases", frame.clause)
        analysis = self.draft.analysis
        for predicate in analysis.predicates if analysis else ():
            if predicate.token == frame.trigger:
                yield Ground("sense", f"{predicate.sense} (PropBank, by the language model)")

    def _slots(self, kept: Kept) -> Iterator[Ground]:
        sides = {**dict.fromkeys(kept.actors, "actor"), **dict.fromkeys(kept.recipients, "recipient")}
        shown: set[int] = set()
        for slot, tokens in sorted(kept.match.frame.slots.items()):
            for token in tokens:
                side = sides.get(token)
                shown.add(token)
                yield self._argument(f"slot {slot}", f"{self.coder.parties.kind(token)}", side, token)
        for token, side in sides.items():
            if token not in shown:
                yield self._argument("inside a slot", self.coder.parties.kind(token), side, token)

    def _argument(self, name: str, kind: str, side: str | None, token: int) -> Ground:
        party = self.coder.parties.party(token, metonym=True)
        became = f"{kind}: the {side}" if side else f"{kind}: no side"
        via = " (stands for its state)" if party.via == "metonym" else ""
        return Ground(name, became + via, party.start, party.end)

    def _entry(self, kept: Kept, event: Event) -> Iterator[Ground]:
        entry = kept.match.entry
        asks = "; ".join(conditions(entry))
        yield Ground("lexicon entry", f"{entry.id}: {entry.type}" + (f", asks for {asks}" if asks else ""))
        if event.type != entry.type:
            yield Ground("type", f"{event.type}, since {entry.type} is only {self._mood(kept)} here")
        if kept.match.content:
            yield Ground("content", "what another act (a promise, a demand, a threat) is about")
        for decision in self._tried(kept.match.frame.trigger):
            yield Ground("not taken", f"{decision.entry}: {decision.reason}")

    @staticmethod
    def _mood(kept: Kept) -> str:
        return "refused" if any(why == "negation" for why, _ in kept.status.reasons) else "intended"

    def _tried(self, token: int) -> Iterable[Decision]:
        return (d for d in self.coder.decisions if d.token == token and d.outcome == "not met")

    def _reality(self, kept: Kept, event: Event) -> Iterator[Ground]:
        fields = f"{event.polarity}, {event.certainty}, {event.when}" + (", background" if event.background else "")
        yield Ground("reality", f"{event.reality} ({fields})")
        for why, token in kept.status.reasons:
            yield self._word("because", why, token)
        if not kept.status.reasons:
            yield Ground("because", "no negation, modal, condition or governing word speaks against it")

    def _when_and_where(self, event: Event) -> Iterator[Ground]:
        ref = next((t for t in self.draft.times if event.time and t.id == event.time.ref), None)
        if event.time is None or ref is None:
            yield Ground("time", "none: nothing in its clause, sentence or paragraph dates it")
        else:
            yield Ground("time", f"{event.time.value}, {event.time.from_}", ref.start, ref.end)
        if event.place is not None:
            yield Ground("place", "named beside it", event.place.start, event.place.end)

    def _voice(self, event: Event) -> Ground:
        quotation = next((q for q in self.draft.quotations if q.id == event.asserted_by), None)
        if event.asserted_by == NARRATOR or quotation is None:
            return Ground("voice", "the article itself: no quotation's content holds the predicate")
        told = f"a quotation that holds the predicate; its cue {quotation.stance}"
        return Ground("voice", told, *((quotation.cue.start, quotation.cue.end) if quotation.cue else (None, None)))

    def _instance(self, event: Event) -> Iterator[Ground]:
        for other in self.events:
            if other.instance == event.instance and other.id != event.id:
                yield Ground("told again", "the same type and agreeing sides", other.trigger.start, other.trigger.end)

    def _refusal(self, token: int) -> Iterator[Ground]:
        decisions = [d for d in self.coder.decisions if d.token == token]
        yield self._word("word", f"{self.tree.lemma[token]!r}, {self.tree.pos[token]}, {self.tree.dep[token]}", token)
        for decision in decisions:
            outcome = "not taken" if decision.outcome == "not met" else decision.outcome
            yield Ground(outcome, f"{decision.entry}: {decision.reason}")
        if not decisions:
            yield Ground("no event", self._unlisted(token))

    def _unlisted(self, token: int) -> str:
        t, codebook = self.tree, self.coder.codebook
        part = self.coder.matcher.part(token)
        if part is not None:
            return f"the codebook has no entry for the {part} {t.lemma[token]!r}"
        if t.pos[token] in ("VERB", "NOUN", "ADJ"):
            return f"it only modifies another word ({t.dep[token]}), so it is not looked up"
        listed = next((p for p in ("verb", "noun") if (p, t.lemma[token]) in codebook.index), None)
        known = f", though the codebook lists it as a {listed}" if listed else ""
        return f"it is read as {NOT_LOOKED_UP.get(t.pos[token], t.pos[token])}, not as a predicate{known}"


def conditions(entry: Entry) -> Iterator[str]:
    """What an entry asks for, in words: each condition with the first of its values."""
    for key in sorted(LISTS - {"contexts", "actor", "recipient", *WORD_KEYS}):
        values = sorted(getattr(entry, key))
        if values:
            more = ", ..." if len(values) > WORDS_SHOWN else ""
            yield f"{key.replace('_', ' ')} {', '.join(values[:WORDS_SHOWN])}{more}"
    yield from (flag.replace("_", " ") for flag in sorted(FLAGS) if getattr(entry, flag))
