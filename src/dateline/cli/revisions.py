"""`dateline revisions`: articles that changed after they were printed, and what changed in text and record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import chronicle_option, form_options, limit_of
from dateline.errors import BadOption

if TYPE_CHECKING:
    from dateline.gathering.revisions import ChainRow


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
        from dateline.gathering.revision_csv import csv_lines

        for line in csv_lines(rows):
            click.echo(line, nl=False)
    else:
        _draw(rows, bool(identifier))


def _draw(rows: Sequence[ChainRow], one: bool) -> None:
    from dateline.cli import revisiontables

    if one:
        revisiontables.chain(rows[0])
    elif rows:
        revisiontables.chains(rows)
        click.echo(f"\n{len(rows):,} article{'' if len(rows) == 1 else 's'} with several versions.")
    else:
        click.echo("No article here has several versions.")
