"""Holds stored articles against the bytes they were taken from: extracts again, and says what changed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle import Chronicle, KeptSource
from dateline.model import Article
from dateline.sources.again import take_again
from dateline.sources.base import Item

Outcome = Literal["same", "changed", "refused", "not extracted", "bytes changed", "no bytes"]
COMPARED = ("text", "title", "published", "outlet", "url", "authors")
AROUND = 30
"""How many characters around the first difference of two texts are shown."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of an article when it was taken again from its bytes: which fields differ, how, and why."""

    article: str
    sha256: str
    outcome: Outcome
    fields: tuple[str, ...] = ()
    detail: str = ""


def compare(chronicle: Chronicle) -> Iterator[Comparison]:
    """Every article whose bytes are kept, taken again; and every other one that was taken from bytes, as "no bytes"."""
    taken = chronicle.taken_from()
    for kept in chronicle.kept_sources():
        yield from _kept(chronicle, kept, taken.pop(kept.sha256, []))
    for sha256, identifiers in sorted(taken.items()):
        yield from (Comparison(identifier, sha256, "no bytes") for identifier in identifiers)


def _kept(chronicle: Chronicle, kept: KeptSource, identifiers: list[str]) -> Iterator[Comparison]:
    known: dict[Any, list[Item] | None] = {}
    for identifier in identifiers:
        reading = chronicle.reading(identifier)
        if reading is None or reading.article.source is None:
            continue
        article, source = reading.article, reading.article.source
        if not kept.intact or kept.data is None:
            yield Comparison(identifier, kept.sha256, "bytes changed", (), "the kept bytes have another SHA-256")
            continue
        key = (source.extractor, source.media_type, article.outlet, article.published_from.how, article.url)
        if key not in known:
            known[key] = take_again(kept.data, article)
        yield compared(article, known[key])


def compared(article: Article, taken: list[Item] | None) -> Comparison:
    """An article against what its bytes give today."""
    assert article.source is not None
    sha256, then = article.source.sha256, article.source.extractor
    if taken is None:
        return Comparison(article.id, sha256, "not extracted", (), f"no source here extracts as {then} did")
    found = _match(article, [item for item in taken if isinstance(item, Article)])
    if found is None:
        reasons = [item.message for item in taken if not isinstance(item, Article)]
        why = reasons[0] if reasons else "it is no longer among the articles in these bytes"
        return Comparison(article.id, sha256, "refused", (), f"{why}; taken then by {then}")
    fields = tuple(field for field in COMPARED if getattr(article, field) != getattr(found, field))
    if not fields:
        return Comparison(article.id, sha256, "same")
    now = found.source.extractor if found.source else None
    why = f"taken then by {then}, now by {now}" if then != now else f"by the same extractor, {now}"
    differences = "; ".join(_difference(field, article, found) for field in fields)
    return Comparison(article.id, sha256, "changed", fields, f"{differences}; {why}")


def _match(article: Article, taken: list[Article]) -> Article | None:
    """The same article among several from the same bytes: by id, by text, by its reference."""
    for same in (
        lambda other: other.id == article.id,
        lambda other: other.text_id == article.text_id,
        lambda other: len(taken) == 1 or (other.ref is not None and other.ref == article.ref),
    ):
        found = next(filter(same, taken), None)
        if found is not None:
            return found
    return None


def _difference(field: str, article: Article, found: Article) -> str:
    if field != "text":
        return f"{field} was {getattr(article, field)!r}, is {getattr(found, field)!r}"
    at = next(
        (at for at, (one, other) in enumerate(zip(article.text, found.text, strict=False)) if one != other),
        min(len(article.text), len(found.text)),
    )
    start = max(0, at - AROUND)
    before, after = article.text[start : at + AROUND], found.text[start : at + AROUND]
    return f"the text differs from character {at} on: was {before!r}, is {after!r}"
