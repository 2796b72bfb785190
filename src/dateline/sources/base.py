"""What a source is: it takes a path and yields articles, one by one, and errors for what cannot be an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeAlias

from dateline.errors import SourceError
from dateline.model import Article
from dateline.sources.article import Given

Item: TypeAlias = Article | SourceError
STDIN = "-"


class Source(Protocol):
    """One kind of input. Found through the entry-point group `dateline.sources`, and built without arguments."""

    suffixes: tuple[str, ...]
    """The file name endings that this source reads, such as ".txt"; empty for what is not a file."""

    def takes(self, path: str) -> bool:
        """Whether this path ("-" is standard input) is for this source."""

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The articles of the path in their order, without holding more than one in memory."""
