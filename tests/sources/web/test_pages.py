"""Pages as sites lay them out: the golden ones, dates that lie, addresses, charsets, and what must not hang."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import NoArticle, SourceError, UnreadablePage
from dateline.model import Article
from dateline.reading import article_warnings
from dateline.sources import Given, articles
from dateline.sources.web import worker as worker_module
from dateline.sources.web.charset import decode
from dateline.sources.web.claims import Claim, bare, people
from dateline.sources.web.deadline import Worker, worker
from dateline.sources.web.linked import read_json
from dateline.sources.web.page import article_of, told_of
from dateline.sources.web.reader import Page, read_page
from tests.sources.web.golden import PAGES, WANTED, pages, told

STORY = (
    "<p>The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it, officials"
    " said.</p><p>Two of its pillars could fall at any moment, said the chairwoman of the board, Mara Lind, after the"
    " vote. About 40 fishing boats have to leave by Friday.</p>"
)


def page(head: str = "", body: str = STORY, title: str = "Pier closes", **options: Any) -> Page:
    html = f"<html><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{body}</body></html>"
    return read_page(html.encode(), **options)


def test_golden_pages_are_all_there() -> None:
    assert sorted(json.loads(WANTED.read_text("utf-8"))) == [path.name for path in pages()]


@pytest.mark.parametrize("name", [path.name for path in pages()])
def test_golden_page(name: str) -> None:
    wanted = json.loads(WANTED.read_text("utf-8"))[name]
    assert told(PAGES / name) == wanted, "if this is better: python -m tests.sources.web.golden"


def test_a_folder_of_pages_and_texts_is_read_whole(tmp_path: Path) -> None:
    for name in ("wordpress.html", "german.html", "consent.html", "chrome.mhtml"):
        (tmp_path / name).write_bytes((PAGES / name).read_bytes())
    (tmp_path / "german_files").mkdir()
    (tmp_path / "german_files" / "frame.html").write_text("<p>an advertisement</p>")
    (tmp_path / "note.txt").write_text("The harbour board met on Tuesday.")
    items = list(articles([str(tmp_path)]))
    assert [item.ref for item in items if isinstance(item, Article)] == [
        "chrome.mhtml",
        "german.html",
        "note.txt",
        "wordpress.html",
    ]
    [refused] = [item for item in items if isinstance(item, SourceError)]
    assert isinstance(refused, NoArticle) and str(refused.where).endswith("consent.html")
    assert "consent to cookies" in str(refused)


def test_custody_and_evidence_are_on_the_article() -> None:
    data = (PAGES / "wordpress.html").read_bytes()
    article = article_of(data, None, "text/html; charset=utf-8", Given(fetched="2026-01-27T00:00:00Z"))
    source = article.source
    assert source is not None
    assert (source.media_type, source.fetched, len(source.sha256)) == (
        "text/html; charset=utf-8",
        "2026-01-27T00:00:00Z",
        64,
    )
    assert source.extractor is not None and source.extractor.startswith("page/1 trafilatura/")
    used = {one.field for one in source.evidence if one.used}
    assert used == {"charset", "url", "outlet", "title", "authors", "published", "modified", "text"}


LINKED = (
    '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier closes","datePublished":"%s"}</script>'
)
META = '<meta property="article:published_time" content="%s">'


@pytest.mark.parametrize(
    ("head", "url", "fetched", "expected"),
    [
        (LINKED % "2026-03-05T10:00:00+01:00", None, None, "2026-03-05T10:00:00+01:00"),
        (META % "2026-03-05", None, None, "2026-03-05"),
        (META % "Thu, 05 Mar 2026 23:10:00 -0500", None, None, "2026-03-05T23:10:00-05:00"),
        (META % "March 5, 2026", None, None, "2026-03-05"),
        (META % "5.3.2026", None, None, "2026-03-05"),
        (META % "03/05/2026", None, None, None),
        (META % "25/03/2026", None, None, "2026-03-25"),
        (META % "0001-01-01T00:00:00Z", None, None, None),
        (META % "2026-02-30", "https://a.example/2026/02/28/pier", None, "2026-02-28"),
        (META % "soon", "https://a.example/news/20260228-pier", None, "2026-02-28"),
        ("", "https://a.example/2026/feb/28/pier", None, "2026-02-28"),
        ("", "https://a.example/2026/13/45/pier", None, None),
        ("", "https://a.example/x/20269999", None, None),
        (LINKED % "2026-03-06T04:10:00Z" + META % "2026-03-05T23:10:00-05:00", None, None, "2026-03-05T23:10:00-05:00"),
        (LINKED % "2030-01-01", None, "2026-03-05T00:00:00Z", None),
        (LINKED % "2030-01-01" + META % "2026-03-04", None, "2026-03-05T00:00:00Z", "2026-03-04"),
        (LINKED % "2026-03-06", None, "2026-03-05T23:00:00Z", "2026-03-06"),
        (LINKED % "2026-03-05", "https://a.example/2019/01/02/pier", None, "2026-03-05"),
    ],
)
def test_the_day_of_publication(head: str, url: str | None, fetched: str | None, expected: str | None) -> None:
    assert page(head, url=url, fetched=fetched).published == expected


def test_two_other_places_outvote_a_date_that_lies() -> None:
    lie = LINKED % "2026-03-05" + META % "2026-03-05"
    true = '<h1>Pier closes</h1><time class="published" datetime="2019-01-02">2 January 2019</time>'
    found = page(lie, f"<article>{true}{STORY}</article>", url="https://a.example/2019/01/02/pier")
    assert found.published == "2019-01-02"
    assert ("published", "2026-03-05", "JSON-LD NewsArticle.datePublished (two other places contradict it)", False) in (
        found.evidence
    )
    feed = {"published": Claim("2019-01-03", "feed https://a.example/feed")}
    assert page(lie, url="https://a.example/2019/01/02/pier", told=feed).published == "2019-01-02"


def test_a_dateline_counts_as_a_place_of_its_own() -> None:
    dated = "<p>LIMA, Jun 14 2022 (IPS) - The harbour board of Port Alder voted to close the old pier.</p>" + STORY
    alone = article_of(dated.encode(), None, "text/html", Given())
    assert (alone.published, alone.published_from.how) == ("2022-06-14", "dateline")
    assert page(META % "2026-03-05", dated).published == "2026-03-05"
    assert page(META % "2026-03-05", dated, url="https://a.example/2022/06/14/pier").published == "2022-06-14"


def test_a_date_in_words_counts_only_where_nothing_else_tells_one() -> None:
    dated = '<div class="post-date">Published 5 March 2026</div>' + STORY
    changed = '<div class="post-date">Updated 5 March 2026</div>' + STORY
    assert page(body=dated).published == "2026-03-05"
    assert page(META % "2026-03-04", dated).published == "2026-03-04"
    assert page(body=changed).published is None
    assert page(body=STORY + "<p>The pier was opened on 3 May 1863.</p>").published is None


def test_what_a_feed_said_fills_gaps_and_is_named() -> None:
    told_by = {
        "published": Claim("2026-03-05T10:00:00+01:00", "feed https://a.example/feed"),
        "outlet": Claim("The Alder Gazette", "feed https://a.example/feed"),
        "authors": Claim("Ann Example; Bo Sample", "feed https://a.example/feed"),
    }
    found = page(told=told_by)
    assert (found.published, found.outlet) == ("2026-03-05T10:00:00+01:00", "The Alder Gazette")
    assert found.authors == ("Ann Example", "Bo Sample")
    assert ("outlet", "The Alder Gazette", "feed https://a.example/feed", True) in found.evidence


def test_what_was_told_can_be_told_again() -> None:
    told_by = {
        "published": Claim("2026-03-05T10:00:00+01:00", "feed https://a.example/feed"),
        "outlet": Claim("The Alder Gazette", "feed https://a.example/feed"),
        "authors": Claim("Ann Example; Bo Sample", "feed https://a.example/feed"),
    }
    article = article_of(STORY.encode(), "https://a.example/pier", "text/html", Given(), told_by)
    assert told_of(article) == told_by
    assert article_of(STORY.encode(), article.url, "text/html", Given(), told_of(article)) == article


def test_a_page_for_subscribers_gives_a_warning() -> None:
    article = article_of((PAGES / "paywall.html").read_bytes(), None, "text/html", Given())
    [warning] = article_warnings(article)
    assert warning.code == "partial_text" and "isAccessibleForFree" in warning.detail


CANONICAL = '<link rel="canonical" href="%s">'


@pytest.mark.parametrize(
    ("head", "url", "expected"),
    [
        (CANONICAL % "/pier", "https://a.example/amp/pier?x=1", "https://a.example/pier"),
        (
            CANONICAL % "https://www.a.example/pier?utm_source=x&id=3",
            "https://amp.a.example/pier",
            "https://www.a.example/pier?id=3",
        ),
        (CANONICAL % "https://a.example/", "https://a.example/2026/pier", "https://a.example/2026/pier"),
        (CANONICAL % "https://evil.example/pier", "https://a.example/pier", "https://a.example/pier"),
        (CANONICAL % "javascript:alert(1)", "https://a.example/pier#top", "https://a.example/pier"),
        ('<meta property="og:url" content="https://a.example/pier">', None, "https://a.example/pier"),
        (CANONICAL % "pier.html", None, None),
        (CANONICAL % "http://[::1", "https://a.example/pier", "https://a.example/pier"),
        ("", "https://a.example/pier?fbclid=77&utm_medium=x", "https://a.example/pier"),
    ],
)
def test_the_address_is_the_page_s_own_where_that_can_be(head: str, url: str | None, expected: str | None) -> None:
    assert page(head, url=url).url == expected


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("By Ann Example and Bo Sample", ["Ann Example", "Bo Sample"]),
        ("Von Greta Muster", ["Greta Muster"]),
        ("Ann Example, Port Alder", ["Ann Example", "Port Alder"]),
        ("Ann Example, transport correspondent", ["Ann Example"]),
        ("Ann Example & Bo Sample | Chris Stand-In", ["Ann Example", "Bo Sample", "Chris Stand-In"]),
        ("https://a.example/author/ann", []),
        ("ann@a.example", []),
        ("admin", []),
        ("", []),
        ("Reuters", ["Reuters"]),
    ],
)
def test_names_in_a_byline(said: str, names: list[str]) -> None:
    assert people(said) == names


def test_a_title_loses_the_name_of_its_outlet_only() -> None:
    assert bare("Pier closes - The Alder Gazette", "The Alder Gazette") == "Pier closes"
    assert bare("The Alder Gazette | Pier closes", "The Alder Gazette") == "Pier closes"
    assert bare("Pier - what now? - Alder Gazette", "The Alder Gazette") == "Pier - what now?"
    assert bare("Pier closes - Port Alder", "The Alder Gazette") == "Pier closes - Port Alder"
    assert bare("The Alder Gazette", "The Alder Gazette") == "The Alder Gazette"


@pytest.mark.parametrize(
    ("data", "header", "text", "charset"),
    [
        ("Größe".encode(), None, "Größe", "utf-8"),
        ("Größe".encode(), "text/html; charset=iso-8859-1", "Größe", "utf-8"),
        ("Größe – ja".encode("cp1252"), "text/html; charset=ISO-8859-1", "Größe – ja", "cp1252"),
        ("Größe".encode("cp1252"), "text/html; charset=utf-8", "Größe", None),
        (b"\xef\xbb\xbf" + "Größe".encode(), "text/html; charset=windows-1251", "Größe", "utf-8"),
        ("Größe".encode("utf-16"), None, "Größe", "utf-16-le"),
        ('<meta charset="koi8-r"> порт'.encode("koi8-r"), None, '<meta charset="koi8-r"> порт', "koi8-r"),
        (b'<meta charset="utf-7">+ADw-script', None, '<meta charset="utf-7">+ADw-script', "utf-8"),
        (b'<meta charset="rot13">x', 'text/html; charset="no such"', '<meta charset="rot13">x', "utf-8"),
        (b"", None, "", "utf-8"),
    ],
)
def test_charsets_are_what_the_bytes_are(data: bytes, header: str | None, text: str, charset: str | None) -> None:
    found = decode(data, header)
    assert found.text == text or charset is None
    assert charset is None or found.charset == charset


def test_a_wrong_charset_is_said() -> None:
    found = decode("Größe".encode(), "text/html; charset=iso-8859-1")
    assert found.how == "its bytes, though the Content-Type header says cp1252"


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"a": 1} -->',
        '//<![CDATA[\n{"a": 1}\n//]]>',
        '{"a": 1,}',
        '{"a": 1};',
        '\n{"a":\n1}',
    ],
)
def test_json_ld_is_read_as_sites_write_it(script: str) -> None:
    assert read_json(script) == {"a": 1}


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", "NaN,", '{"a": ' * 50_000])
def test_json_ld_that_is_none_is_passed_over(script: str) -> None:
    assert read_json(script) is None
    assert page(f'<script type="application/ld+json">{script}</script>').title == "Pier closes"


HUGE = {
    "deep": b"<div>" * 100_000 + STORY.encode(),
    "deep tables": b"<table><tr><td>" * 30_000 + STORY.encode(),
    "unclosed": b"<p><b><i><a href=x>" * 30_000 + STORY.encode(),
    "attribute": b'<p title="' + b"x" * 5_000_000 + b'">' + STORY.encode(),
    "attributes": b"<p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">" + STORY.encode(),
    "nul bytes": b"\0".join([STORY.encode()] * 50),
    "one line": b"<p>" + b"word " * 300_000,
    "comments": b"<!--" * 100_000 + STORY.encode(),
    "entities": b"&lt;" * 500_000,
    "nothing": b"\xff\xfe\x00" * 100_000,
    "links": b'<a href="x">a headline of a story</a>' * 50_000,
    "scripts": b'<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 5_000 + STORY.encode(),
}


SLOW = ("attribute", "attributes", "links", "one line", "scripts")


@pytest.mark.parametrize("name", [pytest.param(n, marks=pytest.mark.slow) if n in SLOW else n for n in HUGE])
def test_no_page_hangs_or_brings_the_program_down(name: str) -> None:
    try:
        article = article_of(HUGE[name], "https://a.example/x", "text/html", Given(name=name))
        assert article.text.strip()
    except SourceError as error:
        assert "\n" not in str(error) and len(str(error)) < 300


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(UnreadablePage, match="elements"):
        article_of(b"<i>x</i>" * 300_000, None, "text/html", Given())


def test_a_worker_over_its_time_is_ended_and_the_next_page_is_read() -> None:
    mine = Worker()
    try:
        slow = b"<i>x</i><b>y</b>" * 100_000 + STORY.encode()
        mine.ask("page", STORY.encode(), {})
        with pytest.raises(UnreadablePage, match=r"more than 0\.01 seconds"):
            mine.ask("page", slow, {}, seconds=0.01)
        assert "harbour board" in mine.ask("page", STORY.encode(), {})["text"]
    finally:
        mine.stop()


def test_a_worker_that_dies_is_said_and_replaced() -> None:
    mine = Worker()
    try:
        mine.ask("page", STORY.encode(), {})
        assert mine._process is not None
        mine._process.kill()
        mine._process.wait()
        assert "harbour board" in mine.ask("page", STORY.encode(), {})["text"]
    finally:
        mine.stop()


def test_a_fault_in_the_worker_is_an_error_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(*_: object) -> Any:
        raise KeyError("x")

    monkeypatch.setitem(worker_module.JOBS, "page", fault)
    assert worker_module.answer("page", b"", {}) == {
        "error": "UnreadablePage",
        "message": "it cannot be taken apart (KeyError: 'x')",
    }


def test_the_same_page_gives_the_same_article_every_time() -> None:
    data = (PAGES / "wordpress.html").read_bytes()
    first = article_of(data, None, "text/html", Given())
    worker().stop()
    assert article_of(data, None, "text/html", Given()) == first


def test_new_text_at_the_same_address_is_a_new_version() -> None:
    data = (PAGES / "wordpress.html").read_bytes()
    first = article_of(data, None, "text/html", Given())
    second = article_of(data.replace(b"40 fishing", b"60 fishing"), None, "text/html", Given())
    assert first.url == second.url and first.published == second.published
    assert first.id != second.id and first.text_id != second.text_id


def test_controls_in_a_page_do_not_reach_the_article() -> None:
    article = article_of(STORY.replace("harbour", "har\0\x01bour").encode(), None, "text/html", Given())
    assert "harbour" in article.text
    hidden = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Pier \\u0000closes"}</script>'
    assert page(hidden, title="Pier").title == "Pier closes"
