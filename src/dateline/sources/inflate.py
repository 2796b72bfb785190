"""Undoes gzip and deflate within a bound, so that a small file cannot become one that fills the memory."""

from __future__ import annotations

import zlib

from dateline.errors import BrokenAnswer, TooLarge

GZIP = b"\x1f\x8b"
"""How gzip data begins."""
EITHER, RAW = 47, -15
"""zlib's window bits for gzip or zlib data, told apart by their beginning, and for deflate data without either."""


def inflate(data: bytes, most: int) -> bytes:
    """The data that was compressed, all members of it. Raises TooLarge over `most` bytes, BrokenAnswer for damage."""
    try:
        return _members(data, most, EITHER)
    except zlib.error as error:
        if data.startswith(GZIP):
            raise BrokenAnswer(f"the compressed data is damaged ({error})") from None
    try:
        return _members(data, most, RAW)
    except zlib.error as error:
        raise BrokenAnswer(f"the data is not compressed as its header says ({error})") from None


def _members(data: bytes, most: int, bits: int) -> bytes:
    out, size = [], 0
    while data:
        stream = zlib.decompressobj(bits)
        part = stream.decompress(data, most - size + 1)
        size += len(part)
        out.append(part)
        if size > most:
            raise TooLarge(f"it is over {megabytes(most)} when it is unpacked")
        if not stream.eof:
            raise BrokenAnswer("the compressed data ends too early")
        data = stream.unused_data if stream.unused_data.startswith(GZIP) else b""
    return b"".join(out)


def megabytes(size: int) -> str:
    """A limit in bytes as people say it."""
    return f"{size // 1_000_000} MB" if size >= 1_000_000 else f"{size:,} bytes"
