"""Fetching from servers that are good, slow, broken, huge and lying, and never from an address that may not be."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from typing import Any

import pytest

from dateline.errors import (
    BrokenAnswer,
    EndlessRedirect,
    FetchError,
    ForbiddenAddress,
    RefusedByServer,
    SourceError,
    TooLarge,
    TooSlow,
    Unreachable,
)
from dateline.sources.web import addresses
from dateline.sources.web.fetch import Fetcher, Known, Limits, checked
from tests.sources.web.server import Site, closed_port

SMALL = Limits(size=100_000, seconds=1.5, connect_seconds=1.0, read_seconds=0.6, redirects=4)


def fetcher(**options: Any) -> Fetcher:
    return Fetcher(**{"private": True, "limits": SMALL, **options})


def test_an_answer_has_its_bytes_its_headers_and_where_it_came_from(site: Site) -> None:
    url = site.put("/a", "<p>Grüße</p>", ETag='"7"', Last_Modified="Sun, 25 Jan 2026 08:00:00 GMT")
    answer = fetcher(agent="dateline-test/1").fetch(url + "#part")
    assert answer.body == "<p>Grüße</p>".encode()
    assert (answer.url, answer.status, answer.headers["etag"]) == (url, 200, '"7"')
    assert answer.fetched.endswith("Z") and len(answer.fetched) == 20
    asked = site.asked[0][1]
    assert asked["user-agent"] == "dateline-test/1"
    assert "gzip" in asked["accept-encoding"]
    assert "cookie" not in asked and "referer" not in asked and "authorization" not in asked


def test_what_is_known_is_sent_along_and_304_is_no_failure(site: Site) -> None:
    url = site.status("/a", 304)
    known = Known('"7"', "Sun, 25 Jan 2026 08:00:00 GMT")
    answer = fetcher().fetch(url, known)
    assert answer.unchanged and answer.body == b""
    asked = site.asked[0][1]
    assert (asked["if-none-match"], asked["if-modified-since"]) == known


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, lambda data: zlib.compress(data, wbits=-15)])
def test_compression_is_undone(site: Site, pack: Any) -> None:
    encoding = "gzip" if pack is gzip.compress else "deflate"
    url = site.put("/a", pack(b"<p>The pier</p>" * 100), Content_Encoding=encoding)
    assert fetcher().fetch(url).body == b"<p>The pier</p>" * 100


def test_a_bomb_is_stopped_at_the_bound(site: Site) -> None:
    bomb = gzip.compress(b"\0" * 40_000_000, 9, mtime=0)
    many = gzip.compress(b"\0" * 60_000, mtime=0) * 1000
    started = time.monotonic()
    for path, data in (("/one", bomb), ("/many", many)):
        url = site.put(path, data, Content_Encoding="gzip")
        with pytest.raises(TooLarge):
            fetcher(limits=SMALL._replace(size=1_000_000, seconds=20)).fetch(url)
    twice = site.put("/twice", gzip.compress(bomb, mtime=0), Content_Encoding="gzip, gzip")
    with pytest.raises(TooLarge):
        fetcher(limits=SMALL._replace(size=1_000_000, seconds=20)).fetch(twice)
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content_Encoding": "gzip"}, gzip.compress(b"<p>The pier</p>" * 99, mtime=0)[:-20]),
        ({"Content_Encoding": "gzip"}, b"<p>not compressed</p>"),
        ({"Content_Encoding": "gzip"}, gzip.compress(bytes(range(256)) * 9)[:99] + b"\xff" * 300),
        ({"Content_Encoding": "br"}, b"<p>The pier</p>"),
        ({"Content_Length": "5000"}, b"<p>cut short</p>"),
    ],
)
def test_an_answer_that_is_not_what_it_says_is_broken(site: Site, headers: dict[str, str], body: bytes) -> None:
    url = site.put("/a", body, **headers)
    with pytest.raises(BrokenAnswer):
        fetcher().fetch(url)


def test_an_answer_is_bounded_also_where_its_length_is_a_lie(site: Site) -> None:
    with pytest.raises(TooLarge, match="over 100,000 bytes"):
        fetcher().fetch(site.put("/a", b"x" * 200_000))
    endless = site.raw("/b", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"x" * 300_000)
    with pytest.raises(TooLarge):
        fetcher().fetch(endless)
    short = site.put("/c", b"x" * 500, Content_Length="100")
    assert len(fetcher().fetch(short).body) == 100


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n",
    ],
)
def test_a_server_that_drips_is_cut_at_the_deadline(site: Site, head: bytes) -> None:
    piece = b"1\r\nx\r\n" if b"chunked" in head else b"x"
    url = site.drip("/a", head, piece, 0.2)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        fetcher().fetch(url)
    assert time.monotonic() - started < 10


def test_endless_interim_answers_end_too(site: Site) -> None:
    url = site.drip("/a", b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 50, 0.05)
    with pytest.raises((TooSlow, Unreachable, BrokenAnswer)):
        fetcher().fetch(url)


def test_a_server_that_says_nothing_is_too_slow(site: Site) -> None:
    started = time.monotonic()
    with pytest.raises(TooSlow):
        fetcher().fetch(site.raw("/a", hold=True))
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"y" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(500)) + b"\r\n<p>x</p>",
        b"HTTP/1.1 999999 \r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_what_is_no_http_is_one_clear_error(site: Site, answer: bytes) -> None:
    try:
        body = fetcher().fetch(site.raw("/a", answer)).body
    except FetchError as error:
        assert len(str(error)) < 300 and "\n" not in str(error)
    else:
        assert body == b""


@pytest.mark.parametrize("status", [201, 204, 400, 401, 403, 404, 410, 429, 451, 500, 503])
def test_a_status_that_is_no_answer_is_said(site: Site, status: int) -> None:
    with pytest.raises(RefusedByServer) as caught:
        fetcher().fetch(site.status("/a", status, Retry_After="120"))
    assert (caught.value.status, caught.value.retry) == (status, "120")
    assert f"(HTTP {status})" in str(caught.value)


def test_redirects_are_followed_and_end(site: Site) -> None:
    end = site.put("/end", "<p>x</p>")
    site.status("/b", 308, Location="/end")
    start = site.status("/a", 302, Location="b")
    assert fetcher().fetch(start).url == end
    site.status("/x", 301, Location="/y")
    with pytest.raises(EndlessRedirect, match="in a circle"):
        fetcher().fetch(site.status("/y", 301, Location="/x"))
    for number in range(9):
        site.status(f"/n{number}", 302, Location=f"/n{number + 1}")
    with pytest.raises(EndlessRedirect, match="more than 4"):
        fetcher().fetch(site.base + "/n0")
    with pytest.raises(RefusedByServer):
        fetcher().fetch(site.status("/nowhere", 302))


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "javascript:1", "data:,x"]
)
def test_a_redirect_leads_to_no_other_kind_of_address(site: Site, place: str) -> None:
    with pytest.raises(ForbiddenAddress, match="only http and https"):
        fetcher().fetch(site.status("/a", 302, Location=place))


def test_a_private_address_is_refused_unless_allowed(site: Site) -> None:
    url = site.put("/a", "<p>x</p>")
    with pytest.raises(ForbiddenAddress, match="--allow-private"):
        Fetcher(limits=SMALL).fetch(url)
    with pytest.raises(ForbiddenAddress):
        Fetcher(limits=SMALL).fetch(url.replace("127.0.0.1", "localhost"))
    assert site.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:169.254.169.254]",
        "[fe80::1]",
        "[fc00::1]",
        "[ff02::1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "[::127.0.0.1]",
    ],
)
def test_no_spelling_of_a_private_address_is_asked(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket.socket, "connect", never)
    with pytest.raises((ForbiddenAddress, Unreachable)):
        Fetcher(limits=SMALL).fetch(f"http://{host}/")


def test_a_redirect_to_a_private_address_is_refused(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public here; the redirect's does not."""
    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    secret = site.put("/secret", "<p>x</p>")
    start = site.status("/a", 302, Location="http://127.0.0.2/secret")
    with pytest.raises(ForbiddenAddress, match=r"127\.0\.0\.2"):
        Fetcher(limits=SMALL).fetch(start)
    assert secret and site.paths == ["/a"]


def test_the_checked_address_is_the_one_that_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is public when it is asked for the first time and private the second: it is asked once."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    asked: list[str] = []

    def resolver(host: str, port: int, *_: object, **__: object) -> list[Any]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in next(answers)]

    monkeypatch.setattr(addresses, "is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr(socket, "getaddrinfo", resolver)
    connected: list[Any] = []
    connect = socket.socket.connect

    def noted(self: socket.socket, place: Any) -> None:
        connected.append(place)
        connect(self, place)

    monkeypatch.setattr(socket.socket, "connect", noted)
    port = site.base.rpartition(":")[2]
    site.put("/a", "<p>x</p>")
    assert Fetcher(limits=SMALL).fetch(f"http://news.example:{port}/a").status == 200
    assert [place[0] for place in connected if str(place[1]) == port] == ["127.0.0.1"]
    assert asked.count("news.example") == 1


def test_a_host_with_one_private_address_is_asked_at_the_public_one_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda *_: ["10.0.0.5", "93.184.216.34", "fd00::1"])
    assert addresses.allowed("news.example", 80, False, 1.0) == ["93.184.216.34"]
    assert len(addresses.allowed("news.example", 80, True, 1.0)) == 3


def test_a_resolver_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def hangs(*_: object, **__: object) -> list[Any]:
        time.sleep(5)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hangs)
    started = time.monotonic()
    with pytest.raises(TooSlow):
        Fetcher(limits=SMALL).fetch("http://slow.example/")
    assert time.monotonic() - started < 4.5


def test_a_closed_port_and_an_unknown_host_are_said() -> None:
    with pytest.raises(Unreachable, match="cannot be reached"):
        fetcher().fetch(f"http://127.0.0.1:{closed_port()}/")
    with pytest.raises((Unreachable, TooSlow)):
        fetcher().fetch("http://no-such-host.invalid/")


def test_a_certificate_is_asked_for(site: Site) -> None:
    with pytest.raises((Unreachable, TooSlow, BrokenAnswer)):
        fetcher().fetch(site.base.replace("http:", "https:") + "/a")


@pytest.mark.parametrize("url", ["", "x", "//x/y", "http://", "http:///x", "file:///x", "http://[::1/", "http://a b/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SourceError):
        fetcher().fetch(url)


def test_addresses_are_written_as_the_web_writes_them() -> None:
    assert checked("HTTPS://user:word@News.Example/ä b?q=ö#x").url == "https://news.example/%C3%A4%20b?q=%C3%B6"
    assert checked("http://bücher.example:8080/").url == "http://xn--bcher-kva.example:8080/"


def test_a_redirect_to_what_is_no_address_is_said(site: Site) -> None:
    for place in ("http://[::1", "//[x]/", "http://%/"):
        with pytest.raises(FetchError):
            fetcher().fetch(site.status("/a", 302, Location=place))
