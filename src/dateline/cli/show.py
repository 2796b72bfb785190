"""`dateline show`: one record or article with every field and the words that say it."""

from __future__ import annotations

import click

from dateline import query
from dateline.chronicle import Chronicle
from dateline.cli.options import chronicle_option
from dateline.export.lines import line


@click.command()
@click.argument("identifier", metavar="ID")
@chronicle_option
@click.option("--json", "as_json", is_flag=True, help="Print the record as JSON, with its fields and their words.")
def show(identifier: str, path: str, as_json: bool) -> None:
    """Show the record or article whose id begins with ID: every field, its words in context, who says so, the hash."""
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        shown = query.show(chronicle, identifier)
    if as_json:
        click.echo(line(query.to_json(shown)), nl=False)
    else:
        from dateline.cli.record import draw

        draw(shown)
