"""Finds said words in a text: whole words, in the order said, only blanks between them may differ."""

from __future__ import annotations

import re
from typing import Any

from dateline.model import Span

LONGEST = 5_000


class NotBorneOut(Exception):
    """A row that the text does not bear out; its words say in which way, for the count of what was dropped."""


def found(text: str, said: Any, within: Span | None = None) -> Span:
    """Where words stand: at the offsets said if they do, else at the one place in `within`, else in the whole text.

    Raises NotBorneOut where they stand nowhere, or in several places.
    """
    words, start, end = _parts(said)
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text) and text[start:end] == words:
        return Span(start, end)
    places = [place for place in _places(text, words) if within and within.start <= place.start < within.end]
    places = places or _places(text, words)
    if not places:
        raise NotBorneOut("not in the text")
    if len(places) > 1:
        raise NotBorneOut("in several places")
    return places[0]


def _parts(said: Any) -> tuple[str, Any, Any]:
    """The words of a span, as a string or an object with `text`, and the offsets said, if any."""
    given = said if isinstance(said, dict) else {"text": said}
    words = given.get("text")
    if not isinstance(words, str) or not words.strip() or len(words) > LONGEST:
        raise NotBorneOut("not of the form")
    return words, given.get("start"), given.get("end")


def _places(text: str, words: str) -> list[Span]:
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    return [Span(*each.span()) for each in re.finditer(pattern, text) if _whole(text, each.start(), each.end())]


def _whole(text: str, start: int, end: int) -> bool:
    """Whether no word goes on across an end."""
    opens = start == 0 or not (text[start].isalnum() and text[start - 1].isalnum())
    return opens and (end == len(text) or not (text[end - 1].isalnum() and text[end].isalnum()))
