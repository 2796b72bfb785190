"""schema.org articles in JSON-LD files: those with an articleBody, alone, in a list or in a graph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dateline.errors import NotAnArticle, NoText, SourceError
from dateline.model import Article, Evidence, Source
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.markup import plain_text
from dateline.sources.moments import moment

ARTICLES = frozenset(
    {"Article", "NewsArticle", "AnalysisNewsArticle", "AskPublicNewsArticle", "BackgroundNewsArticle", "BlogPosting"}
    | {
        "LiveBlogPosting",
        "OpinionNewsArticle",
        "Report",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "SocialMediaPosting",
    }
)
MOST_NODES = 100_000
DEEPEST = 20


def is_linked_data(value: dict[str, Any]) -> bool:
    """Whether an object is JSON-LD."""
    return any(key in value for key in ("@context", "@type", "@graph"))


def articles(value: dict[str, Any], source: Source, given: Given) -> Iterator[Item]:
    """The articles in an object and its graph, or the error that says that it describes something else."""
    nodes = list(_nodes(value, DEEPEST))[:MOST_NODES]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    ours = [node for node in nodes if _types(node) & ARTICLES]
    if not ours:
        kinds = ", ".join(sorted(set().union(*map(_types, nodes)))[:5]) or "no type"
        raise NotAnArticle(f"the JSON-LD describes no article ({kinds})")
    for node in ours:
        try:
            yield _article(node, known, source, given)
        except SourceError as error:
            yield error


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The objects of a document that may be articles: itself, its graph, the things a page or a list is about."""
    for each in _listed(value):
        if isinstance(each, dict) and depth:
            yield each
            for key in ("@graph", "mainEntity", "itemListElement", "item"):
                yield from _nodes(each.get(key), depth - 1)


def _types(node: dict[str, Any]) -> set[str]:
    return {each.rpartition("/")[2].rpartition(":")[2] for each in _listed(node.get("@type")) if isinstance(each, str)}


def _article(node: dict[str, Any], known: dict[str, Any], source: Source, given: Given) -> Article:
    evidence = tuple(_evidence(node, known))
    told = {each.field: each.value for each in evidence if each.used}
    name = told.get("url") or told.get("title") or "the article"
    body = plain_text(_words(node.get("articleBody"), known) or "")
    if not body:
        raise NoText(f"{name} is described without its text (articleBody)")
    return claimed_article(
        body,
        evidence,
        _words(node.get("@id"), known) or _words(node.get("identifier"), known) or told.get("url"),
        source,
        given,
    )


def _evidence(node: dict[str, Any], known: dict[str, Any]) -> Iterator[Evidence]:
    for field, key in (("published", "datePublished"), ("modified", "dateModified")):
        said = _words(node.get(key), known)
        if said:
            at = moment(said)
            yield Evidence(field, at or said[:60], key, bool(at))
    for field, keys in (("title", ("headline", "name")), ("url", ("url", "mainEntityOfPage"))):
        found = next(((key, said) for key in keys if (said := _words(node.get(key), known))), None)
        if found:
            yield Evidence(field, found[1], found[0], True)
    for author in _listed(node.get("author")):
        if said := _words(author, known):
            yield Evidence("authors", said, "author", True)
    for key in ("publisher", "sourceOrganization"):
        if said := _words(node.get(key), known):
            yield Evidence("outlet", said, key, True)
            return


def _words(value: Any, known: dict[str, Any]) -> str | None:
    """A value as one string: itself, a value object's, a thing's name or address, references followed once."""
    for each in _listed(value):
        if isinstance(each, (str, int, float)) and not isinstance(each, bool):
            return str(each).strip() or None
        if isinstance(each, dict):
            thing = {**known.get(str(each.get("@id")), {}), **each}
            for key in ("@value", "name", "url", "@id"):
                if isinstance(thing.get(key), str) and thing[key].strip():
                    return str(thing[key]).strip()
    return None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
