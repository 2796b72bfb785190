"""Mends habits of the parser: a participle taken for half of a coordination, a verb with two subjects."""

from __future__ import annotations

from collections.abc import Sequence

PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
"""Tags of what may be a participle: VBD is VBN mistaken, where a noun takes it as its second half."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def mend(
    heads: list[int], relations: list[int], upos: Sequence[str], xpos: Sequence[str], labels: Sequence[str]
) -> None:
    """Mend the tree in place; `labels` are the names of the relations."""
    _participles(heads, relations, upos, xpos, labels)
    _fronted(heads, relations, labels)
    _backward(heads, relations, upos, xpos, labels)


def _fronted(heads: list[int], relations: list[int], labels: Sequence[str]) -> None:
    """In "Berg met Lind, both said" Berg is the subject of the clause that is told, not a second one of "said".

    The first of a verb's two subjects goes to the clause between them that is the verb's complement and has none.
    """
    subjects = {i for i, name in enumerate(labels) if name.split(":")[0] in ("nsubj", "csubj")}
    told = labels.index("ccomp")
    with_subject: dict[int, list[int]] = {}
    for i, (head, relation) in enumerate(zip(heads, relations, strict=True)):
        if relation in subjects and head >= 0:
            with_subject.setdefault(head, []).append(i)
    for verb, (first, *others) in with_subject.items():
        clauses = [
            i
            for i in range(first + 1, others[-1] if others else 0)
            if heads[i] == verb and relations[i] == told and i not in with_subject
        ]
        if clauses and clauses[0] < verb:
            heads[first] = clauses[0]


def _participles(
    heads: list[int], relations: list[int], upos: Sequence[str], xpos: Sequence[str], labels: Sequence[str]
) -> None:
    """In "Berg and exiled leader Lind met" the leader is beside Berg, neither an apposition to him nor whom he exiled.

    A participle that is `conj` of a noun, where an apposition of that noun follows it, or an object of its own before
    the verb whose subject the noun is, with nothing between but the follower's own modifiers, becomes the follower's
    `amod`; the follower becomes the `conj` and takes the conjunction. In place.
    """
    conj, appos, amod, cc, obj = (labels.index(name) for name in ("conj", "appos", "amod", "cc", "obj"))
    subjects = {i for i, name in enumerate(labels) if name.split(":")[0] == "nsubj"}
    for i, (head, relation) in enumerate(zip(list(heads), list(relations), strict=True)):
        if relation != conj or xpos[i] not in PARTICIPLES or not 0 <= head < i or upos[head] not in NOMINAL:
            continue
        own = [c for c, h in enumerate(heads) if h == i]
        objects = [c for c in own if c > i and relations[c] == obj and upos[c] in NOMINAL]
        if any(c not in objects and (relations[c] != cc or c > i) for c in own):
            continue
        noun = next((k for k in range(i + 1, len(heads)) if heads[k] == head and relations[k] == appos), None)
        if objects:
            noun = objects[0] if relations[head] in subjects and heads[head] > objects[0] else None
        if noun is None or any(not i < heads[k] <= noun for k in range(i + 1, noun)):
            continue
        heads[noun], relations[noun], heads[i], relations[i] = head, conj, noun, amod
        for c in own:
            if c != noun:
                heads[c] = noun


def _backward(
    heads: list[int], relations: list[int], upos: Sequence[str], xpos: Sequence[str], labels: Sequence[str]
) -> None:
    """In "Berg and exiled leader Lind met" the leader is beside Berg, not what an earlier half of "met" exiled.

    No `conj` goes to a later word: a participle that does, with a subject of that word before it and a noun without a
    preposition as its own, becomes that noun's `amod`; the noun is the subject's `conj` and takes all else it had.
    """
    conj, amod, case = (labels.index(name) for name in ("conj", "amod", "case"))
    subjects = {i for i, name in enumerate(labels) if name.split(":")[0] == "nsubj"}
    for i, (head, relation) in enumerate(zip(list(heads), list(relations), strict=True)):
        if relation != conj or xpos[i] not in PARTICIPLES or head <= i:
            continue
        first = next((k for k in range(i - 1, -1, -1) if heads[k] == head and relations[k] in subjects), None)
        own = [c for c, h in enumerate(heads) if h == i]
        nouns = [c for c in own if i < c < head and upos[c] in NOMINAL]
        if first is None or not nouns or any(heads[k] == nouns[0] and relations[k] == case for k in range(i, nouns[0])):
            continue
        noun = nouns[0]
        heads[noun], relations[noun], heads[i], relations[i] = first, conj, noun, amod
        for c in own:
            if c != noun:
                heads[c] = noun
