"""What lists articles: RSS and Atom feeds, OPML, sitemaps and news sitemaps and their indexes, also gzipped."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dateline.errors import EmptyFile, NoFeed
from dateline.sources import xmltree
from dateline.sources.inflate import GZIP, inflate
from dateline.sources.moments import moment
from dateline.sources.web.charset import decode
from dateline.sources.web.claims import joined
from dateline.sources.web.tree import STRAY, flat

MOST = 60_000_000
"""The largest listing, unpacked: sitemaps may have 50 MB (sitemaps.org)."""
MOST_ENTRIES = 50_000
Kind = Literal["feed", "OPML file", "sitemap", "sitemap index"]
ROOTS: dict[str, Kind] = {
    "rss": "feed",
    "feed": "feed",
    "rdf": "feed",
    "channel": "feed",
    "opml": "OPML file",
    "urlset": "sitemap",
    "sitemapindex": "sitemap index",
}
OPENING = re.compile(r"<(?![?!])(?:[a-z][\w.-]*:)?([a-z]+)\b", re.IGNORECASE)
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
FEED_TYPES = ("application/rss+xml", "application/atom+xml")


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a listing announces it; dates are ISO, `content` is HTML where the whole text is there."""

    url: str
    title: str = ""
    published: str = ""
    updated: str = ""
    authors: str = ""
    outlet: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed, an OPML file or a sitemap holds: entries, or the addresses of further listings (`more`)."""

    kind: Kind
    title: str
    entries: tuple[Entry, ...] = ()
    more: tuple[tuple[str, str], ...] = ()
    """Address and ISO date of the last change ("" where it is not told)."""


def read_listing(data: bytes, content_type: str | None = None, url: str | None = None) -> Listing:
    """The listing in these bytes. Raises NoFeed for what is none, BrokenXml for XML that declares entities."""
    if data.startswith(GZIP):
        data = inflate(data, MOST)
    if not data.strip():
        raise EmptyFile("it is empty")
    kind = kind_of(data)
    if kind is None:
        return _plain(data) or _no_listing(data, url)
    xmltree.refuse_entities(data)
    if kind == "feed":
        return _feed(data, content_type, url)
    root = xmltree.parse(data, recover=True)
    return _opml(root) if kind == "OPML file" else _sitemap(root, kind)


def kind_of(start: bytes) -> Kind | None:
    """What a file that starts so lists, by its first element."""
    match = OPENING.search(re.sub(r"<!--.*?-->", "", decode(start[:8192]).text, flags=re.DOTALL))
    return ROOTS.get(match[1].lower()) if match else None


def _plain(data: bytes) -> Listing | None:
    """A sitemap as sitemaps.org also allows it: one address a line."""
    lines = [line.strip() for line in decode(data).text.splitlines() if line.strip()]
    if lines and all(re.fullmatch(r"https?://\S+", line) for line in lines):
        return Listing("sitemap", "", tuple(Entry(line) for line in lines[:MOST_ENTRIES]))
    return None


def _no_listing(data: bytes, url: str | None) -> Listing:
    text = decode(data[:200_000]).text
    links = re.findall(r"<link\b[^>]{0,1000}>", text, re.IGNORECASE)
    feeds = [link for link in links if any(kind in link.lower() for kind in FEED_TYPES)]
    hrefs = [
        match[1] for link in feeds if (match := re.search(r"""href\s*=\s*["']?([^"'\s>]+)""", link, re.IGNORECASE))
    ]
    if hrefs:
        named = ", ".join(joined(url, flat(href)) for href in hrefs[:3])
        raise NoFeed(f"this is a page, not a feed; the feeds it names: {named}")
    raise NoFeed("this is a page, not a feed" if "<html" in text.lower() else None)


def _feed(data: bytes, content_type: str | None, url: str | None) -> Listing:
    import feedparser

    headers = {"content-type": content_type or "application/xml"} | ({"content-location": url} if url else {})
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except Exception as error:
        # feedparser lets through whatever its parsers raise on damaged input
        raise NoFeed(f"the feed cannot be parsed ({type(error).__name__})") from error
    title = flat(found.feed.get("title"))
    base = url or _address(found.feed.get("link")) or None
    entries = [entry for one in found.entries[:MOST_ENTRIES] if (entry := _entry(one, title, base))]
    return Listing("feed", title, tuple(entries))


def _entry(one: Any, outlet: str, base: str | None) -> Entry | None:
    link = one.get("feedburner_origlink") or one.get("link") or one.get("id") or ""
    content = next((part.get("value", "") for part in one.get("content", ())), "")
    if not (address := _address(link, base)) and not content:
        return None
    people = [flat(author.get("name")) for author in one.get("authors", ())] or [flat(one.get("author"))]
    return Entry(
        address,
        _plain_words(one.get("title")),
        _iso(one, "published"),
        _iso(one, "updated"),
        "; ".join(name for name in people if name),
        outlet,
        STRAY.sub("", content),
    )


def _plain_words(html: str | None) -> str:
    return flat(re.sub(r"<[^>]{1,300}>", "", html or ""))


def _iso(one: Any, key: str) -> str:
    """A date of a feed's entry: as it is written, else as feedparser reads it, which is UTC."""
    if not dict.__contains__(one, key):  # feedparser's own look-up gives the date of publication for that of change
        return ""
    said = moment(str(one.get(key) or ""))
    if said:
        return said
    parsed = one.get(f"{key}_parsed")
    try:
        return datetime.datetime(*parsed[:6]).isoformat() + "Z" if parsed else ""
    except (ValueError, TypeError):
        return ""


def _address(said: str | None, base: str | None = None) -> str:
    whole = joined(base, flat(said)) if said else ""
    return whole if whole.startswith(("http://", "https://")) else ""


def _opml(root: Any) -> Listing:
    """The feeds of an OPML file, however deep in its folders (OPML 2.0)."""
    found: dict[str, str] = {}
    for element in root.iter():
        if xmltree.local(element) == "outline":
            attributes = {name.lower(): value for name, value in element.attrib.items()}
            if address := _address(attributes.get("xmlurl")):
                found.setdefault(address, "")
    title = next((xmltree.words(one) for one in root.iter() if xmltree.local(one) == "title"), "")
    return Listing("OPML file", flat(title), more=tuple(found.items())[:MOST_ENTRIES])


def _sitemap(root: Any, kind: Kind) -> Listing:
    items = [one for one in root.iter() if xmltree.local(one) in ("url", "sitemap")]
    if kind == "sitemap index":
        more = ((_address(_part(one, "loc")), moment(_part(one, "lastmod")) or "") for one in items)
        return Listing(kind, "", more=tuple(pair for pair in more if pair[0])[:MOST_ENTRIES])
    entries = (_page(one) for one in items[:MOST_ENTRIES])
    return Listing(kind, "", tuple(entry for entry in entries if entry.url))


def _page(item: Any) -> Entry:
    news = {xmltree.local(one): flat(one.text) for one in item.iter(f"{NEWS}*")}
    return Entry(
        _address(_part(item, "loc")),
        news.get("title", ""),
        moment(news.get("publication_date", "")) or "",
        moment(_part(item, "lastmod")) or "",
        outlet=news.get("name", ""),
    )


def _part(item: Any, name: str) -> str:
    """The text of a child; a video or an image of a page has a loc too, deeper down."""
    return next((flat(one.text) for one in item if xmltree.local(one) == name), "")


def pages(listing: dict[str, Any]) -> Iterator[Entry]:
    """The entries of a listing that came as plain values."""
    yield from (Entry(**entry) for entry in listing["entries"])
