"""The rows that a chronicle answers with: records with their words, names and article, ready to be shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast

from dateline.model import Span

T = TypeVar("T")


class Later(Generic[T]):
    """A field of a row that is worked out when it is first looked at: the row is made with a function that gives it."""

    def __set_name__(self, kind: type, name: str) -> None:
        self._name = name

    def __get__(self, row: object, kind: type | None = None) -> T:
        if row is None:
            raise AttributeError(f"{self._name} belongs to a row")
        found = row.__dict__[self._name]
        if callable(found):
            found = row.__dict__[self._name] = found()
        return cast(T, found)

    def __set__(self, row: object, value: T | Callable[[], T]) -> None:
        row.__dict__[self._name] = value


@dataclass(frozen=True, slots=True)
class Words:
    """A span of an article with its words; `in_` is "title" where it lies in the title."""

    start: int
    end: int
    words: str
    in_: Literal["title"] | None = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article without its text; `characters` is the text's length in code points."""

    id: str
    ref: str | None
    url: str | None
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    text_id: str
    characters: int


class PrintRow(NamedTuple):
    """What tells an article from others, without what only its text says."""

    id: str
    ref: str | None
    outlet: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Words that name somebody or something, and the entity (public id, name, members' names) they stand for."""

    words: str
    start: int
    end: int
    name: str | None = None
    type: str | None = None
    entity: str | None = None
    members: tuple[str, ...] = ()
    via: str | None = None

    @property
    def shown(self) -> str:
        """The entity's name; the words where they stand for none."""
        return self.name or self.words


@dataclass(frozen=True, slots=True)
class TimeValue:
    """When: TIMEX3 value and bounds (ISO days, None where open), with the words that tell it."""

    id: str | None
    value: str | None
    earliest: str | None
    latest: str | None
    from_: str | None
    words: Words | None


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """One quotation on the way from a statement out to the article: who says it, with the cue's words."""

    quotation: str
    act: str
    stance: str
    speaker: PartyRow | None
    cue: Words | None


@dataclass(frozen=True, slots=True)
class PartRow:
    """A further part of an event, or a number told of it, with its words."""

    role: str
    words: Words
    low: float | None = None
    high: float | None = None
    unit: str | None = None


@dataclass(frozen=True)
class EventRow:
    """An event: who did what to whom, when, where, whether it happened, and who says so (nearest voice first)."""

    id: str
    article: ArticleRow
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Words
    actors: tuple[PartyRow, ...]
    recipients: tuple[PartyRow, ...]
    arguments: tuple[PartRow, ...]
    quantities: tuple[PartRow, ...]
    time: TimeValue | None
    place: PartyRow | None
    polarity: str
    certainty: str
    when: str
    background: bool
    reality: str
    asserted_by: Literal["narrator", "quotation"]
    voices: tuple[VoiceRow, ...]
    sentence: Words
    instance: str
    confidence: float
    origin: str
    link: Later[str | None] = Later()


@dataclass(frozen=True)
class QuotationRow:
    """A quotation: who said what to whom through what; `within` are the quotations around it, nearest first."""

    id: str
    article: ArticleRow
    form: str
    act: str
    stance: str
    content: tuple[Words, ...]
    quoted: tuple[Words, ...]
    cue: Words | None
    speaker: PartyRow | None
    addressee: PartyRow | None
    channel: str | None
    channel_words: Words | None
    time: TimeValue | None
    within: tuple[VoiceRow, ...]
    origin: str
    link: Later[str | None] = Later()


@dataclass(frozen=True)
class TimeRow:
    """A time expression in its sentence."""

    id: str
    article: ArticleRow
    type: str
    value: str | None
    mod: str | None
    quant: str | None
    freq: str | None
    earliest: str | None
    latest: str | None
    origin: str
    words: Words
    sentence: Words
    link: Later[str | None] = Later()


@dataclass(frozen=True)
class NameRow:
    """Entities of one name and type over all articles: not yet an identity, only what is called the same.

    `spellings` are the names as printed, the most frequent first; `first` and `last` are days of publication.
    `entities` are read when they are first looked at.
    """

    name: str
    type: str
    mentions: int
    articles: int
    outlets: int
    first: str | None
    last: str | None
    roles: tuple[str, ...]
    spellings: tuple[str, ...]
    entities: Later[tuple[str, ...]] = Later()


@dataclass(frozen=True)
class SearchRow:
    """A passage found: of an article (`id` is the article's) or a quotation; `marks` are the words asked for.

    `score` is SQLite's bm25 with its sign turned: higher is better; it compares within one kind only.
    """

    kind: Literal["article", "quotation"]
    id: str
    article: ArticleRow
    score: float
    passage: Words
    marks: tuple[Span, ...]
    speaker: PartyRow | None
    link: Later[str | None] = Later()


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a listing: its rows, how many there are in all, and how many were left out for having no time."""

    rows: tuple[T, ...]
    total: int
    offset: int = 0
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A record or an article found by its id: its layer ("articles" for an article), and the reading that holds it."""

    layer: str
    id: str
    article: ArticleRow
    position: int
    voices: tuple[VoiceRow, ...]
    """Who asserts an event, or the quotations around a quotation, nearest first."""
    reading: dict[str, Any] = field(repr=False)
    """The whole reading, keyed as the contract says."""
