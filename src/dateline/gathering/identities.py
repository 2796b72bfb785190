"""Identities as they are listed: one row a person, organisation, place or people, with names, roles by date, why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from dateline.chronicle import Chronicle
from dateline.chronicle.groups import BondRow, GroupRow, MemberRow
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
    told = _Told(replaced)
    members = tuple(map(told.member, group.members))
    names, days = told.names, sorted(told.days)
    ranked = sorted(names, key=lambda name: (-names[name], -len(name), name))
    return IdentityRow(
        id=group.id,
        name=_best(ranked, names),
        type=_most(told.types) or "MISC",
        mentions=told.mentions,
        articles=len(told.articles),
        outlets=len(told.outlets),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        names=tuple(ranked),
        roles=told.role_rows(),
        country=_most(told.countries),
        members=members,
        why=tuple(chronicle.groups(GATHERER).bonds(member.node for member in group.members)),
        knowledge=tuple(chronicle.knowledge.entities_of(group.id)),
    )


class _Told:
    """What the members of an identity add up to, each looked at once; older versions of articles do not count."""

    def __init__(self, replaced: Container[str]) -> None:
        self._replaced = replaced
        self.names: Counter[str] = Counter()
        self.types: Counter[str | None] = Counter()
        self.countries: Counter[str | None] = Counter()
        self.days: set[str] = set()
        self.articles: set[str] = set()
        self.outlets: set[str] = set()
        self.mentions = 0
        self._roles: dict[str, list[str | None]] = defaultdict(list)

    def member(self, member: MemberRow) -> NamedRow:
        """Takes a member in; gives it as it is listed."""
        article, shown = member.article, member.shown
        self.names.update(shown["names"])
        self.types[shown["type"]] += 1
        self.countries[shown["country"]] += 1
        if article.published:
            self.days.add(article.published)
        for role in dict.fromkeys(role.lower() for role in shown["said"]):
            self._roles[role].append(article.published)
        if article.id not in self._replaced:
            self.mentions += shown["mentions"]
            self.articles.add(article.id)
            if article.outlet:
                self.outlets.add(article.outlet)
        return NamedRow(member.id, article.id, article.ref, article.published, tuple(shown["names"]))

    def role_rows(self) -> tuple[RoleRow, ...]:
        """Each role with the days of publication between which articles give it: "president" until ..."""
        rows = []
        for role, published in self._roles.items():
            known = sorted(day for day in published if day)
            rows.append(RoleRow(role, known[0] if known else None, known[-1] if known else None, len(published)))
        return tuple(sorted(rows, key=lambda row: (-row.articles, row.first or "~", row.role)))


def _best(ranked: Sequence[str], names: Counter[str]) -> str:
    """The name used most; of those in a tenth as many articles, rather one of several words."""
    several = [name for name in ranked if " " in name and names[name] * 10 >= names[ranked[0]]]
    return (several or list(ranked))[0]


def _most(counted: Counter[str | None]) -> str | None:
    """The most frequent value that is one; of equally frequent ones the first by alphabet."""
    values = [value for value in counted if value]
    return min(values, key=lambda value: (-counted[value], value)) if values else None
