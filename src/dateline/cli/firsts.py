"""`dateline firsts`: what is said to be the first, the last or the only one, held against what the chronicle holds."""

from __future__ import annotations

from itertools import islice

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import SHOWN, chronicle_option, form_options, limit_of
from dateline.errors import BadOption
from dateline.gather.firsts import STATUSES


@click.command()
@chronicle_option
@click.option("--who", metavar="NAME", help="Only claims whose event or sentence names NAME.")
@click.option("--status", "statuses", multiple=True, type=click.Choice(STATUSES), help="Only this; repeat for more.")
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"At most N (0: all; else {SHOWN}, and all as JSON or CSV).",
)
@form_options
def firsts(
    path: str, who: str | None, statuses: tuple[str, ...], limit: int | None, as_json: bool, as_csv: bool
) -> None:
    """List what is said to be the first, the last or the only of its kind, with the record that says otherwise."""
    from dateline import query
    from dateline.gathering.firsts import GATHERERS
    from dateline.gathering.firsts import firsts as held

    if as_json and as_csv:
        raise BadOption("--json and --csv exclude each other")
    with gathered(path, GATHERERS) as chronicle:
        rows = list(islice(held(chronicle, who, statuses), limit_of(limit, as_json, as_csv)))
    if as_json:
        print_rows(rows)
    elif as_csv:
        for cells in query.csv_lines("firsts", rows):
            click.echo(cells, nl=False)
    elif not rows:
        click.echo("Nothing here is said to be the first, the last or the only one.")
    else:
        from dateline.cli import tellingtables

        tellingtables.firsts(rows)
        click.echo(f"\n{len(rows):,} claim{'' if len(rows) == 1 else 's'}.")
