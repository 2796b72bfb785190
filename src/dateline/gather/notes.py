"""Notes in which an article says that it was another before: corrections, clarifications, updates, with their words."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

KINDS = ("correction", "clarification", "update")
LINE = re.compile(r"[^\n]*\S[^\n]*")
ENDS = re.compile(r"[.!?]['\"”’)\]]*\s+(?=[“\"'(\[A-Z])")
BEHIND = r"(?:\s*[:—–.]|\s+-\s|,?\s[^:.\n]{3,40}:)"
"""What stands behind the word that a note begins with: a mark, or a day and a colon."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: its kind and its characters in the text."""

    kind: str
    start: int
    end: int


@cache
def table() -> dict[str, Any]:
    """The words of revisions.toml."""
    return tomllib.loads(files("dateline.gather").joinpath("revisions.toml").read_text("utf-8"))


@cache
def _heads() -> dict[str, re.Pattern[str]]:
    heads = {kind: "|".join(map(re.escape, table()["heads"][kind])) for kind in KINDS}
    return {kind: re.compile(rf"[\s*_(\[•]*(?:{words}){BEHIND}", re.IGNORECASE) for kind, words in heads.items()}


@cache
def _says() -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rf"\b(?:{'|'.join(table()['says'][kind])})\b", re.IGNORECASE) for kind in KINDS}


def notes(text: str) -> list[Note]:
    """The notes of a text in its order: a line that begins as one, or a sentence that says what was before."""
    return [note for line in LINE.finditer(text) for note in _of_line(text, *line.span())]


def _of_line(text: str, start: int, end: int) -> Iterator[Note]:
    for first, last in _sentences(text, start, end):
        if kind := next((kind for kind in KINDS if _heads()[kind].match(text, first, last)), None):
            yield Note(kind, first, end)
            return
        if kind := next((kind for kind in KINDS if _says()[kind].search(text, first, last)), None):
            yield Note(kind, first, last)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A line's sentences, roughly: notes are found in texts that nobody has parsed."""
    for found in ENDS.finditer(text, start, end):
        yield start, found.start() + 1
        start = found.end()
    yield start, end
