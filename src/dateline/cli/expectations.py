"""`dateline expectations`: what is announced for a day, and what later articles tell came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import chronicle_option, form_options, limit_of, paging_options
from dateline.errors import BadOption
from dateline.gather.expectations import Status

if TYPE_CHECKING:
    from dateline.gathering.expectations import ExpectationRow


@click.command()
@chronicle_option
@click.option("--due", metavar="DAYS", help="Only what may be due then: 2026-05-05, 2026-05, 2026-05-01..2026-05-10.")
@click.option(
    "--status", "statuses", multiple=True, type=click.Choice(get_args(Status)), help="Only of this status; repeat."
)
@click.option("--who", multiple=True, metavar="NAME", help="Only that in which NAME takes part; repeat for all.")
@click.option("--as-of", metavar="DAY", help="The day that is today; else the newest day of publication.")
@paging_options
@form_options
def expectations(
    path: str, due: str | None, statuses: tuple[Status, ...], who: tuple[str, ...], as_of: str | None,
    limit: int | None, offset: int, as_json: bool, as_csv: bool,
) -> None:  # fmt: skip
    """List what articles announce for a day, by that day, and whether later articles confirm, break or shift it."""
    from dateline import query
    from dateline.gathering import expectations as told

    limit = limit_of(limit, as_json, as_csv)
    if as_json and as_csv:
        raise BadOption("--json and --csv exclude each other")
    query.select(limit=limit, offset=offset)
    asked = told.Asked(*query.span("--due", due), statuses, who, query.span("--as-of", as_of)[1])
    with gathered(path, told.GATHERERS) as chronicle:
        answer = told.expected(chronicle, asked)
        end = None if limit is None else offset + limit
        rows = list(told.rows(chronicle, answer.found[offset:end]))
    if as_json:
        print_rows(rows)
    elif as_csv:
        from dateline.gathering.expectation_csv import csv_lines

        for line in csv_lines(rows):
            click.echo(line, nl=False)
    else:
        _draw(rows, len(answer.found), offset, answer.as_of)


def _draw(rows: list[ExpectationRow], total: int, offset: int, as_of: str | None) -> None:
    from dateline.cli import expectationtables

    if not rows:
        click.echo("Nothing is announced that fits." if as_of else "No article here has a day of publication.")
        return
    expectationtables.expectations(rows)
    shown = f"{total:,} row{'' if total == 1 else 's'}"
    if len(rows) < total:
        shown = f"Rows {offset + 1:,} to {offset + len(rows):,} of {total:,}"
    click.echo(f"\n{shown}, as of {as_of}.")
