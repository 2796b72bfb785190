"""What a reading stage is: it declares what it needs and gives, and adds its layers to the draft of a reading."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from dateline.model import Article, Entity, Event, Mention, Quotation, Span, TimeExpression, Warning

if TYPE_CHECKING:
    from dateline.language.analysis import Analysis


@dataclass(slots=True)
class Draft:
    """What has been read of one article so far. A stage reads any layer and assigns only the layers it gives."""

    article: Article
    analysis: Analysis | None = None
    sentences: tuple[Span, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    events: tuple[Event, ...] = ()
    warnings: list[Warning] = field(default_factory=list)


class Stage(Protocol):
    """One step from text to record: `read` is pure but for the draft, whose layers in `gives` it assigns.

    `needs` and `gives` are names of layers: "analysis", "sentences", "times", "mentions", "entities", "places",
    "quotations", "events".
    `wants` are layers it can use but reads without, in the same names. `version` changes when the output can change.
    """

    name: str
    version: str
    needs: tuple[str, ...]
    wants: tuple[str, ...]
    gives: tuple[str, ...]

    def read(self, draft: Draft) -> None:
        """Add this stage's layers to the draft."""
