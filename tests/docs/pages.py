"""Reads the pages: their links, headings and blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FENCE = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A block of code: its page, its language, its lines, and at which line of the page it begins."""

    page: Path
    language: str
    code: str
    line: int

    @property
    def where(self) -> str:
        """Its page and line."""
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def written() -> list[Path]:
    """The pages that people wrote."""
    return [page for page in PAGES if "generated" not in page.parts]


def blocks() -> Iterator[Block]:
    """Every block of code of every page."""
    for page in written():
        text = page.read_text("utf-8")
        for found in FENCE.finditer(text):
            indent = found[1]
            lines = [line.removeprefix(indent) for line in found[3].splitlines()]
            yield Block(page, found[2], "\n".join(lines) + "\n", text[: found.start()].count("\n") + 1)


def links(page: Path) -> list[str]:
    """What a page links to, code left out."""
    text = re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text("utf-8")))
    return LINK.findall(text)


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub and MyST name them."""
    text = FENCE.sub("", page.read_text("utf-8"))
    heads = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[*`]", "", head).lower()).strip().replace(" ", "-") for head in heads}
