"""Analysis: what the language stage says of a text, for the later stages to read; offsets here are token indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Argument:
    """A PropBank role of a predicate (ARG0-5, ARGM-TMP, R-ARG0, C-ARG1, ...); tokens [first, last], both inclusive."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or noun with a PropBank sense ("meet.02") and its roles; `token` is its index in the Doc."""

    token: int
    sense: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True, slots=True)
class AttributionSpan:
    """A stretch of tokens [first, last] taken for content, cue or source of an attribution; `score` is 0 to 1.

    Spans with the same `group` (0 or more) belong to one attribution; -1 is a span that no other was linked to.
    """

    label: Literal["content", "cue", "source"]
    first: int
    last: int
    score: float
    group: int = -1


@dataclass(frozen=True, slots=True)
class Link:
    """Coreference evidence: mention [first, last] most likely continues the antecedent; None starts a new chain."""

    first: int
    last: int
    antecedents: tuple[tuple[int, int, float], ...]


@dataclass(frozen=True, slots=True)
class TagScores:
    """The scores that attribution stretches are decoded from: of outside, begins and inside, by layer (content, nested,
    cue, source) and word; `tokens` are the words' token indexes."""

    tokens: Sequence[int]
    layers: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A spaCy Doc (`doc.text` is the article's text; UD tags, lemmas, heads, relations; `doc.ents` are names) and more.

    Layers that a pipeline does not give are empty. `model` names the pipeline and its hash.
    """

    doc: Doc
    model: str
    predicates: tuple[Predicate, ...] = ()
    attributions: tuple[AttributionSpan, ...] = ()
    links: tuple[Link, ...] = ()
    gives: frozenset[str] = frozenset()
    tag_scores: TagScores | None = None
