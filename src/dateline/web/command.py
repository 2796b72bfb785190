"""`dateline serve` and `dateline dossier`: the desk on this machine, and one file that carries its evidence."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from dateline.chronicle import Chronicle
from dateline.errors import BadOption, NeedsWeb

PORT = 8472
NEEDED = ("starlette", "jinja2", "uvicorn", "python_multipart")


def need() -> None:
    """Raises NeedsWeb where the packages of the desk are not installed."""
    if not all(find_spec(name) for name in NEEDED):
        raise NeedsWeb()


@click.command()
@click.argument("path", metavar="CHRONICLE", default="chronicle.db")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to answer on.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to answer on.")
@click.option(
    "--allow-host", "names", multiple=True, metavar="NAME", help="Also answer under this host name; may be repeated."
)
@click.option("--read-only", "readonly", is_flag=True, help="Only show: no import, no judging, no signing in.")
def serve(path: str, port: int, host: str, names: tuple[str, ...], readonly: bool) -> None:
    """Open the desk over a chronicle in a browser on this machine."""
    need()
    Chronicle.open(path, create=False, readonly=readonly).close()
    import uvicorn

    from dateline.web.app import create
    from dateline.web.session import new_token
    from dateline.web.settings import LOOPBACK, Settings

    for name in names:
        if not name or set(name) & set("/:@* ") - set(":" if name.startswith("[") else ""):
            raise BadOption(f"--allow-host takes a host name without port or *, not {name!r}")
    token = new_token()
    settings = Settings(Path(path), token, LOOPBACK | {name.lower() for name in names}, readonly)
    announce(path, host, port, "" if readonly else token)
    uvicorn.run(create(settings), host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)


@click.command()
@click.argument("identifier", metavar="ID")
@click.option(
    "--in", "path", default="chronicle.db", show_default=True, metavar="CHRONICLE", help="The chronicle to ask."
)
def dossier(identifier: str, path: str) -> None:
    """Print one HTML file about the record, article or identity whose id begins with ID, its evidence inside."""
    need()
    from dateline.web.dossier import dossier as made

    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        click.echo(made(chronicle, identifier))


def announce(path: str, host: str, port: int, token: str) -> None:
    """Says where the desk is, and with what importing and judging are opened."""
    where = f"http://{host if host not in ('0.0.0.0', '::') else 'localhost'}:{port}"
    click.echo(f"The desk over {path}:  {where}/", err=True)
    if token:
        click.echo(f"To import and judge:  {where}/sign-in?token={token}", err=True)
        click.echo(f"(or sign in with the token {token})", err=True)
    else:
        click.echo("Read-only: nothing can be imported or judged.", err=True)
    if host not in ("127.0.0.1", "localhost", "::1"):
        click.echo("Others on the network can reach it under the names given with --allow-host.", err=True)
    click.echo("Ctrl-C ends it.", err=True)
    sys.stderr.flush()
