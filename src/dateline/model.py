"""The nouns: what an article, a span, a mention, a quotation, an event and a reading are (see docs/contract.md).

Every class is a frozen record; its fields, in this order, are the keys that `dateline read --json` prints. A trailing
underscore (`from_`, `in_`) keeps clear of a Python keyword and is dropped in JSON. Offsets are half-open code-point
offsets into `Article.text`. Ids such as `m1`, `e1`, `q1`, `v1` are local to one reading.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

SCHEMA = "dateline.reading/1"

EntityType = Literal["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "MONEY", "MISC"]
MentionKind = Literal["name", "nominal", "pronoun"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
QuotationForm = Literal["direct", "mixed", "indirect"]
Act = Literal["speech", "writing", "thought", "intention", "finding"]
Stance = Literal["says", "denies", "alleges", "asks", "demands", "promises", "threatens", "doubts", "declines"]
ChannelKind = Literal[
    "speech",
    "interview",
    "press conference",
    "statement",
    "social media",
    "document",
    "broadcast",
    "other outlet",
    "conversation",
]
Reality = Literal["actual", "negated", "future", "hypothetical", "historical"]
Polarity = Literal["affirmed", "negated"]
Certainty = Literal["certain", "probable", "possible"]
When = Literal["past", "present", "future"]
NARRATOR = "narrator"


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open code-point offsets into the article's text, or into its title when `in_` is "title"."""

    start: int
    end: int
    in_: Literal["title"] | None = None


@dataclass(frozen=True, slots=True)
class PublishedFrom:
    """Where the publication date came from; `given` is what the source said when that could not be used."""

    how: Literal["given", "header", "metadata", "dateline", "none"]
    start: int | None = None
    end: int | None = None
    given: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The place, date and agency line that opens an article ("VILNIUS, Jan. 25 (Reuters) -")."""

    start: int
    end: int
    place: str | None = None
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a source says of a field ("published", "title", ...): the value, the tag or words it is in, used or not."""

    field: str
    value: str
    where: str
    used: bool


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes an article was taken from: their SHA-256, media type, time of fetching and the extractor's version.

    `modified` is when the source says that it was changed, as it says it; `evidence` is where each field came from.
    """

    sha256: str
    media_type: str
    fetched: str | None = None
    extractor: str | None = None
    modified: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one dated text, exactly as given. `published` is an ISO date; None has its reason beside it."""

    id: str
    text_id: str
    ref: str | None
    url: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    published: str | None
    published_at: str | None
    published_from: PublishedFrom
    dateline: Dateline | None
    language: str | None
    source: Source | None
    text: str


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A TIMEX3 time expression with its earliest and latest day (ISO dates; None: open or unknown)."""

    id: str
    start: int
    end: int
    type: TimeType
    value: str | None
    mod: str | None
    quant: str | None
    freq: str | None
    earliest: str | None
    latest: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an entity: a name, a noun phrase or a pronoun."""

    id: str
    entity: str
    start: int
    end: int
    kind: MentionKind
    type: EntityType
    origin: str


@dataclass(frozen=True, slots=True)
class Role:
    """What the article calls an entity ("President", "opposition leader"), with the characters that say so."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer entry. A country is never a point: with precision "country" there are no coordinates (degrees)."""

    geonameid: int
    country: str
    country_name: str
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Literal["place", "region", "country"]
    reason: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A chain of mentions in one article; a group ("the two leaders") lists its member entities."""

    id: str
    type: EntityType
    name: str
    mentions: tuple[str, ...]
    roles: tuple[Role, ...] = ()
    country: str | None = None
    sector: str | None = None
    members: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """Words in the role of a speaker, an addressee or a place, linked to a mention and an entity where they are one."""

    start: int
    end: int
    mention: str | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Party(Reference):
    """An actor or recipient; `via` says how the entity follows from the words when it is not what they name."""

    via: Literal["metonym", "member"] | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """Through what something was said, with the words that tell."""

    kind: ChannelKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """Something somebody said, wrote, thought, meant or found: content, cue, speaker, addressee, channel and time."""

    id: str
    form: QuotationForm
    act: Act
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    cue: Span | None
    stance: Stance
    speaker: Reference | None
    addressee: Reference | None
    channel: Channel | None
    time: str | None
    within: str | None
    origin: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A further part of an event (its topic, instrument, cause, purpose or amount)."""

    role: Literal["topic", "instrument", "cause", "purpose", "amount"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number told of an event; `low` and `high` are its bounds (None: open), `unit` a currency, "year", ..."""

    role: Literal["killed", "wounded", "arrested", "participants", "money", "term", "troops"]
    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class EventTime:
    """When an event is told to happen: the time expression, its bounds, and whether the event's own words say it."""

    ref: str
    value: str | None
    earliest: str | None
    latest: str | None
    from_: Literal["stated", "inherited"]


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, when and where, whether it happened, and who says so ("narrator" or a quotation's id)."""

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    instance: str
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    arguments: tuple[Argument, ...]
    quantities: tuple[Quantity, ...]
    time: EventTime | None
    place: Reference | None
    polarity: Polarity
    certainty: Certainty
    when: When
    background: bool
    reality: Reality
    asserted_by: str
    confidence: float
    origin: str


@dataclass(frozen=True, slots=True)
class Warning:
    """Something the reader could not do, said aloud: a code (see docs/reference/warnings.md), a sentence, and where."""

    code: str
    detail: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """Which program and which model made a reading."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read in one article: a pure function of the article and the reader's version."""

    article: Article
    reader: Reader
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: tuple[Warning, ...] = ()
    schema: str = field(default=SCHEMA)

    def to_dict(self) -> dict[str, Any]:
        """The reading as plain lists and dictionaries, keyed as the contract says, `schema` first."""
        return {"schema": self.schema, **{k: v for k, v in plain(self).items() if k != "schema"}}

    def _repr_html_(self) -> str:
        """The reading as a notebook shows it."""
        from dateline.html import reading_html

        return reading_html(self)

    def words(self, span: Any) -> str:
        """The characters that a record with `start` and `end` points at."""
        source = self.article.title or "" if getattr(span, "in_", None) == "title" else self.article.text
        return source[span.start : span.end]


def plain(value: Any) -> Any:
    """A record as JSON types: keys lose a trailing underscore, `in` stands only where a span lies in the title."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    kind: Any = type(value)
    if names := _names(kind):
        pairs = ((name, key, getattr(value, name)) for name, key in names)
        return {key: plain(v) for name, key, v in pairs if v is not None or name != "in_"}
    return value


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """The names of a record's fields, each with its key in JSON; none for what is no record."""
    fields = dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else ()
    return tuple((field.name, field.name.rstrip("_")) for field in fields)
