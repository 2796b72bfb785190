"""The golden pages: what is read of each, written by this script (`python -m tests.sources.web.golden`), then read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dateline.model import Article
from dateline.sources.article import Given
from dateline.sources.web.page import PageSource

PAGES = Path(__file__).parent / "pages"
WANTED = PAGES / "expected.json"


def pages() -> list[Path]:
    """The pages, by name."""
    return sorted(path for path in PAGES.iterdir() if path.suffix != ".json")


def told(path: Path) -> dict[str, Any]:
    """What is read of a page: the article's parts with the places they were found in, or why it holds none."""
    [item] = PageSource().read(str(path), Given(name=path.name))
    if not isinstance(item, Article):
        return {"refused": f"{item.code}: {item.message}"}
    assert item.source is not None
    return {
        "url": item.url,
        "outlet": item.outlet,
        "title": item.title,
        "authors": list(item.authors),
        "published": item.published,
        "published_at": item.published_at,
        "given": item.published_from.given,
        "modified": item.source.modified,
        "language": item.language,
        "dateline": item.text[item.dateline.start : item.dateline.end] if item.dateline else None,
        "evidence": [
            f"{'*' if one.used else ' '} {one.field}: {one.value} <- {one.where}" for one in item.source.evidence
        ],
        "text": item.text.split("\n"),
    }


if __name__ == "__main__":
    WANTED.write_text(json.dumps({path.name: told(path) for path in pages()}, indent=1, ensure_ascii=False) + "\n")
