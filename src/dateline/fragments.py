"""Links to words on a web page: text fragments (`url#:~:text=…`), as in WICG's "URL Fragment Text Directives".

A browser goes to the first place where all parts match, without regard to case and to kinds of white space; words
begin and end at word boundaries, and no part runs across the border of two paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
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
    low = _lowered(text)
    prefix, start, end, suffix = (_lowered(part).split() for part in around)
    found: list[tuple[int, int]] = []
    for first, last in _spans(low, prefix, start, [] if end else suffix):
        stop = next((stop for _, stop in _spans(low, [], end, suffix, last)), None) if end else last
        if stop is not None:
            found.append((first, stop))
        if len(found) == 2:
            break
    return found


def _spans(low: str, prefix: list[str], words: list[str], suffix: list[str], at: int = 0) -> Iterator[tuple[int, int]]:
    """Where words stand in a lowered text from a place on, with these words before and behind them."""
    opening = (prefix or words)[0]
    while (at := low.find(opening, at)) >= 0:
        first = _gap(low, _stand(low, prefix, at)) if prefix else at
        last = _stand(low, words, first)
        if last > 0 and (not suffix or _stand(low, suffix, _gap(low, last)) > 0):
            yield first, last
            at = last
        else:
            at += 1


def _stand(low: str, words: list[str], at: int) -> int:
    """Where words end that begin at a place, with any white space between them; -1 where they do not stand there."""
    if at < 0 or (_is_word(words[0][0]) and _is_word(low[max(0, at - 1) : at])):
        return -1
    for number, word in enumerate(words):
        start = _gap(low, at) if number else at
        if (number and start == at) or not low.startswith(word, start):
            return -1
        at = start + len(word)
    return -1 if _is_word(words[-1][-1]) and _is_word(low[at : at + 1]) else at


def _gap(low: str, at: int) -> int:
    """The end of the white space that begins at a place; -1 behind no place."""
    while 0 <= at < len(low) and low[at].isspace():
        at += 1
    return at


@lru_cache(maxsize=64)
def _lowered(text: str) -> str:
    """A text without case, character by character, so that its offsets stay."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) > 1 else c.lower() for c in text)


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
