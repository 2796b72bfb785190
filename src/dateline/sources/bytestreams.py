"""Reads bytes with a limit and turns them into text, or into the error that says which line is not text."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO

from dateline.errors import BinaryFile, NotUtf8

MARK = b"\xef\xbb\xbf"
"""The byte-order mark of UTF-8: not part of any text."""
WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
SAMPLE = 64
"""From how many bytes on a share of NUL bytes says something."""
MAX_LINE = 16 * 1024 * 1024
"""The longest line of a JSONL file, in bytes."""


def looks_binary(start: bytes) -> bool:
    """Whether a file that starts so is no text: it holds NUL bytes and is not UTF-8, or is full of them."""
    if b"\0" not in start:
        return False
    try:
        start[: max(0, len(start) - 4)].decode("utf-8")
    except UnicodeDecodeError:
        return True
    return len(start) >= SAMPLE and start.count(b"\0") * 20 > len(start)


def ahead(stream: BinaryIO) -> bytes:
    """The stream's first bytes, which are still to be read; none where it cannot look ahead."""
    return bytes(stream.peek()[:8192]) if isinstance(stream, BufferedReader) else b""


def refuse_start(start: bytes) -> None:
    """Raise BinaryFile or NotUtf8 for a file whose first bytes say that it is no UTF-8 text at all."""
    if start[:2] in WIDE:
        raise NotUtf8(f"this is {WIDE[start[:2]]} text; save it as UTF-8")
    if looks_binary(start):
        raise BinaryFile()


def decode(data: bytes, line: int | None = None) -> str:
    """The text of UTF-8 bytes without their mark. Raises NotUtf8 with the line that breaks."""
    try:
        return data.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        at = line or 1 + error.object.count(b"\n", 0, error.start)
        byte = error.object[error.start]
        raise NotUtf8(f"this is not UTF-8 text (byte 0x{byte:02x})", line=at) from None


def lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The numbered lines, without their ends; None for one over MAX_LINE bytes, which is never held in memory."""
    number = 0
    while data := stream.readline(MAX_LINE + 1):
        number += 1
        if len(data) > MAX_LINE and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = stream.readline(MAX_LINE)
            yield number, None
        else:
            yield number, data.rstrip(b"\r\n")
