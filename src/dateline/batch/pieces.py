"""Takes the articles out of a piece of input: a whole file by its source, or the lines of a part of one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dateline.batch.plan import Piece
from dateline.errors import DatelineError, SourceError, Unexpected, UnknownInput
from dateline.model import Article
from dateline.sources.article import Given
from dateline.sources.inputs import read_path
from dateline.sources.jsonl import rows

BLOCK = 1 << 20


def items(piece: Piece, given: Given) -> Iterator[Article | DatelineError]:
    """The articles of a piece, and an error for what is none. A source that fails ends the piece, with the reason."""
    named = replace(given, name=piece.name)
    try:
        yield from _lines(piece, named) if piece.part else read_path(piece.path, named)
    except Exception as error:
        said = f"reading the file stopped here, the rest of it is not read: {type(error).__name__}: {error}"
        yield Unexpected(said, where=piece.path)


def _lines(piece: Piece, given: Given) -> Iterator[Article | SourceError]:
    try:
        with io.BufferedReader(Part(piece.path, piece.start, piece.end)) as stream:
            for item in rows(stream, piece.path, given):
                if isinstance(item, SourceError) and item.line is not None:
                    item.line += _lines_before(piece)
                yield item
    except OSError as error:
        yield UnknownInput(f"it cannot be read: {(error.strerror or str(error)).lower()}", where=piece.path)


def _lines_before(piece: Piece) -> int:
    """How many lines of the file stand before the piece."""
    count, left = 0, piece.start
    with Path(piece.path).open("rb") as stream:
        while left and (block := stream.read(min(BLOCK, left))):
            count += block.count(b"\n")
            left -= len(block)
    return count


class Part(io.RawIOBase):
    """The bytes of a file between two offsets, as a stream."""

    def __init__(self, path: str, start: int, end: int) -> None:
        self._stream = Path(path).open("rb")  # noqa: SIM115 (closed with this stream)
        self._stream.seek(start)
        self._left = end - start

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer with what comes next; 0 at the end of the part."""
        view = memoryview(buffer)
        data = self._stream.read(min(len(view), self._left))
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()
        super().close()
