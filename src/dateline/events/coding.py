"""One draft coded: frames are matched, their sides filled, their time, place, reality and voice read, and events
written.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.events import arguments, confidence, instances, quantities, reality, voice
from dateline.events.codebook import Codebook
from dateline.events.frames import Frame, Frames
from dateline.events.grammar import english
from dateline.events.matching import Decision, Match, Matcher
from dateline.events.parties import Parties
from dateline.events.reality import Status
from dateline.events.recovery import Recovery
from dateline.events.roles import Roles
from dateline.events.tree import Tree
from dateline.events.when import Times
from dateline.events.where import Where
from dateline.model import Event, EventTime, Party, Span, Warning
from dateline.stage import Draft


@dataclass(frozen=True, slots=True)
class Kept:
    """What an event was made from: its match, the head tokens of its sides, and what decided its reality."""

    match: Match
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    status: Status
    features: tuple[str, ...]


class Coder:
    """Codes one draft with one codebook; `decisions` say why each predicate gave an event or none."""

    def __init__(self, draft: Draft, codebook: Codebook, version: str) -> None:
        assert draft.analysis is not None
        self.draft, self.codebook, self.version = draft, codebook, version
        self.grammar = english()
        known = codebook.verbs | self.grammar.verbs
        opening = _opening(draft)
        self.tree = Tree(draft.analysis.doc, known, self.grammar.people, opening)
        self.parties = Parties(self.tree, draft, self.grammar)
        self.frames = Frames(self.tree, self.grammar)
        senses = {p.token: p.sense for p in draft.analysis.predicates}
        self.matcher = Matcher(self.tree, self.frames, self.parties, codebook, senses)
        recovery = Recovery(self.frames, self.parties, draft.analysis.predicates)
        self.roles = Roles(self.frames, self.parties, recovery, codebook.located)
        self.times = Times(self.tree, draft, self.parties, self.grammar)
        self.where = Where(self.tree, self.parties, self.grammar, codebook)
        self.warnings: list[Warning] = []
        self.decisions: list[Decision] = self.matcher.decisions
        self.kept: dict[str, Kept] = {}

    def events(self) -> tuple[Event, ...]:
        """Every event of the draft, in order of the text."""
        out: list[Event] = []
        definite: set[str] = set()
        spoken: dict[str, str] = {}
        matches = self.matcher.all()
        self.roles.matches = {match.frame.trigger: match for match in matches}
        for match in matches:
            event = self._event(match, f"v{len(out) + 1}")
            if event is not None:
                out.append(event)
                if event.type in self.codebook.spoken:
                    spoken[event.id] = self.tree.lemma[match.frame.trigger]
                if self._is_definite(match.frame):
                    definite.add(event.id)
        return instances.assign(out, frozenset(definite), self.codebook.reciprocal, spoken)

    def _event(self, match: Match, id_: str) -> Event | None:
        frame, entry = match.frame, match.entry
        actors, recipients = self.roles.fill(match)
        recipients = self._others(frame.trigger, actors, recipients)
        why = self._void(match, actors, recipients)
        if why:
            self._say(match, "no event", why)
            return None
        status = reality.status(self.tree, frame, self.grammar)
        time = self.times.of(frame, self.matcher.is_event)
        why = self._untold(match, status, actors, recipients, time)
        if why:
            self._say(match, "no event", why)
            return None
        kind = self._type(match, status)
        reality.place_in_time(status, time, self.draft.article.published)
        trigger = self._span(match)
        if time is None:
            self.warnings.append(
                Warning("event_without_time", "nothing in the text dates this event", trigger.start, trigger.end)
            )
        taken = {*actors, *recipients}
        features = self._features(match, actors, recipients, status, kind)
        self.kept[id_] = Kept(match, tuple(actors), tuple(recipients), status, features)
        self._say(
            match, "event", "; ".join(f"{why}: {self.tree.text[i]!r}" for why, i in status.reasons) or "told as it is"
        )
        return Event(
            id=id_,
            type=kind,
            mode=entry.mode if entry.mode in self.codebook.types[kind] else None,
            contexts=self._contexts(match),
            trigger=trigger,
            instance=id_,
            actors=self._side(actors),
            recipients=self._side(recipients),
            arguments=arguments.arguments(self.tree, frame, taken, entry.type),
            quantities=quantities.quantities(self.tree, frame, entry.quantities, self.grammar),
            time=time,
            place=self.where.of(frame, entry, actors, recipients),
            polarity=status.polarity,
            certainty=status.certainty,
            when=status.when,
            background=status.background,
            reality=status.reality,
            asserted_by=voice.asserted_by(trigger, self.draft.quotations),
            confidence=confidence.confidence(features, self.codebook.confidence),
            origin=f"events/{self.codebook.source}:{entry.id}@{self.version}",
        )

    def _others(self, trigger: int, actors: list[int], recipients: list[int]) -> list[int]:
        """The recipients that are not one of the actors again, nor a speaker's "I" or "we"."""
        own_words = (h for h in recipients if self._is_own(h) or self.parties.speaks_of_itself(h, trigger))
        recipients = [h for h in recipients if h not in set(own_words)]
        own = {m.entity for h in actors for m in [self.parties.mention(h)] if m is not None}
        mentions = {h: self.parties.mention(h) for h in recipients}
        return [h for h, m in mentions.items() if m is None or m.entity not in own]

    def _void(self, match: Match, actors: list[int], recipients: list[int]) -> str:
        """Why the sides make no event: nobody takes part, or anybody does ("if you attack someone")."""
        if not actors and not recipients:
            return "no party in any of its slots"
        if any(self._is_anybody(h) for h in match.frame.slots.get("subj", [])):
            return "told of anybody, not of somebody"
        if match.frame.part == "verb" and any(self._is_own(h) for h in match.frame.slots.get("obj", [])):
            return "done by somebody to themselves"
        if self._is_of_a_thing(match, actors):
            return "a thing does it, and nobody through it"
        if match.entry.paired and not (actors and recipients):
            return "one side alone, where the entry asks for both"
        if match.content and not (actors and recipients) and len(actors) < 2:
            return "one side of what another act is about"
        if match.frame.part == "noun" and self._is_topic(match.frame.trigger):
            return "only talked about"
        two_sided = match.entry.type in self.codebook.two_sided and not match.entry.alone
        joint = len(match.frame.slots.get("subj", [])) > 1
        if two_sided and not recipients and not joint and not self._are_several(actors):
            return "one party alone, where the type takes two"
        anybody = [all(self._is_anybody(h) for h in side) for side in (actors, recipients) if side]
        return "told of anybody, not of somebody" if any(anybody) else ""

    def _untold(
        self, match: Match, status: Status, actors: list[int], recipients: list[int], time: EventTime | None
    ) -> str:
        """Why what is told of it makes no event: that nobody did it, or only in passing."""
        if match.entry.affirmed and status.polarity == "negated":
            return "told of nobody, where the entry asks for somebody who did it"
        passing = self._in_passing(match.frame, actors, recipients, time)
        return "one side of a happening named in passing" if passing else ""

    def _is_own(self, h: int) -> bool:
        """Whether a word is for the actor again ("herself")."""
        return self.tree.text[h].lower() in self.grammar.reflexive

    def _is_of_a_thing(self, match: Match, actors: list[int]) -> bool:
        """Whether an act of words or will has a subject, and that is nobody ("the news encouraged buyers")."""
        frame, willed = match.frame, self.codebook.spoken | self.codebook.two_sided
        if actors or frame.part != "verb" or frame.passive or match.entry.type not in willed:
            return False
        subjects = self.frames.surface_subject(frame.trigger)
        return bool(subjects) and all(self.parties.kind(h) == "thing" for h in subjects)

    def _is_anybody(self, h: int) -> bool:
        """Whether a word is for anybody ("you", "someone"); "one of the ministers" is somebody."""
        return self.tree.lemma[h] in self.grammar.generic and not self.tree.kids(h, "nmod")

    def _are_several(self, heads: list[int]) -> bool:
        """Whether the words name more than one party ("the two leaders", "they")."""
        plural = ("NNS", "NNPS")
        return len(heads) > 1 or any(
            self.tree.tag[h] in plural
            or (self.tree.tag[h] == "CD" and self.tree.lemma[h] not in ("one", "1"))
            or self.tree.lemma[h] in ("they", "their", "we", "our", "both")
            for h in heads
        )

    def _in_passing(self, frame: Frame, actors: list[int], recipients: list[int], time: EventTime | None) -> bool:
        """Whether a noun without light verb or date names only one side ("attacks in the north", "Western support")."""
        if (
            frame.part != "noun"
            or frame.light
            or (actors and recipients)
            or (time is not None and time.from_ == "stated")
        ):
            return False
        return not any(h in actors for slot in ("poss", "by", "between") for h in frame.slots.get(slot, []))

    def _is_topic(self, i: int) -> bool:
        """Whether a noun is what somebody discusses, focuses on or talks about."""
        t = self.tree
        while t.dep[i] == "conj" or (t.base(i) == "nmod" and t.case(i) in ("on", "of", "about")):
            i = t.head[i]
        about = t.base(i) == "obj" or (t.base(i) == "obl" and t.case(i) in ("on", "about", "over"))
        return about and t.lemma[t.head[i]] in self.grammar.topical

    def _side(self, heads: list[int]) -> tuple[Party, ...]:
        parties = {(p.start, p.end): p for p in (self.parties.party(h, metonym=True) for h in heads)}
        return tuple(parties[k] for k in sorted(parties))

    def _span(self, match: Match) -> Span:
        """The trigger's characters: with its particle where that stands beside it."""
        first = last = match.frame.trigger
        if match.frame.part == "verb":
            while last + 1 in match.words:
                last += 1
        return Span(self.tree.start[first], self.tree.end[last])

    def _type(self, match: Match, status: Status) -> str:
        """The entry's type; an act that is only intended, or refused for the time to come, as the codebook codes it.

        A refusal ("will not release them") is told as real: what is negated is the act, not the refusing of it.
        """
        kind = match.entry.type
        willing = match.frame.part == "adjective" and status.polarity == "negated"
        if match.content or (status.when != "future" and not willing) or status.certainty != "certain":
            return kind
        if status.polarity == "affirmed":
            promised = match.frame.part == "noun" and kind not in self.codebook.two_sided
            return kind if promised else self.codebook.intended.get(kind, kind)
        refused = self.codebook.refused.get(kind)
        if refused is None:
            return kind
        status.polarity, status.when = "affirmed", "present"
        return refused

    def _contexts(self, match: Match) -> tuple[str, ...]:
        """The entry's contexts, and those whose topic words stand in the event's clause."""
        words = {self.tree.lemma[i] for i in self.tree.within(match.frame.clause)}
        topics = [name for name, topic in self.codebook.contexts.items() if words & topic]
        return tuple(dict.fromkeys((*match.entry.contexts, *topics)))

    def _features(
        self, match: Match, actors: list[int], recipients: list[int], status: Status, kind: str
    ) -> tuple[str, ...]:
        """What the confidence of this event rests on."""
        part = "content" if match.content else "light" if match.frame.light else match.frame.part
        mentions = (self.parties.mention(h) for h in (*actors, *recipients))
        named = sum(m is not None and m.kind == "name" for m in mentions)
        return tuple(confidence.features(part, len(actors), len(recipients), named, status.reality, kind))

    def _is_definite(self, frame: Frame) -> bool:
        t = self.tree
        return frame.part == "noun" and (
            bool(t.kids(frame.trigger, "nmod:poss"))
            or any(t.lemma[c] in ("the", "this", "that", "these", "those") for c in t.kids(frame.trigger, "det"))
        )

    def _say(self, match: Match, outcome: str, reason: str) -> None:
        self.decisions.append(Decision(match.frame.trigger, match.entry.id, outcome, reason))


def _opening(draft: Draft) -> range:
    """The tokens of the line that opens the article, which take no part in its first sentence."""
    line, doc = draft.article.dateline, draft.analysis.doc if draft.analysis else None
    span = doc.char_span(line.start, line.end, alignment_mode="expand") if line and doc is not None else None
    return range(span.start, span.end) if span is not None else range(0)
