"""The text of the article on a page, and the true reason where a page holds none."""

from __future__ import annotations

import re
from typing import Any

from dateline.errors import NoArticle
from dateline.sources.markup import plain_text
from dateline.sources.web.claims import Claim
from dateline.sources.web.linked import Linked
from dateline.sources.web.tree import flat, metas, text_of, words

FEWEST, FEWEST_DECLARED = 200, 60
"""How many characters make an article: of any page, and of one that says that it is an article."""
LISTED = 0.6
"""From which share of lines on that are links or stand under one a text is a list."""
REFRESH = re.compile(r"^\s*\d+\s*[;,]\s*url\s*=\s*['\"]?(.+)", re.IGNORECASE)


def body(tree: Any, data: Linked, title: str | None) -> Claim:
    """The article's text, a blank line between paragraphs, and where it stood. Raises NoArticle with the reason."""
    signs = Signs(tree, data)
    found = _extracted(tree, title)
    hidden = plain_text(data.text("articleBody"))
    if len(hidden) > max(2 * len(found.value), FEWEST):
        found = Claim(without_title(hidden, title), f"JSON-LD {data.kind}.articleBody")
    signs.refuse(found.value)
    return found


def _extracted(tree: Any, title: str | None) -> Claim:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    text = getattr(document, "text", None) or ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return Claim(without_title("\n\n".join(lines), title), "the page")


def without_title(text: str, title: str | None) -> str:
    """The text without its headline as the first paragraph."""
    first, _, rest = text.partition("\n")
    return rest.lstrip() if title and flat(first).lower() == title.lower() and rest.strip() else text


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
