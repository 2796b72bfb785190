"""Stories as they are listed: a title of extracted words, its articles, and why each of them belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.chronicle import Chronicle, Words
from dateline.chronicle.groups import GroupRow, MemberRow
from dateline.chronicle.tellings import text_of
from dateline.gather.titles import central, opening
from dateline.gathering.told import reasons

GATHERER, VERSIONS = "stories", "revisions"


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article of a story; `because` is the reason of its surest link, None where it stands alone.

    `replaced_by` is the id of the newest version of an article that was revised since; then it does not count.
    """

    id: str
    ref: str | None
    outlet: str | None
    published: str | None
    title: str | None
    because: str | None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story: its id is that of its earliest article; `title` are words of the article `titled_by`."""

    id: str
    title: Words
    titled_by: str
    articles: int
    outlets: int
    first: str | None
    last: str | None
    members: tuple[StoryArticle, ...]


def stories(
    chronicle: Chronicle, least: int = 1, since: str | None = None, until: str | None = None, limit: int | None = None
) -> Iterator[StoryRow]:
    """The stories of at least so many articles, the largest first; days keep those printed in between."""
    groups, shown = chronicle.groups(GATHERER), 0
    newer = chronicle.groups(VERSIONS).replaced()
    for group in groups.all(largest_first=True, least=least):
        if limit is not None and shown >= limit:
            return
        days = sorted(member.article.published for member in group.members if member.article.published)
        if (since and (not days or days[-1] < since)) or (until and (not days or days[0] > until)):
            continue
        shown += 1
        yield _row(chronicle, group, days, newer)


def listed(chronicle: Chronicle, least: int) -> list[str]:
    """The ids of the stories of at least so many articles, the largest first."""
    return chronicle.groups(GATHERER).ids(largest_first=True, least=least)


def story(chronicle: Chronicle, beginning: str) -> StoryRow:
    """The story that the article (or story) whose id begins so belongs to. Raises UnknownRecord."""
    group = chronicle.groups(GATHERER).find(beginning)
    days = sorted(member.article.published for member in group.members if member.article.published)
    return _row(chronicle, group, days, chronicle.groups(VERSIONS).replaced())


def _row(chronicle: Chronicle, group: GroupRow, days: Sequence[str], newer: dict[str, str]) -> StoryRow:
    why = reasons(chronicle.groups(GATHERER).bonds(member.node for member in group.members))
    current = [member for member in group.members if member.article.id not in newer] or list(group.members)
    article, title = _title(chronicle, current)
    return StoryRow(
        id=group.id,
        title=title,
        titled_by=article,
        articles=len(current),
        outlets=len({member.article.outlet for member in current if member.article.outlet}),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        members=tuple(_member(member, why, newer) for member in group.members),
    )


def _title(chronicle: Chronicle, members: Sequence[MemberRow]) -> tuple[str, Words]:
    """The most central article, of those with a headline if there are any, and its headline or opening words."""
    headed = [member for member in members if member.article.title]
    chosen = headed or list(members)
    article = chosen[central([member.evidence for member in chosen])].article
    if article.title:
        return article.id, Words(0, len(article.title), article.title, "title")
    text, sentence = text_of(chronicle, article.id)
    start, end = opening(text, sentence)
    return article.id, Words(start, end, text[start:end])


def _member(member: MemberRow, why: dict[str, str], newer: dict[str, str]) -> StoryArticle:
    article, because = member.article, why.get(member.node)
    known = (article.id, article.ref, article.outlet, article.published, article.title)
    return StoryArticle(*known, because, newer.get(article.id))
