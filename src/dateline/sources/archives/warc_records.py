"""Splits a web archive (WARC, WARC.gz) into records, and finds the next good one behind each that is damaged."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from dateline.errors import DamagedRecord, SourceError, TooLarge
from dateline.sources.onefile import MEGABYTE

GZIP = b"\x1f\x8b\x08"
BEGINS = re.compile(rb"WARC/\d")
HEADER_END = re.compile(rb"\r?\n\r?\n")
BETWEEN = re.compile(rb"(?:\r?\n){2,}(?=WARC/\d)")
"""What stands between two records: blank lines, then the next record's version."""
LENGTH = re.compile(rb"(?i)\ncontent-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?\n")
LARGEST_RECORD = 64 * MEGABYTE
"""The largest record, unpacked; a larger one is refused and passed over."""
LARGEST_HEADER = 256 * 1024
BLOCK = 64 * 1024


class RawRecord(NamedTuple):
    """A record's place among the records of its file, from 1 on, and its bytes: WARC header and block."""

    number: int
    data: bytes


def raw_records(stream: BinaryIO) -> Iterator[RawRecord | SourceError]:
    """The records in their order; for each that is damaged an error that says how, and then the next good one."""
    window = Window(stream)
    pieces = members(window) if window.has(len(GZIP)) and window.data.startswith(GZIP) else plain(window)
    for number, piece in enumerate(pieces, start=1):
        if isinstance(piece, SourceError):
            yield type(piece)(f"record {number}: {piece.message}")
        else:
            yield RawRecord(number, piece)


class Window:
    """The part of a stream that is looked at: cut from the front, filled from behind."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ended = False
        self.data = bytearray()

    def fill(self) -> bool:
        """Take in another block; False at the end of the stream."""
        block = b"" if self._ended else self._stream.read(BLOCK)
        self._ended = not block
        self.data += block
        return bool(block)

    def has(self, count: int) -> bool:
        """Whether there are so many bytes from here on."""
        while len(self.data) < count and self.fill():
            pass
        return len(self.data) >= count

    def find(self, pattern: re.Pattern[bytes], start: int, most: int) -> re.Match[bytes] | None:
        """The first match from `start` on, in at most `most` bytes."""
        while True:
            found = pattern.search(self.data, start)
            if found or len(self.data) - start > most or not self.fill():
                return found

    def drop(self, count: int) -> None:
        """Let go of the first bytes."""
        del self.data[:count]

    def drop_to(self, pattern: re.Pattern[bytes], start: int) -> None:
        """Let go of everything up to the end of the next match from `start` on; of everything where there is none."""
        while True:
            found = pattern.search(self.data, start)
            if found:
                return self.drop(found.end())
            keep = min(len(self.data), 16)  # a match may begin in the last bytes
            self.drop(len(self.data) - keep)
            start = 0
            if not self.fill():
                return self.drop(len(self.data))


def plain(window: Window) -> Iterator[bytes | SourceError]:
    """The records of an archive, or of a member of one, that is not packed."""
    while window.has(1):
        try:
            yield _record(window)
        except SourceError as error:
            yield error


def _record(window: Window) -> bytes:
    """The record that begins here, taken from the window. Raises the error that says why it is none, behind it."""
    window.has(8)
    if not BEGINS.match(window.data):
        window.drop_to(BETWEEN, 0)
        raise DamagedRecord("no WARC record begins where one should")
    header = window.find(HEADER_END, 0, LARGEST_HEADER)
    if not header:
        window.drop_to(BETWEEN, 1)
        raise DamagedRecord("its header does not end")
    length = LENGTH.search(window.data, 0, header.end())
    if not length:
        window.drop_to(BETWEEN, 1)
        raise DamagedRecord("its header does not say how long it is (Content-Length)")
    return _block(window, header.end(), int(length[1]))


def _block(window: Window, start: int, length: int) -> bytes:
    if length > LARGEST_RECORD:
        window.drop_to(BETWEEN, start)
        raise TooLarge(f"it is over {LARGEST_RECORD // MEGABYTE} MB")
    if not window.has(start + length):
        there = len(window.data) - start
        cut = BETWEEN.search(window.data, start)
        window.drop(cut.end() if cut else len(window.data))
        if cut:
            raise DamagedRecord(
                f"it says that it has {length:,} bytes; the next record begins after {cut.start() - start:,}"
            )
        raise DamagedRecord(f"it is cut off: it says that it has {length:,} bytes, and {there:,} are there")
    end = start + length
    while window.has(end + 16) and window.data[end : end + 16].isspace():
        end += 1
    data = bytes(window.data[: start + length])
    behind = BETWEEN.match(window.data, start + length)
    if not behind and window.data[start + length :].strip():
        window.drop_to(BETWEEN, start)
        raise DamagedRecord(f"its length is wrong: behind the {length:,} bytes that it says it has, no record ends")
    window.drop(behind.end() if behind else len(window.data))
    return data


MAGIC = re.compile(re.escape(GZIP))


def members(window: Window) -> Iterator[bytes | SourceError]:
    """The records of a packed archive, in which each record is a gzip member of its own."""
    while window.has(1):
        try:
            data = _unpacked(window)
        except SourceError as error:
            _to_next_member(window)
            yield error
            continue
        yield from plain(Window(io.BytesIO(data)))


def _unpacked(window: Window) -> bytes:
    """What the gzip member that begins here holds, taken from the window. Raises DamagedRecord or TooLarge."""
    if not (window.has(len(GZIP)) and window.data.startswith(GZIP)):
        raise DamagedRecord("no packed record begins where one should")
    unpacker, at, parts, size = zlib.decompressobj(31), 0, [], 0
    while not unpacker.eof:
        if at >= len(window.data) and not window.fill():
            raise DamagedRecord(f"it is cut off: its packed bytes end after {len(window.data):,}")
        try:
            part = unpacker.decompress(bytes(window.data[at : at + BLOCK]), LARGEST_RECORD + 1 - size)
        except zlib.error as error:
            raise DamagedRecord(f"it cannot be unpacked: {str(error).partition(': ')[2] or error}") from None
        at = min(at + BLOCK, len(window.data)) - len(unpacker.unconsumed_tail)
        parts.append(part)
        size += len(part)
        if size > LARGEST_RECORD:
            raise TooLarge(
                f"it is over {LARGEST_RECORD // MEGABYTE} MB unpacked, or the archive is packed as one piece"
            )
    window.drop(at - len(unpacker.unused_data))
    return b"".join(parts)


def _to_next_member(window: Window) -> None:
    """Go on to the next place, behind the first byte, where a gzip member begins that holds a record."""
    start = 1
    while True:
        found = window.find(MAGIC, start, BLOCK)
        if found is None:
            window.drop(max(1, len(window.data) - len(GZIP)))
            if not window.fill():
                return window.drop(len(window.data))
            start = 0
            continue
        window.has(found.start() + 1024)
        if _holds_record(bytes(window.data[found.start() : found.start() + 1024])):
            return window.drop(found.start())
        start = found.start() + 1


def _holds_record(packed: bytes) -> bool:
    try:
        return bool(BEGINS.match(zlib.decompressobj(31).decompress(packed, 8)))
    except zlib.error:
        return False
