"""`dateline revisions`: articles that changed after they were printed, and what changed in text and record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import chronicle_option, form_options, limit_of
from dateline.errors import BadOption

if TYPE_CHECKING:
    from dateline.gathering.revisions import ChainRow

HEADINGS = (
    "layer", "change", "field", "note", "old", "old_start", "old_end", "new", "new_start", "new_end", "outlet",
    "published", "url", "old_article", "new_article",
)  # fmt: skip


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option("--limit", type=int, metavar="N", help="At most N articles (0: all; else 50, and all as JSON or CSV).")
@form_options
def revisions(identifier: str | None, path: str, limit: int | None, as_json: bool, as_csv: bool) -> None:
    """List articles of which there are several versions; or, side by side, what changed in the one whose id is ID."""
    from dateline.gathering import revisions as told

    if as_json and as_csv:
        raise BadOption("--json and --csv exclude each other")
    with gathered(path, ("revisions",)) as chronicle:
        if identifier:
            rows = [told.chain(chronicle, identifier)]
        else:
            rows = [*told.revisions(chronicle, limit_of(limit, as_json, as_csv))]
    if as_json:
        print_rows(rows)
    elif as_csv:
        _print_csv(rows)
    else:
        _draw(rows, bool(identifier))


def _print_csv(rows: Sequence[ChainRow]) -> None:
    from dateline.export.tables import csv_line, safe_cell

    click.echo(csv_line(HEADINGS), nl=False)
    for cells in (cells for row in rows for cells in _cells(row)):
        click.echo(csv_line([safe_cell(cell) for cell in cells]), nl=False)


def _cells(row: ChainRow) -> Iterator[list[Any]]:
    """A line for every change between two versions."""
    versions = {version.article: version for version in row.versions}
    for step in row.revisions:
        newer = versions[step.new]
        for change in step.changes:
            sides = [(s.shown, s.start, s.end) if s else (None, None, None) for s in (change.old, change.new)]
            about = [newer.outlet, newer.published, newer.url, step.old, step.new]
            yield [change.layer, change.change, change.field, change.note, *sides[0], *sides[1], *about]


def _draw(rows: Sequence[ChainRow], one: bool) -> None:
    from dateline.cli import revisiontables

    if one:
        revisiontables.chain(rows[0])
    elif rows:
        revisiontables.chains(rows)
        click.echo(f"\n{len(rows):,} article{'' if len(rows) == 1 else 's'} with several versions.")
    else:
        click.echo("No article here has several versions.")
