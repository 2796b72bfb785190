"""Predicates and what stands in their slots: the parse read as who, whom, and with which preposition.

Slots are named so that a lexicon can speak of them: `subj` and `obj` are the logical subject and object (a passive is
turned round),
`iobj` the indirect object, `poss` a possessor, `mod` a name before a noun ("Russian invasion"), `comp` a clausal
complement,
`undergoer` the subject of a verb such as "face" or "receive"; every preposition is a slot of its own ("against",
"because of").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.events.grammar import Grammar
from dateline.events.tree import NOMINAL, Tree

RELATIVE = frozenset({"who", "which", "that", "whom"})
SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "offer", "agree", "refuse", "use", "decide", "plan", "intend"}
)
TRAILING = ("nmod", "acl", "obl", "obj", "conj")
"""What the end of a noun phrase hangs by."""
Slots = dict[str, list[int]]


@dataclass(slots=True)
class Frame:
    """One predicate: `trigger` is its word, `clause` the verb that carries tense and negation (a light verb for a
    noun).
    """

    trigger: int
    part: str
    clause: int
    slots: Slots
    particles: dict[str, int] = field(default_factory=dict)
    light: str | None = None
    passive: bool = False

    def first(self, slot: str) -> int | None:
        """The first token in a slot, None where it is empty."""
        tokens = self.slots.get(slot)
        return tokens[0] if tokens else None


class Frames:
    """Builds and remembers the frames of one tree."""

    def __init__(self, tree: Tree, grammar: Grammar) -> None:
        self.tree, self.grammar = tree, grammar
        self._verbs: dict[int, Frame] = {}
        self._busy: set[int] = set()

    def verb(self, i: int) -> Frame:
        """The frame of a verb, or of an adjective or noun that heads a clause."""
        if i not in self._verbs:
            self._verbs[i] = self._build_verb(i)
        return self._verbs[i]

    def _build_verb(self, i: int) -> Frame:
        t = self.tree
        passive = self._is_passive(i)
        frame = Frame(i, "verb" if t.pos[i] == "VERB" else "adjective", i, {}, passive=passive)
        for c in t.children[i]:
            self._place(frame, c)
        surface = self.surface_subject(i)
        self._add(frame, "obj" if passive else "subj", surface)
        if (
            not passive
            and t.dep[i] == "acl:relcl"
            and not frame.slots.get("obj")
            and surface
            and not self._has_relative(i)
        ):
            self._add(frame, "obj", [t.head[i]])
        if not passive and not frame.slots.get("obj"):
            bare = self._bare_object(i)
            self._add(frame, "obj", bare or frame.slots.get("iobj", []))
            frame.slots["comp"] = [c for c in frame.slots.get("comp", []) if c not in bare]
        if t.dep[i] == "conj" and not passive and not frame.slots.get("obj"):
            self._add(frame, "obj", [c for c in t.kids(t.head[i], "obj") if c > i])
        self._lend(frame)
        self._call(frame)
        return frame

    def _call(self, frame: Frame) -> None:
        """What somebody is called on to do, where the parse hangs it on the last noun ("on members of X to leave")."""
        t = self.tree
        if t.lemma[frame.trigger] not in ("call", "appeal") or frame.slots.get("comp") or frame.slots.get("purpose"):
            return
        for h in (h for slot in ("on", "upon", "to") for h in frame.slots.get(slot, [])):
            for c in (c for x in t.within(h) for c in t.kids(x, "acl", "advcl")):
                if t.tag[c] == "VB" and any(t.lemma[m] == "to" for m in t.kids(c, "mark")):
                    self._add(frame, "comp", [c])
                    return

    def _lend(self, frame: Frame) -> None:
        """A phrase behind the object also fills the verb's slot where that is empty ("sent sacks of flour to Oslo").

        A phrase with "to" does so from the object's last noun too ("returned a bust of Lind to Oslo").
        """
        t, g = self.tree, self.grammar
        for h in (h for h in frame.slots.get("obj", []) if t.lemma[h] not in g.violent):
            for c in t.kids(h, "nmod"):
                case = t.case(c)
                kept = case == "from" and t.lemma[h] in g.leaving
                if c > h > frame.trigger and case in g.lent and not kept and not frame.slots.get(case):
                    self._add(frame, case, [c])
            if h > frame.trigger and t.pos[h] in ("NOUN", "PROPN") and not frame.slots.get("to"):
                self._add(frame, "to", self._trailing(h, "to"))
        if not frame.slots.get("to"):
            below = [c for h in frame.slots.get("from", []) for c in t.kids(h, "nmod") if c > h and t.case(c) == "to"]
            self._add(frame, "to", below)

    def _trailing(self, h: int, case: str) -> list[int]:
        """The last phrase with a preposition among those that end a noun phrase, whatever noun it hangs on."""
        t, spine = self.tree, [h]
        while True:
            after = [c for c in t.kids(spine[-1], *TRAILING) if c > spine[-1] and t.tag[c] != "VB"]
            if not after:
                return []
            if t.case(after[-1]) == case and spine[-1] != h:
                return [after[-1]]
            spine.append(after[-1])

    def _bare_object(self, i: int) -> list[int]:
        """A name after the verb without a preposition that the parse did not call its object."""
        t = self.tree
        return [
            c
            for c in t.kids(i, "obl", "xcomp", "dep")
            if c > i
            and t.pos[c] in ("PROPN", "NOUN")
            and t.dep[c] != "obl:unmarked"
            and not t.case(c)
            and self.grammar.kinds.get(t.lemma[c]) != "thing"
        ][-1:]

    def _is_passive(self, i: int) -> bool:
        t = self.tree
        if t.kids(i, "aux:pass"):
            agent = any(t.case(c) == "by" for c in t.kids(i, "obl"))
            return agent or t.lemma[i] not in self.grammar.stative
        auxiliaries = {t.lemma[a] for a in t.kids(i, "aux")}
        if "be" not in auxiliaries and ("have" in auxiliaries or (t.kids(i, "nsubj:pass") and t.kids(i, "obj"))):
            return False
        finite = t.tag[i] in ("VBD", "VBZ", "VBP") and t.dep[i] not in ("acl", "amod")
        if t.kids(i, "nsubj:pass", "obl:agent"):
            return not finite
        participle = t.tag[i] == "VBN" or (t.tag[i] == "VBD" and t.dep[i] == "acl" and not t.kids(i, "nsubj"))
        bare = participle and not t.kids(i, "aux", "cop")
        if t.dep[i] == "conj" and bare and not t.kids(i, "nsubj"):
            return self._is_passive(t.head[i]) and t.tag[t.head[i]] == "VBN"
        return bare and t.dep[i] in ("acl", "advcl", "amod", "xcomp", "acl:relcl")

    def _place(self, frame: Frame, c: int) -> None:
        t, dep = self.tree, self.tree.dep[c]
        base = t.base(c)
        if dep == "obl:agent" or (base == "obl" and frame.passive and t.case(c) == "by" and dep != "obl:unmarked"):
            self._add(frame, "subj", [c])
        elif self._is_count(c):
            self._add(frame, "obj", [c])
        elif self._is_prepositional(c):
            self._preposition(frame, c)
        elif base == "obj":
            self._add(frame, "obj", self._antecedent(c))
            if t.tag[c] == "VBG" and t.pos[c] == "VERB":
                self._add(frame, "comp", [c])
        elif base == "iobj":
            self._add(frame, "iobj", [c])
        elif dep in ("xcomp", "ccomp"):
            self._add(frame, "comp", [c])
        elif base == "advcl":
            self._adverbial(frame, c)
        elif dep == "compound:prt" or (base == "advmod" and t.pos[c] in ("ADV", "ADP")):
            frame.particles.setdefault(t.lemma[c], c)

    def _is_count(self, c: int) -> bool:
        """Whether "up to five people" was taken for a phrase with "to"."""
        t = self.tree
        to = next((k for k in t.kids(c, "case") if t.lemma[k] == "to"), 0)
        return to > 0 and t.lemma[to - 1] == "up" and t.base(c) in ("obl", "obj") and bool(t.kids(c, "nummod"))

    def _is_prepositional(self, c: int) -> bool:
        t, base = self.tree, self.tree.base(c)
        loose = base in ("obl", "nmod") and t.dep[c] not in ("nmod:poss", "nmod:desc")
        return loose or (base in ("obj", "iobj") and bool(t.case(c)))

    def _adverbial(self, frame: Frame, c: int) -> None:
        """ "accused of sending": the clause stands in the slot of its preposition; "to stop X" is a purpose."""
        t = self.tree
        marks = [t.lemma[m] for m in t.kids(c, "mark", "case")]
        slot = "purpose" if "to" in marks else marks[0] if marks else "advcl"
        self._add(frame, slot, [c])

    def _preposition(self, frame: Frame, c: int) -> None:
        case = self.tree.case(c)
        self._add(frame, case or "bare", self._antecedent(c))
        if " " in case and not case.startswith("according"):
            self._add(
                frame, case.rsplit(" ", 1)[1] if case.endswith((" with", " to", " of")) else case, self._antecedent(c)
            )

    def _add(self, frame: Frame, slot: str, tokens: list[int]) -> None:
        held = frame.slots.setdefault(slot, []) if tokens or slot == "obj" else []
        for token in tokens:
            held.extend(x for x in self.tree.conjuncts(token) if x not in held and self._joins(token, x))

    def _joins(self, token: int, x: int) -> bool:
        """Whether a conjunct belongs in the slot: nominals do; another clause does not."""
        return x == token or self.tree.pos[x] in NOMINAL or self.tree.pos[token] == "VERB"

    def _antecedent(self, c: int) -> list[int]:
        """A relative pronoun stands for the noun its clause belongs to."""
        t = self.tree
        if t.pos[c] == "PRON" and t.lemma[c] in RELATIVE:
            clause = next((a for a in (c, *t.up(c)) if t.dep[a] == "acl:relcl"), None)
            if clause is not None:
                return [t.head[clause]]
            return self._noun_before(c) if t.tag[c] in ("WP", "WDT") and t.lemma[c] != "that" else [c]
        return [c]

    def _noun_before(self, c: int) -> list[int]:
        """The noun right before a relative pronoun, at most a comma between, where the parse names none."""
        t, k = self.tree, c - 1
        if k > 0 and t.text[k] == ",":
            k -= 1
        near = k >= 0 and t.sentence[k] == t.sentence[c] and t.pos[k] in ("NOUN", "PROPN")
        return [self._name_head(k)] if near else [c]

    def _has_relative(self, i: int) -> bool:
        t = self.tree
        return any(t.lemma[c] in RELATIVE or t.lemma[c] in ("where", "when", "whose") for c in t.children[i])

    def surface_subject(self, i: int) -> list[int]:
        """The grammatical subject, shared or controlled from above where the clause has none of its own."""
        t = self.tree
        own = t.kids(i, "nsubj")
        inner = [s for s in own if t.dep[s] != "nsubj:outer"] or own
        if inner:
            return [a for s in inner for a in self._antecedent(s)]
        if i in self._busy:
            return []
        self._busy.add(i)
        found = self._shared_subject(i)
        self._busy.discard(i)
        return found

    def _shared_subject(self, i: int) -> list[int]:
        t, h, dep = self.tree, self.tree.head[i], self.tree.base(i)
        if t.dep[i] in ("root", "ccomp", "parataxis") and self._is_told(i):
            return self._lost_subject(i)
        if h == i:
            return []
        if t.dep[i] == "acl":
            return self._of_noun(i, h)
        if dep == "xcomp":
            above = self.verb(h) if t.pos[h] in ("VERB", "ADJ") else None
            if above is not None and t.lemma[h] not in SUBJECT_CONTROL and not above.passive:
                held = t.kids(h, "obj", "iobj")
                if held:
                    return held[-1:]
            return self.surface_subject(h)
        if dep in ("conj", "advcl", "ccomp") and (t.pos[h] in ("VERB", "ADJ") or t.kids(h, "cop")):
            if dep == "advcl" and t.tag[i] in ("VBD", "VBZ", "VBP"):
                return []
            if dep == "advcl" and self._is_charge(i, h):
                return [x for c in t.kids(h, "obj", "iobj")[-1:] for x in self._antecedent(c)]
            if t.dep[h] == "acl:relcl" and dep == "conj":
                return self.surface_subject(h) or [t.head[h]]
            return self.surface_subject(h)
        return []

    def _is_charge(self, i: int, h: int) -> bool:
        """Whether a clause says what the object above it did: "accused Lind of lying", "banned him from leaving"."""
        t = self.tree
        marks = {t.lemma[m] for m in t.kids(i, "mark", "case")}
        if t.tag[i] != "VBG" or t.lemma[h] not in self.grammar.charging or not marks & {"of", "for", "from"}:
            return False
        return bool(t.kids(h, "obj", "iobj")) and not self._is_passive(h)

    def _is_told(self, i: int) -> bool:
        """Whether the verb is in the past tense, so that a subject must stand before it."""
        t = self.tree
        return t.pos[i] == "VERB" and t.tag[i] == "VBD"

    def _lost_subject(self, i: int) -> list[int]:
        """The names that end right before a past-tense verb which the parse left without a subject."""
        t, out = self.tree, []
        k = i - 1
        while k >= 0 and t.sentence[k] == t.sentence[i] and t.pos[k] == "PROPN":
            head = self._name_head(k)
            out.append(head)
            k = min(head, k) - 1
            while k >= 0 and t.pos[k] in ("PROPN", "NOUN", "ADJ", "DET", "NUM", "VERB") and t.tag[k] != "VBD":
                k -= 1
            if k < 1 or t.lemma[k] != "and":
                break
            k -= 1
        return sorted(out)

    def _name_head(self, k: int) -> int:
        t = self.tree
        while t.dep[k] in ("flat", "compound", "goeswith") and t.head[k] != k:
            k = t.head[k]
        return k

    def _of_noun(self, i: int, noun: int) -> list[int]:
        """Who does what a clause under a noun tells: the noun, or for "a plan to attack" whoever has the plan."""
        t = self.tree
        if t.tag[i] != "VB" and not (t.tag[i] == "VBG" and t.lemma[noun] in self.grammar.documents):
            return [noun]
        owner = t.kids(noun, "nmod:poss")
        if owner:
            return owner
        if t.base(noun) == "obj" and t.pos[t.head[noun]] == "VERB":
            return self.surface_subject(t.head[noun])
        return [noun] if t.base(noun) in ("nsubj", "obl") else []

    def noun(self, i: int) -> Frame:
        """The frame of a noun that tells a happening, with what its light verb adds ("held talks with")."""
        t = self.tree
        frame = Frame(i, "noun", i, {})
        for c in (x for x in t.children[i]):
            self._place_under_noun(frame, c)
        anchor = self._through_transparent(frame, i)
        self._lighten(frame, anchor)
        return frame

    def _place_under_noun(self, frame: Frame, c: int) -> None:
        t, dep = self.tree, self.tree.dep[c]
        if dep == "nmod:poss":
            self._add(frame, "poss", [c])
        elif t.base(c) in ("nmod", "obl") and dep not in ("nmod:desc", "nmod:unmarked"):
            self._preposition(frame, c)
        elif dep in ("compound", "amod", "nmod:desc", "nmod:unmarked", "flat"):
            self._add(frame, "mod", [c])
        elif dep == "acl":
            self._clause_under_noun(frame, c)
        elif t.base(c) == "nsubj" and t.kids(frame.trigger, "cop"):
            self._add(frame, "subj", self._antecedent(c))

    def _clause_under_noun(self, frame: Frame, c: int) -> None:
        """ "talks held with", "an attack launched by", "a plan to": participles lend the noun their own phrases."""
        t = self.tree
        if t.tag[c] in ("VBN", "VBG"):
            lent = self.verb(c)
            for slot, tokens in lent.slots.items():
                if slot not in ("obj", "comp") and not (slot == "subj" and tokens == [frame.trigger]):
                    self._add(frame, slot, tokens)
        else:
            self._add(frame, "comp", [c])

    def _through_transparent(self, frame: Frame, i: int) -> int:
        """Climbs from a noun to the one that stands for it in the clause: "a series of attacks on", "talks and
        meetings".
        """
        t = self.tree
        for _ in range(4):
            h = t.head[i]
            of = t.base(i) == "nmod" and t.case(i) == "of" and t.lemma[h] in self.grammar.transparent
            if not (of or (t.dep[i] == "conj" and t.pos[h] == "NOUN")):
                return i
            if of:
                for c in t.children[h]:
                    if c != i:
                        self._place_under_noun(frame, c)
            i = h
        return i

    def _lighten(self, frame: Frame, anchor: int) -> None:
        t, g, h = self.tree, self.grammar, self.tree.head[anchor]
        if h == anchor or t.pos[h] not in ("VERB", "NOUN", "ADJ"):
            if t.kids(anchor, "nsubj"):
                frame.light, frame.clause = "be", anchor
            return
        base, lemma = t.base(anchor), t.lemma[h]
        if t.kids(anchor, "nsubj") and t.kids(anchor, "cop"):
            frame.light, frame.clause = "be", anchor
        elif base in ("obj", "nsubj") and t.pos[h] == "VERB":
            carried = self.verb(h)
            if anchor in carried.slots.get("obj", []):
                self._carry(frame, carried, lemma)
            else:
                frame.clause = h
        elif base == "obl" and t.pos[h] == "VERB" and lemma in g.joining | g.inverse and t.case(anchor) in g.joins:
            self._carry(frame, self.verb(h), lemma, joined=anchor)
        elif base == "obl" and t.pos[h] == "ADJ" and lemma in g.blaming and t.case(anchor) in ("for", "of"):
            self._carry(frame, self.verb(h), "be", joined=anchor)

    def _carry(self, frame: Frame, verb: Frame, lemma: str, joined: int | None = None) -> None:
        g = self.grammar
        inverse = lemma in g.inverse and (joined is None or self.tree.case(joined) == "under")
        if not inverse and joined is None and lemma not in g.light:
            frame.clause = verb.trigger
            return
        frame.light, frame.clause, frame.passive = lemma, verb.trigger, verb.passive
        told = lemma in g.speech and self.tree.lemma[frame.trigger] in g.violent
        for_others = told or lemma in g.for_others
        for slot, tokens in verb.slots.items():
            rest = [x for x in tokens if x not in (frame.trigger, joined)]
            others = slot == "subj" and for_others
            if slot in ("obj", "comp") or others or not rest or joined in tokens:
                continue
            self._add(frame, "undergoer" if inverse and slot == "subj" else slot, rest)
        if inverse:
            self._add(frame, "subj", verb.slots.get("from", []))
