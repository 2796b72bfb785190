"""CoNLL-U as an evaluation needs it: sentences of words with their place among the characters that are not blanks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import BadGold, UnknownInput

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS = 10


@dataclass(eq=False, slots=True)
class Word:
    """A word: its characters' place in the text without blanks, its columns, its head, and whether it is part of a
    multi-word token.
    """

    start: int
    end: int
    form: str
    lemma: str
    upos: str
    xpos: str
    relation: str
    joined: bool = False
    head: Word | None = None

    @property
    def plain_relation(self) -> str:
        """The relation without its subtype (nsubj:pass is nsubj)."""
        return self.relation.split(":")[0]


@dataclass(slots=True)
class Sentence:
    """A sentence as the file gives it: comment lines, its words, and whether a blank follows each token."""

    words: list[Word] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    tokens: list[tuple[int, int, str]] = field(default_factory=list)
    opens_document: bool = False
    opens_paragraph: bool = False


def blocks(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The lines of each sentence, with the number of its last line. Raises UnknownInput or BadGold."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UnknownInput(error.strerror, where=str(path)) from None
    except UnicodeDecodeError:
        raise BadGold("this is not UTF-8 text", where=str(path)) from None
    lines: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r")
        if line:
            lines.append(line)
        elif lines:
            yield number, lines
            lines = []
    if lines:
        yield number, lines


def read(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file; places count on from sentence to sentence. Empty nodes are passed over."""
    out: list[Sentence] = []
    at = 0
    for number, lines in blocks(path):
        try:
            sentence, at = _sentence(lines, at)
        except (ValueError, IndexError):
            raise BadGold("this sentence is not CoNLL-U", where=str(path), line=number) from None
        out.append(sentence)
    return out


def _sentence(lines: list[str], at: int) -> tuple[Sentence, int]:
    out = Sentence()
    heads: list[int] = []
    last_joined = 0
    for line in lines:
        if line.startswith("#"):
            out.opens_document |= line.startswith("# newdoc")
            out.opens_paragraph |= line.startswith("# newpar")
            continue
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            raise ValueError(line)
        if "." in cells[0]:
            continue
        bare = "".join(cells[1].split())
        if "-" in cells[0]:
            last_joined = int(cells[0].split("-")[1])
            at = _token(out, at, bare, cells)
            continue
        joined = int(cells[0]) <= last_joined
        if not joined:
            at = _token(out, at, bare, cells)
        start, end, _ = out.tokens[-1]
        out.words.append(Word(start, end, cells[1], cells[2], cells[3], cells[4], cells[7], joined))
        heads.append(int(cells[6]))
    for word, head in zip(out.words, heads, strict=True):
        if not 0 <= head <= len(out.words):
            raise ValueError("the head lies outside the sentence")
        word.head = out.words[head - 1] if head else None
    return out, at


def _token(sentence: Sentence, at: int, bare: str, cells: list[str]) -> int:
    if not bare:
        raise ValueError("a word without characters")
    sentence.tokens.append((at, at + len(bare), cells[1]))
    sentence.spaces.append("SpaceAfter=No" not in cells[9].split("|"))
    return at + len(bare)


def documents(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """The sentences by document (# newdoc); a file without such lines is one document."""
    out: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.opens_document or not out:
            out.append([])
        out[-1].append(sentence)
    return out


def raw_text(document: list[Sentence]) -> str:
    """The text of a document: paragraphs (# newpar) two line feeds apart, blanks where the file has them."""
    out: list[str] = []
    for number, sentence in enumerate(document):
        if number and sentence.opens_paragraph:
            out = ["".join(out).rstrip(" "), "\n\n"]
        for (_, _, form), space in zip(sentence.tokens, sentence.spaces, strict=True):
            out.append(form + " " * space)
    return "".join(out).rstrip(" ")


def of_doc(doc: Doc, at: int) -> list[Sentence]:
    """A spaCy Doc as sentences of words; `at` is the place of its first character among those that are not blanks."""
    place: list[int] = []
    for character in doc.text:
        place.append(at)
        at += not character.isspace()
    place.append(at)
    out: list[Sentence] = []
    for sent in doc.sents:
        tokens = [t for t in sent if not t.text.isspace()]
        if not tokens:
            continue
        words = {
            t.i: Word(place[t.idx], place[t.idx + len(t)], t.text, t.lemma_, t.pos_, t.tag_, relation(t.dep_))
            for t in tokens
        }
        for t in tokens:
            words[t.i].head = None if t.head is t or t.head.i == t.i else words.get(t.head.i)
        spans = [(w.start, w.end, w.form) for w in words.values()]
        out.append(Sentence(list(words.values()), [bool(t.whitespace_) for t in tokens], spans))
    return out


def relation(dep: str) -> str:
    """A relation as UD writes it: spaCy's ROOT is root."""
    return "root" if dep == "ROOT" else dep
