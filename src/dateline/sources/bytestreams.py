"""Reads bytes with a limit and turns them into text, or into the error that says which line is not text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import BinaryFile, NotUtf8

MARK = b"\xef\xbb\xbf"
"""The byte-order mark of UTF-8: not part of any text."""
WIDE = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
MAX_LINE = 16 * 1024 * 1024
"""The longest line of a JSONL file, in bytes."""


def looks_binary(start: bytes) -> bool:
    """Whether a file that starts so is no text: it holds NUL bytes and is not UTF-8."""
    if b"\0" not in start:
        return False
    try:
        start[: max(0, len(start) - 4)].decode("utf-8")
    except UnicodeDecodeError:
        return True
    return start.count(b"\0") * 20 > len(start)


def decode(data: bytes, where: str, line: int | None = None) -> str:
    """The text of UTF-8 bytes without their mark. Raises NotUtf8 with the line, or BinaryFile."""
    if data[:2] in WIDE:
        raise NotUtf8(f"this is {WIDE[data[:2]]} text; save it as UTF-8", where=where, line=line)
    if looks_binary(data[:8192]):
        raise BinaryFile(where=where, line=line)
    try:
        return data.removeprefix(MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        at = line or 1 + error.object.count(b"\n", 0, error.start)
        byte = error.object[error.start]
        raise NotUtf8(f"this is not UTF-8 text (byte 0x{byte:02x})", where=where, line=at) from None


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
