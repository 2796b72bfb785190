"""Whether an event is told as real: polarity, certainty, time reference and background, and the reality that follows
from them.

The order is the contract's: negated; hypothetical (not certain, conditional, demanded, possible); future; historical
(told as
background, or over more than 90 days before publication); actual. Nothing here looks at the event's type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.events.frames import Frame
from dateline.events.grammar import Grammar
from dateline.events.tree import Tree
from dateline.model import Certainty, EventTime, Polarity, Reality, When

HISTORY_DAYS = 90
CHAIN = 8


@dataclass(slots=True)
class Status:
    """What the words say of an event's reality, with the words that decided (token indexes) for `explain`."""

    polarity: Polarity = "affirmed"
    certainty: Certainty = "certain"
    when: When = "past"
    background: bool = False
    reasons: tuple[tuple[str, int], ...] = ()

    def because(self, why: str, token: int) -> None:
        """Remember a word that decided."""
        self.reasons = (*self.reasons, (why, token))

    @property
    def reality(self) -> Reality:
        """The contract's reading of the four fields, in its order."""
        if self.polarity == "negated":
            return "negated"
        if self.certainty != "certain":
            return "hypothetical"
        if self.when == "future":
            return "future"
        return "historical" if self.background else "actual"


def status(tree: Tree, frame: Frame, grammar: Grammar) -> Status:
    """Reads polarity, certainty and tense of a frame from its clause and from the words that govern it."""
    out = Status()
    _tense(tree, frame.clause, grammar, out)
    _clause(tree, frame.clause, grammar, out)
    if _is_imperative(tree, frame):
        _doubt(out, "possible", frame.clause)
    if frame.trigger != frame.clause or frame.part == "noun":
        _noun(tree, frame.trigger, grammar, out)
    if frame.part == "noun" and frame.light in grammar.promising:
        out.when = "future"
        out.because("future", frame.clause)
    if frame.part == "noun" and frame.light in grammar.wishing:
        _doubt(out, "possible", frame.clause)
    _governors(tree, frame, grammar, out)
    return out


def place_in_time(out: Status, time: EventTime | None, published: str | None) -> None:
    """Lets the event's own day decide what tense leaves open: a later day is future, one long past is history."""
    if time is None or published is None:
        return
    today = date.fromisoformat(published)
    if time.from_ == "stated" and time.earliest and date.fromisoformat(time.earliest) > today and out.when != "past":
        out.when = "future"
    if time.latest and (today - date.fromisoformat(time.latest)).days > HISTORY_DAYS:
        out.background = True


def _tense(t: Tree, clause: int, g: Grammar, out: Status) -> None:
    """When the clause is: a future auxiliary, else the tense of its first finite word or of the clause above."""
    i = clause
    for _ in range(CHAIN):
        words = [*t.kids(i, "aux", "cop", "aux:pass"), i]
        future = next(
            (w for w in words if g.modals.get(t.lemma[w]) == "future" or g.modals.get(t.text[w].lower()) == "future"),
            None,
        )
        if future is not None and not (t.lemma[future] == "going" and future == clause):
            out.when = "future"
            out.because("future", future)
            return
        finite = next(
            (w for w in words if t.tag[w] in ("VBD", "VBZ", "VBP") or t.feature(w, "VerbForm") == "Fin"), None
        )
        if finite is not None:
            perfect = t.lemma[finite] == "have" and finite != i
            past = t.tag[finite] == "VBD" or t.feature(finite, "Tense") == "Past"
            out.when = "past" if past or perfect else "present"
            return
        if t.head[i] == i:
            break
        i = t.head[i]
    out.when = "past"


def _clause(t: Tree, clause: int, g: Grammar, out: Status) -> None:
    """Negation, modals and adverbs of the clause, and of verbs of phase above it ("did not begin to")."""
    i = clause
    for _ in range(CHAIN):
        for c in t.children[i]:
            _dependent(t, c, i, g, out)
        if t.dep[i] in ("acl", "advcl") and any(t.lemma[m] == "without" for m in t.kids(i, "mark", "case")):
            out.polarity = "negated"
            out.because("without", i)
        if (t.dep[i] == "xcomp" and t.lemma[t.head[i]] in g.aspect) or (
            t.dep[i] == "conj" and not t.kids(i, "nsubj", "aux")
        ):
            i = t.head[i]
        else:
            return


def _dependent(t: Tree, c: int, clause: int, g: Grammar, out: Status) -> None:
    word, dep = t.lemma[c], t.base(c)
    if dep == "advmod" and (word in g.negators or t.text[c].lower() in g.negators):
        out.polarity = "negated"
        out.because("negation", c)
    elif dep == "advmod" and word in g.adverbs:
        _doubt(out, g.adverbs[word], c)
    elif dep == "aux":
        _modal(t, c, clause, g, out)
    elif dep in ("nsubj", "obj") and (
        t.lemma[c] in ("nobody", "none", "nothing") or any(t.lemma[d] == "no" for d in t.kids(c, "det"))
    ):
        out.polarity = "negated"
        out.because("negation", c)
    elif (
        dep == "advcl"
        and any(t.lemma[m] in ("if", "unless") for m in t.kids(c, "mark"))
        and _has(t, clause, g, "conditional")
    ):
        _doubt(out, "possible", c)


def _has(t: Tree, clause: int, g: Grammar, effect: str) -> bool:
    return any(
        g.modals.get(t.lemma[a]) == effect or g.modals.get(t.text[a].lower()) == effect for a in t.kids(clause, "aux")
    )


def _modal(t: Tree, c: int, clause: int, g: Grammar, out: Status) -> None:
    effect = g.modals.get(t.lemma[c]) or g.modals.get(t.text[c].lower())
    if effect == "possible" or effect == "demanded":
        _doubt(out, "possible", c)
    elif effect == "conditional":
        if _reported(t, clause, g):
            out.when = "future"
            out.because("future of the past", c)
        else:
            _doubt(out, "possible", c)


def _is_imperative(t: Tree, frame: Frame) -> bool:
    """A bare verb that heads its sentence and has no subject tells nothing that happened ("Free the prisoners!")."""
    i = frame.clause
    return t.tag[i] == "VB" and t.dep[i] in ("root", "parataxis") and not t.kids(i, "nsubj", "aux")


def _reported(t: Tree, clause: int, g: Grammar) -> bool:
    """ "said it would": the clause stands under a verb of saying, and no condition goes with it."""
    i = clause
    while t.dep[i] == "conj":
        i = t.head[i]
    conditional = any(t.lemma[m] in ("if", "unless") for c in t.kids(clause, "advcl") for m in t.kids(c, "mark"))
    under = t.base(i) in ("ccomp", "parataxis") and t.lemma[t.head[i]] in g.speech | g.cues["future"]
    return not conditional and (under or any(t.lemma[c] in g.speech for c in t.kids(i, "parataxis", "advcl")))


def _doubt(out: Status, certainty: str, token: int) -> None:
    if certainty == "possible" or out.certainty == "certain":
        out.certainty = "possible" if certainty == "possible" else "probable"
    out.because(certainty, token)


def _noun(t: Tree, i: int, g: Grammar, out: Status) -> None:
    """Determiners and modifiers of a nominal event: "no talks", "alleged attack", "planned visit"."""
    for c in t.children[i]:
        lemma = t.lemma[c]
        if t.base(c) == "det" and lemma in ("no", "any", "neither"):
            out.polarity = "negated" if lemma != "any" else out.polarity
            out.because("negation", c)
        elif t.base(c) in ("amod", "compound") and lemma in g.modifiers:
            effect = g.modifiers[lemma]
            if effect == "future":
                out.when = "future"
                out.because("future", c)
            else:
                _doubt(out, effect, c)
    if t.case(i) == "without":
        out.polarity = "negated"
        out.because("without", i)


def _governors(t: Tree, frame: Frame, g: Grammar, out: Status) -> None:
    """What the words above say: "refused to", "threatened an attack", "a plan to", "if", up to the next finite
    clause.
    """
    i, path = frame.trigger, 0
    while t.head[i] != i and path < CHAIN:
        h, dep, path = t.head[i], t.dep[i], path + 1
        if _crosses_out(t, i, dep):
            return
        if dep == "advcl" and any(t.lemma[m] in ("if", "unless") for m in t.kids(i, "mark")):
            _doubt(out, "possible", i)
            return
        if t.base(i) in ("xcomp", "ccomp", "obj", "obl", "nmod", "acl", "advcl") and not (
            h == frame.clause and frame.part == "noun"
        ):
            if not _cue(t, i, h, g, out):
                return
        elif h == frame.clause:
            path -= 1
        i = h


def _crosses_out(t: Tree, i: int, dep: str) -> bool:
    """Where the scope of a governing word ends: relative clauses, adverbial clauses with a subject, new sentences."""
    if dep in ("acl:relcl", "advcl:relcl", "parataxis", "root", "appos", "nsubj", "nsubj:pass", "nmod:poss"):
        return True
    if dep == "acl":
        return t.tag[i] != "VB"
    if dep == "advcl":
        marks = {t.lemma[m] for m in t.kids(i, "mark", "case")}
        return not marks & {"if", "unless", "to", "of", "from", "for"} or (
            bool(t.kids(i, "nsubj")) and not marks & {"if", "unless"}
        )
    return False


def _cue(t: Tree, i: int, h: int, g: Grammar, out: Status) -> bool:
    """Applies the cue of governor `h`; False where nothing above it matters any more."""
    lemma, dep = t.lemma[h], t.base(i)
    finite = dep == "ccomp" and t.tag[i] != "VB"
    noun = dep in ("obl", "nmod")
    if noun and t.pos[h] == "VERB" and not _cue_by_preposition(t, i, lemma, g):
        return not _is_finite(t, h)
    aside = dep == "advcl" and bool(t.kids(h, "obj"))  # "blocked a road to protest": it is the road that is blocked
    if lemma in g.cues["negative"] and not aside and not (finite and lemma not in g.denying):
        out.polarity = "negated"
        out.because("negation", h)
    elif finite and lemma not in g.open_reports:
        if lemma in g.vowing:
            out.when = "future"
        return False
    elif lemma in g.cues["neutral"]:
        return True
    elif lemma in g.cues["possible"] and not (dep == "acl" and t.pos[h] not in ("NOUN",)):
        _doubt(out, "possible", h)
    elif lemma in g.cues["future"]:
        out.when = "future"
        out.because("future", h)
    embodied = t.lemma[i] in g.embodied and not any(t.tag[c] == "WRB" for c in t.kids(i, "advmod", "mark"))
    done = embodied or (lemma in g.assembling and t.lemma[i] in g.voicing)
    if (
        dep == "advcl"
        and t.tag[i] == "VB"
        and not done
        and out.certainty == "certain"
        and lemma not in g.cues["neutral"]
    ):
        _doubt(out, "possible", h)
    return not _is_finite(t, h) or t.pos[h] != "VERB" or t.dep[h] in ("xcomp", "conj")


def _cue_by_preposition(t: Tree, i: int, lemma: str, g: Grammar) -> bool:
    """Only some prepositional phrases are what their verb is about: "called for talks", "warned of attacks"."""
    case = t.case(i)
    return (case in ("of", "for") and lemma in g.about) or (case == "from" and lemma in g.away)


def _is_finite(t: Tree, i: int) -> bool:
    words = [*t.kids(i, "aux", "cop", "aux:pass"), i]
    return any(t.tag[w] in ("VBD", "VBZ", "VBP", "MD") for w in words)
