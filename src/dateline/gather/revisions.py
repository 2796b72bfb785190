"""Revisions: which articles are versions of one page, and in what order. Reprints elsewhere are none.

Two texts are versions when they stand under one address and hold enough of each other, or, where one has no address,
when one outlet printed both under one headline within days and they are nearly the same. The order follows the moment
at which a version was fetched, changed or published, never that at which it was added.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urlsplit

from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Record, within
from dateline.gather.notes import notes, table
from dateline.gather.shingles import hashes, sample, shared, text_words

RUN, SCALE, FEWEST = 3, 8, 64
"""Runs of how many words are compared, one of how many is kept, and at least how many."""
UNDER_ONE_ADDRESS = 0.25
"""What share of the shorter text's runs the other holds; a section's front page holds other articles every day."""
UNDER_ONE_HEADLINE = 0.15
"""The same, where the headline stayed."""
WITHOUT_ADDRESS = 0.7
DAYS = 7
"""The same, and within how many days, where only outlet and headline tell that it is one page."""


class Revisions(Gatherer):
    """Articles that are versions of one page."""

    name, version, records = "revisions", "1", "articles"
    reach, cap = 12, 500
    chained = True

    def parts(self, read: Read) -> Iterable[Part]:
        """Every article that has an address, or an outlet and a headline."""
        article = read.article
        place, headline = address(article["url"]), _headline(article)
        if place or headline:
            yield Part(0, article["published"], _evidence(article, place, headline))

    def keys(self, node: Node) -> Iterable[str]:
        """Its address; its outlet and headline."""
        told = node.evidence
        return [f"{key} {told[key]}" for key in ("address", "headline") if told[key]]

    def decide(self, one: Node, other: Node) -> Link | None:
        """By the address and enough common words; without one by outlet, headline, days and nearly all words."""
        a, b = one.evidence, other.evidence
        share = 1.0 if a["text"] == b["text"] else shared(a["runs"], b["runs"])[1]
        titled = bool(a["title"]) and a["title"] == b["title"]
        if a["address"] and a["address"] == b["address"]:
            if share >= (UNDER_ONE_HEADLINE if titled else UNDER_ONE_ADDRESS):
                return _link("the same address", share)
            return None
        alone = not (a["address"] and b["address"]) and a["headline"] and a["headline"] == b["headline"]
        if alone and share >= WITHOUT_ADDRESS and within(one.day, other.day, DAYS):
            return _link("the same outlet and headline", share)
        return None

    def chain(self, nodes: Sequence[Node]) -> list[str]:
        """By moment; of one moment (one day, if no more is known) the one that corrects and the longer one is later."""
        return [node.id for node in sorted(nodes, key=lambda node: (node.evidence["order"], node.id))]


def _link(why: str, share: float) -> Link:
    told = "and the same text" if share == 1.0 else f"and {share:.0%} of the shorter text"
    return Link(round(share, 4), f"{why} {told}", {"shared": round(share, 4)})


def _evidence(article: Record, place: str | None, headline: str | None) -> Record:
    words = text_words(article["text"])
    return {
        "address": place,
        "headline": headline,
        "title": " ".join(text_words(article["title"] or "")),
        "text": article["text_id"][:16],
        "runs": sample(hashes(words, RUN), SCALE, FEWEST),
        "order": _order(article, len(words)),
    }


def _headline(article: Record) -> str | None:
    title = " ".join(text_words(article["title"] or ""))
    return f"{article['outlet'].casefold()} | {title}" if title and article["outlet"] else None


def _order(article: Record, words: int) -> list[object]:
    """When the version was first seen to be so, when its page says it was changed, whether it corrects, its length."""
    source = article["source"] or {}
    changed = moment(source.get("modified"))
    seen = moment(source.get("fetched")) or changed or moment(article["published_at"]) or article["published"] or ""
    corrected = any(note.kind != "update" for note in notes(article["text"]))
    return [seen, changed or "", corrected, words]


def moment(told: str | None) -> str | None:
    """An ISO moment in UTC, so that moments of several zones can be put in order; a day stays one."""
    try:
        found = datetime.fromisoformat(told) if told else None
    except ValueError:
        return None
    if found is None or told is None or len(told) <= 10:
        return told
    return (found.astimezone(UTC) if found.tzinfo else found).strftime("%Y-%m-%dT%H:%M:%S")


def address(url: str | None) -> str | None:
    """An address without scheme, "www.", fragment and what tells only by which way a reader came."""
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.netloc or "").lower().removeprefix("www.")
    except ValueError:
        return url
    asked = sorted((key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(key))
    return f"{host}{parts.path.rstrip('/')}" + (f"?{urlencode(asked)}" if asked else "")


def _tracks(key: str) -> bool:
    known = table()
    return key.lower() in known["tracking"] or key.lower().startswith(tuple(known["tracking_beginnings"]))
