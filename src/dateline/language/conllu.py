"""Writes an analysis as CoNLL-U: UD words with tags, lemmas, features, heads; contractions as multi-word tokens."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from dateline.language.analysis import Analysis


def to_conllu(analysis: Analysis, ref: str | None = None) -> str:
    """One block a sentence, each ended by an empty line; `ref` names the document. White space is not written."""
    blocks: list[str] = []
    for number, sentence in enumerate(analysis.doc.sents, 1):
        words = [token for token in sentence if not token.is_space]
        if words:
            head = [f"# newdoc id = {_line(ref)}"] if ref is not None and not blocks else []
            head += ["# newpar"] if not blocks or _opens_paragraph(words[0]) else []
            head += [f"# sent_id = {number}", f"# text = {_text(sentence)}"]
            blocks.append("\n".join([*head, *_rows(words)]) + "\n\n")
    return "".join(blocks)


def _text(sentence: Span) -> str:
    return _line(sentence.text)


def _line(text: str) -> str:
    return " ".join(text.split())


def _opens_paragraph(word: Token) -> bool:
    return word.i > 0 and word.nbor(-1).is_space and word.nbor(-1).text.count("\n") > 1


def _rows(words: list[Token]) -> Iterator[str]:
    number = {token.i: i for i, token in enumerate(words, 1)}
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and _joined(words[end - 1], words[end]):
            end += 1
        if end - at > 1:
            form = "".join(token.text for token in words[at:end])
            yield "\t".join([f"{at + 1}-{end}", form, *["_"] * 7, _misc(words[end - 1])])
        for token in words[at:end]:
            yield _row(token, number, "_" if end - at > 1 else _misc(token))
        at = end


def _row(token: Token, number: dict[int, int], misc: str) -> str:
    root = token.head.i == token.i
    columns = [
        str(number[token.i]), _line(token.text) or "_", token.lemma_ or "_", token.pos_ or "_", token.tag_ or "_",
        str(token.morph) or "_", "0" if root else str(number[token.head.i]), "root" if root else token.dep_ or "_",
        "_", misc,
    ]  # fmt: skip
    return "\t".join(columns)


def _misc(token: Token) -> str:
    end = token.idx + len(token)
    following = token.doc.text[end : end + 1]
    return "_" if not following or following.isspace() else "SpaceAfter=No"


def _joined(before: Token, token: Token) -> bool:
    """Whether two tokens are words of one multi-word token ("do" + "n't", "can" + "not")."""
    if before.idx + len(before) != token.idx or not before.text[-1].isalnum():
        return False
    clitics, contractions = _data()
    return token.lower_.replace("’", "'") in clitics or (before.lower_, token.lower_) in contractions


@cache
def _data() -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    data = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
    return frozenset(data["clitics"]), frozenset((first, second) for first, second in data["contractions"])
