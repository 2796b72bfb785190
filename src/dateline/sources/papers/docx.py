"""Word documents (.docx): one article a file, or each document of a press database's export."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from dateline.errors import DamagedRecord, Encrypted, NoText, UnsafeArchive
from dateline.model import Evidence
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import MEGABYTE, OneFile, extra, whole
from dateline.sources.papers import press

LARGEST, LARGEST_UNPACKED, MOST_PARTS = 128 * MEGABYTE, 512 * MEGABYTE, 20_000
SWELLS = 500
"""How many times its packed size the whole may have."""
NAME, VERSION = "docx", 1
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0"
"""How Word files with a password, and those of Word before 2007, begin."""


class DocxSource(OneFile):
    """A Word document (.docx): its paragraphs and tables in order, without headers, footers and comments."""

    suffixes = (".docx",)
    extractor = NAME

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The article, or the articles of an export, or the reason why there is none."""
        data = whole(stream, LARGEST)
        document = _opened(data)
        text = "\n\n".join(_blocks(document)).strip()
        if not text:
            raise NoText("the document holds no words (its pictures are not read)")
        source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "python-docx"), given)
        if found := press.recognised(text):
            yield from press.articles(found, text, source, given)
            return
        claims = [Evidence("text", f"{len(text)} characters", "the document's body", True), *_title(document, text)]
        yield claimed_article(text, claims, given.name, source, given)


def _opened(data: bytes) -> Any:
    """The document. Raises Encrypted, UnsafeArchive or DamagedRecord."""
    if data.startswith(OLE):
        raise Encrypted("this is no DOCX: it is encrypted, or a file of Word before 2007; save it as DOCX")
    try:
        _refuse_bomb(data)
        return extra("docx").Document(io.BytesIO(data))
    except UnsafeArchive:
        raise
    except (Exception, RecursionError) as error:  # python-docx raises many kinds for files of nonsense
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise DamagedRecord(f"the document is damaged: {said[:1].lower() + said[1:]}") from None


def _refuse_bomb(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > LARGEST_UNPACKED or (size > 10 * MEGABYTE and size > SWELLS * len(data)):
        raise UnsafeArchive(f"the document swells to {size // MEGABYTE:,} MB; it is not opened")


def _blocks(document: Any) -> Iterator[str]:
    """The words of paragraphs and of table rows, in the order of the document."""
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " | ".join(filter(None, cells))
        else:
            yield _tidy(block.text)


def _tidy(words: str) -> str:
    return "\n".join(" ".join(line.split()) for line in words.replace("\0", "").split("\n")).strip("\n")


def _title(document: Any, text: str) -> Iterator[Evidence]:
    """A first paragraph in a style for titles, else the title in the properties where it is in the text."""
    first = next((block for block in document.paragraphs if block.text.strip()), None)
    style = str(getattr(getattr(first, "style", None), "name", "") or "")
    if first is not None and style.startswith(("Title", "Heading")):
        yield Evidence("title", " ".join(first.text.split()), f"the first paragraph, in the style {style}", True)
    said = " ".join(str(document.core_properties.title or "").split())
    if said:
        stands = said.casefold() in " ".join(text[:3000].split()).casefold()
        yield Evidence(
            "title", said, "the document's properties", stands and not style.startswith(("Title", "Heading"))
        )
