"""Reads the gold sets into documents of annotated words, one form for all of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.language.words import blank

NON_COMMERCIAL = frozenset({"essay", "fiction", "letter", "podcast", "whow"})
"""Genres of GUM whose texts are under a non-commercial licence: never trained on."""
NAMED = {"PERSON": "PERSON", "ORG": "ORG", "place": "PLACE"}
"""Types of OntoGUM's clusters that the names sets have too."""


@dataclass(slots=True)
class Syntax:
    """UD columns of one sentence; `heads` are 0-based within the sentence, -1 for the root."""

    xpos: list[str]
    upos: list[str]
    feats: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]


@dataclass(slots=True)
class Predicate:
    """A PropBank predicate: word index in the sentence, sense, roles as (first, last, label)."""

    word: int
    sense: str
    roles: list[tuple[int, int, str]]


@dataclass(slots=True)
class Sentence:
    """Words of a sentence (or of a stretch of text, where a set has no sentences), and what is known of them."""

    words: list[str]
    glued: list[bool]
    breaks: list[bool]
    starts: list[int] = field(default_factory=list)
    syntax: Syntax | None = None
    predicates: list[Predicate] | None = None


@dataclass(slots=True)
class Document:
    """A document; spans are (first word, last word, ...) over all its words. None: the set does not annotate it."""

    id: str
    sentences: list[Sentence]
    names: list[tuple[int, int, str]] | None = None
    clusters: list[list[int]] | None = None
    kinds: dict[int, str] = field(default_factory=dict)
    attributions: list[dict[str, list[tuple[int, int]]]] | None = None


def _conllu_sentences(path: Path) -> Iterator[tuple[dict[str, str], list[list[str]]]]:
    comments: dict[str, str] = {}
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip()] = value.strip()
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = {}, []


def _sentence(comments: dict[str, str], rows: list[list[str]], glued: bool, opens: bool) -> tuple[Sentence, bool]:
    """One sentence, and whether the next one follows without a blank."""
    inside, joined = 0, False
    words: list[list[str]] = []
    glues: list[bool] = []
    for row in rows:
        if "-" in row[0]:
            inside, joined = int(row[0].split("-")[1]), "SpaceAfter=No" in row[9]
        elif "." not in row[0]:
            words.append(row)
            glues.append(glued)
            number = int(row[0])
            glued = number < inside or (joined if number == inside else "SpaceAfter=No" in row[9])
    syntax = Syntax(
        [r[4] for r in words], [r[3] for r in words], [r[5] for r in words], [r[2] for r in words],
        [int(r[6]) - 1 for r in words], [r[7] for r in words],
    )  # fmt: skip
    breaks = [opens] + [False] * (len(words) - 1)
    return Sentence([r[1] for r in words], glues, breaks, syntax=syntax), glued


def conllu(path: Path) -> list[Document]:
    """The documents of a treebank; a new paragraph is a break before its first word."""
    documents: list[Document] = []
    names: list[str] = []
    glued = False
    for comments, rows in _conllu_sentences(path):
        opens = any(key.startswith("newpar") for key in comments)
        if "newdoc id" in comments:
            documents.append(Document(comments["newdoc id"], []))
            glued = False
        sentence, glued = _sentence(comments, rows, glued and not opens, opens)
        documents[-1].sentences.append(sentence)
        names.append(comments.get("sent_id", ""))
    _NAMES[str(path)] = names
    return documents


_NAMES: dict[str, list[str]] = {}


def ewt(gold: Path, part: str) -> list[Document]:
    """EWT with PropBank predicates where the release has the sentence."""
    path = gold / "syntax" / f"ewt-{part}.conllu"
    documents = conllu(path)
    roles = {row["id"]: row for row in rows(gold / "roles" / f"ewt-{part}.jsonl")}
    names = iter(_NAMES[str(path)])
    for document in documents:
        for sentence in document.sentences:
            row = roles.get(next(names))
            if row and row["words"] == sentence.words:
                sentence.predicates = [
                    Predicate(p["word"], p["sense"], [(r["first"], r["last"], r["label"]) for r in p["roles"]])
                    for p in row["predicates"]
                ]
    return documents


def gum(gold: Path, part: str) -> list[Document]:
    """GUM without its non-commercial genres; words that head a mention are grouped by OntoGUM's clusters."""
    coreference = {row["id"]: row for row in rows(gold / "coreference" / f"ontogum-{part}.jsonl")}
    documents = [d for d in conllu(gold / "syntax" / f"gum-{part}.conllu") if d.id.split("_")[1] not in NON_COMMERCIAL]
    for document in documents:
        row = coreference.get(document.id)
        if row:
            heads = _clusters(document, row)
            document.clusters = [sorted({w for w in cluster if w >= 0}) for cluster in heads]
            document.kinds = _kinds(row, heads)
    return documents


def _clusters(document: Document, row: dict[str, Any]) -> list[list[int]]:
    """The word that heads each mention, by cluster; -1 where the text has no such word."""
    text, at, offsets = row["text"], 0, {}
    number = 0
    for sentence in document.sentences:
        for word in sentence.words:
            found = text.find(word, at, at + 40)
            if found >= 0:
                offsets[found], at = number, found + len(word)
            number += 1
    return [[offsets.get(m["head"]["start"], -1) for m in cluster] for cluster in row["clusters"]]


def _kinds(row: dict[str, Any], heads: list[list[int]]) -> dict[int, str]:
    """The type of the entity whose name a word heads, where the names sets have that type too."""
    return {
        word: NAMED[kind]
        for cluster, words, kind in zip(row["clusters"], heads, row["types"], strict=True)
        for mention, word in zip(cluster, words, strict=True)
        if kind in NAMED and mention["kind"] == "name" and word >= 0
    }


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSONL file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


class Raw:
    """Tokenises raw text into sentences' stand-ins: stretches that end at a full stop or a paragraph."""

    def __init__(self) -> None:
        self._nlp = blank()

    def read(self, text: str) -> tuple[list[Sentence], list[int], list[int]]:
        """The stretches, and start and end offsets of every word."""
        sentences: list[Sentence] = []
        starts, ends = [], []
        broken, glued, fresh = False, False, True
        for token in self._nlp.make_doc(text):
            if token.is_space:
                broken, glued, fresh = broken or "\n" in token.text, False, fresh or "\n" in token.text
                continue
            if fresh:
                sentences.append(Sentence([], [], []))
            sentences[-1].words.append(token.text)
            sentences[-1].glued.append(glued)
            sentences[-1].breaks.append(broken)
            starts.append(token.idx)
            ends.append(token.idx + len(token))
            fresh = token.text in {".", "?", "!"} or len(sentences[-1].words) >= 80
            broken, glued = False, not token.whitespace_
        return sentences, starts, ends


def _covered(starts: list[int], ends: list[int], start: int, end: int) -> tuple[int, int] | None:
    from bisect import bisect_left, bisect_right

    first, last = bisect_right(ends, start), bisect_left(starts, end) - 1
    return (first, last) if first <= last else None


def names(gold: Path, name: str, raw: Raw) -> list[Document]:
    """Documents annotated with names only."""
    documents = []
    for row in rows(gold / "names" / f"{name}.jsonl"):
        sentences, starts, ends = raw.read(row["text"])
        found = ((_covered(starts, ends, m["start"], m["end"]), m["type"]) for m in row["mentions"])
        documents.append(Document(row["id"], sentences, names=[(s[0], s[1], t) for s, t in found if s]))
    return documents


def quotations(gold: Path, part: str, raw: Raw) -> list[Document]:
    """PolNeAR documents: attributions as lists of content, cue and source stretches."""
    documents = []
    for row in rows(gold / "quotations" / f"polnear-{part}.jsonl"):
        sentences, starts, ends = raw.read(row["text"])
        attributions = []
        for quotation in row["quotations"]:
            spans = {
                role: [s for p in quotation[role] if (s := _covered(starts, ends, p["start"], p["end"]))]
                for role in ("content", "cue", "source")
            }
            attributions.append(spans)
        documents.append(Document(row["id"], sentences, attributions=attributions))
    return documents
