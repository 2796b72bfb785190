"""Who takes part: from the head word of an argument to its smallest sensible noun phrase, mention and entity."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from dateline.events import voice
from dateline.events.grammar import Grammar
from dateline.events.tree import Tree
from dateline.model import Entity, Mention, Party
from dateline.names import countries
from dateline.stage import Draft

KIND_OF_TYPE = {
    "PERSON": "person",
    "ORG": "org",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "MISC": "name",
    "PRODUCT": "thing",
    "EVENT": "thing",
    "MONEY": "thing",
}
ABLE = frozenset({"person", "org", "group", "place", "name"})
PHRASE = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "flat",
        "fixed",
        "goeswith",
        "nmod:unmarked",
    }
)
INSIDE = (
    "poss",
    "of",
    "by",
    "mod",
    "against",
    "on",
    "from",
    "with",
    "between",
    "to",
    "for",
    "into",
    "among",
    "in",
    "at",
    "over",
    "near",
    "acl",
)
DOERS = ("poss", "by", "mod", "from")
"""Where the doer of a violent act stands: "condemned the attack on a church" blames nobody in the church."""


class Parties:
    """Finds parties in one draft: mentions where there are any, noun phrases of the parse where there are none."""

    def __init__(self, tree: Tree, draft: Draft, grammar: Grammar) -> None:
        self.tree, self.grammar = tree, grammar
        self.mentions: dict[int, Mention] = {}
        self.entities: dict[str, Entity] = {e.id: e for e in draft.entities}
        self.states = _states(draft.entities)
        self._types: dict[int, str] = {}
        self._dated = self._time_tokens(draft)
        self._seat_mentions(draft.mentions)
        self.quotations = draft.quotations
        if draft.analysis is not None:
            for ent in draft.analysis.doc.ents:
                self._types.setdefault(self._head(ent.start, ent.end), ent.label_)

    def _time_tokens(self, draft: Draft) -> frozenset[int]:
        """The tokens of time expressions and of the dateline: no weekday and no place of writing is a party."""
        ranges = [self.tokens(time.start, time.end) for time in draft.times]
        return frozenset(i for r in ranges if r is not None for i in range(*r)).union(self.tree.opening)

    def _seat_mentions(self, mentions: Iterable[Mention]) -> None:
        rank = {"name": 0, "nominal": 1, "pronoun": 2}
        for m in sorted(mentions, key=lambda m: (rank[m.kind], m.start - m.end, m.start, m.id)):
            tokens = self.tokens(m.start, m.end)
            if tokens is not None:
                self.mentions.setdefault(self._head(*tokens), m)

    def tokens(self, start: int, end: int) -> tuple[int, int] | None:
        """The half-open token range that holds the characters, None where there is none."""
        first = bisect_right(self.tree.end, start)
        last = bisect_right(self.tree.start, end - 1)
        return (first, last) if first < last else None

    def _head(self, first: int, last: int) -> int:
        t = self.tree
        return next((i for i in range(first, last) if not first <= t.head[i] < last or t.head[i] == i), first)

    def is_time(self, i: int) -> bool:
        """Whether the token belongs to a time expression (or to the dateline)."""
        return i in self._dated

    def tellers(self, i: int) -> set[int]:
        """The tokens of whoever tells what token `i` says, as speakers of the quotations that hold it."""
        start, end = self.tree.start[i], self.tree.end[i]
        out: set[int] = set()
        for q in self.quotations:
            if q.speaker is not None and voice.holds(q, start, end):
                out.update(range(*(self.tokens(q.speaker.start, q.speaker.end) or (0, 0))))
        return out

    def titles(self, heads: Iterable[int]) -> set[int]:
        """The words that stand in the noun phrases of these heads, before or after the heads themselves."""
        t = self.tree
        below = (t.within(c) for h in heads for c in t.kids(h, "nmod:desc", "compound", "amod", "flat"))
        return {i for branch in below for i in branch}

    def mention(self, i: int) -> Mention | None:
        """The mention whose head word is token `i`."""
        return self.mentions.get(i)

    def kind(self, i: int) -> str:
        """person, org, group, place, name (a name of unknown kind) or thing."""
        t, g = self.tree, self.grammar
        m = self.mentions.get(i)
        if t.pos[i] == "PRON" or (m is not None and m.kind == "pronoun"):
            return self._pronoun(i, m)
        if i in self._dated:
            return "thing"
        label = m.type if m is not None and m.kind == "name" else self._types.get(i)
        if label in KIND_OF_TYPE:
            return KIND_OF_TYPE[label]
        lemma = t.lemma[i]
        if t.base(i) in ("amod", "compound") and (t.pos[i] == "VERB" or _is_compound_participle(t.text[i])):
            return "thing"
        if g.kinds.get(lemma) == "thing":
            return "thing"
        if t.pos[i] == "ADJ" and t.base(i) in ("amod", "compound"):
            return "group" if t.text[i][:1].isupper() and countries.by_demonym(t.text[i]) else "thing"
        if self._is_acronym(i):
            return "name"
        if lemma in g.kinds:
            return g.kinds[lemma]
        if t.text[i].lower() in g.kinds:
            return g.kinds[t.text[i].lower()]
        if t.pos[i] == "NOUN" and lemma.endswith(g.endings):
            return "person"
        tail = lemma.rsplit("-", 1)[-1]
        if tail in g.kinds:
            return g.kinds[tail]
        if t.pos[i] == "PROPN":
            return "name"
        if (t.pos[i] == "NUM" and t.base(i) in ("nsubj", "obj")) or lemma in g.vague:
            return "group"
        if (m is not None and m.kind == "nominal" and m.type == "PERSON") or self._is_a_person(i):
            return "person"
        return "group" if t.pos[i] == "ADJ" and countries.by_demonym(t.text[i]) else "thing"

    def _is_acronym(self, i: int) -> bool:
        """Whether a noun in capitals stands in a sentence that is not in capitals ("ICE returned the paintings")."""
        t, word = self.tree, self.tree.text[i]
        if not (word.isupper() and word.isalpha() and 1 < len(word) < 7 and t.pos[i] in ("NOUN", "PROPN")):
            return False
        return any(x.islower() and len(x) > 3 for x in t.text[slice(*t.sentences[t.sentence[i]])])

    def does(self, c: int) -> bool:
        """Whether a word before a noun can name who does it: "army raid" and "Norway strikes", not "bus bombing"."""
        kind, m = self.kind(c), self.mentions.get(c)
        if self.tree.lemma[c] in self.grammar.targeted:
            return False
        if kind != "place":
            return kind in ("person", "org", "group")
        return m is not None and countries.by_name(self.entities[m.entity].name if m.entity else "") is not None

    def is_building(self, i: int) -> bool:
        """Whether a word heads the name of a building or the like."""
        m = self.mentions.get(i)
        return m is not None and m.kind == "name" and m.type == "FAC"

    def speaks_of_itself(self, h: int, trigger: int) -> bool:
        """Whether a word is "I" or "we" in a quotation that does not hold the trigger: then it is whoever speaks."""
        t = self.tree
        if t.lemma[h] not in ("i", "we", "me", "us", "our", "my") or t.pos[h] not in ("PRON", "DET"):
            return False
        held = (x for q in self.quotations for x in q.content if x.in_ is None and x.start <= t.start[h] < x.end)
        return any(not x.start <= t.start[trigger] < x.end for x in held)

    def _is_a_person(self, i: int) -> bool:
        """Whether a person's name stands right behind the noun ("the magnate Mara Lind")."""
        held = (self.mentions.get(c) for c in self.tree.kids(i, "appos") if c == i + 1)
        return any(m is not None and m.kind == "name" and m.type == "PERSON" for m in held)

    def _pronoun(self, i: int, m: Mention | None) -> str:
        kind = self.grammar.pronouns.get(self.tree.text[i].lower())
        if kind is None:
            return "thing"
        if m is not None and m.entity in self.entities:
            return KIND_OF_TYPE.get(self.entities[m.entity].type, kind)
        return kind

    def able(self, i: int) -> bool:
        """Whether the words can take part in an event as somebody: a person, organisation, group or place."""
        return self.kind(i) in ABLE

    def within(self, i: int, depth: int = 3) -> list[int]:
        """The parties that stand for an argument: itself where it is one, else the first ones in its noun phrase."""
        if self.able(i):
            return [i]
        if self.tree.lemma[i] in self.grammar.moments:
            return []
        return self._inside(i, depth) if depth else []

    def _inside(self, i: int, depth: int) -> list[int]:
        by_slot: dict[str, list[int]] = {}
        for c in self.tree.children[i]:
            if self.tree.dep[c] == "acl":
                told = self.tree.kids(c, "nsubj") or self.tree.kids(c, "obl", "obj")
                by_slot.setdefault("acl", []).extend(x for x in told if self.able(x))
            slot = self._slot(c)
            if slot:
                by_slot.setdefault(slot, []).extend(self.tree.conjuncts(c))
        slots = DOERS if self._is_judged(i) else INSIDE
        if self.tree.lemma[i] in self.grammar.violent:
            by_slot["mod"] = [c for c in by_slot.get("mod", []) if self.does(c)]
        for slot in slots:
            held = [c for c in by_slot.get(slot, []) if self.able(c) and not (slot == "poss" and self._is_third(c))]
            if held:
                return held
        for slot in slots:
            for c in by_slot.get(slot, []):
                deeper = self._inside(c, depth - 1) if depth > 1 else []
                if deeper:
                    return deeper
        return []

    def _is_judged(self, i: int) -> bool:
        """Whether a violent act is what somebody speaks of or what acts, not what somebody makes ready for."""
        return self.tree.lemma[i] in self.grammar.violent and self.tree.base(i) in ("obj", "nsubj")

    def _is_third(self, i: int) -> bool:
        """A possessive of the third person: it most often means the actor."""
        return self.tree.pos[i] == "PRON" and self.tree.lemma[i] in (
            "its",
            "it",
            "their",
            "they",
            "his",
            "he",
            "her",
            "she",
        )

    def _slot(self, c: int) -> str:
        t, dep = self.tree, self.tree.dep[c]
        if dep == "nmod:poss":
            return "poss"
        if dep in ("compound", "amod", "nmod:desc") or (dep == "nmod" and c < t.head[c] and not t.case(c)):
            return "mod"
        return t.case(c) if t.base(c) in ("nmod", "obl") else ""

    def phrase(self, i: int) -> tuple[int, int]:
        """First and last token of the noun phrase of `i` without relative clauses, appositions and what is joined to
        it.
        """
        t = self.tree
        first = last = i
        for c in t.children[i]:
            of = t.base(c) == "nmod" and t.case(c) == "of"
            if t.dep[c] in PHRASE:
                low, high = t.edges(c)
                first, last = min(first, low), max(last, high) if t.dep[c] in ("flat", "fixed", "compound") else last
            elif of:
                last = max(last, self._end_of(c))
        while first < i and (t.pos[first] in ("PUNCT", "SPACE", "CCONJ", "ADP") or t.text[first] in ("least", "most")):
            first += 1
        return first, last

    def _end_of(self, c: int) -> int:
        ends = [self.phrase(x)[1] for x in self.tree.conjuncts(c)]
        return max(ends)

    def party(self, i: int, metonym: bool = False) -> Party:
        """The party of a head word: its mention where it has one, else its noun phrase."""
        i = self.named(i)
        m = self.mentions.get(i)
        if m is None or m.kind == "nominal":
            first, last = self.phrase(i)
            start, end = self.tree.start[first], self.tree.end[last]
            return Party(start, end, m.id, m.entity) if m is not None else Party(start, end)
        state = self._state(m.entity) if metonym else None
        if state is not None:
            return Party(m.start, m.end, m.id, state, "metonym")
        return Party(m.start, m.end, m.id, m.entity)

    def named(self, i: int) -> int:
        """Of "X said it will ...": X for "it", where number and kind allow; any other word stands for itself."""
        t = self.tree
        clause = t.head[i]
        m = self.mentions.get(i)
        if m is None or m.kind != "name":
            for c in t.kids(i, "appos"):
                named = self.mentions.get(c)
                if named is not None and named.kind == "name" and named.type == "PERSON":
                    return c
        if t.pos[i] != "PRON" or t.base(i) != "nsubj" or t.base(clause) != "ccomp":
            return i
        verb = t.head[clause]
        speaker = next((c for c in t.kids(verb, "nsubj") if t.lemma[verb] in self.grammar.speech), None)
        if speaker is None or t.pos[speaker] == "PRON":
            return i
        m, s = self.mentions.get(i), self.mentions.get(speaker)
        if m is not None and s is not None and m.entity != s.entity and len(self.entities[m.entity].mentions) > 1:
            return i
        return speaker if self._agrees(t.text[i].lower(), speaker) else i

    def _agrees(self, pronoun: str, i: int) -> bool:
        kind = self.kind(i)
        if pronoun == "it":
            return kind in ("org", "place", "group", "name")
        if pronoun == "they":
            return kind in ("org", "group", "place", "name") or self.tree.tag[i] in ("NNS", "NNPS")
        return pronoun in ("he", "she") and kind in ("person", "name")

    def _state(self, entity: str) -> str | None:
        """The state a capital stands for, where the article names that state too; a body, such as the White House, is
        itself.
        """
        held = self.entities.get(entity)
        place = held is not None and held.type in ("GPE", "LOC") and not countries.by_name(held.name)
        country = countries.by_metonym(held.name) if held is not None and place else None
        return self.states.get(country) if country else None


def _is_compound_participle(word: str) -> bool:
    """Whether a word is "Lusk-brokered" or "state-owned", which say something of a party and are none."""
    _, dash, tail = word.rpartition("-")
    return bool(dash) and tail.islower() and tail.endswith(("ed", "led", "run", "born", "ing"))


def _states(entities: Iterable[Entity]) -> dict[str, str]:
    """ISO code of each country that the article names, with its entity."""
    out: dict[str, str] = {}
    for e in entities:
        code = countries.by_whole(e.name) if e.type == "GPE" else None
        if code:
            out.setdefault(code, e.id)
    return out
