"""`dateline export`: a chronicle's record in the format of another program."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

from dateline import query
from dateline.chronicle import Chronicle
from dateline.cli.listings import REALITIES, type_option, who_option
from dateline.cli.options import chronicle_option, print_options
from dateline.errors import BadOption, DiskFull
from dateline.export import exporter, exporters
from dateline.exporting import VIEWS
from dateline.exporting import export as write


@click.command()
@click.argument("name", metavar="FORMAT", required=False)
@chronicle_option
@click.option("-o", "--output", metavar="FILE", help="Write to this file instead of standard output.")
@click.option(
    "--view", type=click.Choice(VIEWS), help="Which table csv and parquet hold; events unless said otherwise."
)
@who_option("Only events in which NAME acts or is acted on; repeat for several who must all take part.")
@type_option("Only events of this PLOVER type; repeat for more.")
@click.option("--reality", "realities", multiple=True, type=click.Choice(REALITIES), help="Only events so told.")
@click.option("--text", metavar="WORDS", help="Only events whose sentence holds these words.")
@click.option("--since", metavar="DAY", help="Only events that may have been on this day or later.")
@click.option("--until", metavar="DAY", help="Only events that may have been on this day or before.")
@print_options
@click.option("--formats", is_flag=True, help="List the installed formats.")
def export(
    name: str | None, path: str, output: str | None, view: Any, types: tuple[str, ...], formats: bool, **asked: Any
) -> None:
    """Write what a chronicle holds as FORMAT: `dateline export --formats` lists them.

    Filters choose events; formats that hold whole articles give those in which such an event is told.
    """
    if formats:
        click.echo("\n".join(exporters()))
        return
    if name is None:
        raise BadOption(f"name a format: {', '.join(exporters())}")
    if exporter(name).binary and output is None and sys.stdout.isatty():
        raise BadOption(f"{name} is nothing for a terminal: give a file with -o")
    kinds = [kind.upper() for kind in types] if view != "quotes" else list(types)
    selection = query.select(types=kinds, order="published", **asked)
    with Chronicle.open(path, create=False, readonly=True) as chronicle, opened(output) as out:
        count = write(chronicle, name, out, selection, view)
    if output:
        click.echo(f"{output}: {count:,} record{'' if count == 1 else 's'}", err=True)


@contextmanager
def opened(output: str | None) -> Iterator[IO[bytes]]:
    """Standard output, or a file that is there whole or not at all. Raises DiskFull where it cannot be written."""
    if output is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(output)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as out:
            yield out
        part.replace(target)
    except OSError as error:
        raise DiskFull(f"cannot be written: {error.strerror or error}", where=output) from error
    finally:
        part.unlink(missing_ok=True)
