"""WordPress exports (WXR): one article a published post or page, its HTML as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.errors import BrokenXml, NoText, NotRead, SourceError
from dateline.model import Article, Evidence, Source
from dateline.sources import xmltree
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.markup import plain_text
from dateline.sources.moments import moment
from dateline.sources.onefile import MEGABYTE, OneFile, whole
from dateline.sources.wire.elements import find, head, items, narrow, text

LARGEST = 512 * MEGABYTE
NAME, VERSION = "wordpress", 1
MEDIA_TYPE = "application/rss+xml"
KINDS = frozenset({"post", "page"})
NEVER = ("0000-00-00", "-0001")
"""How WordPress writes that a post has no day."""
TITLE = re.compile(rb"(?s)<title>.{0,2000}?</title>")


class WordPressSource(OneFile):
    """A WordPress export (.xml): its published posts and pages."""

    suffixes = (".wxr", ".xml")
    extractor = NAME

    def fits(self, start: bytes) -> bool:
        """Whether the file declares WordPress's export format."""
        return b"wordpress.org/export/" in narrow(start)

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a published post; drafts, pictures, menus and the like are counted at the end."""
        data = whole(stream, LARGEST)
        source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "lxml"), given)
        outlet = _site(data)
        left: dict[str, int] = {}
        count = 0
        for line, element, error in items(data, "item"):
            count += 1
            try:
                if error is not None:
                    raise error
                kind = _left_out(element)
                if kind:
                    left[kind] = left.get(kind, 0) + 1
                else:
                    yield _article(element, source, outlet, replace(given, name=f"{given.name}#{count}"))
            except SourceError as refused:
                refused.line = line
                yield refused
        if not count:
            yield NoText("the export holds no item")
        elif left:
            told = ", ".join(f"{number} {kind}" for kind, number in sorted(left.items()))
            yield NotRead(f"{sum(left.values())} items that are no published post or page were not read ({told})")


def _site(data: bytes) -> str | None:
    """The site's title, from above the first item."""
    found = TITLE.search(head(narrow(data), "item"))
    try:
        return text(xmltree.parse(found[0])) if found else None
    except BrokenXml:
        return None


def _left_out(item: Any) -> str | None:
    """What an item is where it is no published post or page: "attachment", "draft post"."""
    kind, status = text(find(item, "post_type")) or "post", text(find(item, "status")) or "publish"
    if kind not in KINDS:
        return kind
    return None if status == "publish" else f"{status} {kind}"


def _article(item: Any, source: Source, outlet: str | None, given: Given) -> Article:
    evidence = tuple(_evidence(item, outlet))
    told = {each.field: each.value for each in evidence if each.used}
    body = plain_text(_paragraphs(_raw(item, "encoded") or ""))
    if not body:
        raise NoText(f"the post {told.get('title') or told.get('url') or ''!r} has no words")
    return claimed_article(body, evidence, text(find(item, "guid")), source, given)


def _paragraphs(content: str) -> str:
    """A post with paragraphs marked: the older editor parts them by blank lines alone."""
    if re.search(r"(?i)<(?:p|div|table|ul|ol)[\s>]", content):
        return content
    return "".join(f"<p>{part}</p>" for part in re.split(r"\r?\n[ \t]*\r?\n", content))


def _raw(item: Any, name: str) -> str | None:
    """The characters of the first child of a name that has some: the content stands before the excerpt of that name."""
    return next((child.text for child in item if xmltree.local(child) == name and child.text), None)


def _evidence(item: Any, outlet: str | None) -> Iterator[Evidence]:
    """What the post says of itself, and where; times are the site's own, or UTC where only that is told."""
    for field, names in (
        ("published", ("pubDate", "post_date_gmt", "post_date")),
        ("modified", ("post_modified_gmt", "post_modified")),
    ):
        used = False
        for name in names:
            said = text(find(item, name))
            if not said or any(never in said for never in NEVER):
                continue
            at = moment(said + ("Z" if name.endswith("_gmt") else ""))
            yield Evidence(field, at or said[:60], name, bool(at) and not used)
            used = used or bool(at)
    for field, name in (("title", "title"), ("url", "link"), ("authors", "creator")):
        said = text(find(item, name))
        if said:
            yield Evidence(field, said, name, True)
    if outlet:
        yield Evidence("outlet", outlet, "channel/title", True)
