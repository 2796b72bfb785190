"""JSONL: one article a row, with "text" and, if known, "published", "id", "title", "url", "outlet" and "authors"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import BrokenJson, EmptyFile, NoText, SourceError, TooLarge
from dateline.model import Article, Source
from dateline.sources.article import Given, make_article
from dateline.sources.base import Item
from dateline.sources.bytestreams import MARK, MAX_LINE, ahead, decode, lines, refuse_start
from dateline.sources.custody import extractor, source_of

MEDIA_TYPE = "application/x-ndjson"
NAME, VERSION = "jsonl", 1


def rows(stream: BinaryIO, where: str, given: Given) -> Iterator[Item]:
    """An article a row, or the error that names the row's line; blank lines are passed over."""
    try:
        refuse_start(ahead(stream))
    except SourceError as error:
        error.where = where
        yield error
        return
    seen = False
    for number, data in lines(stream):
        if data is not None and not data.removeprefix(MARK).strip():
            continue
        seen = True
        try:
            yield row(data, number, given)
        except SourceError as error:
            error.where, error.line = where, number
            yield error
    if not seen:
        yield EmptyFile(where=where)


def row(data: bytes | None, number: int, given: Given) -> Article:
    """The article in one line's bytes. Raises a SourceError for a row that is none."""
    if data is None:
        raise TooLarge(f"the line is over {MAX_LINE // 1024 // 1024} MB, too long for one article")
    fields = parse(decode(data, number))
    return article(fields, given.name, source_of(data, MEDIA_TYPE, extractor(NAME, VERSION), given), given)


def article(fields: dict[str, Any], ref: str | None, source: Source, given: Given) -> Article:
    """The article in a row's fields; `ref` names it where it has no id. Raises a SourceError for a row that is none."""
    text = fields.get("text")
    if not isinstance(text, str):
        raise NoText(NoText.sentence if text is None else 'the row\'s "text" is not a string')
    title, url, outlet = (_string(fields.get(key)) for key in ("title", "url", "outlet"))
    return make_article(
        text,
        published=fields.get("published"),
        authors=_authors(fields.get("authors")),
        ref=_string(fields.get("id")) or ref,
        source=source,
        given=given,
        title=title,
        url=url,
        outlet=outlet,
    )


def parse(line: str) -> dict[str, Any]:
    """The JSON object of a line. Raises BrokenJson, which says at which column it breaks."""
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BrokenJson(f"the line is not JSON: {error.msg.lower()} at column {error.colno}") from None
    except (RecursionError, ValueError):
        raise BrokenJson("the line is not JSON that can be read (nested too deep, or a number too long)") from None
    if not isinstance(value, dict):
        raise BrokenJson("the line is JSON, but not an object with a text")
    return value


def _string(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value) or None


def _authors(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())
