"""The tense around a time expression: from the parse where there is one, else from the nearest verb-like words."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from dateline.times.lexicon import load_toml

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tense = Literal["past", "future"]
_REACH = 160
_WORD = re.compile(r"[A-Za-z]+(?:['’]t\b)?")
_NOT = re.compile(r"n['’]t$")
_PAST_FORM = re.compile(r"[a-z]{2,}(?<!e)ed|agreed|freed|guaranteed|refereed")
_WAS = re.compile(r"\b(?:was|were|had|did|been)\b")
_DEADLINE = re.compile(
    r"\b(?:until|till|by|as soon as|as early as|no later than|starting|beginning|effective|due|through)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?]['\"”’)]*\s+(?=[A-Z\"“'])|\n\s*\n|;|,['\"”’]{1,2}\s|,\s*(?:[\"“]|``)")


@cache
def _cues() -> dict[str, Tense]:
    data = load_toml("tense.toml")
    cues: dict[str, Tense] = dict.fromkeys(data["past"], "past")
    cues.update(dict.fromkeys(data["future"] + data["announcing"], "future"))
    return cues


@cache
def _infinitives() -> frozenset[str]:
    return frozenset(load_toml("tense.toml")["infinitives"])


def is_deadline(text: str, start: int) -> bool:
    """Whether what stands before says that the time is still to come: "by Friday", "no later than Friday"."""
    return bool(_DEADLINE.search(text, max(0, start - 20), start) and not _WAS.search(text, max(0, start - 60), start))


def lexical_tense(text: str, start: int, end: int) -> Tense | None:
    """The tense of the nearest verb-like word in the same sentence; words before the expression count as nearer."""
    if is_deadline(text, start):
        return "future"
    before = _STOP.split(text[max(0, start - _REACH) : start + 1])[-1][:-1]  # with the capital that begins a sentence
    after = _STOP.split(text[end : end + _REACH], maxsplit=1)[0]
    left = _nearest(_WORD.findall(before)[::-1], 14)
    right = _nearest(_WORD.findall(after), 14)
    if left and right:
        return left[1] if left[0] <= right[0] * 2 + 3 else right[1]
    chosen = left or right
    return chosen[1] if chosen else None


def _nearest(words: list[str], reach: int) -> tuple[int, Tense] | None:
    cues = _cues()
    for i, word in enumerate(words[:reach]):
        low = word.lower()
        low = "will" if low[:-2] == "won" and len(low) == 5 else _NOT.sub("", low)
        if low in _infinitives() and words[i + 1 : i + 2] == ["to"]:
            return i, "future"
        tense = cues.get(low) or ("past" if _PAST_FORM.fullmatch(word) else None)
        if tense:
            return i, tense
    return None


def parsed_tense(doc: Doc, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs the expression in the parse; None where no finite verb of its clause does."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    token: Token | None = span.root
    for _ in range(8):
        if token is None:
            return None
        tense = _token_tense(token)
        if tense or token.dep_ in {"acl:relcl", "acl"}:
            return tense
        token = None if token.head is token else token.head
    return None


def _token_tense(token: Token) -> Tense | None:
    if _is_to_come(token):
        return "future"
    if token.pos_ not in {"VERB", "AUX"}:
        return None
    if token.lemma_.lower() in _announcing():
        return "future"
    auxiliaries = [child.lower_ for child in token.children if child.dep_.startswith("aux")]
    if any(
        aux in {"will", "wo", "'ll", "’ll", "shall", "would", "may", "might", "could", "should"} for aux in auxiliaries
    ):
        return "future"
    if any(child.dep_ == "mark" and child.lower_ in {"if", "unless"} for child in token.children):
        return None
    if token.tag_ == "VBD" or any(aux in {"was", "were", "had", "did", "has", "have", "been"} for aux in auxiliaries):
        return "past"
    return None


def _is_to_come(token: Token) -> bool:
    """Whether an infinitive tells what is to come: "are set to resume", "is likely to go", "are to meet"."""
    if token.lower_ in _leaning():
        return any(c.dep_ in ("xcomp", "advcl", "ccomp") and _is_infinitive(c) for c in token.children)
    being = any(c.lower_ in {"is", "are", "'s", "’s"} for c in token.children)
    return being and _is_infinitive(token)


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and any(c.dep_ == "mark" and c.lower_ == "to" for c in token.children)


@cache
def _leaning() -> frozenset[str]:
    return frozenset(load_toml("tense.toml")["leaning"])


@cache
def _announcing() -> frozenset[str]:
    return frozenset({"expect", "schedule", "slate", "plan", "intend", "hope", "await"})
