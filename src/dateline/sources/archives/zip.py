"""Zip archives: every member is read by the source that would read it as a file, within bounds, never by its path."""

from __future__ import annotations

import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from dateline.errors import DamagedRecord, Encrypted, NotRead, SourceError, UnknownInput, UnsafeArchive
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.inputs import source_for
from dateline.sources.onefile import MEGABYTE, OneFile, located

MOST_MEMBERS = 200_000
LARGEST_MEMBER = 1024 * MEGABYTE
LARGEST_WHOLE = 16 * 1024 * MEGABYTE
"""How much may come out of one archive, its nested archives included."""
SWELLS = 300
"""How many times its packed size a member over ten megabytes may have; text shrinks to a tenth, bombs to far less."""
DEEPEST = 2
"""How many archives may lie in one another."""
BLOCK = 256 * 1024
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    ValueError,
    OSError,
    RuntimeError,
    OverflowError,
)


class ZipSource(OneFile):
    """A zip archive: the articles of its members, sorted by name; nested archives are read to a bounded depth."""

    suffixes = (".zip",)

    def read(self, path: str, given: Given) -> Iterator[Item]:
        """The articles of every member that some source reads; members of other kinds are counted at the end."""
        with Path(path).open("rb") as stream:
            yield from located(_Archive(given.name or Path(path).name, given).items(stream, path, 1), path)


class _Archive:
    """One archive being read, with how much has come out of it so far."""

    def __init__(self, name: str, given: Given) -> None:
        self.name, self.given, self.unpacked = name, given, 0

    def items(self, stream: BinaryIO, where: str, depth: int) -> Iterator[Item]:
        try:
            archive = zipfile.ZipFile(stream)
        except BROKEN as error:
            yield DamagedRecord(f"this is no zip archive that can be opened: {_said(error)}", where=where)
            return
        with archive:
            members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
            if len(members) > MOST_MEMBERS:
                yield UnsafeArchive(
                    f"the archive has {len(members):,} members; {MOST_MEMBERS:,} are the most", where=where
                )
                return
            yield from self._members(archive, members, where, depth)

    def _members(
        self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], where: str, depth: int
    ) -> Iterator[Item]:
        left: list[str] = []
        visible = [member for member in members if not _hidden(member.filename)]
        with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
            for member in visible:
                inside = f"{where}!{member.filename}"
                try:
                    _refuse(member)
                    yield from self._member(archive, member, Path(folder), inside, depth, left)
                except SourceError as error:
                    error.where = error.where or inside
                    yield error
        if not visible:
            yield UnknownInput("the archive holds no file", where=where)
        elif left:
            kinds = ", ".join(sorted(set(left)))
            yield NotRead(f"{len(left)} member{'s' * (len(left) > 1)} of other kinds not read ({kinds})", where=where)

    def _member(
        self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, inside: str, depth: int, left: list[str]
    ) -> Iterator[Item]:
        name = PurePosixPath(member.filename).name
        file = folder / f"member{''.join(_suffixes(name))}"
        try:
            self._unpack(archive, member, file)
            source = source_for(str(file)) if file.suffix else None
            if source is None:
                left.append(PurePosixPath(name).suffix or name)
            elif isinstance(source, ZipSource):
                yield from self._nested(file, inside, depth)
            else:
                given = replace(self.given, name=f"{self.name}/{member.filename}")
                yield from _renamed(source.read(str(file), given), str(file), inside)
        finally:
            file.unlink(missing_ok=True)

    def _nested(self, file: Path, inside: str, depth: int) -> Iterator[Item]:
        if depth >= DEEPEST:
            raise UnsafeArchive(f"archives lie more than {DEEPEST} deep in one another; this one is not opened")
        with file.open("rb") as stream:
            yield from self.items(stream, inside, depth + 1)

    def _unpack(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: Path) -> None:
        """Write a member to a file of our own naming, stopping where it swells beyond what is allowed."""
        written = 0
        try:
            with archive.open(member) as packed, file.open("wb") as out:
                while block := packed.read(BLOCK):
                    written += len(block)
                    self.unpacked += len(block)
                    _refuse_size(written, member.compress_size, self.unpacked)
                    out.write(block)
        except BROKEN as error:
            raise DamagedRecord(f"the member cannot be unpacked: {_said(error)}") from None


def _refuse(member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or (path.parts and path.parts[0].endswith(":")):
        raise UnsafeArchive("the member's name leads outside the archive; it is not unpacked")
    if member.flag_bits & 0x1:
        raise Encrypted("the member is encrypted, and dateline has no password for it")
    if (member.external_attr >> 16) & 0o170000 == 0o120000:
        raise UnsafeArchive("the member is a link to another file; it is not followed")
    _refuse_size(member.file_size, member.compress_size, 0)


def _refuse_size(size: int, packed: int, unpacked: int) -> None:
    if size > LARGEST_MEMBER:
        raise UnsafeArchive(f"the member swells to over {LARGEST_MEMBER // MEGABYTE:,} MB; it is not unpacked")
    if unpacked > LARGEST_WHOLE:
        raise UnsafeArchive(f"the archive swells to over {LARGEST_WHOLE // MEGABYTE:,} MB; the rest is not unpacked")
    if size > 10 * MEGABYTE and size > SWELLS * max(1, packed):
        raise UnsafeArchive(f"the member swells to over {SWELLS} times its packed size; it is not unpacked")


def _hidden(name: str) -> bool:
    """Members that a folder's reading would pass over too: hidden ones, and what macOS adds."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith(".") and part not in (".", "..") for part in parts) or "__MACOSX" in parts


def _suffixes(name: str) -> list[str]:
    """The last one or two endings of a name (".warc.gz"), only where they are plain letters and digits."""
    endings = PurePosixPath(name).suffixes[-2:]
    return [ending for ending in endings if ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= 10]


def _renamed(items: Iterator[Item], path: str, inside: str) -> Iterator[Item]:
    """The items of an unpacked member, with errors that name the member instead of the file it was unpacked to."""
    for item in items:
        if isinstance(item, SourceError):
            item.where = (item.where or path).replace(path, inside, 1)
        yield item


def _said(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said[:1].lower() + said[1:]
