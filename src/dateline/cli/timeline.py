"""`dateline timeline`: the days that count of a story, a person, a pair of actors or a place, a sentence each."""

from __future__ import annotations

import click

from dateline.cli.gathered import gathered
from dateline.cli.jsonlines import print_rows
from dateline.cli.options import chronicle_option

DAYS = 20
"""How many days a timeline shows where no limit is given."""


@click.command()
@chronicle_option
@click.option(
    "--who", multiple=True, metavar="NAME", help="Only what NAME does or what is done to NAME; repeat for all."
)
@click.option("--with", "others", multiple=True, metavar="NAME", help="Only what is between --who and NAME.")
@click.option("--place", metavar="NAME", help="Only what happens at this place.")
@click.option("--story", metavar="ID", help="Only what the story of the article whose id begins with ID tells.")
@click.option("--since", metavar="DAY", help="Only this day (2026-03-05, 2026-03, 2026) or later.")
@click.option("--until", metavar="DAY", help="Only this day or before.")
@click.option(
    "--limit", type=click.IntRange(min=0), default=DAYS, show_default=True, metavar="N", help="Days (0: all)."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a day a line, with the event and its sentence.")
def timeline(
    path: str, who: tuple[str, ...], others: tuple[str, ...], place: str | None, story: str | None, since: str | None,
    until: str | None, limit: int, as_json: bool,
) -> None:  # fmt: skip
    """Show the days on which most is told to have happened, in order of time, each with one sentence of an article."""
    from dateline import query
    from dateline.gathering.timelines import Asked, timeline_of

    days = query.select(since=since, until=until)
    asked = Asked((*who, *others), place, story, days.since, days.until, limit or None)
    with gathered(path, ("happenings", "revisions", *(("stories",) if story else ()))) as chronicle:
        found = timeline_of(chronicle, asked)
    if as_json:
        print_rows(found.days)
        return
    from dateline.cli import tellingtables

    tellingtables.timeline(found)
