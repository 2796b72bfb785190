"""Revisions as a CSV file: a line for every change between two versions of an article, old beside new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.export.tables import csv_table
from dateline.gathering.revisions import ChainRow

HEADINGS = (
    "layer", "change", "field", "note", "old", "old_start", "old_end", "new", "new_start", "new_end", "outlet",
    "published", "url", "old_article", "new_article",
)  # fmt: skip


def csv_lines(rows: Iterable[ChainRow]) -> Iterator[str]:
    """The file line by line, headings first."""
    return csv_table(HEADINGS, (line for row in rows for line in lines(row)))


def lines(row: ChainRow) -> Iterator[list[Any]]:
    """The cells of every change between two versions."""
    versions = {version.article: version for version in row.versions}
    for step in row.revisions:
        newer = versions[step.new]
        for change in step.changes:
            sides = [(s.shown, s.start, s.end) if s else (None, None, None) for s in (change.old, change.new)]
            about = [newer.outlet, newer.published, newer.url, step.old, step.new]
            yield [change.layer, change.change, change.field, change.note, *sides[0], *sides[1], *about]
