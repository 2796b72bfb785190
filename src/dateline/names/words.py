"""A Doc's tokens as plain Python lists, taken out once, so that no rule asks spaCy for the same attribute twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

_STRINGS = ("ORTH", "LEMMA", "POS", "TAG", "DEP")
_OPENING, _CLOSING, _EITHER = "“«„", "”»", '"'
CLAUSES = frozenset({"ROOT", "root", "ccomp", "advcl", "acl", "parataxis", "xcomp", "csubj"})
SUBJECTS = frozenset({"nsubj", "csubj"})
COORDINATED = frozenset({"NOUN", "PROPN", "PRON"})


@dataclass(slots=True)
class Words:
    """Tokens by index: form, lower form, lemma, UPOS, PTB tag, relation (subtype cut off in `dep`), head, characters,
    sentence number, children in order, first and last token of the subtree, and the quotation (0: none) and paragraph
    a token is in. `quotes` has the first and last token of each quotation, `asks` whether a paragraph is a question."""

    text: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    relation: list[str]
    dep: list[str]
    head: list[int]
    start: list[int]
    end: list[int]
    sentence: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    quote: list[int]
    quotes: list[tuple[int, int]]
    paragraph: list[int]
    asks: list[bool]

    @classmethod
    def of(cls, doc: Doc) -> Words:
        """The table of a parsed Doc."""
        rows = doc.to_array([*_STRINGS, "HEAD", "SENT_START"]).astype("int64")
        columns = [_strings(doc, rows[:, i].astype("uint64").tolist()) for i in range(len(_STRINGS))]
        text, lemma, pos, tag, relation = columns
        head = [i + offset for i, offset in enumerate(rows[:, 5].tolist())]
        start = [token.idx for token in doc]
        children: list[list[int]] = [[] for _ in head]
        for i, h in enumerate(head):
            if h != i:
                children[h].append(i)
        left, right = _edges(head)
        quote, quotes = _quotes(text)
        paragraph, asks = _paragraphs(text)
        return cls(
            text=text, lower=[word.lower() for word in text], lemma=[word.lower() for word in lemma], pos=pos, tag=tag,
            relation=relation, dep=[name.partition(":")[0] for name in relation], head=head, start=start,
            end=[a + len(word) for a, word in zip(start, text, strict=True)], sentence=_numbered(rows[:, 6].tolist()),
            children=children, left=left, right=right, quote=quote, quotes=quotes, paragraph=paragraph, asks=asks,
        )  # fmt: skip

    def span_head(self, first: int, last: int) -> int:
        """The word of [first, last] whose own head lies outside (the first of them; the last word if none does)."""
        for i in range(first, last + 1):
            h = self.head[i]
            if (h == i or not first <= h <= last) and self.pos[i] not in ("PUNCT", "SPACE"):
                return i
        return last

    def leading(self, token: int) -> int:
        """The first conjunct of the coordination that a word is in."""
        while self.dep[token] == "conj" and self.head[token] != token and self.pos[self.head[token]] in COORDINATED:
            token = self.head[token]
        return token

    def clause(self, token: int) -> int:
        """The head of the clause a word is in (the word itself if it heads one)."""
        for _ in range(60):
            if self.head[token] == token or self.dep[token] in CLAUSES:
                return token
            if self.dep[token] == "conj" and self.pos[token] in ("VERB", "AUX"):
                return token
            token = self.head[token]
        return token

    def subject(self, clause: int) -> int | None:
        """The subject of a clause: its own, or that of the clause that controls it (xcomp, conj, participle)."""
        for _ in range(6):
            for child in self.children[clause]:
                if self.dep[child] in SUBJECTS:
                    return child
            dep, above = self.dep[clause], self.head[clause]
            if above == clause:
                return None
            if dep == "xcomp":
                objects = [c for c in self.children[above] if self.relation[c] in ("obj", "iobj")]
                if objects:
                    return objects[0]
            elif dep == "acl" and self.relation[clause] != "acl:relcl":
                return above
            elif dep not in ("conj", "advcl"):
                return None
            clause = above
        return None

    def within(self, token: int, above: int) -> bool:
        """Whether a word lies in the subtree of another."""
        for _ in range(80):
            if token == above:
                return True
            if self.head[token] == token:
                return False
            token = self.head[token]
        return False

    def child(self, token: int, *relations: str) -> int | None:
        """The first child with one of these relations (subtypes cut off), or None."""
        return next((c for c in self.children[token] if self.dep[c] in relations), None)


def _strings(doc: Doc, hashes: list[int]) -> list[str]:
    known = {value: doc.vocab.strings[value] if value else "" for value in set(hashes)}
    return [known[value] for value in hashes]


def _numbered(starts: list[int]) -> list[int]:
    """Sentence numbers from spaCy's sentence-start marks (1 starts one)."""
    out, number = [], -1
    for mark in starts:
        number += mark == 1 or number < 0
        out.append(number)
    return out


def _edges(head: list[int]) -> tuple[list[int], list[int]]:
    """First and last token of each subtree, by pushing bounds up from the leaves."""
    left, right = list(range(len(head))), list(range(len(head)))
    waiting = [0] * len(head)
    for i, h in enumerate(head):
        waiting[h] += h != i
    ready = [i for i, n in enumerate(waiting) if n == 0]
    while ready:
        i = ready.pop()
        h = head[i]
        if h != i:
            left[h], right[h] = min(left[h], left[i]), max(right[h], right[i])
            waiting[h] -= 1
            if waiting[h] == 0:
                ready.append(h)
    return left, right


def _quotes(text: list[str]) -> tuple[list[int], list[tuple[int, int]]]:
    """For each token the number of the quotation it is in (0: none), and the quotations' first and last tokens.

    Double marks only. A paragraph that opens one without closing it lends its marks to the next paragraph's opening.
    """
    inside, spans, opened = [0] * len(text), [(0, -1)], -1
    for i, word in enumerate(text):
        mark = word[:1] if word.strip("\"“”«»„`'") == "" else ""
        if opened < 0 and (mark in _OPENING or mark == _EITHER or word == "``") and mark:
            opened = i
        elif opened >= 0 and ((mark and (mark in _CLOSING or mark == _EITHER)) or word == "''" or "\n\n" in word):
            for j in range(opened, i + 1):
                inside[j] = len(spans)
            spans.append((opened, i))
            opened = -1
    return inside, spans


def _paragraphs(text: list[str]) -> tuple[list[int], list[bool]]:
    """For each token the number of its paragraph, and for each paragraph whether its last mark is a question mark."""
    number, numbers, asks = 0, [], [False]
    for word in text:
        if "\n" in word:
            number += 1
            asks.append(False)
        elif word[:1].isalnum() or word in ("?", "."):
            asks[number] = word == "?"
        numbers.append(number)
    return numbers, asks
