"""`dateline mcp`: a chronicle for assistants, over standard input and output."""

from __future__ import annotations

import click

from dateline.chronicle import Chronicle
from dateline.errors import MissingExtra


@click.command()
@click.argument("path", metavar="CHRONICLE", default="chronicle.db")
def mcp(path: str) -> None:
    """Serve a chronicle to an assistant over the Model Context Protocol (standard input and output), read-only.

    Every answer carries citations: the article, the offsets into its stored text, and the words there.
    """
    try:
        from dateline.mcp.server import server
    except ModuleNotFoundError as error:
        raise MissingExtra(f"{error.name} is not installed: pip install 'dateline[mcp]'") from error
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        server(chronicle).run("stdio")
