"""Whether a page holds an article, and the true reason where it does not: a wall, a list, an error, too little."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from dateline.errors import NoArticle
from dateline.sources.web.claims import Claim
from dateline.sources.web.extract import extracted
from dateline.sources.web.linked import Linked
from dateline.sources.web.tree import flat, metas, text_of, words

FEWEST, FEWEST_DECLARED = 200, 60
"""How many characters make an article: of any page, and of one that says that it is an article."""
LISTED = 0.6
"""From which share of lines on that are links or stand under one a text is a list."""
LINKED = 0.8
"""From which share of words in links on a page is one."""
REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?(.+)", re.IGNORECASE)


def body(tree: Any, data: Linked, title: str | None, authors: Collection[str]) -> Claim:
    """The article's text, a blank line between paragraphs, and where it stood. Raises NoArticle with the reason."""
    signs = Signs(tree, data)
    found = extracted(tree, data, title, authors)
    signs.refuse(found.value)
    return found


class Signs:
    """What the page shows before its text is taken out: links, words of walls, what it says that it is."""

    def __init__(self, tree: Any, data: Linked) -> None:
        table = words()["words"]
        kinds = {value.lower() for name, value, _ in metas(tree) if name == "og:type"}
        self.declared = bool(data.article) or "article" in kinds
        self.title = next((flat(text_of(one)).lower() for one in tree.iter("title")), "")
        self.visible = text_of(tree)[:20_000].lower()
        self.noscript = " ".join(text_of(one) for one in tree.iter("noscript")).lower()
        self.scripts = sum(1 for _ in tree.iter("script"))
        self.moved = next((match[1] for name, value, _ in metas(tree) if (match := _sent_on(name, value))), "")
        self.listed = _teasers(tree) if not self.declared else set()
        self.linked = sum(len(text_of(link)) for link in tree.iter("a")) / max(1, len(text_of(tree)))
        self.said = {kind: [word for word in table[kind] if word in self.visible] for kind in table}
        self.said["error"] = [word for word in table["error"] if re.search(rf"\b{re.escape(word)}\b", self.title)]
        self.said["script"] += [word for word in table["script"] if word in self.noscript]

    def refuse(self, text: str) -> None:
        """Raise NoArticle with the reason for which this text is none."""
        if reason := self._wall(text) or self._list(text) or self._too_short(text):
            raise NoArticle(reason)

    def _wall(self, text: str) -> str | None:
        lines = [line.lower() for line in text.split("\n") if line.strip()]
        if len(text) < 1000 and self.said["robot"]:
            return f"the page asks whether a person is looking ({self.said['robot'][0]!r}) and holds no article"
        if len(text) < 1000 and self.said["error"] and not self.declared:
            return f"the page is an error page: its title is {self.title[:80]!r}"
        consent = [line for line in lines if any(word in line for word in words()["words"]["consent"])]
        if len(self.said["consent"]) >= 3 and 2 * sum(map(len, consent)) > sum(map(len, lines)):
            return "the page asks for consent to cookies and holds no article text"
        walls = [line for line in lines if any(word in line for word in words()["words"]["wall"])]
        if self.said["wall"] and len(text) - sum(map(len, walls)) < FEWEST_DECLARED:
            return f"the page is for subscribers ({self.said['wall'][0]!r}) and shows no article text"
        return None

    def _list(self, text: str) -> str | None:
        lines = [flat(line) for line in text.split("\n") if line.strip()]
        of_list = [line for line in lines if line in self.listed]
        if len(of_list) >= 3 and len(of_list) >= LISTED * len(lines):
            return (
                f"the page is a list of links ({len(of_list)} of its {len(lines)} lines lead elsewhere), not an article"
            )
        return None

    def _too_short(self, text: str) -> str | None:
        if len(text) >= (FEWEST_DECLARED if self.declared else FEWEST):
            return None
        if self.moved:
            return f"the page only sends its reader on to {self.moved.strip(chr(39) + chr(34))[:200]}"
        if self.said["script"] or (self.scripts > 2 and len(self.visible) < FEWEST):
            return "the page shows its text only with JavaScript"
        if not text:
            return "no article text was found on the page"
        return f"the page holds {len(text)} characters of text, too few for an article"


def _sent_on(name: str, value: str) -> re.Match[str] | None:
    return REFRESH.match(value) if name == "refresh" else None


def _teasers(tree: Any) -> set[str]:
    """What the links of a page say, and what stands beside a heading that is a link."""
    found = {flat(text_of(link)) for link in tree.xpath("(.//a)[position() <= 3000]")}
    for heading in tree.xpath("(.//*[self::h2 or self::h3 or self::h4][.//a or ancestor::a])[position() <= 500]"):
        card = heading.getparent()
        while card is not None and card.tag in ("a", "header", "hgroup"):
            card = card.getparent()
        if card is not None and len(card.xpath(".//*[self::h2 or self::h3 or self::h4]")) == 1:
            found |= {flat(text_of(heading)), *(flat(text_of(one)) for one in card.xpath(".//p | .//div[not(.//p)]"))}
    return found - {""}
