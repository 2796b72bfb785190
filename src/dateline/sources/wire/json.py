"""JSON files that are no rows: ninjs items, schema.org articles, and lists of rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import BrokenJson, NotAnArticle, SourceError
from dateline.sources import jsonl
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.bytestreams import MARK, decode, refuse_start
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import MEGABYTE, OneFile, whole
from dateline.sources.wire import jsonld, ninjs

LARGEST = 256 * MEGABYTE
NAME, VERSION = "json", 1
MARKS = (b'"@type"', b'"@context"', b'"@graph"', b'"body_', b'"bodies"', b'"uri"')
"""Keys by which an object on one line is known for no row."""


class JsonSource(OneFile):
    """A JSON file: one ninjs item or schema.org article, a graph or list of them, or a list of rows."""

    suffixes = (".json", ".jsonld", ".ninjs")
    extractor = NAME

    def fits(self, start: bytes) -> bool:
        """Whether the file is more than rows of JSON, one a line."""
        start = start.removeprefix(MARK).lstrip()
        if start.startswith(b"["):
            return True
        first, newline, rest = start.partition(b"\n")
        if rest.lstrip().startswith(b"{"):
            return False
        return any(mark in first for mark in MARKS) if not newline or _whole(first) else True

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article for each object that is one, and an error for each that is not."""
        data = whole(stream, LARGEST)
        refuse_start(data[:8192])
        value = loads(decode(data))
        source = source_of(data, "application/json", extractor(NAME, VERSION), given)
        listed = value if isinstance(value, list) else [value]
        for number, each in enumerate(listed, start=1):
            try:
                yield from _items(each, number, source, given)
            except SourceError as error:
                if len(listed) > 1:
                    error = type(error)(f"item {number}: {error.message}")
                yield error


def _whole(line: bytes) -> bool:
    """Whether a line is a JSON object by itself."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def loads(text: str) -> Any:
    """The value of a JSON text. Raises BrokenJson with the line and column at which it breaks."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        why = f"the file is not JSON: {error.msg.lower()} at column {error.colno}"
        raise BrokenJson(why, line=error.lineno) from None
    except (RecursionError, ValueError):
        raise BrokenJson("the file is not JSON that can be read (nested too deep, or a number too long)") from None


def _items(value: Any, number: int, source: Any, given: Given) -> Iterator[Item]:
    if not isinstance(value, dict):
        raise NotAnArticle("this is JSON, but no object that could be an article")
    if jsonld.is_linked_data(value):
        yield from jsonld.articles(value, source, given)
    elif ninjs.is_item(value):
        yield ninjs.article(value, source, given)
    else:
        yield jsonl.article(value, f"{given.name}#{number}", source, given)
