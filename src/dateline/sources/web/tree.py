"""Parses a page into a tree that can be walked: odd characters gone, size and depth bounded, nothing fetched."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from dateline.errors import NoArticle, UnreadablePage

STRAY = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no page may hold and that XML cannot."""
MAX_ELEMENTS = 250_000
LONGEST_VALUE = 500


@cache
def words() -> dict[str, dict[str, list[str]]]:
    """The tables of page.toml."""
    return tomllib.loads((files("dateline.sources.web") / "page.toml").read_text(encoding="utf-8"))


def parse(page: str) -> Any:
    """The page's tree. Raises NoArticle for a page without an element, UnreadablePage for one with far too many."""
    import lxml.html
    from lxml import etree

    clean = STRAY.sub("", page).strip()
    if not clean:
        raise NoArticle("the page is empty")
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(clean.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise NoArticle("the page holds no HTML") from None
    count = sum(1 for _ in tree.iter())
    if count > MAX_ELEMENTS:
        raise UnreadablePage(f"the page has {count:,} elements; at most {MAX_ELEMENTS:,} are read")
    return tree


def flat(value: str | None) -> str:
    """A value of a tag with its character references read and blanks as one, cut where it is far too long."""
    return " ".join(STRAY.sub("", html.unescape(value or "")).split())[:LONGEST_VALUE].strip()


def text_of(element: Any) -> str:
    """The words in an element, without scripts and styles."""
    return " ".join(" ".join(element.xpath(".//text()[not(parent::script or parent::style)]")).split())


def metas(tree: Any) -> Iterator[tuple[str, str, str]]:
    """The meta tags that have a content: the name in lower case, the content, and the tag as it is shown."""
    for element in tree.iter("meta"):
        content = flat(element.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content:
                yield name, content, f'meta {attribute}="{flat(element.get(attribute))[:80]}"'


def shown(element: Any) -> str:
    """A tag as a person would name it: time.entry-date, span[itemprop=datePublished]."""
    itemprop, kind = element.get("itemprop"), (element.get("class") or "").split()
    if itemprop:
        return f"{element.tag}[itemprop={flat(itemprop)[:60]}]"
    return f"{element.tag}.{kind[0][:60]}" if kind else str(element.tag)
