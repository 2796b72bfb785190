"""`dateline happenings`: events that several articles tell, every telling, and why it belongs."""

from __future__ import annotations

from typing import Any

import click

from dateline.chronicle import EventRow
from dateline.cli.gathered import gathered
from dateline.cli.options import SHOWN, chronicle_option
from dateline.export.lines import line


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option(
    "--least", type=click.IntRange(min=1), default=2, show_default=True, metavar="N", help="Told by N articles."
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=SHOWN, metavar="N", help=f"At most N (0: all; else {SHOWN})."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, an event a line: its trigger and its happening.")
def happenings(identifier: str | None, path: str, least: int, limit: int, as_json: bool) -> None:
    """List happenings, those told most first; or the happening of the event whose id begins with ID."""
    from dateline.gathering import happenings as told

    with gathered(path, ("happenings", "revisions")) as chronicle:
        if as_json and not identifier:
            for event, happening, because in told.of_events(chronicle):
                click.echo(line(as_record(event, happening, because)), nl=False)
            return
        rows = (
            [told.happening(chronicle, identifier)]
            if identifier
            else list(told.happenings(chronicle, least, limit or None))
        )
    if as_json:
        for each in rows[0].tellings:
            click.echo(line(as_record(each.event, rows[0].id, each.because)), nl=False)
        return
    from dateline.cli import tellingtables

    if not rows:
        click.echo("No event is told by several articles.")
        return
    tellingtables.happenings(rows, every=bool(identifier))
    click.echo(f"\n{len(rows):,} happening{'' if len(rows) == 1 else 's'}.")


def as_record(event: EventRow, happening: str | None, because: str | None) -> dict[str, Any]:
    """An event's article, trigger and happening; `in` says that the trigger stands in the title."""
    from dateline.gathering.origins import told_by_party

    title = {"in": event.trigger.in_} if event.trigger.in_ else {}
    return {
        "ref": event.article.ref,
        "start": event.trigger.start,
        "end": event.trigger.end,
        **title,
        "happening": happening,
        "event": event.id,
        "article": event.article.id,
        "type": event.type,
        "words": event.trigger.words,
        "because": because,
        "told_by_party": told_by_party(event),
    }
