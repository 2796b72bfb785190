"""Content addresses: the same content has the same id on every machine, in every run and in every order."""

from __future__ import annotations

import hashlib
import json

SHOWN = 10
"""How many characters of an id are shown to people; commands take any unambiguous beginning."""


def text_id(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal. Raises UnicodeEncodeError for half a surrogate pair."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def bytes_id(data: bytes) -> str:
    """The SHA-256 of bytes as they were read or fetched."""
    return hashlib.sha256(data).hexdigest()


def article_id(url: str | None, outlet: str | None, published: str | None, title: str | None, text: str) -> str:
    """The SHA-256 of the JSON array [url, outlet, published, title, text]: one version of one dated text."""
    return text_id(json.dumps([url, outlet, published, title, text], ensure_ascii=False, separators=(",", ":")))


def record_id(article: str, layer: str, start: int, end: int) -> str:
    """A record's public id: the SHA-256 of the JSON array [article id, layer, start, end of its anchor].

    The anchor is an event's trigger, a quotation's first content, a mention's or a time expression's own span.
    """
    return text_id(f'["{article}","{layer}",{start},{end}]')


def short(identifier: str) -> str:
    """The form in which an id is shown: its first characters."""
    return identifier[:SHOWN]
