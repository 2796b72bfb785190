"""`dateline load`: brings what `dateline batch` read into a chronicle, as often as you like."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from dateline.batch.loading import load as load_batch
from dateline.chronicle import Chronicle
from dateline.cli.add import summary


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--to", "path", default="chronicle.db", show_default=True, metavar="CHRONICLE", help="Where to keep them."
)
def load(folder: Path, path: str) -> int:
    """Bring a finished batch into a chronicle: the same articles, readings and records as `dateline add` keeps.

    An article that is there already stays; one that was read by another version is replaced by the batch's reading.
    """
    counts: Counter[str] = Counter()
    with Chronicle.open(path) as chronicle:
        try:
            for stored in load_batch(folder, chronicle):
                counts.update(stored)
        except BaseException:
            summary(counts, path, whole=False)
            raise
    summary(counts, path, whole=True)
    return 0
