"""Takes a chronicle out of the house: what is asked for, by publication, in an installed format or a frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from typing import IO, Any, Literal, cast

from dateline import query
from dateline.chronicle import Chronicle, Selection
from dateline.errors import BadOption, MissingExtra
from dateline.export import Expected, Told, exporter
from dateline.gathering import expectations
from dateline.model import Article
from dateline.tables import TABLES

PAGE = 1000
"""How many rows of a listing are in memory at a time."""

EVERYTHING = Selection()
LISTED = ("events", "quotes", "times", "names")
VIEWS = (*LISTED, *TABLES)
"""What csv, parquet and frames can hold: the listings, which take filters, and what was gathered, which is whole."""


@dataclass(frozen=True, slots=True)
class ChronicleStock:
    """What a chronicle has for an export: the articles, the table of a view, the expectations."""

    chronicle: Chronicle
    selection: Selection = EVERYTHING
    view: str = "events"

    def __post_init__(self) -> None:
        """Raises BadOption for a view that is none, and for filters of one that takes none."""
        if self.view not in VIEWS:
            raise BadOption(f"there is no view {self.view!r}; there are {', '.join(VIEWS)}")
        if self.view in TABLES and replace(self.selection, order="time") != EVERYTHING:
            raise BadOption(f"{self.view} are written whole: this view takes no filters")

    @property
    def name(self) -> str:
        """What the chronicle's file is called, without its ending."""
        return self.chronicle.path.stem

    def told(self) -> Iterator[Told]:
        """The articles that fit, by publication, with the events that were asked for."""
        return told(self.chronicle, self.selection)

    def columns(self) -> Sequence[str]:
        """The headings of the view's table."""
        return TABLES[self.view].headings if self.view in TABLES else [each.heading for each in self._columns()]

    def rows(self) -> Iterator[Sequence[Any]]:
        """The rows of the view's table; of a listing, page by page."""
        if self.view in TABLES:
            return TABLES[self.view].rows(self.chronicle)
        columns = self._columns()
        return ([column.cell(row) for column in columns] for row in self._rows())

    def _columns(self) -> Sequence[query.Column]:
        return query.COLUMNS[cast(query.View, self.view)]

    def _rows(self) -> Iterator[Any]:
        for offset in count(0, PAGE):
            asked = replace(self.selection, limit=PAGE, offset=offset)
            page = query.ask(self.chronicle, cast(query.View, self.view), asked)
            yield from page.rows
            if offset + PAGE >= page.total:
                return

    def expected(self) -> Iterator[Expected]:
        """What articles announce for a day, as far as it is gathered, where the first to announce it fits."""
        asked = expectations.Asked(self.selection.since, self.selection.until, (), self.selection.who)
        found = expectations.expected(self.chronicle, asked).found
        kept = None if self.selection == EVERYTHING else self._events()
        for row in expectations.rows(self.chronicle, found):
            reading = self.chronicle.reading(row.tellings[0].article.id)
            if reading is not None and (kept is None or row.id in kept):
                yield _expected(row, reading.article)

    def _events(self) -> frozenset[str]:
        """The ids of the events that fit."""
        return frozenset(told.ids[event.id] for told in self.told() for event in told.events)


def _expected(row: expectations.ExpectationRow, article: Article) -> Expected:
    event = row.tellings[0]
    parties = (query.who(event.actors), event.trigger.words, query.who(event.recipients))
    what = " ".join(part for part in parties if part != query.DASH)
    state = f"{row.status}, {row.because}"
    return Expected(f"{row.id}-expected", what, row.earliest, row.latest, state, article, event.sentence.words)


def told(chronicle: Chronicle, selection: Selection = EVERYTHING, article: str | None = None) -> Iterator[Told]:
    """The articles that fit, by publication, each with the events that were asked for; with an id, that article."""
    for stored in chronicle.stored(selection, article):
        events = tuple(stored.reading.events[at] for at in stored.events)
        yield Told(stored.reading, events, stored.ids, stored.origin, stored.identities, stored.known)


def export(chronicle: Chronicle, name: str, out: IO[bytes], selection: Selection, view: str | None = None) -> int:
    """Write what the selection asks for in the format of this name; how many records that were.

    `view` chooses the table of a format that writes tables. Raises BadOption for an unknown format, or a view where
    the format has none, and MissingExtra where the format needs a library that is not installed.
    """
    chosen = exporter(name)
    if view and not chosen.tables:
        raise BadOption(f"{name} writes no tables, so it takes no --view")
    try:
        return chosen.write(ChronicleStock(chronicle, selection, view or "events"), out)
    except ModuleNotFoundError as error:
        raise _missing(error.name) from error


def frame(
    chronicle: Chronicle,
    view: str = "events",
    library: Literal["pandas", "polars"] = "pandas",
    **asked: Any,
) -> Any:
    """The rows of a view (one of VIEWS) as a pandas or polars frame; `asked` is what `dateline.query.select` takes.

    The columns are those of `--csv`, with cells as they are. Raises MissingExtra where the library is not installed.
    """
    stock = ChronicleStock(chronicle, query.select(**asked), view)
    columns = list(stock.columns())
    rows = [list(row) for row in stock.rows()]
    if library == "polars":
        return _library("polars").DataFrame(rows, schema=columns, orient="row", infer_schema_length=None)
    return _library("pandas").DataFrame(rows, columns=columns)


def _library(name: str) -> Any:
    import importlib

    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        raise _missing(error.name) from error


def _missing(module: str | None) -> MissingExtra:
    return MissingExtra(f"{module} is not installed: pip install 'dateline[exchange]'")
