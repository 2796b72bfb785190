"""The option that puts a codebook of one's own in PLOVER's place, shared by the commands that read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def codebook_option(command: F) -> F:
    """--codebook FILE."""
    option = click.option(
        "--codebook",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Code events with this codebook (TOML) instead of PLOVER.",
    )
    return option(command)
