"""The columns of what was gathered across articles, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import query
from dateline.cli.layout import Line, console, listing
from dateline.cli.render import Column
from dateline.gathering.identities import IdentityRow, RoleRow

IDENTITIES = (
    Column("name", 16, 36, "bold"),
    Column("type", 7, 7, "green"),
    Column("mentions", 8, 8),
    Column("articles", 8, 8),
    Column("outlets", 7, 7),
    Column("published", 10, 24, "cyan"),
    Column("also", 11, 40),
    Column("called", 11, 40),
)
WHY = (Column("one", 16, 44), Column("other", 16, 44), Column("score", 5, 5), Column("because", 20, 60))
ROLES = 4
"""How many roles a row shows."""


def identities(rows: Sequence[IdentityRow]) -> None:
    """Identities as columns, each with its id under it."""
    listing(console(), IDENTITIES, map(_identity, rows))


def _identity(row: IdentityRow) -> Line:
    counts = (f"{row.mentions:>8,}", f"{row.articles:>8,}", f"{row.outlets:>7,}")
    also = ", ".join(name for name in row.names if name != row.name) or query.DASH
    called = [_role(role) for role in row.roles[:ROLES]] or [query.DASH]
    return Line((row.name, row.type, *counts, query.between(row.first, row.last), also, called), row.id)


def _role(role: RoleRow) -> str:
    """A role with the days of publication between which it is given."""
    if role.first is None:
        return role.role
    return f"{role.role} ({role.first if role.first == role.last else f'{role.first} until {role.last}'})"


def why(row: IdentityRow) -> None:
    """The links of a group, the surest first."""
    lines = [
        Line((bond.one, bond.other, f"{bond.score:.2f}", [bond.reason, *bond.detail.get("also", [])]))
        for bond in row.why
    ]
    if lines:
        print()
        listing(console(), WHY, lines)
