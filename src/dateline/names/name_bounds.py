"""Where a name begins and ends, and what the model took for a name and is none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dateline.names.lexicon import Lexicon
from dateline.names.words import Words

_POSSESSIVES = ("'s", "’s", "'", "’")
_CODE = frozenset("<>={}|")
"""Marks of web pages' code: no name holds one."""
_FILES = (
    ".pdf",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".htm",
    ".html",
    ".txt",
    ".zip",
)
"""How names of files end."""


def is_none(words: Words, first: int, last: int, label: str, lists: Lexicon) -> bool:
    """Whether the model took for a name what is none: a date, the address of a page or mailbox ("me@orvany.example"), a
    title without its bearer, a party's letter in brackets ("(R-Ohio)"), a time zone, a file, a page's code.
    """
    tokens = words.lower[first : last + 1]
    before = words.text[first - 1] if first else ""
    if not tokens or (label not in ("PERSON", "ORG") and all(token in lists.calendar for token in tokens)):
        return True
    if len(tokens) == 1:
        lettered = len(tokens[0]) == 1 and before == "("
        zone = tokens[0] in lists.zones and before.lower() in lists.calendar
        if lettered or zone or tokens[0] in lists.not_alone:
            return True
    return any(_is_address(token) or not _CODE.isdisjoint(token) for token in tokens)


def _is_address(token: str) -> bool:
    return "://" in token or token.startswith("www.") or "@" in token[1:] or token.endswith(_FILES)


def bounds(words: Words, first: int, last: int, label: str, lists: Lexicon) -> tuple[int, int]:
    """Bounds without a final possessive, blank, title of whoever comes next or word of the page ("Texas Sen.", "Lind
    MORE"), and without the courtesy title that opens a person's name; brackets that open inside are closed or left out.
    The last is before the first where nothing is left.
    """
    while last > first and (words.text[last].isspace() or words.lower[last] in _POSSESSIVES):
        last -= 1
    while first < last and words.text[first].isspace():
        first += 1
    while first <= last and (words.lower[last] in lists.titles_before or words.text[last] in lists.page_words):
        last -= 1
    while label == "PERSON" and first < last and words.lower[first] in lists.courtesy:
        first += 1
    held = words.text[first : last + 1]
    if held.count("(") > held.count(")"):
        closed = last + 1 < len(words.text) and words.text[last + 1] == ")"
        last = last + 1 if closed else first + max(i for i, form in enumerate(held) if form == "(") - 1
    return first, last


def seat(words: Words, first: int, last: int, lists: Lexicon) -> int:
    """The first token of the place behind a party's letter ("R-Marshall"), else `first`."""
    if first + 2 > last or words.text[first + 1] != "-" or words.end[first] != words.start[first + 1]:
        return first
    return first + 2 if words.lower[first] in lists.parties and words.text[first].isupper() else first


def parted(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The bounds of each part where the model took a place and its region for one name; else the bounds themselves."""
    commas = [i for i in range(first, last + 1) if words.text[i] == ","]
    for a, b in pairwise([first - 1, *commas, last + 1]):
        if b - a > 1:
            yield a + 1, b - 1
