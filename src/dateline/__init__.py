"""The front door: read() turns a text into a Reading, open() opens a chronicle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.version import __version__

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from dateline.chronicle import Chronicle
    from dateline.model import Reading

__all__ = ["__version__", "open", "read"]


def read(
    text: str,
    *,
    published: str | datetime.date | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    authors: Sequence[str] = (),
    ref: str | None = None,
) -> Reading:
    """Read one article and return what it records.

    `published` is an ISO date or datetime; one that cannot be used becomes None with a warning, never a guess.
    Raises a SourceError for text that cannot be an article (blank, too long, NUL characters) and MissingModel where
    the language model is not installed.
    """
    from dateline.reading import default_pipeline
    from dateline.sources import make_article

    article = make_article(
        text, published=published, title=title, url=url, outlet=outlet, authors=tuple(authors), ref=ref
    )
    return default_pipeline().read(article)


def open(path: str | Path) -> Chronicle:
    """Open the chronicle at this path, making one where there is none."""
    from dateline.chronicle import Chronicle

    return Chronicle.open(path)
