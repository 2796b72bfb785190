"""Writes what the sources make of the invented files in tests/sources/cases; a person reads it before it is kept.

python -m tests.sources.write_golden
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from dateline.model import Article
from dateline.sources import articles

HERE = Path(__file__).parent
CASES = HERE / "cases"
GOLDEN = HERE / "golden"


def told(path: Path) -> str:
    """Every article and error of a file, in words."""
    return "\n".join(_lines(path)) + "\n"


def _lines(path: Path) -> Iterator[str]:
    for item in articles([str(path)]):
        if not isinstance(item, Article):
            yield f"REFUSED {str(item).replace(str(path), path.name)}"
            yield ""
            continue
        for field in ("ref", "title", "outlet", "authors", "published", "published_at", "url", "language"):
            yield f"{field}: {getattr(item, field)}"
        yield f"published from: {item.published_from.how}, {item.published_from.given}"
        if item.source:
            extractor = (item.source.extractor or "").partition(" ")[0]
            yield f"source: {item.source.media_type}, {extractor}, modified {item.source.modified}"
            yield from (
                f"  {'+' if each.used else '-'} {each.field} = {each.value}  ({each.where})"
                for each in item.source.evidence
            )
        yield ""
        yield item.text
        yield ""


if __name__ == "__main__":
    GOLDEN.mkdir(exist_ok=True)
    for case in sorted(CASES.iterdir()):
        (GOLDEN / f"{case.name}.golden").write_text(told(case), encoding="utf-8")
