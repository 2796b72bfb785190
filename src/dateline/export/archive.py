"""A ZIP file of documents, one an article, with the same bytes on every run."""

from __future__ import annotations

import re
import zipfile
from types import TracebackType
from typing import IO, Self

from dateline.export.base import Told
from dateline.ids import short

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the archive: the first that ZIP can tell."""


class Archive:
    """A ZIP file that is written document by document; nothing is held back."""

    def __init__(self, out: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def add(self, told: Told, suffix: str, document: str | bytes) -> int:
        """Put in an article's document; 1, so that documents can be counted."""
        self._put(file_name(told) + suffix, document)
        return 1

    def add_extra(self, name: str, document: str | bytes) -> None:
        """Put in a file that belongs to no article."""
        self._put(name, document)

    def _put(self, name: str, document: str | bytes) -> None:
        entry = zipfile.ZipInfo(name, FIRST_DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._zip.writestr(entry, document)


def file_name(told: Told) -> str:
    """The day of publication, what can be kept of the ref, and the beginning of the article's id."""
    ref = re.sub(r"[^A-Za-z0-9]+", "-", told.article.ref or "").strip("-")[:40]
    return "_".join(part for part in (told.article.published or "undated", ref, short(told.article.id)) if part)
