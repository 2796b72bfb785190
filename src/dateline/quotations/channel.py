"""Through what something was said: the words beside the cue that name a channel (docs/quotations.md lists them)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dateline.model import Channel, ChannelKind
from dateline.quotations.attribution import Attribution, Range
from dateline.quotations.frame import Frame
from dateline.quotations.speaker import head_of

_CASES = frozenset(
    {"in", "on", "at", "during", "via", "through", "by", "from", "over", "after", "following", "to", "of"}
)


@dataclass(frozen=True, slots=True)
class Channels:
    """Channel kinds by noun, by phrase and by cue, and the words that tell a news outlet."""

    nouns: dict[str, ChannelKind]
    phrases: dict[tuple[str, ...], ChannelKind]
    cues: dict[str, ChannelKind]
    agencies: frozenset[str]
    people: frozenset[str]


@cache
def channels() -> Channels:
    """The channel words that ship with dateline."""
    data = tomllib.loads((files(__package__) / "channel.toml").read_text(encoding="utf-8"))
    kinds = data["kinds"]
    return Channels(
        {w: k["kind"] for k in reversed(kinds) for w in k["nouns"].split()},
        {tuple(p.split()): k["kind"] for k in reversed(kinds) for p in k.get("phrases", ())},
        {w: k["kind"] for k in kinds for w in k.get("cues", "").split()},
        frozenset(data["press"]["agencies"].split()),
        frozenset(data["press"]["people"].split()),
    )


def channel(frame: Frame, attribution: Attribution, told: Range | None) -> Channel | None:
    """The channel of an attribution with the words that tell it, or None where the text does not say."""
    known = channels()
    for first, last, kind in _beside_cue(frame, attribution, known):
        return Channel(kind, *frame.span(first, last))
    if told and any(frame.words[t] in known.agencies and frame.pos[t] == "PROPN" for t in range(told[0], told[1] + 1)):
        return Channel("interview", *frame.span(*told))
    if attribution.head is not None and frame.lemmas[attribution.head] in known.cues:
        return Channel(known.cues[frame.lemmas[attribution.head]], *frame.span(attribution.head, attribution.head))
    return _from_source(frame, attribution, known)


def _beside_cue(frame: Frame, attribution: Attribution, known: Channels) -> Iterator[tuple[int, int, ChannelKind]]:
    """(first, last, kind) of channel words that hang on the cue, or stand in the cue's stretch."""
    held = attribution.content
    for token in _near(frame, attribution):
        if any(a <= token <= b for a, b in held):
            continue
        for size in (3, 2):
            kind = known.phrases.get(tuple(frame.words[token - size + 1 : token + 1]))
            if kind and _introduced(frame, token):
                yield token - size + 1, token, kind
        kind = known.nouns.get(frame.lemmas[token])
        if kind and frame.pos[token] in ("NOUN", "PROPN", "SYM", "X") and _introduced(frame, token):
            yield token, token, kind


def _near(frame: Frame, attribution: Attribution) -> Iterator[int]:
    """Tokens of the cue's stretch, then heads of the phrases that hang on it or on the verb it goes with."""
    cue, verb = attribution.cue, attribution.head
    if cue:
        yield from range(cue[0], cue[1] + 1)
    if verb is None or not frame.parsed:
        return
    for _ in range(3):
        for child in frame.children[verb]:
            if frame.deps[child] in ("obl", "obl:unmarked", "nmod", "advcl"):
                yield child
                yield from (c for c in frame.children[child] if frame.deps[c] in ("nmod", "conj", "obl"))
        if frame.deps[verb] not in ("advcl", "conj", "xcomp") or frame.heads[verb] == verb:
            return
        verb = frame.heads[verb]


def _introduced(frame: Frame, token: int) -> bool:
    """Whether a preposition stands before the phrase ("in a separate statement"); the name X only after "on"."""
    words = frame.words[max(frame.low[token] if frame.parsed else token - 3, token - 6) : token]
    if frame.words[token] == "x":
        return token > 0 and frame.words[token - 1] == "on" and frame.text[frame.starts[token]] == "X"
    return bool(_CASES & set(words)) or (token > 1 and bool(_CASES & set(frame.words[token - 3 : token])))


def _from_source(frame: Frame, attribution: Attribution, known: Channels) -> Channel | None:
    """ "The letter said", "Reuters reported": the source itself is the channel."""
    source = attribution.source
    if source is None:
        return None
    head = head_of(frame, source)
    kind = known.nouns.get(frame.lemmas[head])
    if kind in ("statement", "document", "social media") and frame.pos[head] == "NOUN":
        return Channel(kind, *frame.span(*source))
    names = [t for t in range(source[0], source[1] + 1) if frame.pos[t] == "PROPN" and frame.words[t] in known.agencies]
    if names and frame.pos[head] == "PROPN" and source[1] - source[0] < 5:
        return Channel("other outlet", *frame.span(*source))
    return None
