"""Links to words on a web page: text fragments (`url#:~:text=…`), as in WICG's "URL Fragment Text Directives".

A browser goes to the first place where all parts match, without regard to case and to kinds of white space; words
begin and end at word boundaries, and no part runs across the border of two paragraphs.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import quote

LONGEST = 80
"""The longest words, in characters, that are written out; of longer ones the first and the last words are."""
ENDS = 5
"""How many words stand for the beginning, and for the end, of longer ones."""
SHORT = 3
"""Fewer words than these get words around them even where they occur once: a page has more text than its article."""
MOST_AROUND = 12
"""How many words before and behind are tried until the place is the only one."""
WORD = re.compile(r"\S+")
NEAR = 2000
"""How far from a place, in characters, the words around it are looked for."""
BLOCK = re.compile(r"[^\r\n\u2028\u2029]+")


class Around(NamedTuple):
    """The words of a directive: what is marked, and what stands before and behind it."""

    prefix: str
    start: str
    end: str
    suffix: str


def fragment_link(url: str | None, text: str, start: int, end: int) -> str | None:
    """The address that opens the page at text[start:end] and marks these words; None without a web address or words.

    `text` is the article's text, in which the place must be told from others with the same words.
    """
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    directive = text_directive(text, start, end)
    if directive is None:
        return None
    address, mark, fragment = url.partition("#")
    kept = fragment.partition(":~:")[0]
    return f"{address}#{kept if mark else ''}:~:{directive}"


def text_directive(text: str, start: int, end: int) -> str | None:
    """The directive for text[start:end], such as `text=prefix-,first%20words,last%20words,-suffix`."""
    bounds = _whole_words(text, start, end)
    if bounds is None:
        return None
    around = _told_apart(text, *bounds)
    parts = [f"{_encoded(around.prefix)}-"] if around.prefix else []
    parts.append(_encoded(around.start))
    if around.end:
        parts.append(_encoded(around.end))
    if around.suffix:
        parts.append(f"-{_encoded(around.suffix)}")
    return "text=" + ",".join(parts)


def _encoded(words: str) -> str:
    """Percent-encoded, with the three characters that mean something in a directive: dash, comma, ampersand."""
    return quote(" ".join(words.split()), safe="!$'()*.:;=?@_~/").replace("-", "%2D")


def _whole_words(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at its ends, stretched to the words that it cuts."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    while _inside_word(text, start):
        start -= 1
    while _inside_word(text, end):
        end += 1
    return start, end


def _inside_word(text: str, at: int) -> bool:
    """Whether no word ends at a place: as UAX #29 has it, "board's", "U.S." and "1,911" are words."""
    if not 0 < at < len(text):
        return False
    before, here = text[at - 1], text[at]
    if _is_word(before):
        return _is_word(here) or (at + 1 < len(text) and _joins(before, here, text[at + 1]))
    return _is_word(here) and at > 1 and _joins(text[at - 2], before, here)


def _joins(one: str, sign: str, other: str) -> bool:
    """Whether a sign between two characters is inside a word."""
    if one.isdigit() and other.isdigit():
        return sign in "'’.,;"
    return one.isalpha() and other.isalpha() and sign in "'’.:·‧"


def _is_word(character: str) -> bool:
    """Whether a character belongs to words; no character does not."""
    return character.isalnum() or character == "_"


def _told_apart(text: str, start: int, end: int) -> Around:
    """The shortest directive under which the place is the only one in the text, or the longest that was tried."""
    first, last = _marked(text, start, end)
    around = Around("", first, last, "")
    for count in range(len(text[start:end].split()) < SHORT, MOST_AROUND + 1):
        around = Around(_before(text, start, count), first, last, _behind(text, end, count))
        if places(text, around) == [(start, end)]:
            break
    return around


def places(text: str, around: Around) -> list[tuple[int, int]]:
    """The spans of a text that a directive with these parts fits, two at most; a browser goes to the first."""
    opening = (_bounded(around.prefix) + r"\s*" if around.prefix else "") + f"(?P<first>{_bounded(around.start)})"
    closing = r"(?=\s*" + _bounded(around.suffix) + ")" if around.suffix else ""
    if not around.end:
        opening += closing
    behind = re.compile(_bounded(around.end) + closing, re.IGNORECASE) if around.end else None
    found: list[tuple[int, int]] = []
    for match in re.finditer(opening, text, re.IGNORECASE):
        last = behind.search(text, match.end()) if behind else match
        if last:
            found.append((match.start("first"), last.end()))
        if len(found) == 2:
            break
    return found


def _marked(text: str, start: int, end: int) -> tuple[str, str]:
    """The words as one part, or as their beginning and end where they are long or run across paragraphs."""
    whole = text[start:end]
    blocks = [found for found in BLOCK.finditer(whole) if found[0].strip()]
    if len(blocks) == 1 and len(whole) <= LONGEST:
        return whole, ""
    first, last = blocks[0][0], blocks[-1][0]
    if len(blocks) == 1 and len(whole.split()) <= 2 * ENDS:
        return whole, ""
    if len(blocks) == 1:
        return _head(whole, ENDS), _tail(whole, ENDS)
    return _head(first, ENDS), _tail(last, ENDS)


def _head(words: str, count: int) -> str:
    found = list(WORD.finditer(words))[:count]
    return words[found[0].start() : found[-1].end()]


def _tail(words: str, count: int) -> str:
    found = list(WORD.finditer(words))[-count:]
    return words[found[0].start() : found[-1].end()]


def _before(text: str, start: int, count: int) -> str:
    """So many words before a place, of the paragraph that is nearest; "" for none."""
    above = [found[0] for found in BLOCK.finditer(text, max(0, start - NEAR), start) if found[0].strip()]
    return _tail(above[-1], count) if above and count else ""


def _behind(text: str, end: int, count: int) -> str:
    """So many words behind a place, of the paragraph that is nearest; "" for none."""
    below = next((found[0] for found in BLOCK.finditer(text, end, end + NEAR) if found[0].strip()), "")
    return _head(below, count) if below and count else ""


def _bounded(words: str) -> str:
    """A pattern for words with any white space between them, that begin and end no other word."""
    inside = r"\s+".join(map(re.escape, words.split()))
    opens = r"(?<!\w)" if _is_word(words.strip()[:1]) else ""
    closes = r"(?!\w)" if _is_word(words.strip()[-1:]) else ""
    return opens + inside + closes
