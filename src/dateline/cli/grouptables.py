"""The columns of what was gathered across articles, on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from dateline import query
from dateline.cli.layout import Line, console, listing
from dateline.cli.render import Column
from dateline.gathering.identities import IdentityRow, RoleRow
from dateline.gathering.origins import Counts, OriginRow
from dateline.gathering.utterances import UtteranceRow, VersionRow
from dateline.rows import Words

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
ROLES = 3
"""How many roles a row shows, and of how many words at most."""
LONGEST_ROLE = 4


def identities(rows: Sequence[IdentityRow]) -> None:
    """Identities as columns, each with its id under it."""
    listing(console(), IDENTITIES, map(_identity, rows))


def _identity(row: IdentityRow) -> Line:
    counts = (f"{row.mentions:>8,}", f"{row.articles:>8,}", f"{row.outlets:>7,}")
    also = ", ".join(name for name in row.names if name != row.name) or query.DASH
    short = [role for role in row.roles if len(role.role.split()) <= LONGEST_ROLE]
    called = [_role(role) for role in short[:ROLES]] or [query.DASH]
    name = [row.name, *(f"= {each}" for each in row.knowledge)]
    return Line((name, row.type, *counts, query.between(row.first, row.last), also, called), row.id)


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


ORIGINS = (
    Column("articles", 8, 8),
    Column("outlets", 7, 7),
    Column("origins", 7, 7),
    Column("agency", 8, 20, "bold"),
    Column("printed by", 20, 60),
)
UTTERANCES = (
    Column("speaker", 12, 24, "bold"),
    Column("articles", 8, 8),
    Column("outlets", 7, 7),
    Column("origins", 7, 7),
    Column("first printed by", 16, 40),
    Column("versions", 16, 60),
)


def origins(rows: Sequence[OriginRow]) -> None:
    """Origins as columns, each with its id and the longest words that a copy shares with the first."""
    listing(console(), ORIGINS, map(_origin, rows))


def _origin(row: OriginRow) -> Line:
    printed = [f"{copy.outlet or query.DASH}, {copy.published or 'undated'}" for copy in row.copies]
    if row.only_parties:
        printed.append(f"{len(row.only_parties):,} told only here, and only by a party")
    words = next((share for copy in row.copies for share in copy.shares), "")
    agency = ", ".join(row.agencies) or query.DASH
    return Line((*_counts(row.counts), agency, printed), row.id, Words(words, 0, len(words)) if words else None)


def utterances(rows: Sequence[UtteranceRow]) -> None:
    """Utterances as columns, each with its id and its longest wording."""
    listing(console(), UTTERANCES, map(_utterance, rows))


def _utterance(row: UtteranceRow) -> Line:
    first = f"{row.first.outlet or query.DASH}, {row.first.published or 'undated'}"
    first += "; only by the speaker" if row.only_parties else ""
    words = Words(row.words, 0, len(row.words))
    return Line((row.speaker or query.DASH, *_counts(row.counts), first, [*map(_version, row.versions)]), row.id, words)


def _version(version: VersionRow) -> str:
    """What a version has otherwise: [left out], +put in+."""
    steps = [_step(step) for step in version.differences]
    return f"{len(version.articles)} × {'; '.join(steps) or 'as below'}"


def _step(step: dict[str, str]) -> str:
    if step["op"] == "left out":
        return f"without “{step['one']}”"
    return f"with “{step['other']}”" + (f" for “{step['one']}”" if step["op"] == "replaced" else "")


def _counts(counts: Counts) -> tuple[str, str, str]:
    return f"{counts.articles:>8,}", f"{counts.outlets:>7,}", f"{counts.origins:>7,}"
