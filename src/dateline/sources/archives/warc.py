"""Web archives (WARC, WARC.gz) as of CC-NEWS: a stored page is an article; every other answer says why it is none."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO

from dateline.errors import (
    BinaryFile,
    BrokenAnswer,
    DamagedRecord,
    EmptyFile,
    NoPage,
    NotAnArticle,
    Repeated,
    SourceError,
)
from dateline.model import Article
from dateline.sources.archives.warc_records import HEADER_END, LARGEST_RECORD, RawRecord, raw_records
from dateline.sources.article import Given, make_article
from dateline.sources.base import Item
from dateline.sources.bytestreams import decode, looks_binary
from dateline.sources.custody import extractor, source_of
from dateline.sources.inflate import inflate
from dateline.sources.onefile import OneFile, extra

PAGES = frozenset({"text/html", "application/xhtml+xml"})
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\0\0\0\x18ftyp")
"""How common files that are no text begin."""
PASSED_OVER = frozenset({"warcinfo", "request", "metadata", "continuation"})
"""Records about other records: they hold no page, and nothing is lost by not reading them."""
HASHES = frozenset({"md5", "sha1", "sha256", "sha512"})
CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


class WarcSource(OneFile):
    """A web archive: the HTML pages that servers answered with, each once."""

    suffixes = (".warc", ".warc.gz")

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a page, and an error for each record that is damaged, is no page, or was read before."""
        seen: dict[bytes, int] = {}
        empty = True
        for raw in raw_records(stream):
            empty = False
            item = raw if isinstance(raw, SourceError) else _item(raw, given, seen)
            if item is not None:
                yield item
        if empty:
            raise EmptyFile()


def _item(raw: RawRecord, given: Given, seen: dict[bytes, int]) -> Item | None:
    try:
        return _article(raw, given, seen)
    except SourceError as error:
        return type(error)(f"record {raw.number}: {error.message}")


def _article(raw: RawRecord, given: Given, seen: dict[bytes, int]) -> Article | None:
    """The record's article; None for a record about another one. Raises the error that says why it is none."""
    record = _parsed(raw.data)
    headers = record.rec_headers
    if record.rec_type in PASSED_OVER:
        return None
    url: str | None = headers.get_header("WARC-Target-URI")
    name = url or "it"
    if record.rec_type == "revisit":
        raise Repeated(f"{name} had not changed since it was stored in another record")
    _refuse_changed(raw.data, headers.get_header("WARC-Block-Digest"))
    key = hashlib.sha256((url or "").encode() + b"\0" + block(raw.data)).digest()[:16]
    if seen.setdefault(key, raw.number) != raw.number:
        raise Repeated(f"{name} stands in record {seen[key]} of this file too, with the same bytes")
    ref = (headers.get_header("WARC-Record-ID") or "").strip("<>") or f"{given.name}#{raw.number}"
    said = replace(given, name=ref, fetched=headers.get_header("WARC-Date") or given.fetched)
    if record.rec_type == "conversion":
        return _converted(record, name, url, said)
    if record.rec_type not in ("response", "resource"):
        raise NotAnArticle(f"{name} is a record of the type {record.rec_type!r}")
    body, content_type = _body(record, name)
    return page_article(body, url, content_type, said)


def block(data: bytes) -> bytes:
    """The bytes behind a record's WARC header."""
    found = HEADER_END.search(data)
    return data[found.end() :] if found else b""


def _parsed(data: bytes) -> Any:
    """The record with its WARC and HTTP headers, read by warcio."""
    loader = extra("warcio.recordloader").ArcWarcRecordLoader(verify_http=True)
    broken = extra("warcio.statusandheaders").StatusAndHeadersParserException
    try:
        return loader.parse_record_stream(io.BytesIO(data), known_format="warc")
    except broken as error:
        begins = " ".join(str(error.statusline).split())[:40]
        raise DamagedRecord(
            f"the server's answer does not begin with an HTTP status line, but with {begins!r}"
        ) from None
    except EOFError:
        raise NoPage("the server's answer is empty") from None
    except Exception as error:  # warcio does not say which errors a header of nonsense raises
        raise DamagedRecord(f"its headers cannot be read: {' '.join(str(error).split())[:80]}") from None


def _refuse_changed(data: bytes, digest: str | None) -> None:
    """Raise DamagedRecord where the block's bytes are not those of the digest that the archive gives."""
    kind, _, told = (digest or "").partition(":")
    kind = kind.lower().replace("-", "")
    if kind not in HASHES or not told:
        return
    made = hashlib.new(kind, block(data)).digest()
    if told.lower() not in (made.hex(), base64.b32encode(made).decode().lower()):
        raise DamagedRecord(f"its bytes were changed: they do not have the {kind.upper()} that the archive gives")


def _converted(record: Any, name: str, url: str | None, given: Given) -> Article:
    """The article in a record of extracted text (WET)."""
    kind = str(record.content_type or "").partition(";")[0].strip().lower()
    if kind != "text/plain":
        raise NotAnArticle(f"{name} is {kind or 'of no stated kind'}, not text")
    data = record.raw_stream.read()
    source = source_of(data, "text/plain", extractor("text", 1), given)
    return make_article(decode(data), url=url, ref=given.name, source=source, given=given)


def _body(record: Any, name: str) -> tuple[bytes, str]:
    """A page's bytes and content type. Raises NoPage, NotAnArticle, BinaryFile or DamagedRecord for what is none."""
    http = record.http_headers
    content_type = str((http.get_header("Content-Type") if http else record.content_type) or "")
    raw = record.raw_stream.read()
    if http is not None:
        _refuse_status(http.get_statuscode(), http, name)
        raw = _decoded(raw, http, name)
    if not raw.strip():
        raise NoPage(f"{name} is an empty page")
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in PAGES:
        raise NotAnArticle(f"{name} is {kind}, not an HTML page")
    if raw.startswith(BINARY) or looks_binary(raw[:8192]):
        raise BinaryFile(f"{name} is said to be HTML, and its bytes are no text")
    return raw, content_type


def _refuse_status(status: str, http: Any, name: str) -> None:
    if status == "200":
        return
    if not status.isdigit():
        raise DamagedRecord(f"the answer for {name} does not begin with an HTTP status line")
    if status in ("301", "302", "303", "307", "308"):
        raise NoPage(f"{name} is a redirect ({status}) to {http.get_header('Location') or 'an unknown place'}")
    raise NoPage(f"{name} was answered with HTTP status {http.statusline[:60]}")


def _decoded(raw: bytes, http: Any, name: str) -> bytes:
    """A body without its transfer and content codings; archives often keep it without, whatever the header says."""
    if "chunked" in (http.get_header("Transfer-Encoding") or "").lower() and CHUNK.match(raw):
        raw = _unchunked(raw, name)
    for coding in reversed([each.strip().lower() for each in (http.get_header("Content-Encoding") or "").split(",")]):
        if coding in ("gzip", "x-gzip", "deflate") and raw.lstrip()[:1] != b"<":
            try:
                raw = inflate(raw, LARGEST_RECORD)
            except BrokenAnswer as error:
                raise DamagedRecord(f"the body of {name} cannot be unpacked: {error.message}") from None
        elif coding not in ("", "identity", "gzip", "x-gzip", "deflate") and looks_binary(raw[:8192]):
            raise NotAnArticle(f"the body of {name} is packed as {coding}, which is not read")
    return raw


def _unchunked(raw: bytes, name: str) -> bytes:
    """A body put together of its chunks (RFC 9112, 7.1). Raises DamagedRecord where they are cut off."""
    parts: list[bytes] = []
    at = 0
    while head := CHUNK.match(raw, at):
        size = int(head[1], 16)
        if size == 0:
            return b"".join(parts)
        at = head.end() + size
        parts.append(raw[head.end() : at])
        at += 2 if raw[at : at + 2] == b"\r\n" else 1
    raise DamagedRecord(f"the body of {name} is cut off between its chunks")


def page_article(body: bytes, url: str | None, content_type: str, given: Given) -> Article:
    """The article of a page by the same reader as for pages from files and the web."""
    from dateline.sources.web.page import article_of

    return article_of(body, url, content_type, given)
