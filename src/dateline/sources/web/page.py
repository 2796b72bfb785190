"""The source of pages: HTML files, pages that browsers saved, and what was fetched, each as one article."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dateline.errors import NoArticle
from dateline.model import Article, Evidence
from dateline.sources.article import Given, make_article
from dateline.sources.base import Item
from dateline.sources.custody import extractor, media_type_of, source_of
from dateline.sources.onefile import OneFile, whole
from dateline.sources.web.claims import Claim
from dateline.sources.web.deadline import worker
from dateline.sources.web.reader import MOST

VERSION = 1
LIBRARIES = ("trafilatura", "htmldate", "lxml")
ARCHIVE_MOST = 100_000_000
"""The largest page with its pictures (MHTML) that is read, in bytes."""
NOTE = re.compile(r" \([^()]*\)$")
"""Why a date was not used, as it is put behind where it stands."""
NOTHING_TOLD: Mapping[str, Claim] = {}


class PageSource(OneFile):
    """An HTML file, alone or saved by a browser (also as one file with its pictures, MHTML): one article."""

    suffixes: tuple[str, ...] = (".htm", ".html", ".mht", ".mhtml", ".xhtml")

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The one article, or the reason why there is none."""
        data = whole(stream, ARCHIVE_MOST if (given.name or "").lower().endswith((".mht", ".mhtml")) else MOST)
        content_type, url = "text/html", None
        if (given.name or "").lower().endswith((".mht", ".mhtml")):
            data, content_type, url = unpacked(data)
        yield article_of(data, url, content_type, given)


def article_of(
    body: bytes,
    url: str | None,
    content_type: str | None,
    given: Given,
    told: Mapping[str, Claim] = NOTHING_TOLD,
) -> Article:
    """The article on a page whose bytes came with this Content-Type from this address; both may be unknown.

    `given.fetched` is when it came: a later date is none of publication. `told` is what a feed or a sitemap said of
    the page. Raises NoArticle with the reason for a page without an article, UnreadablePage for one that takes too
    long to read.
    """
    options = {"content_type": content_type, "url": url, "fetched": given.fetched, "told": dict(told)}
    page = worker().ask("page", body, options)
    source = source_of(
        body,
        media_type_of(content_type, "text/html"),
        extractor("page", VERSION, *LIBRARIES),
        given,
        modified=page["modified"],
        evidence=tuple(Evidence(*row) for row in page["evidence"]),
    )
    return make_article(
        page["text"],
        published=page["published"] or page["given"],
        how="metadata",
        title=page["title"],
        url=page["url"] or url,
        outlet=page["outlet"],
        authors=tuple(page["authors"]),
        ref=given.name,
        source=source,
        given=given,
    )


def told_of(article: Article) -> Mapping[str, Claim]:
    """What a feed or a sitemap said of an article, out of its evidence: what `article_of` was told then."""
    found: dict[str, Claim] = {}
    for one in article.source.evidence if article.source else ():
        where = NOTE.sub("", one.where)
        if where.startswith(("feed ", "sitemap ")):
            before = found.get(one.field)
            found[one.field] = Claim(f"{before.value}; {one.value}" if before else one.value, where)
    return found


def unpacked(data: bytes) -> tuple[bytes, str, str | None]:
    """The page in an MHTML file (RFC 2557): its bytes, content type and address. Raises NoArticle where it has none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    address = message.get("Snapshot-Content-Location")
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload: Any = part.get_payload(decode=True)
            url = address or part.get("Content-Location")
            return payload or b"", str(part.get("Content-Type", "text/html")), _web_address(url)
    raise NoArticle("the file holds no page")


def _web_address(said: object) -> str | None:
    address = str(said or "").strip()
    return address if address.startswith(("http://", "https://")) else None
