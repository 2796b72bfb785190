"""Contents chosen among candidate stretches: tags say roughly where, the parse says where a clause ends."""

from __future__ import annotations

import itertools

import numpy as np
from spacy.tokens import Doc

from dateline.language.analysis import TagScores
from dateline.language.words import blank
from dateline.quotations.contents import contents
from dateline.quotations.extents import Chances, extents
from dateline.quotations.frame import Frame, frame
from dateline.quotations.lexicon import lexicon

WORDS = [
    "Lind",
    "said",
    "the",
    "old",
    "bridge",
    "would",
    "stay",
    "shut",
    "until",
    "May",
    ",",
    "which",
    "angered",
    "drivers",
    ".",
]
HEADS = [1, 1, 4, 4, 6, 6, 1, 6, 9, 6, 12, 12, 6, 12, 1]
DEPS = [
    "nsubj",
    "ROOT",
    "det",
    "amod",
    "nsubj",
    "aux",
    "ccomp",
    "xcomp",
    "case",
    "obl",
    "punct",
    "nsubj",
    "advcl",
    "obj",
    "punct",
]
POS = [
    "PROPN",
    "VERB",
    "DET",
    "ADJ",
    "NOUN",
    "AUX",
    "VERB",
    "ADJ",
    "ADP",
    "PROPN",
    "PUNCT",
    "PRON",
    "VERB",
    "NOUN",
    "PUNCT",
]
LEMMAS = [
    "Lind",
    "say",
    "the",
    "old",
    "bridge",
    "would",
    "stay",
    "shut",
    "until",
    "May",
    ",",
    "which",
    "anger",
    "driver",
    ".",
]


def parsed() -> Frame:
    """A sentence with a clause of saying that a comment follows."""
    return frame(Doc(blank().vocab, WORDS, heads=HEADS, deps=DEPS, pos=POS, lemmas=LEMMAS))


def scores(content: range, cue: range = range(1, 2), height: float = 6.0) -> TagScores:
    """Tag scores that are sure of one content and one cue."""
    layers = {}
    for name, held in (("content", content), ("nested", range(0)), ("cue", cue), ("source", range(0, 1))):
        table = np.zeros((len(WORDS), 3), dtype=np.float32)
        table[:, 0] = height
        for n, word in enumerate(held):
            table[word] = (0.0, height, 0.0) if n == 0 else (0.0, 0.0, height)
        layers[name] = table
    return TagScores(range(len(WORDS)), layers)


def chosen(given: TagScores) -> list[tuple[int, int]]:
    """The token ranges of the contents."""
    found = contents(parsed(), lexicon(), [], given, Chances(given, len(WORDS)))
    return [(span.first, span.last) for span in found]


def test_a_sure_stretch_is_a_content() -> None:
    assert chosen(scores(range(2, 10))) == [(2, 9)]


def test_no_tags_no_content() -> None:
    assert chosen(scores(range(0), range(0))) == []


def test_contents_share_no_word() -> None:
    ranges = chosen(scores(range(2, 14)))
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ranges))


def test_branches_of_the_parse_are_candidates_beside_the_tagged_stretch() -> None:
    given = scores(range(2, 8))
    found = extents(parsed(), given, Chances(given, len(WORDS)))
    assert {"content0", "content1"} <= found[2, 7]
    assert any("short" in how for how in found.values())


def test_chances_of_blank_tokens_are_those_of_the_word_before() -> None:
    given = scores(range(2, 10))
    without = TagScores(
        [t for t in range(len(WORDS)) if t != 4], {k: np.delete(v, 4, 0) for k, v in given.layers.items()}
    )
    chances = Chances(without, len(WORDS))
    assert chances.inside["content"][4] == chances.inside["content"][3]
    assert chances.begins["content"][4] == 0.0
