"""The source of saved feeds: entries that hold their whole text become articles; for others, `follow` fetches."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import NoText, NotRead, SourceError
from dateline.model import Article, Evidence
from dateline.sources.article import Given, make_article
from dateline.sources.base import Item
from dateline.sources.custody import extractor, source_of
from dateline.sources.inflate import GZIP
from dateline.sources.markup import plain_text
from dateline.sources.onefile import OneFile, whole
from dateline.sources.web.claims import people
from dateline.sources.web.deadline import worker
from dateline.sources.web.listings import MOST, Entry, kind_of, pages

VERSION = 1


class FeedSource(OneFile):
    """A saved RSS or Atom feed; OPML files and sitemaps hold no text, and say so."""

    suffixes: tuple[str, ...] = (".atom", ".opml", ".rdf", ".rss", ".xml", ".xml.gz")

    def fits(self, start: bytes) -> bool:
        """XML whose first element is that of a feed, an OPML file or a sitemap."""
        return start.startswith(GZIP) or kind_of(start) is not None

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article an entry that holds its text, and one notice for those that do not."""
        data = whole(stream, MOST)
        listing = worker().ask("listing", data, {})
        if listing["kind"] != "feed":
            count = len(listing["entries"]) or len(listing["more"])
            yield NotRead(
                f"this {listing['kind']} lists {count:,} addresses and holds no text: dateline follow fetches them"
            )
            return
        source = source_of(data, "application/xml", extractor("feed", VERSION, "feedparser"), given)
        yield from _items(list(pages(listing)), source, given)


def _items(entries: list[Entry], source: Any, given: Given) -> Iterator[Item]:
    short = 0
    for number, entry in enumerate(entries, 1):
        try:
            yield _article(entry, number, source, given)
        except NoText:
            short += 1
        except SourceError as error:
            error.message = f"entry {number}: {error.message}"
            yield error
    if short:
        which = "this feed has" if short == len(entries) else f"of the {len(entries)} entries,"
        yield NotRead(f"{which} {short} without their text: dateline follow fetches their pages")
    if not entries:
        yield NotRead("this feed has no entries")


def _article(entry: Entry, number: int, source: Any, given: Given) -> Article:
    fields = {"published": entry.published, "title": entry.title, "outlet": entry.outlet, "authors": entry.authors}
    rows = [Evidence(field, said, f"entry {number} of the feed", True) for field, said in fields.items() if said]
    return make_article(
        plain_text(entry.content),
        published=entry.published,
        how="metadata",
        title=entry.title or None,
        url=entry.url or None,
        outlet=entry.outlet or None,
        authors=tuple(people(entry.authors)),
        ref=entry.url or f"{given.name}#{number}",
        source=dataclasses.replace(source, modified=entry.updated or None, evidence=tuple(rows)),
        given=given,
    )
