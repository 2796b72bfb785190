"""Finds the source that takes a path, and reads any number of paths one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dateline.errors import UnknownInput
from dateline.plugins import SOURCES, found, load
from dateline.sources.article import Given
from dateline.sources.base import STDIN, Item, Source


def articles(paths: Iterable[str], given: Given = Given()) -> Iterator[Item]:  # noqa: B008
    """The articles of files, folders and standard input ("-"), in the order given, one in memory at a time.

    What cannot be taken as an article comes as a SourceError in its place; the rest is still read.
    """
    for path in paths:
        yield from read_path(path, given)


def read_path(path: str, given: Given) -> Iterator[Item]:
    """The articles of one path; an UnknownInput where nothing is there or no source takes it."""
    if path != STDIN and not Path(path).exists():
        yield UnknownInput(where=path)
        return
    source = source_for(path)
    if source is None:
        known = ", ".join(suffixes())
        yield UnknownInput(f"no source reads files of this kind; known are folders and {known}", where=path)
        return
    try:
        yield from source.read(path, given)
    except OSError as error:
        yield UnknownInput(f"it cannot be read: {(error.strerror or str(error)).lower()}", where=path)


def source_for(path: str) -> Source | None:
    """The first source, by name, that takes the path."""
    return next((source for source in installed() if source.takes(path)), None)


def suffixes() -> list[str]:
    """The file name endings that some source reads."""
    return sorted({suffix for source in installed() for suffix in source.suffixes})


@cache
def installed() -> tuple[Source, ...]:
    """The sources found, built once."""
    return tuple(load(point)() for point in found(SOURCES).values())
