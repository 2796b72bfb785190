"""What every source of files has in common: endings, a look at the first bytes, and errors that name the file."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from dateline.errors import EmptyFile, NeedsExtra, SourceError, TooLarge
from dateline.sources.article import Given
from dateline.sources.base import STDIN, Item

HEAD = 8192
"""How many of a file's first bytes are looked at to tell what it is."""
MEGABYTE = 1024 * 1024
LONGEST = 400
"""The longest reason, in characters."""


class OneFile:
    """A source of files of one kind: those with one of its endings whose first bytes fit."""

    suffixes: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Whether the path is a file with one of the endings and a beginning that fits."""
        file = Path(path)
        if path == STDIN or not file.name.lower().endswith(self.suffixes) or not file.is_file():
            return False
        return self.fits(_head(file))

    def fits(self, start: bytes) -> bool:
        """Whether a file that starts so is of this kind; kinds that share an ending tell themselves apart here."""
        return True

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The articles of the file; errors carry its path."""
        with Path(path).open("rb") as stream:
            yield from located(self.parse(stream, named(given, path)), path)

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The articles of the file's bytes, and an error for each part that is none."""
        raise NotImplementedError


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""  # whoever takes it meets the same error when reading, and says so


def named(given: Given, path: str) -> Given:
    """What the caller said, with the file's name where no name was given."""
    return given if given.name else replace(given, name=Path(path).name)


def located(items: Iterable[Item], where: str) -> Iterator[Item]:
    """The items, with the file's path on every error; an error that ends the reading comes as the last item."""
    try:
        for item in items:
            yield _told(item, where) if isinstance(item, SourceError) else item
    except SourceError as error:
        yield _told(error, where)


def _told(error: SourceError, where: str) -> SourceError:
    """An error with the file's path, on one line of bounded length whatever words of the file it quotes."""
    error.where = error.where or where
    message = " ".join(error.message.split())
    error.message = message if len(message) <= LONGEST else f"{message[: LONGEST - 100]} … {message[-80:]}"
    return error


def whole(stream: BinaryIO, limit: int) -> bytes:
    """All bytes of a file. Raises EmptyFile, or TooLarge for one of more than `limit` bytes."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(f"the file is over {limit // MEGABYTE:,} MB, the most that is read of its kind")
    if not data.strip():
        raise EmptyFile()
    return data


def extra(module: str) -> Any:
    """A module of an optional part. Raises NeedsExtra where it is not installed."""
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise NeedsExtra(f"reading this needs {error.name}: install dateline[sources]") from None
