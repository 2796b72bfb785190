"""Rows as JSON, one a line, as every listing prints them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

from dateline.export.lines import line


def print_rows(rows: Iterable[Any]) -> None:
    """Print each row as one line of JSON."""
    from dateline import query

    for row in rows:
        click.echo(line(query.to_json(row)), nl=False)
