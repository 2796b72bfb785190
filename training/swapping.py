"""Swaps names of training documents for others of their type, so that the model learns contexts and not names by heart.

Mention replacement after Dai and Adel 2020 ("An Analysis of Simple Data Augmentation for Named Entity Recognition"):
another name comes from the training set itself, each form once, or, for places, from the gazetteer as well; two-part
names of persons are put together from the parts of two. Only documents that have names and no other layer are swapped.
"""

from __future__ import annotations

import random
from collections import defaultdict

from dateline.places.gazetteer import REGION, gazetteer
from training.corpora import Document, Raw, Sentence

Form = tuple[tuple[str, ...], tuple[bool, ...]]
"""Words of a name, and which of them stand without a blank before them."""
PEOPLED = 20_000
"""Inhabitants a place of the gazetteer has, to stand in for others."""


class Swapper:
    """Gives documents with a share of their names swapped; one name of a document is swapped for one other."""

    def __init__(self, documents: list[Document], raw: Raw, part: float = 0.4) -> None:
        self.part = part
        forms: dict[str, set[Form]] = defaultdict(set)
        for document in documents:
            for _, form, kind in _mentions(document):
                forms[kind].add(form)
        self._own = {kind: sorted(found) for kind, found in forms.items()}
        self._places = _gazetteer_places(raw)
        pairs = [words for words, glued in self._own.get("PERSON", []) if len(words) == 2 and not any(glued)]
        self._given, self._family = sorted({w[0] for w in pairs}), sorted({w[1] for w in pairs})

    def swap(self, document: Document, rng: random.Random) -> Document:
        """The document with some of its names swapped."""
        instead: dict[tuple[Form, str], Form] = {}
        spans: dict[int, tuple[int, Form]] = {}
        for first, form, kind in _mentions(document):
            if (form, kind) not in instead:
                instead[form, kind] = self._other(kind, form, rng) if rng.random() < self.part else form
            spans[first] = (len(form[0]), instead[form, kind])
        return _rewritten(document, spans)

    def _other(self, kind: str, form: Form, rng: random.Random) -> Form:
        chance = rng.random()
        if kind == "PERSON" and len(form[0]) == 2 and chance < 0.6 and self._given:
            return (rng.choice(self._given), rng.choice(self._family)), (False, False)
        if kind == "PLACE" and chance < 0.5 and self._places:
            return rng.choice(self._places)
        return rng.choice(self._own[kind])


def _gazetteer_places(raw: Raw) -> list[Form]:
    """Regions and peopled places, as they are called in the gazetteer."""
    known = gazetteer()
    entries = (known.entry(row) for row in range(len(known)))
    names = {e.name for e in entries if e.kind == REGION or e.population >= PEOPLED}
    forms = []
    for name in sorted(names):
        stretches, _, _ = raw.read(name)
        if len(stretches) == 1:
            forms.append((tuple(stretches[0].words), tuple(stretches[0].glued)))
    return forms


def _mentions(document: Document) -> list[tuple[int, Form, str]]:
    """First word, form and type of each name that lies within one stretch; the first word counts as not glued."""
    found, at, names = [], 0, {first: (last, kind) for first, last, kind in document.names or ()}
    for sentence in document.sentences:
        for i in range(len(sentence.words)):
            last, kind = names.get(at + i, (-1, ""))
            end = last - at + 1
            if i < end <= len(sentence.words):
                found.append((at + i, (tuple(sentence.words[i:end]), (False, *sentence.glued[i + 1 : end])), kind))
        at += len(sentence.words)
    return found


def _rewritten(document: Document, spans: dict[int, tuple[int, Form]]) -> Document:
    """The document with other words in the given stretches (first word -> how many words, and what stands there).

    Of two names that share a word the second is lost.
    """
    sentences: list[Sentence] = []
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = new = 0
    for sentence in document.sentences:
        words, glued, breaks = [], [], []
        i, end = at, at + len(sentence.words)
        while i < end:
            size, (form, joined) = spans.get(i, (1, ((sentence.words[i - at],), (False,))))
            words.extend(form)
            glued.extend([sentence.glued[i - at], *joined[1:]])
            breaks.extend([sentence.breaks[i - at]] + [False] * (len(form) - 1))
            starts[i], ends[i + size - 1] = new, new + len(form) - 1
            i, new = i + size, new + len(form)
        sentences.append(Sentence(words, glued, breaks))
        at = end
    names = [(starts[f], ends[n], kind) for f, n, kind in document.names or () if f in starts and n in ends]
    return Document(document.id, sentences, names=names)
