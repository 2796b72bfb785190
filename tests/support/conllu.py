"""Builds a spaCy Doc from CoNLL-U, so that a stage can be tested on a parse written by hand."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

FIELDS = 10


@dataclass
class _Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space: bool


def _space(misc: str) -> bool:
    return "SpaceAfter=No" not in misc


def _sentence(lines: list[str], offset: int) -> list[_Word]:
    words: list[_Word] = []
    joined: dict[int, bool] = {}
    for line in lines:
        cells = line.split("\t") if "\t" in line else line.split()
        cells += ["_"] * (FIELDS - len(cells))
        number, form, lemma, upos, xpos, feats, head, dep, _, misc = cells
        if "." in number:
            continue
        if "-" in number:
            first, last = (int(n) for n in number.split("-"))
            joined.update({n: n == last and _space(misc) for n in range(first, last + 1)})
            continue
        index = offset + len(words)
        target = index if head in ("0", "_") else offset + int(head) - 1
        space = joined.get(int(number), _space(misc))
        words.append(_Word(form, lemma, upos, xpos, "" if feats == "_" else feats, target, dep, space))
    return words


def doc_from_conllu(text: str, ents: list[tuple[int, int, str]] | None = None, vocab: Vocab | None = None) -> Doc:
    """A Doc with tags, lemmas, heads and sentence starts from CoNLL-U lines; columns may be parted by tabs or blanks.

    Blocks are parted by an empty line; a `# newpar` comment puts a paragraph break ("\\n\\n") before its sentence.
    `ents` are (first token, end token, label) over the Doc's tokens, paragraph breaks counted.
    """
    words: list[_Word] = []
    starts: list[bool | int | None] = []
    for block in text.strip().split("\n\n"):
        lines = block.strip().splitlines()
        if words and any(line.startswith("# newpar") for line in lines):
            words[-1].space = False
            words.append(_Word("\n\n", "\n\n", "SPACE", "_SP", "", len(words) - 1, "dep", False))
            starts.append(False)
        rows = _sentence([line for line in lines if line and not line.startswith("#")], len(words))
        starts += [i == 0 for i in range(len(rows))]
        words += rows
    doc = Doc(
        vocab or Vocab(),
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        lemmas=[w.lemma for w in words],
        pos=[w.upos for w in words],
        tags=[w.xpos for w in words],
        morphs=[w.feats for w in words],
        heads=[w.head for w in words],
        deps=["ROOT" if w.dep == "root" else w.dep for w in words],
        sent_starts=starts,
    )
    doc.set_ents([Span(doc, first, end, label) for first, end, label in ents or []])
    return doc
