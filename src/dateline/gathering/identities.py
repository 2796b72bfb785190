"""Identities as they are listed: one row a person, organisation, place or people, with names, roles by date, why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dateline.chronicle import Chronicle
from dateline.chronicle.groups import BondRow, GroupRow, MemberRow
from dateline.chronicle.record import Record
from dateline.gather.names import folded

GATHERER, VERSIONS = "identities", "revisions"


@dataclass(frozen=True, slots=True)
class RoleRow:
    """What articles call somebody ("president"), from the first day of publication on which one does to the last."""

    role: str
    first: str | None
    last: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class NamedRow:
    """An entity in an identity: the beginning of its public id, its article, and the names it goes by there."""

    id: str
    article: str
    ref: str | None
    published: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """Somebody or something that articles name: the name used most, its spellings, its roles, its members, and why."""

    id: str
    name: str
    type: str
    mentions: int
    articles: int
    outlets: int
    first: str | None
    last: str | None
    names: tuple[str, ...]
    roles: tuple[RoleRow, ...]
    country: str | None
    members: tuple[NamedRow, ...]
    why: tuple[BondRow, ...]
    knowledge: tuple[str, ...] = ()
    """The ids of the entities of the knowledge base that its names point at, the one that most do first."""


def identities(
    chronicle: Chronicle, who: str | None = None, types: Sequence[str] = (), least: int = 1, limit: int | None = None
) -> Iterator[IdentityRow]:
    """The identities, those with the most members first; `who` keeps those one of whose names holds these words."""
    groups, shown = chronicle.groups(GATHERER), 0
    wanted, replaced = folded(who) if who else None, chronicle.groups(VERSIONS).replaced()
    for identifier in groups.ids(largest_first=True, least=least):
        if limit is not None and shown >= limit:
            return
        row = _row(chronicle, groups.named(identifier), replaced)
        if (not types or row.type in types) and (wanted is None or _named(row, wanted)):
            shown += 1
            yield row


def identity(chronicle: Chronicle, beginning: str) -> IdentityRow:
    """The identity that the entity whose id begins so belongs to. Raises UnknownRecord."""
    return _row(chronicle, chronicle.groups(GATHERER).find(beginning), chronicle.groups(VERSIONS).replaced())


def _named(row: IdentityRow, wanted: str) -> bool:
    return any(f" {wanted} " in f" {folded(name)} " for name in row.names)


def _row(chronicle: Chronicle, group: GroupRow, replaced: Container[str]) -> IdentityRow:
    told = [(member, member.shown) for member in group.members]
    current = [(member.article, shown) for member, shown in told if member.article.id not in replaced]
    names = Counter(name for _, shown in told for name in shown["names"])
    ranked = sorted(names, key=lambda name: (-names[name], -len(name), name))
    days = sorted(member.article.published for member in group.members if member.article.published)
    return IdentityRow(
        id=group.id,
        name=_best(ranked, names),
        type=_most(shown["type"] for _, shown in told) or "MISC",
        mentions=sum(shown["mentions"] for _, shown in current),
        articles=len({article.id for article, _ in current}),
        outlets=len({article.outlet for article, _ in current if article.outlet}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        names=tuple(ranked),
        roles=_roles(told),
        country=_most(shown["country"] for _, shown in told),
        members=tuple(_member(member, shown) for member, shown in told),
        why=tuple(chronicle.groups(GATHERER).bonds(member.node for member in group.members)),
        knowledge=tuple(chronicle.knowledge.entities_of(group.id)),
    )


def _member(member: MemberRow, shown: Record) -> NamedRow:
    article = member.article
    return NamedRow(member.id, article.id, article.ref, article.published, tuple(shown["names"]))


def _best(ranked: Sequence[str], names: Counter[str]) -> str:
    """The name used most; of those in a tenth as many articles, rather one of several words."""
    several = [name for name in ranked if " " in name and names[name] * 10 >= names[ranked[0]]]
    return (several or list(ranked))[0]


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value that is one; of equally frequent ones the first by alphabet."""
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _roles(told: Sequence[tuple[MemberRow, Record]]) -> tuple[RoleRow, ...]:
    """Each role with the days of publication between which articles give it: "president" until ..."""
    days: dict[str, list[str | None]] = defaultdict(list)
    for member, shown in told:
        for role in dict.fromkeys(role.lower() for role in shown["said"]):
            days[role].append(member.article.published)
    rows = []
    for role, published in days.items():
        known = sorted(day for day in published if day)
        rows.append(RoleRow(role, known[0] if known else None, known[-1] if known else None, len(published)))
    return tuple(sorted(rows, key=lambda row: (-row.articles, row.first or "~", row.role)))
