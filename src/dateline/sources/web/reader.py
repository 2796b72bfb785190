"""Reads a page: its bytes and what its server said in, what an article needs out, each part with where it stood."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dateline.sources.web import claims, published
from dateline.sources.web.body import body
from dateline.sources.web.charset import decode
from dateline.sources.web.claims import Claim
from dateline.sources.web.linked import linked
from dateline.sources.web.tree import flat, parse, text_of

MOST = 10_000_000
"""The largest page that is read, in bytes."""
SHOWN_CLAIMS = 8
"""How many claims of one field are kept."""
Row = tuple[str, str, str, bool]
"""A piece of evidence: field, value, where it stood, whether it is used."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article's parts as a page has them. `published` is ISO; where there is none, `given` is what was said."""

    text: str
    title: str | None
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    published: str | None
    given: str | None
    modified: str | None
    evidence: tuple[Row, ...]


def read_page(
    data: bytes,
    content_type: str | None = None,
    url: str | None = None,
    fetched: str | None = None,
    told: Mapping[str, Claim] | None = None,
) -> Page:
    """The article on a page. `told` is what a feed or a sitemap said of it: a value and where, by field.

    Raises NoArticle with the reason for a page without one, UnreadablePage for one that is too large to walk.
    """
    decoded = decode(data, content_type)
    tree = parse(decoded.text)
    head = next((flat(text_of(one)) for one in tree.iter("title")), "")
    data_of = linked(tree, url, head)
    rows: list[Row] = [("charset", decoded.charset, decoded.how, True)]
    said = dict(told or {})
    address = _first(rows, "url", claims.url_claims(tree, data_of, url, decoded.text[:20_000]))
    outlet = _first(rows, "outlet", [*claims.outlet_claims(tree, data_of), *_told(said, "outlet")])
    title = _first(rows, "title", [*claims.title_claims(tree, data_of, outlet), *_told(said, "title")])
    named = [Claim(name, claim.where) for claim in _told(said, "authors") for name in claims.people(claim.value)]
    authors = _authors(rows, [*claims.author_claims(tree, data_of), *named])
    changed = _modified(rows, tree, data_of)
    dates = published.candidates(tree, data_of, address or url, _told(said, "published"))
    access = claims.access_claims(tree, data_of)
    found = body(tree, data_of, title, authors)
    dates += published.in_dateline(found.value)
    if not any(one.moment for one in dates):
        dates += published.guessed(tree)
    day, given = _published(rows, dates, fetched)
    rows += [("access", claim.value, claim.where, True) for claim in access]
    rows.append(("text", f"{len(found.value)} characters", found.where, True))
    return Page(found.value, title, authors, outlet, address, day, given, changed, tuple(rows))


def _told(said: Mapping[str, Claim], field: str) -> list[Claim]:
    return [said[field]] if field in said and said[field].value else []


def _first(rows: list[Row], field: str, found: list[Claim]) -> str | None:
    """Note the claims, of which the first is used."""
    distinct = list(dict.fromkeys(found))[:SHOWN_CLAIMS]
    rows += [(field, claim.value, claim.where, index == 0) for index, claim in enumerate(distinct)]
    return distinct[0].value if distinct else None


def _authors(rows: list[Row], found: list[Claim]) -> tuple[str, ...]:
    """The names of the first place that tells any; the others are noted."""
    used = [claim for claim in found if claim.where == found[0].where] if found else []
    rows += [("authors", claim.value, claim.where, claim in used) for claim in dict.fromkeys(found)]
    return tuple(dict.fromkeys(claim.value for claim in used))


def _published(rows: list[Row], found: list[published.Dated], fetched: str | None) -> tuple[str | None, str | None]:
    """The date that is used, or what was said that is none; one that stands in the text is left to who reads that."""
    latest = datetime.date.fromisoformat(fetched[:10]) + published.NEAR if fetched else None
    used, why = published.decide(found, latest)
    for one in found[:SHOWN_CLAIMS]:
        note = f" ({why})" if why and one is found[0] else ""
        rows.append(("published", one.claim.value, one.claim.where + note, one is used))
    if used:
        return (None if used.kind == published.DATELINE else used.moment), None
    return None, found[0].claim.value if found else None


def _modified(rows: list[Row], tree: Any, data: Any) -> str | None:
    found = published.modified(tree, data)[:SHOWN_CLAIMS]
    used = next((one for one in found if one[1]), None)
    rows += [("modified", one[0].value, one[0].where, one is used) for one in found]
    return used[1] if used else None
