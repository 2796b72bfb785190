"""One text is one article: its bytes read with a limit, its characters kept as given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import EmptyFile, NulBytes, SourceError, TooLarge
from dateline.sources.article import MAX_TEXT, Given, make_article
from dateline.sources.base import Item
from dateline.sources.bytestreams import MARK, decode, refuse_start
from dateline.sources.custody import extractor, source_of

MEDIA_TYPE = "text/plain"
NAME, VERSION = "text", 1
LIMIT = 4 * MAX_TEXT
"""No text of MAX_TEXT characters has more bytes than this."""


def whole(stream: BinaryIO, where: str, given: Given) -> Iterator[Item]:
    """The article that the stream's bytes are, or the error that says why they are none."""
    data = stream.read(LIMIT + 1)
    try:
        if len(data) > LIMIT:
            raise TooLarge(f"the file is too long for one article ({MAX_TEXT:,} characters)")
        if not data.removeprefix(MARK).strip():
            raise EmptyFile()
        refuse_start(data[:8192])
        text = decode(data)
        if b"\0" in data:
            raise NulBytes(line=1 + data.count(b"\n", 0, data.index(b"\0")))
        source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION), given)
        yield make_article(text, ref=given.name, source=source, given=given)
    except SourceError as error:
        error.where = where
        yield error
