"""RTF files: one article a file, or each document of a press database's export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.errors import DamagedRecord, NoText
from dateline.model import Evidence
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.onefile import MEGABYTE, OneFile, extra, whole
from dateline.sources.papers import press

LARGEST = 64 * MEGABYTE
NAME, VERSION = "rtf", 1
MEDIA_TYPE = "application/rtf"


class RtfSource(OneFile):
    """An RTF document (.rtf): its text, without pictures and layout."""

    suffixes = (".rtf",)
    extractor = NAME

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The article, or the articles of an export, or the reason why there is none."""
        data = whole(stream, LARGEST)
        if not data.lstrip().startswith(b"{\\rtf"):
            raise DamagedRecord("this is no RTF: it does not begin with {\\rtf")
        text = _text(data)
        if not text:
            raise NoText("the document holds no words (its pictures are not read)")
        source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "striprtf"), given)
        if found := press.recognised(text):
            yield from press.articles(found, text, source, given)
        else:
            claims = [Evidence("text", f"{len(text)} characters", "the document's body", True)]
            yield claimed_article(text, claims, given.name, source, given)


def _text(data: bytes) -> str:
    """The document's words. Raises DamagedRecord."""
    try:
        said = extra("striprtf.striprtf").rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    except (Exception, RecursionError) as error:  # striprtf raises what its codecs and parsing raise
        raise DamagedRecord(f"the document is damaged: {' '.join(str(error).split())[:100]}") from None
    clean = "".join(character for character in str(said) if character != "\0" and not "\ud800" <= character <= "\udfff")
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in clean.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
