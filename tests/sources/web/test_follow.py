"""Following: what is asked of servers, in which order and how politely, what is kept, and how a run goes on."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from dateline.cli import run
from dateline.errors import BrokenState, ForbiddenAddress, ForbiddenByRobots, NoArticle, RefusedByServer, SourceError
from dateline.model import Article
from dateline.sources import Given
from dateline.sources.base import Item
from dateline.sources.web.fetch import Fetcher, Limits
from dateline.sources.web.follow import Follower, Wishes
from dateline.sources.web.journal import Journal, Seen
from dateline.sources.web.manners import pause
from tests.second_reader.server import says, serving
from tests.sources.web.server import Site

LIMITS = Limits(seconds=10.0, connect_seconds=2.0, read_seconds=5.0)
STORY = (
    "<html><head><title>{0}</title></head><body><article><h1>{0}</h1><p>The harbour board of Port Alder voted on"
    " Tuesday to close the old pier after a storm damaged it, officials said. {1}</p><p>Two of its pillars could"
    " fall at any moment, said the chairwoman of the board, Mara Lind, after the vote.</p></article></body></html>"
)


@dataclass
class Clock:
    """A clock that only sleeping moves."""

    at: datetime.datetime = datetime.datetime(2026, 1, 26, 12, tzinfo=datetime.UTC)
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime.datetime:
        return self.at

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += datetime.timedelta(seconds=seconds)


def item(url: str, title: str = "Pier closes", updated: str = "") -> str:
    changed = f"<updated>{updated}</updated>" if updated else ""
    dates = f"<published>2026-01-25T09:30:00+01:00</published>{changed}"
    return f'<entry><title>{title}</title><link href="{url}"/>{dates}</entry>'


def feed(*items: str) -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Alder Gazette</title>{"".join(items)}</feed>'


def follow(
    path: Path, *starts: str, clock: Clock | None = None, stop: int | None = None, **wishes: Any
) -> list[Item | str]:
    """One run, or its first `stop` items."""
    clock = clock or Clock()
    fetcher = Fetcher(private=True, limits=LIMITS, now=clock.now)
    with Journal(path) as journal:
        found: Iterator[Item | str] = Follower(journal, fetcher, Wishes(**wishes), Given(), clock.sleep).run(starts)
        return list(itertools.islice(found, stop))


def titles(items: list[Item | str]) -> list[str | None]:
    return [one.title for one in items if isinstance(one, Article)]


def faults(items: list[Item | str]) -> list[type[SourceError]]:
    return [type(one) for one in items if isinstance(one, SourceError)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "c.db.follow.jsonl"


def test_a_feed_is_fetched_once_and_only_what_is_new_after(site: Site, path: Path) -> None:
    one = site.put("/one", STORY.format("One", ""))
    start = site.put("/feed", feed(item(one)), "application/atom+xml", ETag='"1"', Last_Modified="x")
    first = follow(path, start)
    assert titles(first) == ["One"]
    [article] = [one for one in first if isinstance(one, Article)]
    assert (article.url, article.ref, article.published) == (one, one, "2026-01-25")
    assert article.outlet == "The Alder Gazette"
    assert article.source is not None and article.source.fetched == "2026-01-26T12:00:02Z"
    assert any(claim.where == f"feed {start}" for claim in article.source.evidence)
    site.asked.clear()
    site.status("/feed", 304)
    assert titles(follow(path, start)) == []
    assert site.paths == ["/feed"]
    assert site.asked[-1][1]["if-none-match"] == '"1"' and site.asked[-1][1]["if-modified-since"] == "x"
    two = site.put("/two", STORY.format("Two", ""))
    site.put("/feed", feed(item(two), item(one)), "application/atom+xml")
    assert titles(follow(path, start)) == ["Two"]


def test_a_changed_page_is_fetched_again_as_a_new_version(site: Site, path: Path) -> None:
    one = site.put("/one", STORY.format("One", ""), ETag='"a"')
    start = site.put("/feed", feed(item(one, updated="2026-01-25T10:00:00Z")))
    [first] = [one for one in follow(path, start) if isinstance(one, Article)]
    site.put("/feed", feed(item(one, updated="2026-01-25T11:00:00Z")))
    site.put("/one", STORY.format("One", "About 40 boats have to leave."), ETag='"b"')
    [second] = [one for one in follow(path, start) if isinstance(one, Article)]
    assert site.asked[-1][1]["if-none-match"] == '"a"'
    assert first.url == second.url and first.published == second.published and first.id != second.id
    assert titles(follow(path, start)) == []
    site.status("/one", 304)
    assert titles(follow(path, start, again=True)) == []
    assert site.paths[-1] == "/one"


def test_a_stopped_run_goes_on_though_the_feed_has_not_changed(site: Site, path: Path) -> None:
    pages = [site.put(f"/{name}", STORY.format(name, "")) for name in ("a", "b", "c")]
    start = site.put("/feed", feed(*map(item, pages)), ETag='"1"')
    first = follow(path, start, stop=2)
    assert titles(first) == ["a"]
    site.status("/feed", 304)
    assert titles(follow(path, start)) == ["a", "b", "c"]
    assert titles(follow(path, start)) == []


def test_limit_and_since(site: Site, path: Path) -> None:
    pages = [site.put(f"/{name}", STORY.format(name, "")) for name in ("a", "b", "c")]
    start = site.put("/feed", feed(*map(item, pages)))
    assert titles(follow(path, start, limit=2)) == ["a", "b"]
    assert titles(follow(path, start)) == ["c"]
    old = site.put("/old", STORY.format("old", ""))
    start = site.put("/feed", feed(item(old)))
    assert titles(follow(path, start, since="2026-01-26")) == []
    assert titles(follow(path, start, since="2026-01-25")) == ["old"]


def test_hosts_get_their_rest(site: Site, path: Path) -> None:
    pages = [site.put(f"/{name}", STORY.format(name, "")) for name in ("a", "b")]
    clock = Clock()
    follow(path, site.put("/feed", feed(*map(item, pages))), clock=clock, delay=3.0)
    assert clock.slept == [3.0, 3.0]
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 10\n", "text/plain")
    clock = Clock()
    follow(path.with_name("other"), site.base + "/feed", clock=clock, delay=3.0)
    assert clock.slept == [10.0, 10.0]


def test_robots_txt_is_obeyed(site: Site, path: Path) -> None:
    site.put("/robots.txt", "User-agent: dateline\nDisallow: /private/\nUser-agent: *\nDisallow: /\n", "text/plain")
    good = site.put("/a", STORY.format("a", ""))
    bad = site.put("/private/b", STORY.format("b", ""))
    moved = site.status("/c", 302, Location="/private/b")
    found = follow(path, site.put("/feed", feed(item(good), item(bad), item(moved))))
    assert titles(found) == ["a"]
    assert faults(found) == [ForbiddenByRobots, ForbiddenByRobots]
    assert site.paths == ["/feed", "/a", "/c"]
    assert [path for path, _ in site.asked].count("/robots.txt") == 1


def test_a_robots_txt_that_cannot_be_read_forbids_for_now(site: Site, path: Path) -> None:
    site.status("/robots.txt", 500)
    start = site.put("/feed", feed())
    found = follow(path, start)
    assert "could not be read" in str(found[0]) and site.paths == []
    site.status("/robots.txt", 404)
    assert faults(follow(path, start)) == []


def test_a_busy_server_is_left_alone_as_long_as_it_asks(site: Site, path: Path) -> None:
    busy = site.status("/a", 503, Retry_After="30")
    start = site.put("/feed", feed(item(busy)))
    clock = Clock()
    found = follow(path, start, clock=clock)
    assert faults(found) == [RefusedByServer]
    assert site.paths == ["/feed", "/a", "/a", "/a"]
    assert clock.slept == [2.0, 30.0, 30.0]
    site.put("/a", STORY.format("a", ""))
    clock.at += datetime.timedelta(hours=1)
    assert titles(follow(path, start, clock=clock)) == ["a"]


def test_a_server_that_asks_for_hours_is_left_to_a_later_run(site: Site, path: Path) -> None:
    pages = [site.status("/a", 429, Retry_After="7200"), site.put("/b", STORY.format("b", ""))]
    start = site.put("/feed", feed(*map(item, pages)))
    clock = Clock()
    found = follow(path, start, clock=clock)
    assert faults(found) == [RefusedByServer]
    assert "left alone for now: 1 page waits" in str(found[-1])
    assert site.paths == ["/feed", "/a"] and sum(clock.slept) < 10
    site.asked.clear()
    assert titles(follow(path, start, clock=clock)) == []
    assert site.paths == ["/feed"]
    clock.at += datetime.timedelta(hours=3)
    site.put("/a", STORY.format("a", ""))
    assert titles(follow(path, start, clock=clock)) == ["b", "a"]


def test_one_slow_page_does_not_hold_up_the_others(site: Site, path: Path) -> None:
    pages = [site.raw("/a", b"nonsense"), site.put("/b", STORY.format("b", ""))]
    start = site.put("/feed", feed(*map(item, pages)))
    found = follow(path, start)
    assert titles(found) == ["b"] and len(faults(found)) == 1
    assert site.paths == ["/feed", "/a", "/b", "/a", "/a"]


def test_a_page_that_never_comes_is_refused_in_the_end(site: Site, path: Path) -> None:
    start = site.put("/feed", feed(item(site.status("/a", 500))))
    clock, count = Clock(), 0
    for _ in range(6):
        count += len(faults(follow(path, start, clock=clock)))
        clock.at += datetime.timedelta(days=2)
    assert site.paths.count("/a") == 5
    assert 2 <= count <= 5


def test_each_bad_page_is_one_line_and_nothing_else_is_lost(site: Site, path: Path) -> None:
    pages = [
        site.base + "/gone",
        "http://[::1",
        site.put("/index", "<html><body>" + '<p><a href="x">A headline of a story about the pier</a></p>' * 30),
        site.put("/image", b"\x89PNG", "image/png"),
        site.status("/file", 302, Location="file:///etc/passwd"),
        site.status("/round", 302, Location="/round"),
        site.put("/bomb", b"\x1f\x8b\x08\x00", Content_Encoding="gzip"),
        site.put("/good", STORY.format("good", "")),
    ]
    found = follow(path, site.put("/feed", feed(*map(item, pages))))
    assert titles(found) == ["good"]
    errors = [one for one in found if isinstance(one, SourceError)]
    assert len(errors) == 6 and all(one.where and "\n" not in str(one) for one in errors)
    assert {RefusedByServer, NoArticle, ForbiddenAddress} <= set(faults(found))


def test_listings_of_listings_and_circles(site: Site, path: Path, tmp_path: Path) -> None:
    page = site.put("/a", STORY.format("a", ""))
    site.put("/map.xml", f"<urlset><url><loc>{page}</loc><lastmod>2026-01-25</lastmod></url></urlset>")
    index = site.base + "/index.xml"
    site.put(
        "/index.xml",
        f"<sitemapindex><sitemap><loc>{site.base}/map.xml</loc></sitemap><sitemap><loc>{index}</loc></sitemap></sitemapindex>",
    )
    opml = tmp_path / "mine.opml"
    opml.write_text(f'<opml><body><outline xmlUrl="{index}"/><outline xmlUrl="{site.base}/none"/></body></opml>')
    found = follow(path, str(opml))
    assert titles(found) == ["a"]
    assert faults(found) == [RefusedByServer]
    assert sorted(site.paths) == ["/a", "/index.xml", "/map.xml", "/none"]


def test_what_is_no_feed_is_said(site: Site, path: Path, tmp_path: Path) -> None:
    page = site.put("/", '<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"></html>')
    found = follow(path, page, str(tmp_path / "none.opml"))
    assert "the feeds it names: " in str(found[0]) and site.base + "/feed.xml" in str(found[0])
    assert "no such file" in str(found[1])


def test_a_private_address_is_refused_by_default(site: Site, path: Path) -> None:
    start = site.put("/feed", feed())
    with Journal(path) as journal:
        [error] = Follower(journal, Fetcher(limits=LIMITS), Wishes(), Given()).run([start])
    assert isinstance(error, ForbiddenAddress) and site.asked == []


def test_the_journal_survives_what_can_happen_to_a_file(path: Path) -> None:
    with Journal(path) as journal:
        journal.put(Seen("https://a.example/1", "read", etag='"1"', told=(("title", "Ä", "feed x"),)))
        with pytest.raises(BrokenState, match="another run"):
            Journal(path)
    whole = path.read_bytes()
    path.write_bytes(whole + b'{"url": "https://a.example/2", "sta')
    with Journal(path) as journal:
        seen = journal.get("https://a.example/1")
        assert seen == Seen("https://a.example/1", "read", etag='"1"', told=(("title", "Ä", "feed x"),))
        assert journal.get("https://a.example/2") is None
        journal.put(Seen("https://a.example/3", "read"))
    with Journal(path) as journal:
        assert journal.get("https://a.example/3") == Seen("https://a.example/3", "read")


def test_the_journal_is_shortened(path: Path) -> None:
    with Journal(path) as journal:
        for number in range(150):
            journal.put_all([Seen("https://a.example/1", "later", tries=number)])
    assert path.read_bytes().count(b"\n") == 1
    with Journal(path) as journal:
        assert journal.get("https://a.example/1") == Seen("https://a.example/1", "later", tries=149)


def test_pauses_grow_and_are_bounded() -> None:
    now = datetime.datetime(2026, 1, 26, 12, tzinfo=datetime.UTC)
    assert [pause(None, tries, now) for tries in (1, 2, 3, 40)] == [60.0, 120.0, 240.0, 86_400.0]
    assert pause("45", 3, now) == 45.0
    assert pause("Mon, 26 Jan 2026 12:00:30 GMT", 1, now) == 30.0
    assert pause("Mon, 26 Jan 2015 12:00:30 GMT", 1, now) == 60.0
    assert pause("9" * 400, 1, now) == 86_400.0
    assert pause("soon", 1, now) == 60.0


def test_the_command_keeps_the_record(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = site.put("/one", STORY.format("One", ""))
    start = site.put("/feed", feed(item(one), item(site.base + "/gone")))
    chronicle = str(tmp_path / "c.db")
    options = ["--to", chronicle, "--allow-private", "--delay", "0", "--contact", "desk@gazette.example"]
    assert run(["follow", start, *options]) == 2
    out, err = capsys.readouterr()
    assert f"{start}: feed with 2 pages, 2 to fetch\n" in out and "1 read, 1 refused" in out
    assert err.count("\n") == 1 and "HTTP 404" in err
    assert site.asked[-1][1]["user-agent"].endswith("(+desk@gazette.example)")
    assert run(["follow", start, *options]) == 0
    assert run(["follow", start, "--to", chronicle, "--since", "Tuesday"]) == 2
    assert run(["follow", start, "--to", chronicle]) == 2
    assert "--allow-private" in capsys.readouterr().err


def test_a_second_reader_is_asked_about_what_is_fetched(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = site.put("/feed", feed(item(site.put("/one", STORY.format("One", "")))))
    with serving(says({"events": []})) as model:
        second = ["--second-reader", model.url, "--second-reader-model", "invented-7b"]
        options = ["--to", str(tmp_path / "c.db"), "--allow-private", "--delay", "0", *second]
        assert run(["follow", start, *options]) == run(["follow", start, *options]) == 0
    assert "second reader: 1 articles" in capsys.readouterr().err and len(model.sent) == 1
