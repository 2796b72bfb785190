"""An article from what its source says of it: each value with the place it stands in, the used ones taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.model import Article, Evidence, Source
from dateline.sources.article import Given, make_article


def claimed_article(text: str, claims: Iterable[Evidence], ref: str | None, source: Source, given: Given) -> Article:
    """The article of a text with the fields that are claimed for it; a date that cannot be used is kept as was said.

    Raises what `make_article` raises.
    """
    evidence = tuple(claims)
    told: dict[str, str] = {}
    for claim in evidence:
        if claim.used:
            told.setdefault(claim.field, claim.value)
    unusable = next((claim.value for claim in evidence if claim.field == "published"), None)
    return make_article(
        text,
        published=told.get("published", unusable),
        how="metadata",
        title=told.get("title"),
        url=told.get("url"),
        outlet=told.get("outlet"),
        authors=tuple(claim.value for claim in evidence if claim.field == "authors" and claim.used),
        ref=ref or given.name,
        source=replace(source, modified=told.get("modified"), evidence=evidence),
        given=given,
    )
