"""A chronicle with what is asked for brought up to date first, for the commands that look across articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from dateline.chronicle import Chronicle
from dateline.errors import ChronicleError


@contextmanager
def gathered(path: str, names: Sequence[str]) -> Iterator[Chronicle]:
    """An open chronicle in which these gatherers have taken in every article; a read-only file is shown as it is."""
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        waiting = max((chronicle.groups(name).waiting for name in names), default=0)
    if waiting:
        _bring_up(path, names, waiting)
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        yield chronicle


def _bring_up(path: str, names: Sequence[str], waiting: int) -> None:
    from dateline.gathering.told import bring_up

    try:
        with Chronicle.open(path, create=False) as chronicle:
            bring_up(chronicle, names)
    except ChronicleError as error:
        complain_waiting(waiting, f": {error}")


def complain_waiting(waiting: int, more: str) -> None:
    """Say on standard error how many articles are not gathered yet, and why or what to do."""
    articles = "article is" if waiting == 1 else "articles are"
    click.echo(f"dateline: {waiting:,} {articles} not gathered yet{more}", err=True)
