"""The options that say how files are taken: which columns and encoding a table has, and whether bytes are kept."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

import click

from dateline.errors import BadOption

F = TypeVar("F", bound=Callable[..., Any])


def table_options(command: F) -> F:
    """--column and --encoding."""
    column = click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        help="The column of a table that holds a field, such as text=body.",
    )
    encoding = click.option("--encoding", metavar="NAME", help="The encoding of tables that are not UTF-8.")
    return column(encoding(command))


def keep_option(command: F) -> F:
    """--keep-source."""
    return click.option(
        "--keep-source", is_flag=True, help="Keep the bytes that articles are taken from, for verify --source."
    )(command)


def columns_of(said: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The pairs in --column FIELD=NAME. Raises BadOption for no pair, or a field that articles do not have."""
    from dateline.sources.table import FIELDS

    pairs = []
    for each in said:
        field, equals, name = each.partition("=")
        if not equals or not name.strip() or field.strip() not in FIELDS:
            raise BadOption(f"--column takes FIELD=NAME with one of {', '.join(FIELDS)} as FIELD, not {each!r}")
        pairs.append((field.strip(), name.strip()))
    return tuple(sorted(dict(pairs).items()))


def now() -> str:
    """The time, in UTC to the second: what articles say of when their bytes came."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
