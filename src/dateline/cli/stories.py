"""`dateline stories`: articles that tell the same story, with a title of extracted words, and why each belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.gathered import gathered
from dateline.cli.options import SHOWN, chronicle_option, limit_of
from dateline.export.lines import line

if TYPE_CHECKING:
    from dateline.gathering.stories import StoryRow


@click.command()
@click.argument("identifier", required=False, metavar="[ID]")
@chronicle_option
@click.option("--since", metavar="DAY", help="Only stories printed on this day (2026-03-05, 2026) or later.")
@click.option("--until", metavar="DAY", help="Only stories printed on this day or before.")
@click.option(
    "--least", type=click.IntRange(min=1), metavar="N", help="Only stories of at least N articles (2; JSON 1)."
)
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help=f"Show at most N (0: all; else {SHOWN}).")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, an article a line: its ref and its story.")
def stories(
    identifier: str | None, path: str, since: str | None, until: str | None, least: int | None, limit: int | None,
    as_json: bool,
) -> None:  # fmt: skip
    """List stories, the largest first; or the story of the article whose id begins with ID, with its articles."""
    from dateline import query
    from dateline.gathering import stories as told

    asked = query.select(since=since, until=until)
    least = least or (1 if as_json else 2)
    most = limit_of(limit, as_json)
    with gathered(path, ("stories", "revisions")) as chronicle:
        if identifier:
            rows = [told.story(chronicle, identifier)]
        else:
            rows = list(told.stories(chronicle, least, asked.since, asked.until, most))
    if as_json:
        for row in rows:
            for record in as_records(row):
                click.echo(line(record), nl=False)
        return
    _draw(rows, members=bool(identifier))


def as_records(row: StoryRow) -> list[dict[str, Any]]:
    """A record for each article of a story."""
    return [
        {
            "ref": member.ref,
            "story": row.id,
            "article": member.id,
            "outlet": member.outlet,
            "published": member.published,
            "title": row.title.words,
            "because": member.because,
        }
        for member in row.members
    ]


def _draw(rows: Sequence[StoryRow], members: bool) -> None:
    from dateline.cli import tellingtables

    if not rows:
        click.echo("No story is told by several articles.")
        return
    tellingtables.stories(rows)
    if members:
        tellingtables.story_articles(rows[0])
    click.echo(f"\n{len(rows):,} {'story' if len(rows) == 1 else 'stories'}.")
