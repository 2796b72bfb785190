"""Feeds, OPML and sitemaps as they are found: good, broken, gzipped, hostile; and feeds that were saved."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dateline.errors import BrokenAnswer, BrokenXml, EmptyFile, NoFeed, NotRead, SourceError, TooLarge
from dateline.model import Article
from dateline.sources import Given, articles
from dateline.sources.moments import day_in, moment
from dateline.sources.web.deadline import worker
from dateline.sources.web.listings import Listing, read_listing
from dateline.sources.xmltree import parse

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Alder Gazette</title><link>https://gazette.example/</link>
<item><title>Pier &amp; crane close</title><link>https://gazette.example/2026/01/25/pier?utm_source=rss</link>
<dc:creator>Ann Example</dc:creator><pubDate>Sun, 25 Jan 2026 09:30:00 +0100</pubDate>
<description>The board voted.</description>
<content:encoded><![CDATA[<p>The harbour board of Port Alder voted on Sunday to close the old pier.</p>
<p>It meets again on 5 May.</p>]]></content:encoded></item>
<item><title>Ferry</title><link>/2026/01/26/ferry</link><pubDate>sometime</pubDate>
<description>The ferry.</description></item>
<item><title>Nothing</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Quay Post</title>
<entry><title>Strike ends</title><link rel="self" href="https://quay.example/x"/>
<link rel="alternate" href="https://quay.example/strike"/>
<published>2026-02-12T18:05:00Z</published><updated>2026-02-12T21:40:00Z</updated>
<author><name>Carla Muster</name></author></entry></feed>"""
SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://quay.example/a</loc><lastmod>2026-02-13</lastmod>
<image:image><image:loc>https://quay.example/a.jpg</image:loc></image:image>
<news:news><news:publication><news:name>The Quay Post</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-02-12T19:05:00+01:00</news:publication_date>
<news:title>Strike ends</news:title></news:news></url>
<url><loc> https://quay.example/b </loc></url><url><loc>javascript:x</loc></url></urlset>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://quay.example/news.xml.gz</loc><lastmod>2026-02-13T00:00:00Z</lastmod></sitemap>
<sitemap><loc>https://quay.example/old.xml</loc></sitemap></sitemapindex>"""
OPML = """<opml version="2.0"><head><title>Mine</title></head><body><outline text="Coast">
<outline type="rss" text="Gazette" xmlUrl="https://gazette.example/feed"/></outline><outline type="rss" xmlurl="https://quay.example/feed"/></body></opml>"""


def test_an_rss_feed() -> None:
    found = read_listing(RSS.encode(), url="https://gazette.example/feed")
    assert (found.kind, found.title, len(found.entries)) == ("feed", "The Alder Gazette", 2)
    first, second = found.entries
    assert first.url == "https://gazette.example/2026/01/25/pier?utm_source=rss"
    assert (first.title, first.authors, first.outlet) == ("Pier & crane close", "Ann Example", "The Alder Gazette")
    assert first.published == "2026-01-25T09:30:00+01:00"
    assert first.content.startswith("<p>The harbour board")
    assert (second.url, second.published, second.content) == ("https://gazette.example/2026/01/26/ferry", "", "")


def test_an_atom_feed() -> None:
    [entry] = read_listing(ATOM.encode()).entries
    assert (entry.url, entry.authors) == ("https://quay.example/strike", "Carla Muster")
    assert (entry.published, entry.updated) == ("2026-02-12T18:05:00Z", "2026-02-12T21:40:00Z")


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_a_news_sitemap(pack: type[bytes]) -> None:
    found = read_listing(pack(SITEMAP.encode()))
    assert found.kind == "sitemap"
    first, second = found.entries
    assert (first.url, first.updated, first.published) == (
        "https://quay.example/a",
        "2026-02-13",
        "2026-02-12T19:05:00+01:00",
    )
    assert (first.title, first.outlet) == ("Strike ends", "The Quay Post")
    assert second.url == "https://quay.example/b"


def test_an_index_and_an_opml_file_list_listings() -> None:
    index, opml = read_listing(INDEX.encode()), read_listing(OPML.encode())
    assert index.kind == "sitemap index" and opml.kind == "OPML file" and opml.title == "Mine"
    assert index.more == (
        ("https://quay.example/news.xml.gz", "2026-02-13T00:00:00Z"),
        ("https://quay.example/old.xml", ""),
    )
    assert [url for url, _ in opml.more] == ["https://gazette.example/feed", "https://quay.example/feed"]


def test_a_list_of_addresses_is_a_sitemap_too() -> None:
    found = read_listing(b"https://quay.example/a\r\nhttps://quay.example/b\n")
    assert [entry.url for entry in found.entries] == ["https://quay.example/a", "https://quay.example/b"]


def test_broken_xml_gives_what_can_be_read() -> None:
    assert len(read_listing(RSS.replace("</channel></rss>", "<item><title>cut & of").encode()).entries) >= 2
    assert len(read_listing(SITEMAP[:-60].encode()).entries) >= 1
    assert read_listing(RSS.replace("UTF-8", "no-such-charset").encode()).entries[0].title == "Pier & crane close"
    latin = RSS.replace("UTF-8", "ISO-8859-1").replace("crane", "größe").encode("latin-1")
    assert read_listing(latin).entries[0].title == "Pier & größe close"


LAUGHS = "<!DOCTYPE x [" + "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)) + '<!ENTITY l0 "lol">]>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>'


@pytest.mark.parametrize("trick", [LAUGHS, FILE, PARAMETER])
@pytest.mark.parametrize("whole", [RSS, SITEMAP, OPML, ATOM])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(trick: str, whole: str, encoding: str) -> None:
    body = whole.partition("?>")[2] if whole.startswith("<?xml") else whole
    data = (trick + body.replace("close", "&l9;&f;")).encode(encoding)
    with pytest.raises(BrokenXml, match="entities"):
        read_listing(data)
    with pytest.raises(BrokenXml, match="entities"):
        parse(data, recover=True)


def test_a_document_type_without_entities_is_no_harm() -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://127.0.0.1:9/rss.dtd">'
    assert len(read_listing((doctype + RSS.partition("?>")[2]).encode()).entries) == 2


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyFile),
        (b"  \n", EmptyFile),
        (b"hello", NoFeed),
        (b"<html><body>x</body></html>", NoFeed),
        (b"{}", NoFeed),
        (b"<svg/>", NoFeed),
        (b"\x1f\x8b\x08\x00broken", BrokenAnswer),
        (gzip.compress(SITEMAP.encode())[:-12], BrokenAnswer),
        (b"\xff\xfe\x00\x01", NoFeed),
    ],
)
def test_what_is_no_listing_is_said(data: bytes, error: type[SourceError]) -> None:
    with pytest.raises(error):
        read_listing(data)


def test_a_page_that_names_its_feed_says_which() -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    with pytest.raises(NoFeed, match=r"https://gazette\.example/feed\.xml"):
        read_listing(page.encode(), url="https://gazette.example/")


@pytest.mark.slow
def test_a_bomb_of_a_sitemap_is_stopped() -> None:
    with pytest.raises(TooLarge):
        read_listing(gzip.compress(b"<urlset>" + b" " * 80_000_000))


@pytest.mark.slow
def test_deep_listings_do_no_harm() -> None:
    for opening in (b"<rss>", b"<urlset>", b"<opml>", b"<feed>"):
        try:
            listing = worker().ask("listing", opening + b"<a>" * 50_000, {})
            assert listing["entries"] == []
        except SourceError as error:
            assert "\n" not in str(error)


def test_a_saved_feed_gives_the_articles_it_holds(tmp_path: Path) -> None:
    (tmp_path / "gazette.rss").write_text(RSS)
    (tmp_path / "news.xml.gz").write_bytes(gzip.compress(SITEMAP.encode()))
    first, *notices = articles([str(tmp_path)])
    assert isinstance(first, Article) and first.source is not None
    assert (
        first.text
        == "The harbour board of Port Alder voted on Sunday to close the old pier.\n\nIt meets again on 5 May."
    )
    assert (first.title, first.outlet, first.authors) == ("Pier & crane close", "The Alder Gazette", ("Ann Example",))
    assert (first.published, first.published_from.how) == ("2026-01-25", "metadata")
    assert first.source.evidence[0].where == "entry 1 of the feed"
    assert all(isinstance(notice, NotRead) and notice.exit_code == 0 for notice in notices)
    assert [str(notice).partition(": ")[2] for notice in notices] == [
        "of the 2 entries, 1 without their text: dateline follow fetches their pages [DL110]",
        "this sitemap lists 2 addresses and holds no text: dateline follow fetches them [DL110]",
    ]


def test_an_empty_feed_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text('<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>')
    [notice] = articles([str(tmp_path / "a.atom")], Given())
    assert "no entries" in str(notice)
    assert isinstance(read_listing(b"<urlset/>"), Listing)


@pytest.mark.parametrize(
    ("said", "iso"),
    [
        ("2026-03-05", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026-03-05T10:00:00.123456789+0100", "2026-03-05T10:00:00+01:00"),
        ("2026-03-05 10:00:00 UTC", "2026-03-05T10:00:00Z"),
        ("2026-03-05T10:00:00+01:00[Europe/Berlin]", "2026-03-05T10:00:00+01:00"),
        ("Thu, 05 Mar 2026 10:00:00 GMT", "2026-03-05T10:00:00Z"),
        ("Thu, 5 Mar 26 10:00 +0000", "2026-03-05T10:00:00Z"),
        ("5 March 2026", "2026-03-05"),
        ("March 5th, 2026, 10 a.m.", "2026-03-05"),
        ("Thursday, March 5, 2026", "2026-03-05"),
        ("31/12/2025", "2025-12-31"),
        ("05.03.2026", "2026-03-05"),
        ("05/03/2026", None),
        ("2026-02-30", None),
        ("99999999", None),
        ("2026-03-05T99:00:00Z", None),
        ("1772704800", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_moments_as_they_are_written(said: str, iso: str | None) -> None:
    assert moment(said) == iso


def test_a_day_in_words_is_the_only_one_there() -> None:
    assert day_in("Posted on 5 March 2026 by Ann") == "2026-03-05"
    assert day_in("5 March 2026, updated 6 March 2026") is None
    assert day_in("the fifth") is None


def test_what_the_parser_of_feeds_stumbles_on_is_one_error() -> None:
    with pytest.raises(NoFeed, match="cannot be parsed"):
        read_listing(b'<?xml version="1.0" encoding="UTF\xd88" ?>\n<rss version="2.0"><channel/></rss>')
