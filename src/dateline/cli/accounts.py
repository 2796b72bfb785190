"""`dateline accounts`: one happening as several origins tell it, side by side, with what differs and how it moved."""

from __future__ import annotations

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import chronicle_option


@click.command()
@click.argument("identifier", metavar="ID")
@chronicle_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print the accounts as one JSON object, every value with its words."
)
def accounts(identifier: str, path: str, as_json: bool) -> None:
    """Show how the happening of the event whose id begins with ID is told: agreed, differing and moving fields."""
    from dateline.gathering.accounts import accounts_of

    with gathered(path, ("happenings", "origins", "revisions")) as chronicle:
        row = accounts_of(chronicle, identifier)
    if as_json:
        print_rows([row])
    else:
        from dateline.cli import tellingtables

        tellingtables.accounts(row)
