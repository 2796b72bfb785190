"""`dateline verify`: opens every stored text again and holds hashes, spans and rows against it."""

from __future__ import annotations

import click

from dateline.chronicle import Chronicle, Problem, Tally
from dateline.cli.jsonlines import line
from dateline.cli.options import chronicle_option
from dateline.cli.safe import harmless
from dateline.ids import short
from dateline.model import plain

FOUND = 1
"""The exit code when something is not as it was stored."""


@click.command()
@chronicle_option
@click.option("--json", "as_json", is_flag=True, help="Print what is off as JSON, one problem a line.")
def verify(path: str, as_json: bool) -> int:
    """Check a chronicle: every text against its SHA-256, every span against the text, every row against its record.

    Ends with exit code 1 and a list if anything is not as it was stored.
    """
    tally, count = Tally(), 0
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        for problem in chronicle.check(tally):
            count += 1
            click.echo(line(plain(problem)) if as_json else _told(problem), nl=not as_json)
    looked = f"{tally.articles:,} article{'' if tally.articles == 1 else 's'}, {tally.spans:,} spans"
    if count:
        click.echo(f"{path}: {count:,} problem{'' if count == 1 else 's'} in {looked}", err=True)
    elif not as_json:
        click.echo(f"{path}: {looked}: every hash, every word and every row is as it was stored")
    return FOUND if count else 0


def _told(problem: Problem) -> str:
    where = f"article {short(problem.article)}: " if problem.article else ""
    return harmless(f"{where}{problem.record}: {problem.detail}")
