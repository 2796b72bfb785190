"""Attribution: content, cue and source as token ranges, before they become a Quotation, and what builds them."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Cue

Range = tuple[int, int]
CLAUSES = frozenset({"ccomp", "xcomp", "parataxis", "csubj"})
_EDGE = frozenset({",", ";", ":", "-", "--", "–", "—", "―", "and", "but"})


@dataclass(slots=True)
class Attribution:
    """Somebody's content: token ranges [first, last]; `head` is the cue's decisive word, `entry` its lexicon entry.

    `how` names what found it (model, parse, marks, layout), `kind` the complement that holds the content; `parent` is
    the attribution whose content holds this one.
    """

    content: list[Range]
    cue: Range | None
    head: int | None
    source: Range | None
    how: str
    entry: Cue | None = None
    kind: str | None = None
    parent: Attribution | None = field(default=None, repr=False)


def meet(one: Range, other: Range) -> bool:
    """Whether two ranges share a token."""
    return one[0] <= other[1] and other[0] <= one[1]


def subtract(whole: Range, holes: list[Range]) -> list[Range]:
    """The parts of a range that no hole covers, in order."""
    parts, first = [], whole[0]
    for a, b in sorted(holes):
        if a > whole[1] or b < first:
            continue
        if a > first:
            parts.append((first, a - 1))
        first = max(first, b + 1)
    if first <= whole[1]:
        parts.append((first, whole[1]))
    return parts


def trim(frame: Frame, part: Range) -> Range | None:
    """The range without blank tokens and separating punctuation at its edges; None when nothing is left.

    Quotation marks stay, and so does a comma or full stop before a closing mark.
    """
    first, last = part
    while first <= last and (frame.pos[first] == "SPACE" or frame.words[first] in _EDGE or frame.words[first] == "."):
        first += 1
    while last >= first and (frame.pos[last] == "SPACE" or frame.words[last] in _EDGE or frame.words[last] == "."):
        last -= 1
    return (first, last) if first <= last else None


def subject(frame: Frame, verb: int) -> int | None:
    """The token that is the (understood) subject of a verb: its own, or that of the verb it hangs on.

    "She left, saying ..." gives she; "a letter saying" gives letter; "wants to ask" gives who wants.
    """
    token, steps = verb, 0
    while steps < 6:
        own = next((c for c in frame.children[token] if frame.deps[c] in ("nsubj", "nsubj:pass")), None)
        if own is not None:
            return own
        dep, head = frame.deps[token], frame.heads[token]
        if head == token or dep not in ("conj", "xcomp", "advcl", "acl", "aux", "acl:relcl", "compound"):
            return None
        if dep == "acl":
            return head if frame.pos[head] in ("NOUN", "PROPN", "PRON") else None
        token, steps = head, steps + 1
    return None


def agent(frame: Frame, verb: int) -> int | None:
    """The head of the by-phrase of a passive verb."""
    for child in frame.children[verb]:
        if frame.deps[child] in ("obl:agent", "obl") and frame.has_child(child, "by", "case"):
            return child
    return None


def passive(frame: Frame, verb: int) -> bool:
    """Whether a verb stands in the passive ("was told", "quoted by")."""
    deps = [frame.deps[c] for c in frame.children[verb]]
    return "aux:pass" in deps or "nsubj:pass" in deps


def noun_phrase(frame: Frame, token: int) -> Range:
    """The phrase of a noun without preposition, relative clause and what hangs on as an afterthought."""
    first, last = frame.low[token], frame.high[token]
    for child in frame.children[token]:
        if frame.deps[child] in ("case", "mark", "cc", "punct", "advmod") and frame.high[child] < token:
            first = max(first, frame.high[child] + 1) if frame.low[child] <= first else first
        after = frame.deps[child] in ("acl:relcl", "parataxis", "punct", "acl", "dep", "advcl")
        possessive = frame.deps[child] == "case" and frame.lemmas[child] in ("'s", "’s", "'", "’")
        if (after or possessive) and child > token:
            last = min(last, max(token, frame.low[child] - 1))
    return trim(frame, (first, last)) or (token, token)


def verb_group(frame: Frame, verb: int) -> Range:
    """A cue verb with its particle ("pointed out")."""
    particle = frame.child(verb, "compound:prt")
    return (verb, particle if particle is not None and particle == verb + 1 else verb)
