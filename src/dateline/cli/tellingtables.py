"""The columns of stories, happenings, accounts, timelines and firsts on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline import query
from dateline.cli.layout import Line, console, listing, within
from dateline.cli.render import Column
from dateline.cli.safe import harmless
from dateline.gathering.accounts import AccountsRow
from dateline.gathering.firsts import FirstRow
from dateline.gathering.happenings import HappeningRow, Telling
from dateline.gathering.stories import StoryRow
from dateline.gathering.timelines import DayRow, Timeline

STORIES = (
    Column("story", 30, 72, "bold"),
    Column("articles", 8, 8),
    Column("outlets", 7, 7),
    Column("published", 10, 24, "cyan"),
)
ARTICLES = (
    Column("published", 10, 10, "cyan"),
    Column("outlet", 10, 24),
    Column("title", 20, 50, "bold"),
    Column("because", 20, 60),
)
HAPPENINGS = (
    Column("when", 10, 13, "cyan"),
    Column("who", 12, 28, "bold"),
    Column("did what", 12, 18, "magenta"),
    Column("to whom", 12, 28, "bold"),
    Column("where", 8, 14, "green"),
    Column("told by", 12, 26),
)
PARTIES = "only by a party to it"
"""Stands where nobody tells of something but those who take part in it."""
ACCOUNTS = (
    Column("field", 12, 12, "magenta"),
    Column("it is", 9, 9),
    Column("told", 16, 44, "bold"),
    Column("by", 20, 50),
    Column("published", 10, 24, "cyan"),
)
FIRSTS = (
    Column("status", 12, 12, "magenta"),
    Column("claim", 16, 36, "bold"),
    Column("printed by", 12, 28),
    Column("because", 16, 36),
    Column("against it", 20, 60),
)
TIMELINE = (
    Column("day", 10, 10, "cyan"),
    Column("articles", 8, 8),
    Column("happenings", 10, 10),
    Column("told in", 12, 60),
)


def stories(rows: Sequence[StoryRow]) -> None:
    """Stories as columns, each with its id under it."""
    listing(console(), STORIES, map(_story, rows))


def _story(row: StoryRow) -> Line:
    counts = (f"{row.articles:>8,}", f"{row.outlets:>7,}")
    return Line((row.title.words, *counts, query.between(row.first, row.last)), row.id)


def story_articles(row: StoryRow) -> None:
    """The articles of one story, and why each belongs."""
    print()
    lines = [
        Line((m.published or query.DASH, m.outlet or query.DASH, m.title or query.DASH, m.because or query.DASH), m.id)
        for m in row.members
    ]
    listing(console(), ARTICLES, lines)


def happenings(rows: Sequence[HappeningRow], every: bool) -> None:
    """Happenings as columns, each by its first telling; or every telling of one."""
    lines = [_telling(each) for each in rows[0].tellings] if every else [_happening(row) for row in rows]
    listing(console(), HAPPENINGS, lines)


def _happening(row: HappeningRow) -> Line:
    told = f"{row.articles:,} articles, {row.outlets:,} outlet{'' if row.outlets == 1 else 's'}"
    flag = [PARTIES] if row.only_parties else []
    return _line(row.tellings[0], [told, query.between(row.first, row.last), *flag])


def _telling(each: Telling) -> Line:
    return _line(each, [query.printed(each.event.article), *([each.because] if each.because else [])])


def _line(each: Telling, told: Sequence[str]) -> Line:
    event = each.event
    what = [f"{event.type.lower()} “{event.trigger.words}”", *map(query.quantity, event.quantities)]
    if event.reality != "actual":
        what.append(event.reality)
    cells = (
        query.when(event.time),
        query.who(event.actors),
        what,
        query.who(event.recipients),
        query.who([event.place]),
    )
    return Line((*cells, told), event.id, within(event.sentence, event.trigger))


def accounts(row: AccountsRow) -> None:
    """Every field of a happening, a line a version; under it how it moved."""
    counts = row.counts
    to = console()
    to.print(f"{counts.articles:,} articles, {counts.outlets:,} outlets, {counts.origins:,} origins", end="")
    to.print(f"; {query.between(row.first, row.last)}{f'; told {PARTIES}' if row.only_parties else ''}\n")
    listing(to, ACCOUNTS, _account_lines(row))
    for field in row.fields:
        if field.drift:
            steps = "; ".join(
                f"{step.day or query.DASH} {harmless(step.shown)}{_sign(step.change)}" for step in field.drift
            )
            to.print(f"\n{field.field} moved: {steps}", highlight=False, markup=False)
        for note in field.notes:
            to.print(f"{field.field}: {harmless(note)}", highlight=False, markup=False)


def _account_lines(row: AccountsRow) -> Iterator[Line]:
    for field in row.fields:
        for at, version in enumerate(field.versions):
            head = (field.field, field.status) if at == 0 else ("", "")
            yield Line((*head, version.shown, list(version.tellers), query.between(version.first, version.last)))


def _sign(change: str) -> str:
    return f" ({change})" if change in ("up", "down", "closer", "corrected") else ""


def timeline(found: Timeline) -> None:
    """A timeline, a day a line; under it what has no day of its own."""
    if found.days:
        listing(console(), TIMELINE, map(_day, found.days))
    days, without = len(found.days), found.undated
    print(f"\n{days:,} day{'' if days == 1 else 's'}, of {found.events:,} events.")
    if without:
        print(f"{without:,} of the events have no day of their own; they are left out.")


def _day(row: DayRow) -> Line:
    event = row.event
    cells = (row.day, f"{row.articles:>8,}", f"{row.happenings:>10,}", query.printed(event.article))
    return Line(cells, event.id, within(event.sentence, event.trigger))


def firsts(rows: Sequence[FirstRow]) -> None:
    """Claims as columns, each with its sentence under it and the records against it, in their words, beside it."""
    listing(console(), FIRSTS, map(_first, rows))


def _first(row: FirstRow) -> Line:
    against = [f"{query.printed(event.article)}: “{event.sentence.words}”" for event in row.contrary]
    cells = (row.status, row.claim.words, query.printed(row.article), row.reason, against or query.DASH)
    return Line(cells, row.event.id if row.event else row.article.id, within(row.sentence, row.claim))
