"""The options that several commands share, and how a page of rows is printed in the form that was asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline import query
from dateline.chronicle import Chronicle, Page, Selection
from dateline.cli.jsonlines import print_rows
from dateline.errors import BadOption

SHOWN = 50
"""How many rows a listing shows where no limit is given; --json and --csv give all."""

F = TypeVar("F", bound=Callable[..., Any])


def chronicle_option(command: F) -> F:
    """--in CHRONICLE."""
    option = click.option(
        "--in", "path", default="chronicle.db", show_default=True, metavar="CHRONICLE", help="The chronicle to ask."
    )
    return option(command)


def form_options(command: F) -> F:
    """--json and --csv."""
    as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON, one row a line, with ids and offsets.")
    as_csv = click.option("--csv", "as_csv", is_flag=True, help="Print CSV; cells a spreadsheet would run get a '.")
    return as_json(as_csv(command))


def paging_options(command: F) -> F:
    """--limit and --offset."""
    limit = click.option(
        "--limit", type=int, metavar="N", help=f"Show at most N rows (0: all; else {SHOWN}, and all as JSON or CSV)."
    )
    offset = click.option("--offset", type=int, default=0, metavar="N", help="Leave out the first N rows.")
    return limit(offset(command))


def print_options(command: F) -> F:
    """Filters on who printed an article, and when."""
    outlet = click.option("--outlet", "outlets", multiple=True, help="Only articles of this outlet (repeat for more).")
    since = click.option("--published-since", metavar="DAY", help="Only articles published on this day or later.")
    until = click.option("--published-until", metavar="DAY", help="Only articles published on this day or before.")
    return outlet(since(until(command)))


def time_options(command: F) -> F:
    """Filters on a record's own time, and the order."""
    since = click.option(
        "--since", metavar="DAY", help="Only what may have been on this day (2026-03-05, 2026) or later."
    )
    until = click.option("--until", metavar="DAY", help="Only what may have been on this day or before.")
    newest = click.option("--newest", is_flag=True, help="The newest first.")
    return since(until(newest(command)))


def order_option(default: str) -> Callable[[F], F]:
    """--sort time|published."""
    return click.option(
        "--sort",
        "order",
        type=click.Choice(["time", "published"]),
        default=default,
        show_default=True,
        help="By the record's own time, then publication; or by publication.",
    )


def limit_of(limit: int | None, as_json: bool, as_csv: bool = False) -> int | None:
    """The number of rows to ask for; None for all."""
    if limit is None:
        return None if as_json or as_csv else SHOWN
    return limit or None


def answer(
    path: str,
    view: query.View,
    selection: Selection,
    as_json: bool,
    as_csv: bool,
    draw: Callable[[Page[Any]], None],
    words: str = "",
) -> None:
    """Ask the chronicle and print the page as JSON, as CSV, or as `draw` shows it."""
    if as_json and as_csv:
        raise BadOption("--json and --csv exclude each other")
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        page = query.ask(chronicle, view, selection, words)
        if as_json:
            print_rows(page.rows)
        elif as_csv:
            for cells in query.csv_lines(view, page.rows):
                click.echo(cells, nl=False)
        else:
            if page.rows:
                draw(page)
            note(page, selection)


def note(page: Page[Any], selection: Selection) -> None:
    """Say under a listing what it does not show."""
    shown, after = len(page.rows), page.total - page.offset - len(page.rows)
    if page.total == 0:
        click.echo(
            "Nothing is stored that fits." if selection != Selection(limit=selection.limit) else "Nothing is stored."
        )
    elif after > 0 or page.offset:
        more = f"; --offset {page.offset + shown} shows the next, --limit 0 all" if after > 0 else ""
        click.echo(f"\nRows {page.offset + 1:,} to {page.offset + shown:,} of {page.total:,}{more}.")
    else:
        click.echo(f"\n{page.total:,} row{'' if page.total == 1 else 's'}.")
    if page.undated:
        click.echo(
            f"{page.undated:,} more fit but have no time of their own; they are left out by --since and --until."
        )
