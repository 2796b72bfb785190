"""From the world to articles: files, rows, folders and standard input; what cannot be taken is yielded as an error."""

from __future__ import annotations

from dateline.sources.article import Given, make_article
from dateline.sources.base import Item, Source
from dateline.sources.inputs import articles

__all__ = ["Given", "Item", "Source", "articles", "make_article"]
