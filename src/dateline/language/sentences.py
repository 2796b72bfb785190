"""Sentences: where the model sees one begin and at every paragraph, but not inside what punctuation holds together."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.language.header import HEADER, WORDS
from dateline.language.network import Floats
from dateline.language.windows import Words

_CLOSING = frozenset("”’»)]}")
_QUOTES = frozenset({'"', "''", "'", *_CLOSING})
_HOLDING = frozenset({",", ";"})
_DASHES = frozenset({"-", "--", "–", "—"})
DATELINE_WORDS = 18
"""A dateline has at most so many words, its dash included."""


def find_sentences(scores: Floats, words: Words) -> list[tuple[int, int]]:
    """Sentences as [start, end) in words; column 1 of `scores` is for a word that begins one."""
    begins = scores[:, 1] > scores[:, 0]
    starts = [i for i in range(len(words)) if i == 0 or words.breaks[i] or (begins[i] and not _held(words, i))]
    return list(zip(starts, [*starts[1:], len(words)], strict=True))


def _held(words: Words, i: int) -> bool:
    """Whether the word goes on with the sentence before: a closing mark on its own, or what follows a comma, with or
    without the quotation mark that closes behind it ("We will," she said).
    """
    forms = words.forms
    return (forms[i] in _CLOSING and words.glued[i]) or _last_mark(forms, i - 1) in _HOLDING


def _last_mark(forms: Sequence[str], i: int) -> str:
    while i > 0 and forms[i] in _QUOTES:
        i -= 1
    return forms[i]


def dateline_end(forms: Sequence[str], start: int, end: int) -> int:
    """Where the words after a dateline begin ("OSLO, Jan. 25 (AP) - The ..."); `start` where the sentence has none.

    A dateline is capitalised words, figures and marks up to a dash; it begins in capitals or ends in brackets.
    """
    for i in range(start, min(end - 1, start + DATELINE_WORDS)):
        form = forms[i]
        if form in _DASHES and i > start:
            shouted = len(forms[start]) > 1 and forms[start].isupper() and forms[start].isalpha()
            return i + 1 if shouted or forms[i - 1] == ")" else start
        if form[0].islower() and form != "and":
            return start
    return start


def header_end(forms: Sequence[str]) -> int:
    """Where the words after a header that dates the text begin ("date 2026-01-25 The ..."); 0 where there is none."""
    return WORDS if len(forms) > WORDS and HEADER.fullmatch(" ".join(forms[:WORDS])) else 0


def segments(words: Words, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences, with a dateline that opens a paragraph, or a header that dates the text, as a segment of its own:
    it has no part in the clause.
    """
    found = []
    for start, end in sentences:
        body = dateline_end(words.forms, start, end) if start == 0 or words.breaks[start] else start
        body = body or min(header_end(words.forms), end - 1)
        found.extend([(start, body), (body, end)] if body > start else [(start, end)])
    return found
