"""What an exporter is, what it is handed, and where the installed ones are found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any, Protocol

from dateline.errors import BadOption
from dateline.model import NARRATOR, Article, Entity, Event, Quotation, Reading, TimeExpression
from dateline.plugins import found, load

EXPORTERS = "dateline.exporters"
"""The entry-point group: a name there is a FORMAT of `dateline export FORMAT`."""

DEEPEST = 20
"""How many quotations within quotations are followed."""


@dataclass(frozen=True)
class Told:
    """One article of an export: its reading, the events that were asked for, and the public id of every record.

    `origin` is the id of the report that the article carries, `identities` lead from an entity's local id to
    its identity's id and name, `known` to the id of the entity that it is in the knowledge base: None and empty where
    the chronicle does not know them.
    """

    reading: Reading
    events: tuple[Event, ...]
    ids: Mapping[str, str]
    origin: str | None = None
    identities: Mapping[str, tuple[str, str]] | None = None
    known: Mapping[str, str] | None = None

    @property
    def article(self) -> Article:
        """The article that was read."""
        return self.reading.article

    @cached_property
    def entities(self) -> dict[str, Entity]:
        """Entities by local id."""
        return {entity.id: entity for entity in self.reading.entities}

    @cached_property
    def quotations(self) -> dict[str, Quotation]:
        """Quotations by local id."""
        return {quotation.id: quotation for quotation in self.reading.quotations}

    @cached_property
    def times(self) -> dict[str, TimeExpression]:
        """Time expressions by local id."""
        return {time.id: time for time in self.reading.times}

    def entity(self, reference: Any) -> Entity | None:
        """The entity that a party, a speaker or a place stands for; None where it is only words."""
        return self.entities.get(reference.entity or "") if reference else None

    def name(self, reference: Any) -> str:
        """The entity's name, or the words where they stand for none."""
        entity = self.entity(reference)
        return entity.name if entity else self.reading.words(reference)

    def voices(self, local: str | None) -> list[Quotation]:
        """The quotation with this id and those around it, nearest first; none for the narrator."""
        chain: list[Quotation] = []
        while local and local != NARRATOR and local in self.quotations and len(chain) < DEEPEST:
            chain.append(self.quotations[local])
            local = chain[-1].within
        return chain

    def content(self, quotation: Quotation) -> str:
        """What a quotation says, its stretches joined."""
        return " … ".join(self.reading.words(span) for span in quotation.content)

    def sentence(self, span: Any) -> str:
        """The sentence that holds a span's beginning; the words themselves where there is none."""
        if getattr(span, "in_", None) == "title":
            return self.article.title or ""
        for sentence in self.reading.sentences:
            if sentence.start <= span.start < sentence.end:
                return self.article.text[sentence.start : sentence.end]
        return self.reading.words(span)


@dataclass(frozen=True, slots=True)
class Expected:
    """An expectation of the chronicle: what was announced for when, by whom, and what became of it."""

    id: str
    what: str
    earliest: str | None
    latest: str | None
    state: str
    article: Article
    words: str


class Stock(Protocol):
    """What an export may ask for. Everything comes one at a time and in the same order on every run."""

    @property
    def name(self) -> str:
        """What the chronicle's file is called, without its ending."""

    def told(self) -> Iterator[Told]:
        """The articles that fit, by publication (those without a date last), then by id."""

    def columns(self) -> Sequence[str]:
        """The headings of the table that was asked for."""

    def rows(self) -> Iterator[Sequence[Any]]:
        """The rows of the table that was asked for, as cells."""

    def expected(self) -> Iterator[Expected]:
        """The expectations that the chronicle keeps; none where it has not gathered any."""


class Exporter(Protocol):
    """A format. `suffix` is the usual ending of a file's name, `binary` says that it is nothing for a terminal,
    `tables` that it writes the table that `--view` names.
    """

    suffix: str
    binary: bool
    tables: bool

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """Write what the stock holds; how many records that were."""


def exporters() -> list[str]:
    """The names of the installed formats."""
    return list(found(EXPORTERS))


def exporter(name: str) -> Exporter:
    """The format of this name. Raises BadOption where there is none, BrokenPlugin where it cannot be loaded."""
    points = found(EXPORTERS)
    if name not in points:
        raise BadOption(f"there is no format {name!r}; installed are {', '.join(points)}")
    built: Exporter = load(points[name])()
    return built
