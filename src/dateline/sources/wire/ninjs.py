"""ninjs (IPTC, versions 1 to 3): news items in JSON, with their headline, byline, bodies and the times they tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.errors import NotAnArticle, NoText, Withdrawn
from dateline.model import Article, Evidence, Source
from dateline.sources.article import Given
from dateline.sources.claimed import claimed_article
from dateline.sources.markup import plain_text
from dateline.sources.moments import moment

GONE = frozenset({"canceled", "cancelled", "withheld"})
TEXT = frozenset({"text", "composite"})
DATES = ("versioncreated", "firstcreated", "contentcreated")
"""The item's times, the best first: that of this version is when it went out."""


def is_item(value: dict[str, Any]) -> bool:
    """Whether an object is a ninjs item: it has a uri and something that only ninjs has."""
    ours = ("bodies", "headlines", "versioncreated", "pubstatus", "representationtype")
    return "uri" in value and ("text" not in value or any(key in value for key in ours))


def article(item: dict[str, Any], source: Source, given: Given) -> Article:
    """The item's article. Raises Withdrawn, NotAnArticle or NoText for one that holds none."""
    uri = _string(item.get("uri"))
    status = (_string(item.get("pubstatus")) or "usable").lower()
    if status in GONE:
        raise Withdrawn(f"the item {uri} is {status} by its provider")
    kind = (_string(item.get("type")) or "text").lower()
    if kind not in TEXT:
        raise NotAnArticle(f"the item {uri} is of the type {kind}, not text")
    body, where = _body(item)
    if not body:
        raise NoText(f"the item {uri} has no words in a body")
    evidence = (*_evidence(item), Evidence("text", f"{len(body)} characters", where, True))
    return claimed_article(body, evidence, uri, source, given)


def _body(item: dict[str, Any]) -> tuple[str, str]:
    """The item's words and where they stand: the plain body, else the marked-up one (`bodies` in version 2 and 3)."""
    for key in ("body_text", "body_xhtml", "body_html"):
        said = _string(item.get(key))
        if said and (words := said.strip() if key == "body_text" else plain_text(said)):
            return words, key
    bodies = [body for body in _listed(item.get("bodies")) if isinstance(body, dict)]
    for body in sorted(bodies, key=lambda body: _string(body.get("role")) not in ("main", "body", None)):
        said = _string(body.get("value"))
        marked = "html" in (_string(body.get("contenttype")) or "")
        if said and (words := plain_text(said) if marked else said.strip()):
            return words, f"bodies ({_string(body.get('role')) or 'no role'})"
    return "", ""


def _evidence(item: dict[str, Any]) -> Iterator[Evidence]:
    used = False
    for key in DATES:
        said = _string(item.get(key))
        if said:
            at = moment(said)
            yield Evidence("published", at or said[:60], key, bool(at) and not used)
            used = used or bool(at)
    title = _string(item.get("headline")) or _named(item.get("headlines"), "value")
    url = _string(item.get("canonicalurl")) or _string(item.get("url"))
    if title:
        yield Evidence("title", title, "headline" if item.get("headline") else "headlines", True)
    if url:
        yield Evidence("url", url, "canonicalurl" if item.get("canonicalurl") else "url", True)
    byline = _string(item.get("byline")) or _named(item.get("bylines"), "byline")
    if byline:
        yield Evidence("authors", byline, "byline" if item.get("byline") else "bylines", True)
    for key in ("infosource", "infosources", "copyrightholder"):
        outlet = _named(item.get(key), "name") or (_string(item.get(key)) if key == "copyrightholder" else None)
        if outlet:
            yield Evidence("outlet", outlet, key, True)
            return


def _named(value: Any, key: str) -> str | None:
    """The key's string in the first object of a list that has one."""
    found = (_string(each.get(key)) for each in _listed(value) if isinstance(each, dict))
    return next((said for said in found if said), None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _string(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
