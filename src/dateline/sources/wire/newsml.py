"""NewsML-G2 (IPTC): one article a news item of text, with its headline, byline, dateline and the times it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import NotAnArticle, NoText, SourceError, Withdrawn
from dateline.model import Article, Evidence, Source
from dateline.sources import xmltree
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.markup import plain_text
from dateline.sources.moments import moment
from dateline.sources.onefile import MEGABYTE, OneFile, extra, whole
from dateline.sources.wire.elements import every, find, items, narrow, text

ROOTS = re.compile(rb"<(?:[\w.-]+:)?(?:newsMessage|newsItem|itemSet)[\s>]")
LARGEST = 128 * MEGABYTE
MEDIA_TYPE = "application/vnd.iptc.g2.newsmessage+xml"
NAME, VERSION = "newsml", 1
GONE = frozenset({"canceled", "cancelled", "withheld"})
DATES = (("itemmeta", "versioncreated"), ("contentmeta", "contentmodified"), ("contentmeta", "contentcreated"))
"""Where the time of an item's version stands, the best first."""


class NewsMlSource(OneFile):
    """A NewsML-G2 file (.xml): a news item, or a news message of several."""

    suffixes = (".newsml", ".xml")
    extractor = NAME

    def fits(self, start: bytes) -> bool:
        """Whether the first elements are those of a news message or a news item."""
        return bool(ROOTS.search(narrow(start)))

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a news item, and an error for each that is broken, withdrawn or of another kind."""
        data = whole(stream, LARGEST)
        source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "lxml"), given)
        count = 0
        for line, element, error in items(data, "newsItem"):
            count += 1
            try:
                if error is not None:
                    raise error
                yield _article(element, source, given)
            except SourceError as refused:
                refused.line = line
                yield refused
        if not count:
            yield NoText("the file holds no news item")


def _article(item: Any, source: Source, given: Given) -> Article:
    guid = item.get("guid")
    _refuse(item, guid)
    body, where = _body(item)
    if not body:
        raise NoText(f"the news item {guid} has no words of text (inlineXML or inlineData)")
    evidence = (*_evidence(item), Evidence("text", f"{len(body)} characters", where, True))
    return claimed_article(body, evidence, guid, source, given)


def _refuse(item: Any, guid: str | None) -> None:
    """Raise Withdrawn or NotAnArticle for an item that its provider took back, or that is no text."""
    meta = find(item, "itemMeta")
    status = _code(find(meta, "pubStatus")) if meta is not None else None
    if status in GONE:
        raise Withdrawn(f"the news item {guid} is {status} by its provider")
    kind = _code(find(meta, "itemClass")) if meta is not None else None
    if kind not in (None, "text", "composite"):
        raise NotAnArticle(f"the news item {guid} is of the class {kind}, not text")


def _code(element: Any) -> str | None:
    """A qualified code without its scheme: "usable" of "stat:usable"."""
    if element is None:
        return None
    said = element.get("qcode") or element.get("uri") or ""
    return re.split(r"[:/]", said)[-1].strip().lower() or None


def _body(item: Any) -> tuple[str, str]:
    """The words of the first content that has some, and where they stand."""
    content = find(item, "contentSet")
    for part in content if content is not None else ():
        kind = xmltree.local(part)
        if kind == "inlinexml":
            words = _inline(part)
        elif kind == "inlinedata":
            marked = "html" in (part.get("contenttype") or "")
            words = plain_text(part.text or "") if marked else (part.text or "").strip()
        else:
            continue
        if words:
            return words, f"contentSet/{'inlineXML' if kind == 'inlinexml' else 'inlineData'}"
    return "", ""


def _inline(part: Any) -> str:
    """The words of inline XHTML or NITF: its body, without the headline and byline that NITF puts before it."""
    etree = extra("lxml.etree")
    body = next(iter(every(part, "body.content") or every(part, "body")), part)
    for element in body.iter():
        if isinstance(element.tag, str):
            element.tag = xmltree.local(element)
    return plain_text(etree.tostring(body, encoding="unicode", with_tail=False))


def _evidence(item: Any) -> Iterator[Evidence]:
    """What the item's metadata say, and where; the first usable time is that of publication."""
    used = False
    for group, field in DATES:
        parent = find(item, group)
        said = text(find(parent, field)) if parent is not None else None
        if said and (at := moment(said)):
            yield Evidence("published", at, f"{group}/{field}", not used)
            used = True
        elif said:
            yield Evidence("published", said[:60], f"{group}/{field}", False)
    content = find(item, "contentMeta")
    for field, name in (("title", "headline"), ("authors", "by"), ("authors", "creator"), ("dateline", "dateline")):
        said = _named(find(content, name)) if content is not None else None
        if said:
            yield Evidence(field, said, f"contentMeta/{name}", name != "creator" or find(content, "by") is None)
    for where, path in (
        ("contentMeta/infoSource", ("contentMeta", "infoSource")),
        ("itemMeta/provider", ("itemMeta", "provider")),
    ):
        said = _named(find(item, *path))
        if said:
            yield Evidence("outlet", said, where, True)
            return


def _named(element: Any) -> str | None:
    """An element's own words, those of its name, or its literal."""
    if element is None:
        return None
    return text(find(element, "name")) or text(element) or element.get("literal")
