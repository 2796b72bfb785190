"""One document of a press database's export, and what the layouts have in common."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.model import Evidence
from dateline.sources.moments import moment


@dataclass(slots=True)
class Document:
    """A document's number in its file, the offset it begins at, its text, its id in the database, and its claims.

    `where` says where in the layout the text stands.
    """

    number: int
    start: int
    body: str
    where: str
    ref: str | None = None
    claims: list[Evidence] = field(default_factory=list)


@cache
def words() -> dict[str, Any]:
    """The layouts' words, from press.toml."""
    return tomllib.loads((files("dateline.sources.papers.press") / "press.toml").read_text(encoding="utf-8"))


def dated(said: str, where: str) -> Evidence:
    """A claim of the day of publication: used where the words tell one day, kept as they are where they do not."""
    at = day(said)
    return Evidence("published", at or " ".join(said.split())[:60], where, at is not None)


def day(said: str) -> str | None:
    """The day of words such as "March 5, 2026 Thursday", "Thursday 5 March 2026" or "05 Mar 2026"."""
    return moment(re.sub(r"(?i)^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", "", " ".join(said.split())))


def authors(said: str, where: str) -> Iterator[Evidence]:
    """A claim for each name of a byline: "By Ann Vale and Ben Okoro", "Vale, Ann; Okoro, Ben"."""
    rest = re.sub(words()["words"]["byline"], "", " ".join(said.split()))
    parts = rest.split(";") if ";" in rest else re.split(r"\s+and\s+|,\s+and\s+", rest)
    for part in parts:
        name = part.strip(" ,.")
        if name:
            yield Evidence("authors", name, where, True)


def reflowed(lines: Iterable[str]) -> str:
    """Paragraphs of lines: a blank line parts them; lines that were only broken to fit are put together again."""
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return "\n\n".join(_joined(paragraph) for paragraph in paragraphs if paragraph)


def _joined(lines: list[str]) -> str:
    """One paragraph's lines; those of a text wrapped at a margin become one line, others stay as they are."""
    wrapped = len(lines) > 1 and max(map(len, lines)) <= 100 and all(len(line) > 40 for line in lines[:-1])
    return (" " if wrapped else "\n").join(lines)
