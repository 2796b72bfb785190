"""What a listing is asked for: filters, order and page, as plain values that the chronicle understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters, order and page of a listing; empty filters let everything through. Days are ISO dates, inclusive.

    `since` and `until` are held against a record's own time: what may lie in between is in; what has no time is out.
    `who` names: each must take part (as actor or recipient, speaker, or the name itself). `outlets` are compared
    without case and accents. `text` is a search over the sentence of an event, the content of a quotation, or the words
    of a time expression. `dated` keeps records with a time of their own. `limit` None means all.
    """

    who: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    realities: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    outlets: tuple[str, ...] = ()
    text: str | None = None
    unnamed: bool = False
    order: Literal["time", "published"] = "time"
    newest: bool = False
    limit: int | None = None
    offset: int = 0
    dated: bool = False
