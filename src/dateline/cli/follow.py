"""`dateline follow`: fetches what feeds, OPML files and sitemaps announce, politely, into a chronicle."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.chronicle import Chronicle
from dateline.cli import DEBUG
from dateline.cli.add import Keeper, keep_all, keeping
from dateline.cli.codebook import codebook_option
from dateline.cli.second import second_reader_options, telling
from dateline.cli.taking import keep_option
from dateline.errors import BadOption, SecondReaderError
from dateline.sources.article import Given
from dateline.sources.dates import published_date
from dateline.sources.web.manners import DELAY_S

if TYPE_CHECKING:
    from dateline.second_reader.reader import SecondReader


@click.command()
@click.argument("listings", nargs=-1, required=True, metavar="FEED|OPML|SITEMAP...")
@click.option(
    "--to", "path", default="chronicle.db", show_default=True, metavar="CHRONICLE", help="Where to keep the articles."
)
@click.option("--since", metavar="DAY", help="Only pages that are announced with this day (YYYY-MM-DD) or a later one.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Fetch at most N pages in this run.")
@click.option("--delay", type=click.FloatRange(0, 3600), default=DELAY_S, show_default=True, metavar="SECONDS")
@click.option("--contact", metavar="ADDRESS", help="A mail or web address that servers see, to reach you.")
@click.option("--allow-private", is_flag=True, help="Also ask private, loopback and link-local addresses.")
@click.option("--outlet", metavar="NAME", help="Who published the articles that do not say it.")
@click.option("--pipeline", metavar="NAME", help="Use another spaCy pipeline instead of dateline's model.")
@codebook_option
@keep_option
@second_reader_options
@click.option("--again", is_flag=True, help="Ask again for every page that is still announced.")
@click.pass_context
def follow(
    ctx: click.Context,
    listings: tuple[str, ...],
    path: str,
    since: str | None,
    limit: int | None,
    delay: float,
    contact: str | None,
    allow_private: bool,
    outlet: str | None,
    pipeline: str | None,
    codebook: Path | None,
    keep_source: bool,
    again: bool,
    second: SecondReader | None,
) -> int:
    """Fetch what feeds, OPML files and sitemaps announce, and keep its record in a chronicle.

    A listing is an address or a file. robots.txt is obeyed and every host gets its rest; only what is new or has
    changed is fetched. What was seen is kept beside the chronicle: the next run, also after a stop, goes on from there.
    """
    from dateline.sources.web.fetch import AGENT, Fetcher
    from dateline.sources.web.follow import Follower, Wishes
    from dateline.sources.web.journal import ENDING, Journal

    if since and published_date(since).day != since:
        raise BadOption(f"--since takes a day as YYYY-MM-DD, not {since!r}")
    if contact and not (contact.isascii() and contact.isprintable()):
        raise BadOption("--contact takes an address in plain letters")
    fetcher = Fetcher(f"{AGENT} (+{contact})" if contact else AGENT, allow_private)
    wishes = Wishes(delay, limit, since, again)
    with (
        Chronicle.open(path) as chronicle,
        Journal(Path(path + ENDING)) as journal,
        keeping(chronicle, keep_source) as kept,
        telling(second),
    ):
        keep = Keeper(chronicle, pipeline, False, bool(ctx.meta.get(DEBUG)), codebook, second)
        found = Follower(journal, fetcher, wishes, Given(outlet=outlet, keep=kept)).run(listings)
        code = keep_all(found, keep, path)
        return max(code, SecondReaderError.exit_code) if keep.failed else code
