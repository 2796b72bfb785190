"""Mends one habit of the parser: a participle before a noun taken for the second half of a coordination."""

from __future__ import annotations

from collections.abc import Sequence

PARTICIPLES = frozenset({"VBN", "VBG", "VBD"})
"""Tags of what may be a participle: VBD is VBN mistaken, where a noun takes it as its second half."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def mend(
    heads: list[int], relations: list[int], upos: Sequence[str], xpos: Sequence[str], labels: Sequence[str]
) -> None:
    """In "Berg and exiled leader Lind" the leader is beside Berg, not an apposition to him beside "exiled".

    A participle that is `conj` of a noun, where an apposition of that noun follows it with nothing between but its own
    modifiers, becomes the apposition's `amod`; the apposition becomes the `conj` and takes the conjunction. In place.
    """
    conj, appos, amod, cc = (labels.index(name) for name in ("conj", "appos", "amod", "cc"))
    for i, (head, relation) in enumerate(zip(list(heads), list(relations), strict=True)):
        if relation != conj or xpos[i] not in PARTICIPLES or not 0 <= head < i or upos[head] not in NOMINAL:
            continue
        own = [c for c, h in enumerate(heads) if h == i]
        if any(relations[c] != cc or c > i for c in own):
            continue
        noun = next((k for k in range(i + 1, len(heads)) if heads[k] == head and relations[k] == appos), None)
        if noun is None or any(not i < heads[k] <= noun for k in range(i + 1, noun)):
            continue
        heads[noun], relations[noun], heads[i], relations[i] = head, conj, noun, amod
        for c in own:
            heads[c] = noun
