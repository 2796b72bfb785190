"""What was gathered across articles as tables: a row a group, for CSV, Parquet and data frames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.chronicle import Chronicle
from dateline.gathering import expectation_csv, revision_csv
from dateline.gathering import expectations as announced
from dateline.gathering.firsts import firsts
from dateline.gathering.happenings import happenings
from dateline.gathering.identities import identities
from dateline.gathering.origins import origins
from dateline.gathering.revisions import revisions
from dateline.gathering.stories import stories
from dateline.gathering.utterances import utterances
from dateline.query import COLUMNS, Column


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table, and its rows as cells, read from a chronicle one after the other."""

    headings: tuple[str, ...]
    rows: Callable[[Chronicle], Iterator[Sequence[Any]]]


def _table(columns: Sequence[Column], found: Callable[[Chronicle], Iterable[Any]]) -> Table:
    return Table(
        tuple(column.heading for column in columns),
        lambda chronicle: ([column.cell(row) for column in columns] for row in found(chronicle)),
    )


def _fields(*names: str) -> list[Column]:
    return [Column(name, lambda row, name=name: getattr(row, name)) for name in names]  # type: ignore[misc]


def _joined(heading: str, cells: Callable[[Any], Iterable[str]]) -> Column:
    return Column(heading, lambda row: " | ".join(cells(row)))


def _counts() -> list[Column]:
    return [
        Column(name, lambda row, name=name: getattr(row.counts, name))  # type: ignore[misc]
        for name in ("articles", "outlets", "origins")
    ]


def _expected(chronicle: Chronicle) -> Iterator[Sequence[Any]]:
    found = announced.expected(chronicle, announced.Asked()).found
    return (list(expectation_csv.cells(row)) for row in announced.rows(chronicle, found))


def _changes(chronicle: Chronicle) -> Iterator[Sequence[Any]]:
    return (line for row in revisions(chronicle) for line in revision_csv.lines(row))


_FIRST_TELLING = [
    Column(column.heading, lambda row, column=column: column.cell(row.tellings[0].event))  # type: ignore[misc]
    for column in COLUMNS["events"]
    if column.heading != "id"
]

TABLES: dict[str, Table] = {
    "identities": _table(
        [
            *_fields("id", "name", "type", "country", "mentions", "articles", "outlets", "first", "last"),
            _joined("names", lambda row: row.names),
            _joined("roles", lambda row: (role.role for role in row.roles)),
            _joined("entities", lambda row: (member.id for member in row.members)),
            _joined("knowledge", lambda row: row.knowledge),
        ],
        identities,
    ),
    "origins": _table(
        [
            *_fields("id"), *_counts(),
            _joined("agencies", lambda row: row.agencies),
            Column("first_outlet", lambda row: row.copies[0].outlet),
            Column("first", lambda row: row.copies[0].published),
            _joined("copies", lambda row: (copy.article for copy in row.copies)),
            _joined("only_parties", lambda row: row.only_parties),
        ],
        origins,
    ),
    "utterances": _table(
        [
            *_fields("id", "speaker", "words"), *_counts(),
            Column("versions", lambda row: len(row.versions)),
            Column("first_outlet", lambda row: row.first.outlet),
            Column("first", lambda row: row.first.published),
            _joined("quotations", lambda row: (each for version in row.versions for each in version.quotations)),
        ],
        utterances,
    ),
    "happenings": _table(
        [
            *_fields("id", "articles", "outlets", "first", "last"),
            *_FIRST_TELLING,
            _joined("events", lambda row: (each.event.id for each in row.tellings)),
        ],
        happenings,
    ),
    "stories": _table(
        [
            *_fields("id"),
            Column("title", lambda row: row.title.words),
            *_fields("articles", "outlets", "first", "last"),
            _joined("members", lambda row: (member.id for member in row.members)),
        ],
        stories,
    ),
    "expectations": Table(expectation_csv.HEADINGS, _expected),
    "revisions": Table(revision_csv.HEADINGS, _changes),
    "firsts": _table(COLUMNS["firsts"], firsts),
}  # fmt: skip
"""Each table by its name, in the order of its listing. Happenings stand in the words of their first telling."""
