"""`dateline review`: what people marked in Label Studio or INCEpTION, back into the chronicle as judgements."""

from __future__ import annotations

from typing import Any

import click

from dateline.chronicle import Chronicle
from dateline.cli.judge import signature, signed
from dateline.review import take_in


@click.command()
@click.argument("file", metavar="FILE")
@signed
def review(file: str, path: str, **told: Any) -> None:
    """Take in a review: a Label Studio JSON export, or an INCEpTION archive (ZIP of UIMA CAS XMI).

    An event whose type or reality was left as it was is confirmed, one that was changed is corrected. Taking in the
    same review again changes nothing.
    """
    with Chronicle.open(path, create=False) as chronicle:
        outcome = take_in(chronicle, file, **signature(**told))
    lost = f", {outcome.lost:,} on records that are not here" if outcome.lost else ""
    click.echo(
        f"{path}: {outcome.confirmed:,} confirmed, {outcome.corrected:,} corrected, "
        f"{outcome.known:,} known already{lost}"
    )
