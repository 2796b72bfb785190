"""What the desk is started with: which chronicle, who may reach it, and whether anything may be written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
"""The names under which this machine reaches itself."""

MOST_UPLOAD = 16 * 1024 * 1024
"""The largest request body that is taken, in bytes."""

MOST_ADDRESS = 6000
"""The longest path and query of an address, in bytes."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the names that the Host header may say; `token` opens importing and judging."""

    path: Path
    token: str
    hosts: frozenset[str] = LOOPBACK
    readonly: bool = False
