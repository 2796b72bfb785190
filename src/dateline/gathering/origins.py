"""Articles, outlets and origins as three numbers, and the words that link the articles of one origin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from dateline.chronicle import ArticleRow, Chronicle, EventRow
from dateline.chronicle.groups import BondRow, GroupRow
from dateline.chronicle.rows import PrintRow
from dateline.chronicle.tellings import events_of, text_of
from dateline.gather.credits import Credit, credits
from dateline.gather.names import folded
from dateline.gather.origins import same_words

GATHERER, VERSIONS, HAPPENINGS = "origins", "revisions", "happenings"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles, outlets and origins tell something; articles of one report, or one agency, are one origin."""

    articles: int
    outlets: int
    origins: int


@dataclass(frozen=True, slots=True)
class CreditRow:
    """An agency that an article credits, with the characters that say so."""

    agency: str
    of: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class CopyRow:
    """An article of an origin: when and by whom it was printed, whom it credits, the words it shares with the first."""

    article: str
    ref: str | None
    outlet: str | None
    published: str | None
    credits: tuple[CreditRow, ...]
    shares: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Articles that carry one report, the first in print first, and why they are one."""

    id: str
    counts: Counts
    agencies: tuple[str, ...]
    copies: tuple[CopyRow, ...]
    why: tuple[BondRow, ...]
    only_parties: tuple[str, ...] = ()
    """The ids of the happenings that no other origin tells, and of which nobody tells but those who take part."""


class Tally:
    """Counts the origins of articles: one report is one, and so is what wholly credits one agency."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._groups = chronicle.groups(GATHERER)
        self._replaced = chronicle.groups(VERSIONS).replaced()
        self._agency = lru_cache(maxsize=8192)(self._read_agency)

    def origin(self, article: ArticleRow | PrintRow) -> str:
        """What stands for the origin of an article: its agency, else its group, else itself."""
        agency = self._agency(article.id)
        return f"agency {agency}" if agency else self._groups.group_of(article.id) or article.id

    def replaced(self, article: ArticleRow | PrintRow) -> bool:
        """Whether an article is a version that a newer one replaced."""
        return article.id in self._replaced

    def count(self, articles: Iterable[ArticleRow | PrintRow]) -> Counts:
        """The three numbers of some articles; a version that a newer one replaced is none of them."""
        distinct = {article.id: article for article in articles if not self.replaced(article)}
        outlets = {article.outlet or article.id for article in distinct.values()}
        return Counts(len(distinct), len(outlets), len({self.origin(article) for article in distinct.values()}))

    def _read_agency(self, article: str) -> str | None:
        group = self._groups.group_of(article)
        members = self._groups.named(group).members if group else ()
        stated = sorted({agency for member in members for agency in member.evidence["agencies"]})
        return stated[0] if stated else None


def origins(chronicle: Chronicle, least: int = 2, limit: int | None = None) -> Iterator[OriginRow]:
    """The origins that at least so many articles carry, the most carried first."""
    groups = chronicle.groups(GATHERER)
    for identifier in groups.ids(largest_first=True, least=least)[:limit]:
        yield _row(chronicle, groups.named(identifier))


def origin(chronicle: Chronicle, beginning: str) -> OriginRow:
    """The origin of the article whose id begins so. Raises UnknownRecord."""
    return _row(chronicle, chronicle.groups(GATHERER).find(beginning))


def _row(chronicle: Chronicle, group: GroupRow) -> OriginRow:
    articles = [member.article for member in group.members]
    texts = [text_of(chronicle, article.id)[0] for article in articles]
    copies = tuple(_copy(article, text, texts[0]) for article, text in zip(articles, texts, strict=True))
    agencies = sorted({credit.agency for copy in copies for credit in copy.credits if credit.of == "whole"})
    why = chronicle.groups(GATHERER).bonds(member.node for member in group.members)
    tally = Tally(chronicle)
    parties = tuple(_of_parties(chronicle, [article.id for article in articles], tally))
    return OriginRow(group.id, tally.count(articles), tuple(agencies), copies, tuple(why), parties)


def _of_parties(chronicle: Chronicle, articles: list[str], tally: Tally) -> Iterator[str]:
    """Of the happenings that these articles tell, those that have one origin, a party to them."""
    groups = chronicle.groups(HAPPENINGS)
    for identifier in groups.shared(articles, least=1):
        members = [each for each in groups.named(identifier).members if not tally.replaced(each.article)]
        alone = len({tally.origin(each.article) for each in members}) == 1
        if alone and only_parties(events_of(chronicle, (each.id for each in members))):
            yield identifier


def _copy(article: PrintRow, text: str, first: str) -> CopyRow:
    runs = same_words(text, first) if text != first else []
    shares = tuple(text[start:end] for start, end, _, _ in runs)
    given = tuple(_credit(text, credit) for credit in credits(text))
    return CopyRow(article.id, article.ref, article.outlet, article.published, given, shares)


def _credit(text: str, credit: Credit) -> CreditRow:
    return CreditRow(credit.agency, credit.of, credit.start, credit.end, text[credit.start : credit.end])


def told_by_party(event: EventRow) -> bool:
    """Whether one who takes part in an event tells of it: the nearest voice, or the outlet, acts or is acted on."""
    parties = (*event.actors, *event.recipients)
    speaker = event.voices[0].speaker if event.voices else None
    if speaker and speaker.entity and speaker.entity in {party.entity for party in parties}:
        return True
    return bool(event.article.outlet) and folded(event.article.outlet or "") in {folded(each.shown) for each in parties}


def only_parties(events: Iterable[EventRow]) -> bool:
    """Whether nobody tells of an event but those who take part in it: every telling is a party's word."""
    told = [told_by_party(event) for event in events]
    return bool(told) and all(told)
