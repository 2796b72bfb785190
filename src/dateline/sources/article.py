"""Makes an Article of a text and what is known of it: its date, its dateline, its language, its ids."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from dateline.errors import HalfCharacter, NoText, NulBytes, TooLarge
from dateline.ids import article_id, text_id
from dateline.language.header import HEADER
from dateline.model import Article, PublishedFrom, Source
from dateline.sources.datelines import Opening, opening
from dateline.sources.dates import Published, published_date
from dateline.sources.languages import language_of

MAX_TEXT = 2_000_000
"""The longest text of one article, in characters."""
NO_DATE = Published(None, None, None)


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of articles that do not say it themselves: the file's name, a date, an outlet.

    `columns` pairs a field of an article with the column of a table that holds it, `encoding` is that of files that
    are not UTF-8, `fetched` the time at which the bytes came (ISO; only the edge knows it), and `keep` takes the bytes
    that articles are taken from, with their SHA-256, where they are to be kept.
    """

    name: str | None = None
    published: str | None = None
    outlet: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    encoding: str | None = None
    fetched: str | None = None
    keep: Callable[[str, bytes], None] | None = None


def make_article(
    text: str,
    *,
    published: Any = None,
    how: Literal["given", "metadata"] = "given",
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    authors: tuple[str, ...] = (),
    ref: str | None = None,
    source: Source | None = None,
    given: Given = Given(),
) -> Article:
    """An article with its text exactly as given.

    Its date is the first that can be used of `published`, a first line `date YYYY-MM-DD`, the caller's date, and a
    dateline with day, month and year; `how` says whether `published` was given or read in tags.
    Raises NoText, TooLarge, NulBytes or HalfCharacter for what cannot be stored.
    """
    title, url, outlet = (part or None for part in (title, url, outlet or given.outlet))
    refuse(text, title, url, outlet, ref, *authors)
    header = HEADER.match(text)
    start = opening(text, header.end() if header else 0)
    date, origin = _date(published, how, header, given, start)
    return Article(
        id=article_id(url, outlet, date.day, title, text),
        text_id=text_id(text),
        ref=ref,
        url=url,
        outlet=outlet,
        title=title,
        authors=authors,
        published=date.day,
        published_at=date.at,
        published_from=origin,
        dateline=start.dateline if start else None,
        language=language_of(text[header.end() :] if header else text),
        source=source,
        text=text,
    )


def refuse(text: str, *others: str | None) -> None:
    """Raise the error that says why these strings cannot be an article's."""
    if not text.strip():
        raise NoText("the text is blank")
    if len(text) > MAX_TEXT:
        raise TooLarge(f"the text has {len(text):,} characters; one article may have {MAX_TEXT:,}")
    for part in (text, *others):
        if part and "\0" in part:
            raise NulBytes()
        if part and any("\ud800" <= character <= "\udfff" for character in part):
            raise HalfCharacter()


def _date(
    published: Any,
    how: Literal["given", "metadata"],
    header: re.Match[str] | None,
    given: Given,
    start: Opening | None,
) -> tuple[Published, PublishedFrom]:
    own = published_date(published)
    if own.day:
        return own, PublishedFrom(how)
    refused = own.given
    if header:
        stated = published_date(header[2])
        if stated.day:
            return stated, PublishedFrom("header", header.start(1), header.end(1), refused)
        refused = refused if refused is not None else header[2]
    said = published_date(given.published)
    if said.day:
        return said, PublishedFrom("given", given=refused)
    refused = refused if refused is not None else said.given
    if start and start.day:
        return Published(start.day, None, None), PublishedFrom("dateline", *start.day_span, refused)
    return NO_DATE, PublishedFrom("none", given=refused)


def isoformat(value: datetime.date | str | None) -> str | None:
    """A date or datetime object as the string that `make_article` takes."""
    return value.isoformat() if isinstance(value, datetime.date) else value
