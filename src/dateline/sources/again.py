"""Takes articles once more from bytes that were kept, by the extractor that took them first."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from dateline.errors import SourceError
from dateline.model import Article
from dateline.sources import jsonl, table, text
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.custody import charset_of, extractor_name
from dateline.sources.inputs import installed

Extract = Callable[[bytes, Article, Given], Iterator[Item]]


def take_again(data: bytes, article: Article) -> list[Item] | None:
    """What the bytes give today, told the same as then; None where no source of the first extractor's name is here."""
    source = article.source
    name = extractor_name(source.extractor) if source else None
    extract = BUILT_IN.get(name or "") or _installed(name)
    if source is None or extract is None:
        return None
    taken: list[Item] = []
    try:
        taken.extend(extract(data, article, told_then(article)))
    except SourceError as error:
        taken.append(error)
    return taken


def told_then(article: Article) -> Given:
    """What the caller must have said when the article was taken, as far as the article shows it."""
    source = article.source
    claimed = {each.field for each in source.evidence if each.used} if source else set()
    name, mark, number = (article.ref or "").rpartition("#")
    return Given(
        name=name if mark and number.isdigit() else article.ref,
        published=article.published if article.published_from.how == "given" else None,
        outlet=None if "outlet" in claimed else article.outlet,
        columns=table.columns_of(source.extractor) if source else (),
        encoding=charset_of(source.media_type) if source else None,
        fetched=source.fetched if source else None,
    )


def _installed(name: str | None) -> Extract | None:
    """The extraction of an installed source that has this extractor's name."""
    found: Any = next((each for each in installed() if name and getattr(each, "extractor", None) == name), None)
    if found is None:
        return None
    return lambda data, _, given: found.parse(io.BytesIO(data), given)


def _text(data: bytes, article: Article, given: Given) -> Iterator[Item]:
    return text.whole(io.BytesIO(data), article.ref or "", given)


def _row(data: bytes, article: Article, given: Given) -> Iterator[Item]:
    yield jsonl.row(data, 1, given)


def _page(data: bytes, article: Article, given: Given) -> Iterator[Item]:
    from dateline.sources.web.page import article_of, told_of

    assert article.source is not None
    yield article_of(data, article.url, article.source.media_type, given, told_of(article))


def _feed(data: bytes, article: Article, given: Given) -> Iterator[Item]:
    from dateline.sources.web.feed import FeedSource

    return FeedSource().parse(io.BytesIO(data), given)


BUILT_IN: dict[str, Extract] = {"text": _text, "jsonl": _row, "page": _page, "feed": _feed}
"""The extractors that are not one source's alone: pages come from files, archives and the web."""
