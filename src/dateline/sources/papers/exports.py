"""Text files that press databases export: each document an article, where other text files are one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import DamagedRecord
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.bytestreams import decode, refuse_start
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import MEGABYTE, OneFile, whole
from dateline.sources.papers import press

LARGEST = 256 * MEGABYTE
NAME, VERSION = "press", 1


class PressSource(OneFile):
    """A text file (.txt) in a layout of Nexis, Factiva or ProQuest: its documents."""

    suffixes = (".text", ".txt")
    extractor = NAME

    def fits(self, start: bytes) -> bool:
        """Whether the file begins as such an export."""
        return press.looks_like(start.decode("utf-8", "replace"))

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a document, and an error for each that has no text."""
        data = whole(stream, LARGEST)
        refuse_start(data[:8192])
        text = decode(data).replace("\r\n", "\n").replace("\0", "")
        found = press.recognised(text)
        if found is None:
            raise DamagedRecord("the file begins as a press database's export, and holds no document of one")
        yield from press.articles(found, text, source_of(data, "text/plain", extractor(NAME, VERSION), given), given)
