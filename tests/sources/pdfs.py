"""Writes small PDF files for tests: words at places, on pages, in Helvetica; nothing of them comes from a publisher."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

WIDTH, HEIGHT = 595, 842
"""A4 in points."""


class Put(NamedTuple):
    """Words whose baseline begins at x, y (points from the lower left corner)."""

    x: float
    y: float
    words: str
    size: float = 10


def pdf(pages: Sequence[Sequence[Put]], title: str | None = None) -> bytes:
    """A PDF with these words on its pages, drawn in this order."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, page in enumerate(pages):
        drawn = b"".join(_drawn(put) for put in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {5 + 2 * number} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%sendstream" % (len(drawn), drawn))
    if title:
        objects.append(f"<< /Title ({_escaped(title)}) >>".encode("cp1252"))
    return _file(objects, len(objects) if title else None)


def _drawn(put: Put) -> bytes:
    return f"BT /F1 {put.size:g} Tf {put.x:g} {put.y:g} Td ({_escaped(put.words)}) Tj ET\n".encode("cp1252")


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _file(objects: Sequence[bytes], info: int | None) -> bytes:
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    named = b" /Info %d 0 R" % info if info else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, named, start)
    return bytes(out)
