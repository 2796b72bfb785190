"""Writes web archives for tests: records as crawlers write them, and records damaged in known ways."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
from collections.abc import Iterable
from typing import NamedTuple

from dateline.errors import BinaryFile, DamagedRecord, NoPage, NotAnArticle, Repeated, SourceError

DAY = "2026-03-05T14:05:00Z"


class Page(NamedTuple):
    """A page of a site: its address, headline, day (ISO, or "" for none) and paragraphs."""

    url: str
    title: str
    day: str
    paragraphs: tuple[str, ...]

    def html(self, charset: str = "utf-8") -> bytes:
        """The page as a site would send it."""
        said = f'<meta property="article:published_time" content="{self.day}">' if self.day else ""
        words = "\n".join(f"<p>{html.escape(each)}</p>" for each in self.paragraphs)
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="{charset}"><title>{html.escape(self.title)}</title>'
            f"{said}</head><body><header><nav><a href='/'>Home</a> <a href='/news'>News</a></nav></header>"
            f"<main><article><h1>{html.escape(self.title)}</h1>\n{words}\n</article></main>"
            "<footer>All rights reserved.</footer></body></html>"
        ).encode(charset, "replace")


def answer(
    body: bytes, content_type: str = "text/html; charset=utf-8", status: str = "200 OK", more: str = ""
) -> bytes:
    """What a server sends."""
    return f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\n{more}\r\n".encode() + body


def record(
    url: str,
    block: bytes,
    kind: str = "response",
    length: int | None = None,
    digest: bytes | None = None,
    day: str = DAY,
) -> bytes:
    """A WARC record; `length` and `digest` (of other bytes) may lie."""
    sha1 = base64.b32encode(hashlib.sha1(block if digest is None else digest).digest()).decode()
    dated = f"WARC-Date: {day}\r\n" if day else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{dated}"
        f"WARC-Record-ID: <urn:uuid:{hashlib.md5(url.encode() + block).hexdigest()}>\r\n"
        f"WARC-Block-Digest: sha1:{sha1}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def good(page: Page, number: int = 0) -> bytes:
    """A page's record; every fourth is sent in chunks, every fourth gzipped, every fourth in windows-1252."""
    body, kind, more = page.html(), "text/html; charset=utf-8", ""
    if number % 4 == 1:
        body, more = chunked(body), "Transfer-Encoding: chunked\r\n"
    elif number % 4 == 2:
        body, more = gzip.compress(body, mtime=0), "Content-Encoding: gzip\r\n"
    elif number % 4 == 3:
        body, kind = page.html("windows-1252"), "text/html; charset=windows-1252"
    return record(page.url, answer(body, kind, more=more))


def chunked(body: bytes) -> bytes:
    """A body in chunks of 1,000 bytes."""
    parts = [body[at : at + 1000] for at in range(0, len(body), 1000)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class Damage(NamedTuple):
    """A packed record that is no good, the error it must give, and words that its reason must hold."""

    data: bytes
    error: type[SourceError]
    reason: str


def damaged(page: Page, way: int) -> Damage:
    """A page's record, damaged in the way with this number (modulo the number of ways)."""
    body = page.html()
    sent = answer(body)
    whole = record(page.url, sent)
    packed = gzip.compress(whole, mtime=0)
    image = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    ways = (
        (packed[: len(packed) * 2 // 3], DamagedRecord, "cannot be unpacked"),
        (_packed(record(page.url, sent, length=len(sent) - 300)), DamagedRecord, "length is wrong"),
        (_packed(record(page.url, sent, length=len(sent) + 5000)), DamagedRecord, "cut off"),
        (_packed(record(page.url, b"HTPP/1.1 OK\r\n\r\n" + body)), DamagedRecord, "HTTP status line"),
        (_packed(record(page.url, answer(image))), BinaryFile, "bytes are no text"),
        (_packed(record(page.url, answer(b" \r\n"))), NoPage, "empty page"),
        (_packed(record(page.url, answer(b"{}", "application/json"))), NotAnArticle, "application/json, not an HTML"),
        (
            _packed(record(page.url, answer(b"", status="301 Moved", more="Location: https://other.example/\r\n"))),
            NoPage,
            "redirect (301) to https://other.example/",
        ),
        (_packed(record(page.url, answer(body, status="404 Not Found"))), NoPage, "HTTP status 404"),
        (_packed(record(page.url, sent, digest=b"other")), DamagedRecord, "do not have the SHA1"),
        (
            _packed(record(page.url, answer(gzip.compress(body)[:-200], more="Content-Encoding: gzip\r\n"))),
            DamagedRecord,
            "cannot be unpacked",
        ),
        (
            _packed(record(page.url, answer(chunked(body)[:-400], more="Transfer-Encoding: chunked\r\n"))),
            DamagedRecord,
            "cut off between its chunks",
        ),
        (b"no gzip at all " * 40, DamagedRecord, "no packed record begins"),
        (_packed(whole) + _packed(whole), Repeated, "with the same bytes"),
    )
    return Damage(*ways[way % len(ways)])


WAYS = 14
TWICE = 13
"""The way whose first record is good: only its repetition is told."""


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def archive(records: Iterable[bytes]) -> bytes:
    """A packed archive of records, behind the record that says who made it."""
    return _packed(record("about:tests", b"software: tests\r\n", "warcinfo")) + b"".join(map(_packed, records))
