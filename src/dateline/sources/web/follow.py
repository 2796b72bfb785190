"""Follows feeds, OPML files and sitemaps: reads what is listed, fetches what is new, and goes on where it stopped."""

from __future__ import annotations

import datetime
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dateline.errors import (
    BrokenAnswer,
    FetchError,
    NoArticle,
    NoFeed,
    RefusedByServer,
    SourceError,
    TooSlow,
    Unreachable,
)
from dateline.model import Article
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.web.claims import Claim
from dateline.sources.web.deadline import worker
from dateline.sources.web.fetch import Fetched, Fetcher
from dateline.sources.web.journal import Journal, Seen
from dateline.sources.web.listings import MOST, Entry, pages
from dateline.sources.web.manners import DELAY_S, PATIENCE_S, Hosts, pause
from dateline.sources.web.page import article_of
from dateline.sources.web.robots import Robots, host_of

LISTING_ACCEPT = "application/atom+xml,application/rss+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"
DEEPEST = 3
"""How far listings of listings are followed."""
MOST_LISTINGS = 2000
TRIES = 5
"""After how many failed tries, over all runs, a page is refused for good."""
TRIES_A_RUN = 3
PASSING = (429, 500, 502, 503, 504)
"""Statuses of a server that may answer later."""
RESTING = (429, 503)
"""Statuses of a server that asks to be left alone, with all its pages."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller asks for: the pause between requests (seconds), how many pages, since which day, all again."""

    delay: float = DELAY_S
    limit: int | None = None
    since: str | None = None
    again: bool = False


class Follower:
    """One run over some listings. Each article is yielded before it is noted as read: stop at any time."""

    def __init__(
        self,
        journal: Journal,
        fetcher: Fetcher,
        wishes: Wishes,
        given: Given,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.journal, self.fetcher, self.wishes, self.given = journal, fetcher, wishes, given
        self.robots = Robots(fetcher)
        self.hosts = Hosts(fetcher.now, sleep)
        self._visited: set[str] = set()

    def run(self, starts: Iterable[str]) -> Iterator[Item | str]:
        """The articles that are new, an error for each address that gives none, and notices."""
        for start in starts:
            yield from self._list(start, DEEPEST, "")
        yield from self._pages()

    def _list(self, where: str, depth: int, changed: str) -> Iterator[Item | str]:
        """Read one listing and those it lists; note the pages that are new."""
        if where in self._visited or len(self._visited) >= MOST_LISTINGS:
            return
        self._visited.add(where)
        try:
            listing = self._from_file(where) if _is_file(where) else self._from_web(where, changed)
        except SourceError as error:
            error.where = where
            yield error
            return
        if listing is None:
            return
        yield self._noted(where, listing)
        for url, last in listing["more"]:
            if depth and not self._too_old(last):
                yield from self._list(url, depth - 1, last)

    def _from_file(self, path: str) -> dict[str, Any]:
        try:
            data = Path(path).read_bytes()[: MOST + 1]
        except OSError as error:
            raise NoFeed(f"it cannot be read: {(error.strerror or str(error)).lower()}") from None
        found: dict[str, Any] = worker().ask("listing", data, {})
        return found

    def _from_web(self, url: str, changed: str) -> dict[str, Any] | None:
        """The listing at an address; None where it has not changed."""
        seen = self.journal.get(url) or Seen(url, "listed")
        if changed and seen.updated == changed and not self.wishes.again:
            return None
        answer = self._ask(seen, LISTING_ACCEPT, MOST)
        if answer.unchanged:
            return None
        listing: dict[str, Any] = worker().ask(
            "listing", answer.body, {"content_type": answer.headers.get("content-type"), "url": answer.url}
        )
        self._note(url, listing)
        self.journal.put(_fetched(Seen(url, "listed", updated=changed), answer))
        return listing

    def _noted(self, where: str, listing: dict[str, Any]) -> str:
        new = self._note(where, listing)
        count = len(listing["entries"]) or len(listing["more"])
        things = "pages" if listing["entries"] else "listings"
        waiting = sum(1 for _ in self.journal.waiting({where}))
        return f"{where}: {listing['kind']} with {count:,} {things}, {new or waiting:,} to fetch"

    def _note(self, where: str, listing: dict[str, Any]) -> int:
        """Put the pages that are new, or changed since, on the list of those to fetch; how many they are."""
        new: dict[str, Seen] = {}
        for entry in pages(listing):
            if entry.url and self._wanted(entry):
                new.setdefault(entry.url, self._waiting(entry, where, listing["kind"]))
        self.journal.put_all(list(new.values()))
        return len(new)

    def _wanted(self, entry: Entry) -> bool:
        seen = self.journal.get(entry.url)
        if seen is None:
            return not self._too_old(entry.published or entry.updated)
        if seen.state in ("waiting", "later"):
            return False
        return self.wishes.again or bool(entry.updated and entry.updated != seen.updated)

    def _too_old(self, said: str) -> bool:
        return bool(self.wishes.since and said and said[:10] < self.wishes.since)

    def _waiting(self, entry: Entry, where: str, kind: str) -> Seen:
        before = self.journal.get(entry.url) or Seen(entry.url, "waiting")
        fields = ("published", "title", "authors", "outlet")
        told = tuple((field, said, f"{kind} {where}") for field in fields if (said := getattr(entry, field)))
        return replace(
            before,
            state="waiting",
            listing=where,
            updated=entry.updated,
            told=told,
            tries=0,
            not_before="",
            reason=None,
        )

    def _pages(self) -> Iterator[Item | str]:
        """Fetch the pages that wait, the host that has rested longest first."""
        queues: dict[str, deque[Seen]] = {}
        for seen in sorted(self.journal.waiting(self._visited), key=lambda seen: seen.not_before):
            queues.setdefault(host_of(seen.url), deque()).append(seen)
            if seen.rest and not self.wishes.again:
                self.hosts.hold(seen.url, (_moment(seen.not_before) - self.fetcher.now()).total_seconds())
        count = 0
        while queues and (self.wishes.limit is None or count < self.wishes.limit):
            host = min(queues, key=lambda name: self.hosts.ready(queues[name][0].url))
            seen = queues[host][0]
            if not self._soon(seen):
                yield self._left(host, len(queues.pop(host)))
                continue
            queues[host].popleft()
            count += 1
            again = yield from self._page(seen)
            if again is not None:
                queues[host].append(again)
            if not queues[host]:
                del queues[host]

    def _soon(self, seen: Seen) -> bool:
        """Whether the page may be asked for in this run without a long wait."""
        now = self.fetcher.now()
        ready = self.hosts.ready(seen.url)
        if seen.not_before and not self.wishes.again:
            ready = max(ready, _moment(seen.not_before))
        return (ready - now).total_seconds() <= PATIENCE_S

    def _left(self, host: str, count: int) -> str:
        many = f"{count} pages wait" if count > 1 else "1 page waits"
        return f"{host} is to be left alone for now: {many} for a later run"

    def _page(self, seen: Seen) -> Generator[Item | str, None, Seen | None]:
        """Fetch one page; the return value is what is to be tried again in this run."""
        try:
            answer = self._ask(seen, None, None)
            if answer.unchanged:
                self.journal.put(replace(seen, state="read", tries=0, not_before="", rest=False))
                return None
            article = self._article(seen, answer)
        except SourceError as error:
            error.where = seen.url
            failed = self._failed(seen, error)
            self.journal.put(failed)
            if failed.state == "later" and failed.tries < TRIES_A_RUN and self._soon(failed):
                return failed
            yield error
            return None
        yield article
        self.journal.put(
            replace(_fetched(seen, answer), state="read", article=article.id, tries=0, not_before="", rest=False)
        )
        return None

    def _article(self, seen: Seen, answer: Fetched) -> Article:
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if not any(word in kind for word in ("html", "xml", "text/plain")):
            raise NoArticle(f"the address gives {kind[:60]}, not a page")
        told = {field: Claim(value, where) for field, value, where in seen.told}
        given = replace(self.given, name=seen.url, fetched=answer.fetched)
        return article_of(answer.body, answer.url, answer.headers.get("content-type"), given, told)

    def _failed(self, seen: Seen, error: SourceError) -> Seen:
        """The page after a failure: to be tried again where it may pass, else refused for good."""
        passing, rest, retry = isinstance(error, (TooSlow, Unreachable, BrokenAnswer)), False, None
        if isinstance(error, RefusedByServer):
            passing, rest, retry = error.status in PASSING, error.status in RESTING, error.retry
        tries = seen.tries + 1
        if not passing or tries >= TRIES:
            return replace(seen, state="refused", tries=tries, reason=error.message)
        now = self.fetcher.now()
        seconds = pause(retry, tries, now)
        if rest:
            self.hosts.hold(seen.url, seconds)
        until = (now + datetime.timedelta(seconds=seconds)).isoformat(timespec="seconds")
        return replace(seen, state="later", tries=tries, not_before=until, rest=rest, reason=error.message)

    def _ask(self, seen: Seen, accept: str | None, size: int | None) -> Fetched:
        """Fetch an address when its host's pause is over; every host on the way is asked for its robots.txt first."""

        def before(url: str) -> None:
            self.robots.check(url)
            self.hosts.wait(url)
            self.hosts.asked(url, max(self.wishes.delay, self.robots.delay(url)))

        self.hosts.wait(seen.url)
        extra = {"accept": accept} if accept else {}
        try:
            return self.fetcher.fetch(seen.url, seen.known, before=before, size=size, **extra)
        except FetchError:
            self.hosts.hold(seen.url, self.wishes.delay)
            raise


def _fetched(seen: Seen, answer: Fetched) -> Seen:
    """What is known after an answer: with what to ask whether it has changed."""
    headers = answer.headers
    return replace(seen, etag=headers.get("etag"), last_modified=headers.get("last-modified"))


def _moment(said: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(said)


def _is_file(where: str) -> bool:
    return "://" not in where
