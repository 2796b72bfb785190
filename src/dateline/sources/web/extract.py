"""Takes the article's text out of a page's tree: by trafilatura, helped with old layouts and pages of many parts."""

from __future__ import annotations

import re
from collections.abc import Collection
from copy import deepcopy
from typing import Any

from dateline.sources.markup import plain_text
from dateline.sources.web.claims import Claim, people
from dateline.sources.web.linked import Linked
from dateline.sources.web.tree import flat, text_of, words

LONG_CELL = 200
"""From how many characters on a table's cell holds running text, so that the table is there for the layout."""
COVERED = 0.5
"""Which share of the paragraphs beside the headline must be in the text, else they are taken as they stand."""
ASIDE = re.compile(
    r"related|comment|share|social|promo|newsletter|teaser|recommend|sidebar|footer|nav|advert|gate|paywall|more-on|signup",
    re.IGNORECASE,
)
ASIDE_TAGS = frozenset({"aside", "nav", "footer", "form", "figure", "script", "style", "noscript", "template"})
CORE = "(.//*[self::article or self::main or @itemprop='articleBody'][.//h1 or @itemprop])[last()]"
OPENING_LINES = 3
"""How many lines above the text can be its headline, its byline or its date."""
FEWEST_HIDDEN = 200


def extracted(tree: Any, data: Linked, title: str | None, authors: Collection[str]) -> Claim:
    """The text, a blank line between paragraphs, without headline and byline, and where it stood."""
    unlaid(tree)
    whole, order = _core(tree), " ".join(tree.xpath("string()").split())
    lines = in_order(_trafilatura(tree), order)
    if _length([line for line in whole if line in lines]) < COVERED * _length(whole):
        lines = whole
    lines, where = unwalled(lines), "the page"
    hidden = (
        plain_text(data.text("articleBody")) if "<" in data.text("articleBody") else data.text("articleBody").strip()
    )
    if len(hidden) > FEWEST_HIDDEN and (len(hidden) > 2 * _length(lines) or _same(hidden, lines)):
        lines = [line.strip() for line in hidden.split("\n") if line.strip()]
        where = f"JSON-LD {data.kind}.articleBody"
    return Claim("\n\n".join(_begun(lines, title, authors)), where)


def _trafilatura(tree: Any) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(deepcopy(tree), include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(document, "text", None) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]


def unlaid(tree: Any) -> None:
    """Turn tables that only lay the page out into blocks: those with tables, headings or running text in them."""
    for table in tree.xpath("(.//table)[position() <= 2000]"):
        cells = table.xpath("./tr/td | ./tr/th | ./*/tr/td | ./*/tr/th")
        if table.xpath(".//table | .//h1 | .//h2 | .//form") or any(len(text_of(cell)) > LONG_CELL for cell in cells):
            for part in (table, *table.xpath("./tr | ./tbody | ./thead | ./tfoot | ./*/tr"), *cells):
                part.tag = "div"


def _core(tree: Any) -> list[str]:
    """The paragraphs and headings in the element of the article that also holds the headline."""
    core = next(iter(tree.xpath(CORE)), None)
    if core is None:
        return []
    parts = core.xpath(".//p | .//h2 | .//h3 | .//li[not(.//p)] | .//blockquote[not(.//p)]")[:5000]
    said = (flat_line(part) for part in parts if not _aside(part, core))
    return [line for line in said if line]


def flat_line(element: Any) -> str:
    """An element's words on one line, in full."""
    return " ".join(element.xpath("string()").split())


def _aside(element: Any, core: Any) -> bool:
    while element is not None and element is not core:
        marks = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag in ASIDE_TAGS or ASIDE.search(marks):
            return True
        element = element.getparent()
    return False


def in_order(lines: list[str], page: str) -> list[str]:
    """The lines in the order of the page, where they are not."""
    at = 0
    places: list[int] = []
    for line in lines:
        found = page.find(line, at)
        if found < 0:
            found = page.find(line)
        places.append(found if found >= 0 else (places[-1] if places else 0))
        at = found + len(line) if found >= 0 else at
    return [line for _, line in sorted(zip(places, lines, strict=True), key=lambda one: one[0])]


def unwalled(lines: list[str]) -> list[str]:
    """The lines without the short ones at the end that ask for a subscription."""
    wall, kept = words()["words"]["wall"], list(lines)
    while len(kept) > 1 and len(kept[-1]) <= LONG_CELL and any(word in kept[-1].lower() for word in wall):
        kept.pop()
    return kept


def _begun(lines: list[str], title: str | None, authors: Collection[str]) -> list[str]:
    """The lines without headline and byline above the text, which are fields of their own."""
    head = [line for line in lines[:OPENING_LINES] if not (_is_title(line, title) or _is_byline(line, authors))]
    return head + lines[OPENING_LINES:] if head or len(lines) > OPENING_LINES else lines


def _is_title(line: str, title: str | None) -> bool:
    return bool(title) and flat(line).lower() == (title or "").lower()


def _is_byline(line: str, authors: Collection[str]) -> bool:
    return len(line) <= LONG_CELL and bool(named := people(line)) and set(named) <= set(authors)


def _same(hidden: str, lines: list[str]) -> bool:
    return "".join(hidden.split()) == "".join("".join(lines).split())


def _length(lines: list[str]) -> int:
    return sum(map(len, lines))
