"""The built-in sources: a text file is one article, a JSONL file one a line, a folder all of them, "-" either."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from dateline.errors import NotRead, UnknownInput
from dateline.sources.article import Given
from dateline.sources.base import STDIN, Item, Source
from dateline.sources.bytestreams import MARK, ahead
from dateline.sources.inputs import source_for
from dateline.sources.jsonl import rows
from dateline.sources.text import whole

PAGES = (".html", ".htm")
"""Beside such a file, a folder NAME_files holds the pictures, frames and scripts that a browser saved with it."""


class TextSource:
    """A text file: one article, its characters exactly as in the file (a byte-order mark is not part of them)."""

    suffixes: tuple[str, ...] = (".md", ".text", ".txt")

    def takes(self, path: str) -> bool:
        """Files that end in .txt, .text or .md, or in nothing."""
        return path != STDIN and Path(path).is_file() and Path(path).suffix.lower() in ("", *self.suffixes)

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The one article, or the reason why it is none."""
        with Path(path).open("rb") as stream:
            yield from whole(stream, path, given if given.name else replace(given, name=Path(path).name))


class JsonLinesSource:
    """A JSONL file: one article a row."""

    suffixes: tuple[str, ...] = (".json", ".jsonl", ".ndjson")

    def takes(self, path: str) -> bool:
        """Files that end in .jsonl, .ndjson or .json."""
        return path != STDIN and Path(path).is_file() and Path(path).suffix.lower() in self.suffixes

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """An article or an error a row."""
        with Path(path).open("rb") as stream:
            yield from rows(stream, path, given if given.name else replace(given, name=Path(path).name))


class StandardInput:
    """Standard input, "-": rows where it begins with "{", otherwise one text."""

    suffixes: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Only "-"."""
        return path == STDIN

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The articles of the stream."""
        stream: BinaryIO = sys.stdin.buffer
        is_rows = ahead(stream).removeprefix(MARK).lstrip()[:1] == b"{"
        yield from (rows if is_rows else whole)(stream, "<stdin>", given if given.name else replace(given, name=path))


class FolderSource:
    """A folder: every file in it and below that some source reads, sorted by path; hidden ones are passed over."""

    suffixes: tuple[str, ...] = ()

    def takes(self, path: str) -> bool:
        """Only folders."""
        return path != STDIN and Path(path).is_dir()

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The articles of all files; files of other kinds are counted in a NotRead at the end."""
        root, left, taken = Path(path), [], 0
        for file in files_below(root):
            source = source_for(str(file)) if file.suffix else None
            if source is None:
                left.append(file.suffix or file.name)
                continue
            taken += 1
            yield from _read(source, file, replace(given, name=given.name or file.relative_to(root).as_posix()))
        if not taken:
            yield UnknownInput("the folder holds no file that a source reads", where=path)
        elif left:
            kinds = ", ".join(sorted(set(left)))
            yield NotRead(f"{len(left)} file{'s' * (len(left) > 1)} of other kinds not read ({kinds})", where=path)


def files_below(root: Path) -> list[Path]:
    """The files below a folder, without hidden ones and without what a browser saved along with a page."""
    found = (file for file in root.rglob("*") if file.is_file())
    visible = (f for f in found if not any(_passed_over(f, part) for part in _parts(root, f)))
    return sorted(visible, key=lambda file: file.relative_to(root).as_posix())


def _parts(root: Path, file: Path) -> list[Path]:
    below = [file, *file.parents]
    return below[: below.index(root)]


def _passed_over(file: Path, part: Path) -> bool:
    if part.name.startswith("."):
        return True
    pages = (part.with_name(part.name.removesuffix("_files") + suffix) for suffix in PAGES)
    return part != file and part.name.endswith("_files") and any(page.is_file() for page in pages)


def _read(source: Source, file: Path, given: Given) -> Iterator[Item]:
    try:
        yield from source.read(str(file), given)
    except OSError as error:
        yield UnknownInput(f"it cannot be read: {(error.strerror or str(error)).lower()}", where=str(file))
