"""The text of a piece of HTML that is all article (a feed's content, a post, a letter): its blocks as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dateline.sources.onefile import extra

PARAGRAPHS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre"}
    | {"section", "table", "ul"}
)
LINES = frozenset(["br", "caption", "li", "option", "td", "th", "tr"])
SILENT = frozenset(
    {"audio", "button", "canvas", "embed", "head", "iframe", "math", "noscript", "object", "script", "select", "style"}
    | {"svg", "template", "video"}
)
HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em)?\s*(?:;|$)")
"""Styles that hide words; newsletters hide the line that mail programs preview."""
LONGEST = 8_000_000
"""The longest piece of HTML that is read, in characters."""


def plain_text(html: str) -> str:
    """The words of a piece of HTML: a blank line between blocks, a line for `br`, `li` and table cells, no scripts."""
    if "<" not in html and "&" not in html:
        return html.strip()
    root = _parsed(html[:LONGEST])
    if root is None:
        return ""
    return _tidy("".join(_pieces(root)))


def _parsed(html: str) -> Any:
    etree = extra("lxml.etree")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        return etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _pieces(root: Any) -> Iterator[str]:
    """Text and line breaks in document order, without recursion: markup may nest deeper than Python may call."""
    etree = extra("lxml.etree")
    silent = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        mute = tag in SILENT or bool(HIDDEN.search(element.get("style") or ""))
        if event == "start":
            silent += mute
            if not silent:
                yield _break(tag)
                yield _spaced(element.text, tag)
        else:
            silent -= mute
            if not silent:
                yield _break(tag) if tag != "br" else ""
                yield _spaced(element.tail, "")


def _break(tag: str) -> str:
    return "\n\n" if tag in PARAGRAPHS else "\n" if tag in LINES else ""


def _spaced(text: str | None, tag: str) -> str:
    """Text with white space as a browser shows it: line ends and runs of blanks are one blank."""
    return re.sub(r"[ \t\r\n\f]+", " ", text) if text else ""


def _tidy(text: str) -> str:
    lines = (re.sub(r"[ \t\u200b\u200c\ufeff]+", " ", line).strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
