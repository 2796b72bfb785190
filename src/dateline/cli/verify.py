"""`dateline verify`: opens every stored text again and holds hashes, spans and rows against it."""

from __future__ import annotations

from collections import Counter

import click

from dateline.chronicle import Chronicle, Problem, Tally
from dateline.cli.options import chronicle_option
from dateline.cli.safe import harmless
from dateline.export.lines import line
from dateline.ids import short
from dateline.model import plain

HARMLESS = ("same", "no bytes")
"""What may become of an article that is taken again without anything being off."""
FOUND = 1
"""The exit code when something is not as it was stored."""


@click.command()
@chronicle_option
@click.option("--json", "as_json", is_flag=True, help="Print what is off as JSON, one problem a line.")
@click.option("--source", "again", is_flag=True, help="Also take each article again from the bytes that are kept.")
def verify(path: str, as_json: bool, again: bool) -> int:
    """Check a chronicle: every text against its SHA-256, every span against the text, every row against its record.

    With --source each article is also taken again from its kept bytes; what differs is listed with the reason, such as
    another version of the extractor. Ends with exit code 1 and a list if anything is not as it was stored.
    """
    tally, count = Tally(), 0
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        for problem in chronicle.check(tally):
            count += 1
            click.echo(line(plain(problem)) if as_json else _told(problem), nl=not as_json)
        outcomes = _sources(chronicle, as_json) if again else Counter[str]()
    looked = f"{tally.articles:,} article{'' if tally.articles == 1 else 's'}, {tally.spans:,} spans"
    if count:
        click.echo(f"{path}: {count:,} problem{'' if count == 1 else 's'} in {looked}", err=True)
    elif not as_json:
        click.echo(f"{path}: {looked}: every hash, every word and every row is as it was stored")
    if again:
        click.echo(f"{path}: {_compared(outcomes)}", err=as_json)
    return FOUND if count or any(outcomes[outcome] for outcome in outcomes if outcome not in HARMLESS) else 0


def _sources(chronicle: Chronicle, as_json: bool) -> Counter[str]:
    """Take every article again from its bytes, print what differs, and count what became of them."""
    from dateline.custody import compare

    outcomes: Counter[str] = Counter()
    for each in compare(chronicle):
        outcomes[each.outcome] += 1
        if each.outcome not in HARMLESS:
            said = f"article {short(each.article)}: source {short(each.sha256)}: {each.outcome}: {each.detail}"
            click.echo(line(plain(each)) if as_json else harmless(said), nl=not as_json)
    return outcomes


def _compared(outcomes: Counter[str]) -> str:
    kept = sum(outcomes.values()) - outcomes["no bytes"]
    differing = ", ".join(
        f"{count:,} {outcome}" for outcome, count in sorted(outcomes.items()) if outcome not in HARMLESS
    )
    parts = [f"{outcomes['same']:,} of {kept:,} articles are again as their kept bytes give them"]
    if differing:
        parts.append(differing)
    if outcomes["no bytes"]:
        parts.append(f"the bytes of {outcomes['no bytes']:,} are not kept (--keep-source keeps them)")
    return "; ".join(parts)


def _told(problem: Problem) -> str:
    where = f"article {short(problem.article)}: " if problem.article else ""
    return harmless(f"{where}{problem.record}: {problem.detail}")
