"""The schema.org JSON-LD inside a page: the article that the page is about, and what it says of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from dateline.sources.web.tree import STRAY, flat, words

MAX_SCRIPTS, MAX_NODES, MAX_SCRIPT = 40, 4000, 2_000_000
WALKED = ("@graph", "mainEntity", "mainEntityOfPage")
"""The properties that can lead to the article; others, such as isPartOf or an update of a live blog, lead away."""
WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")


@dataclass(slots=True)
class Linked:
    """The JSON-LD of a page: the article it is about and its type, the page, the site, and how many lists there are."""

    article: dict[str, Any] = field(default_factory=dict)
    kind: str = ""
    page: dict[str, Any] = field(default_factory=dict)
    site: dict[str, Any] = field(default_factory=dict)
    lists: int = 0
    known: dict[str, dict[str, Any]] = field(default_factory=dict)

    def value(self, key: str) -> str:
        """A property of the article as one string; "" where it has none."""
        return text_value(self.article.get(key))

    def text(self, key: str) -> str:
        """A property of the article that is a text, as it stands; "" where it is none."""
        value = self.article.get(key)
        return STRAY.sub("", value) if isinstance(value, str) else ""

    def names(self, key: str) -> list[str]:
        """The names of the persons or organisations in a property, references followed."""
        return [name for name in (self._name(one) for one in listed(self.article.get(key))) if name]

    def _name(self, value: Any) -> str:
        if isinstance(value, dict):
            referred = self.known.get(str(value.get("@id")), {})
            return text_value(value.get("name")) or text_value(referred.get("name"))
        return text_value(value)


def linked(tree: Any, url: str | None, title: str) -> Linked:
    """What the page's JSON-LD says of the page."""
    found, candidates = Linked(), []
    kinds = words()["jsonld"]
    for node in nodes(tree):
        types = {str(one).rpartition("/")[2].rpartition("#")[2] for one in listed(node.get("@type"))}
        if isinstance(node.get("@id"), str):
            found.known.setdefault(node["@id"], node)
        if kind := next((kind for kind in kinds["articles"] if kind in types), None):
            candidates.append((node, kind))
        elif types & set(kinds["lists"]):
            found.lists += 1
        elif types & set(kinds["pages"]):
            found.page = found.page or node
        elif "WebSite" in types:
            found.site = found.site or node
    if candidates:
        found.article, found.kind = max(candidates, key=lambda one: _fits(one[0], url, title))
    return found


def nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of the page's JSON-LD and in its graphs, in order of the page."""
    queue = [value for script in _scripts(tree) if (value := read_json(script)) is not None][::-1]
    for _ in range(MAX_NODES):
        if not queue:
            return
        value = queue.pop()
        if isinstance(value, list):
            queue.extend(value[:MAX_NODES][::-1])
        elif isinstance(value, dict):
            yield value
            queue.extend(value[key] for key in reversed(WALKED) if isinstance(value.get(key), (dict, list)))


def _scripts(tree: Any) -> list[str]:
    kinds = (
        script
        for script in tree.iter("script")
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json"
    )
    return [script.text or "" for script, _ in zip(kinds, range(MAX_SCRIPTS), strict=False)]


def read_json(script: str) -> Any:
    """The value of a JSON-LD script, also of one with comments around it or a comma too many; None for what is none."""
    bare = WRAPPING.sub("", WRAPPING.sub("", script[:MAX_SCRIPT])).strip().rstrip(";")
    for attempt in (bare, re.sub(r",\s*([}\]])", r"\1", bare)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def listed(value: Any) -> list[Any]:
    """A value that may be one or a list, as a list."""
    return value[:100] if isinstance(value, list) else [] if value is None else [value]


def text_value(value: Any) -> str:
    """The first string in a value, which may be a list or {"@value": ...}."""
    for one in listed(value):
        inner = one.get("@value") if isinstance(one, dict) else one
        if isinstance(inner, (str, int)) and not isinstance(inner, bool):
            return flat(str(inner))
    return ""


def _fits(node: dict[str, Any], url: str | None, title: str) -> tuple[bool, bool, bool]:
    """How well an article of the JSON-LD fits the page: its address, its headline, whether it has a date."""
    own = [node.get("url"), node.get("@id"), node.get("mainEntityOfPage")]
    addresses = {_address(one.get("@id") if isinstance(one, dict) else one) for one in own}
    headline = text_value(node.get("headline")).lower()
    return (
        bool(url and _address(url) in addresses),
        bool(headline and headline in title.lower()),
        "datePublished" in node,
    )


def _address(value: Any) -> str:
    return re.sub(r"^https?://(www\.)?|[#?].*$|/$", "", value) if isinstance(value, str) else ""
