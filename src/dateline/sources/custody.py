"""Custody: names the bytes an article is taken from by hash, media type, time and extractor, and hands them over."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from dateline.ids import bytes_id
from dateline.model import Evidence, Source
from dateline.sources.article import Given

CHARSET = re.compile(r"""(?i)\bcharset\s*=\s*["']?([\w.:-]{1,40})""")


def source_of(
    data: bytes,
    media_type: str,
    extractor: str,
    given: Given,
    *,
    fetched: str | None = None,
    modified: str | None = None,
    evidence: tuple[Evidence, ...] = (),
) -> Source:
    """What an article says of the bytes it was taken from; `given.keep` gets the bytes.

    `fetched` is the time that the source itself tells (a WARC record's), otherwise that of the edge (`given.fetched`).
    """
    sha256 = bytes_id(data)
    if given.keep is not None:
        given.keep(sha256, data)
    return Source(sha256, media_type, fetched or given.fetched, extractor, modified, evidence)


@cache
def extractor(name: str, number: int, *libraries: str) -> str:
    """An extractor's name with its own version and those of the libraries it rests on: "pdf/1 pypdf/6.0.0"."""
    return " ".join([f"{name}/{number}", *(f"{library}/{_version(library)}" for library in libraries)])


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "0"


def extractor_name(told: str | None) -> str | None:
    """The name in what `extractor` made: "pdf"."""
    return told.partition("/")[0] if told else None


def media_type_of(content_type: str | None, usual: str) -> str:
    """A Content-Type as it is kept: the type, and the charset that the bytes may need to be read again."""
    kind, _, rest = (content_type or usual).partition(";")
    found = CHARSET.search(rest)
    kind = kind.strip().lower() or usual
    return f"{kind}; charset={found[1].lower()}" if found else kind


def charset_of(media_type: str) -> str | None:
    """The charset in what `media_type_of` made."""
    found = CHARSET.search(media_type)
    return found[1] if found else None
