"""When an event is told to happen: by syntax first, then from its sentence, then from the first of its paragraph."""

from __future__ import annotations

from collections.abc import Callable

from dateline.events.frames import Frame
from dateline.events.grammar import Grammar
from dateline.events.parties import Parties
from dateline.events.tree import Tree
from dateline.model import EventTime, TimeExpression
from dateline.stage import Draft

TIME_NOUNS = frozenset(
    {
        "start",
        "beginning",
        "end",
        "eve",
        "wake",
        "time",
        "outset",
        "height",
        "anniversary",
        "middle",
        "day",
        "course",
        "aftermath",
    }
)


class Times:
    """The dated time expressions of an article, each with the word of the parse it hangs on."""

    def __init__(self, tree: Tree, draft: Draft, parties: Parties, grammar: Grammar) -> None:
        self.tree, self.grammar = tree, grammar
        self.by_sentence: dict[int, list[tuple[int, TimeExpression]]] = {}
        for time in draft.times:
            tokens = parties.tokens(time.start, time.end)
            if tokens is None or time.type not in ("DATE", "TIME") or not (time.earliest or time.latest):
                continue
            head = self._top(*tokens)
            self.by_sentence.setdefault(tree.sentence[head], []).append((head, time))
        self.leads = _paragraph_leads(tree, draft.article.text)

    def _top(self, first: int, last: int) -> int:
        """The highest word of a time expression, one noun up where it dates a noun of time ("the end of 2022")."""
        t = self.tree
        head = next((i for i in range(first, last) if not first <= t.head[i] < last or t.head[i] == i), first)
        while t.base(head) == "nmod" and t.lemma[t.head[head]] in TIME_NOUNS:
            head = t.head[head]
        return head

    def of(self, frame: Frame, is_event: Callable[[int], bool]) -> EventTime | None:
        """The time of a frame, or None where neither its words, its sentence nor its paragraph's lead dates it."""
        chain = self._chain(frame)
        held = self.by_sentence.get(self.tree.sentence[frame.trigger], [])
        held = [x for x in held if not (self._bounds_only(x[0], frame.trigger) or self._is_last(x[0]))]
        stated = self._nearest(frame, [x for x in held if self._governor(x[0], is_event) in chain])
        stated = stated or self._nearest(frame, [x for x in held if self._below(x[0], chain)])
        if stated is not None:
            return _event_time(stated, "stated")
        inherited = self._climb(frame, held, is_event) or self._nearest(
            frame, [x for x in held if not self._of_saying(x[0]) and not self._aside(x[0], frame.trigger)]
        )
        if inherited is None:
            lead = self.leads.get(self.tree.sentence[frame.trigger])
            told = self.by_sentence.get(lead, []) if lead is not None else []
            inherited = self._nearest(frame, [x for x in told if self._is_main(x[0])])
        return _event_time(inherited, "inherited") if inherited is not None else None

    def _chain(self, frame: Frame) -> list[int]:
        """The words that carry the event: its trigger, its clause, and verbs of phase or control above it."""
        t, out = self.tree, [frame.trigger]
        if frame.clause not in out:
            out.append(frame.clause)
        i = frame.clause
        while t.dep[i] == "xcomp" and t.lemma[t.head[i]] in self.grammar.aspect:
            i = t.head[i]
            out.append(i)
        return out

    def _governor(self, i: int, is_event: Callable[[int], bool]) -> int:
        """The nearest word above a time expression that tells a happening."""
        t = self.tree
        if t.dep[i] in ("compound", "amod", "flat", "nmod:poss", "nummod") and not is_event(t.head[i]):
            return i
        for h in t.up(i):
            if t.pos[h] == "VERB" or t.kids(h, "cop") or is_event(h):
                return h
        return i

    def _bounds_only(self, i: int, trigger: int) -> bool:
        """Whether a time dates something the event comes before or after ("ahead of the 1 May vote")."""
        t = self.tree
        for h in t.up(i):
            if h == trigger or t.pos[h] == "VERB":
                return False
            if t.case(h).split(" ")[0] in self.grammar.bounding or t.lemma[t.head[h]] in self.grammar.bounding:
                return trigger not in t.within(h)
        return False

    def _is_last(self, i: int) -> bool:
        """Whether a time is that of the last such happening before ("the first meeting since 2019"); "has been shut
        since 2019" is a state that began then.
        """
        t = self.tree
        if t.case(i) != "since":
            return False
        verb = next((h for h in (i, *t.up(i)) if t.pos[h] == "VERB" or t.kids(h, "cop")), None)
        lasting = verb is not None and any(t.lemma[a] == "have" for a in t.kids(verb, "aux"))
        return t.base(i) == "nmod" or not lasting

    def _below(self, i: int, chain: list[int]) -> bool:
        """Whether the time dates the clause from below: "at the start of the war in 2022", "let them stay in 2022"."""
        t, path = self.tree, i
        for h in t.up(i):
            if h in chain:
                dated = t.base(path) in ("obl", "nmod") and t.case(path) in self.grammar.dating
                return dated or t.dep[path] == "xcomp" or (t.dep[path] == "advcl" and t.tag[path] == "VB")
            if t.base(path) not in ("nmod", "obl", "advmod", "xcomp", "advcl") or t.dep[path] == "nmod:poss":
                return False
            path = h
        return False

    def _is_main(self, i: int) -> bool:
        """Whether the time dates its sentence's main clause, so that other clauses may inherit it."""
        t = self.tree
        steps = [i, *t.up(i)][:-1]
        main = all(
            t.base(x) in ("obl", "advmod", "conj", "xcomp", "parataxis") or t.dep[x] == "nmod:unmarked" for x in steps
        )
        return main and not self._of_saying(i)

    def _climb(
        self,
        frame: Frame,
        held: list[tuple[int, TimeExpression]],
        is_event: Callable[[int], bool],
    ) -> TimeExpression | None:
        """The time of a clause above, or of the noun a relative clause belongs to; not that of a verb of saying."""
        t, i = self.tree, frame.clause
        for h in t.up(frame.clause):
            if not (t.dep[i] in ("ccomp", "parataxis") and t.lemma[h] in self.grammar.speech):
                own = [
                    x
                    for x in held
                    if self._governor(x[0], is_event) == h or (t.dep[i] == "acl:relcl" and h in t.up(x[0]))
                ]
                if own:
                    return self._nearest(frame, own)
            i = h
        return None

    def _aside(self, i: int, trigger: int) -> bool:
        """Whether a time stands in a participle, relative clause or apposition that the event is not in."""
        t, path = self.tree, i
        for h in t.up(i):
            if t.dep[path] in ("acl", "acl:relcl", "appos", "advcl:relcl"):
                return path != trigger and path not in t.up(trigger)
            path = h
        return False

    def _of_saying(self, i: int) -> bool:
        t = self.tree
        return t.lemma[t.head[i]] in self.grammar.speech

    def _nearest(self, frame: Frame, held: list[tuple[int, TimeExpression]]) -> TimeExpression | None:
        if not held:
            return None
        return min(held, key=lambda x: (abs(x[0] - frame.trigger), x[0]))[1]


def _event_time(time: TimeExpression, how: str) -> EventTime:
    return EventTime(time.id, time.value, time.earliest, time.latest, "stated" if how == "stated" else "inherited")


def _paragraph_leads(tree: Tree, text: str) -> dict[int, int]:
    """Of each sentence that does not open its paragraph, the sentence that does."""
    out: dict[int, int] = {}
    lead = 0
    for k, (first, _) in enumerate(tree.sentences):
        before = text[tree.end[tree.sentences[k - 1][1] - 1] : tree.start[first]] if k else ""
        if k == 0 or "\n" in before or tree.text[first - 1].startswith("\n"):
            lead = k
        elif lead != k:
            out[k] = lead
    return out
