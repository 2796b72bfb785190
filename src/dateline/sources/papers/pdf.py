"""PDF files with a text layer: one article a file, its columns in order, its lines as paragraphs; scans are refused."""

from __future__ import annotations

import io
import logging
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, BinaryIO

from dateline.errors import DamagedRecord, Encrypted, NoText, NoTextLayer, SourceError, TooLarge
from dateline.model import Article, Evidence
from dateline.sources.article import MAX_TEXT, Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import MEGABYTE, OneFile, extra, whole
from dateline.sources.papers.furniture import without_furniture
from dateline.sources.papers.lines import Piece, page_lines, paragraphs

LARGEST = 128 * MEGABYTE
MOST_PAGES = 2000
FEWEST_CHARACTERS = 20
"""How many letters and figures a page must have on average to count as having a text layer."""
NAME, VERSION = "pdf", 1
MEDIA_TYPE = "application/pdf"


class PdfSource(OneFile):
    """A PDF file (.pdf): one article."""

    suffixes = (".pdf",)
    extractor = NAME

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The one article, or the reason why there is none."""
        yield _article(whole(stream, LARGEST), given)


def _article(data: bytes, given: Given) -> Article:
    if b"%PDF-" not in data[:1024]:
        raise DamagedRecord("this is no PDF: it does not begin as one")
    with _quietly():
        reader, pages = _pages(data)
        title = _title(reader)
    kept, left = without_furniture(pages)
    text = "\n\n".join(paragraphs((stretch for page in kept for stretch in page_lines(page)), _keep()))
    if not text.strip():
        raise NoText("the PDF holds no words but what repeats on its pages")
    claims = [Evidence("text", f"{len(text)} characters", f"the text layer of {len(pages)} pages", True)]
    claims += [Evidence("left out", each.words[:200], f"repeated on {each.pages} pages", False) for each in left]
    if title:
        stands = " ".join(title.split()).casefold() in " ".join(text[:3000].split()).casefold()
        claims.append(Evidence("title", title, "the PDF's properties", stands))
    source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "pypdf"), given)
    return claimed_article(text, claims, given.name, source, given)


@contextmanager
def _quietly() -> Iterator[None]:
    """pypdf tells of every flaw that it works around; what cannot be read is told by us."""
    logger = logging.getLogger("pypdf")
    before, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = before


def _pages(data: bytes) -> tuple[Any, list[list[Piece]]]:
    """The reader and the words of every page. Raises Encrypted, TooLarge, NoTextLayer or DamagedRecord."""
    pypdf = extra("pypdf")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Encrypted("the PDF is encrypted, and dateline has no password for it")
        if len(reader.pages) > MOST_PAGES:
            raise TooLarge(f"the PDF has {len(reader.pages):,} pages; {MOST_PAGES:,} are read at most")
        pages = list(_texts(reader))
    except SourceError:
        raise
    except extra("pypdf.errors").DependencyError:
        raise Encrypted("the PDF is encrypted in a way that cannot be undone here") from None
    except (Exception, RecursionError) as error:  # pypdf raises many kinds for files of nonsense
        said = " ".join(str(error).split())[:100] or type(error).__name__
        raise DamagedRecord(f"the PDF is damaged: {said[:1].lower() + said[1:]}") from None
    letters = sum(character.isalnum() for page in pages for piece in page for character in piece.words)
    if letters < FEWEST_CHARACTERS * max(1, len(pages)) and letters < 400:
        raise NoTextLayer()
    return reader, pages


def _texts(reader: Any) -> Iterator[list[Piece]]:
    size = 0
    for page in reader.pages:
        pieces: list[Piece] = []

        def take(words: str, cm: Any, tm: Any, _: Any, font: float, pieces: list[Piece] = pieces) -> None:
            if words.strip() and tm[1] == 0 == tm[2]:
                x, y = cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
                scale = abs(float(font) * float(tm[3]) * float(cm[3])) or 10.0
                pieces.extend(Piece(float(x), float(y) - n * scale * 1.2, scale, line) for n, line in _lines(words))

        page.extract_text(visitor_text=take)
        size += sum(len(piece.words) for piece in pieces)
        if size > MAX_TEXT:
            raise TooLarge(f"the PDF has more than {MAX_TEXT:,} characters, too many for one article")
        yield pieces


def _lines(words: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(words.strip("\n").split("\n")) if line.strip()]


def _title(reader: Any) -> str | None:
    try:
        said = reader.metadata.title if reader.metadata else None
    except Exception:  # metadata of nonsense is none
        return None
    words = " ".join(str(said or "").replace("\0", "").split())
    return "".join(character for character in words if not "\ud800" <= character <= "\udfff") or None


@cache
def _keep() -> frozenset[str]:
    data = tomllib.loads((files("dateline.sources.papers") / "hyphens.toml").read_text(encoding="utf-8"))
    return frozenset(data["keep"])
