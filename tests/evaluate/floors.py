"""The pinned floors: what floors.json says, where its data lies, and how a figure is measured."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate import evaluate
from dateline.evaluate.run import Reader, Row

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "tests" / "floors.json"
PAGE = ROOT / "docs" / "quality.md"
OPEN, CLOSE = "<!-- figures: written by make floors -->\n", "<!-- end of figures -->"
SHARED = "../shared/"
Entry = dict[str, Any]


class Remembering(Reader):
    """A reader that reads a text once, so that several areas are measured on one set of readings."""

    def __init__(self) -> None:
        super().__init__()
        self._readings: dict[tuple[str, str], list[Row]] = {}

    def readings(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The readings of the rows, from memory where the same row was read before."""
        for row in rows:
            key = (str(row["id"]), hashlib.sha256(row["text"].encode()).hexdigest())
            if key not in self._readings:
                self._readings[key] = list(super().readings([row]))
            yield from self._readings[key]


def load() -> dict[str, Any]:
    """The content of floors.json."""
    content: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    return content


def is_shared(entry: Entry) -> bool:
    """Whether the entry's data lies beside the checkout."""
    return str(entry["data"]).startswith(SHARED)


def margin(content: dict[str, Any], entry: Entry) -> float:
    """How far below its measure a floor lies, in points: on the small examples one row told otherwise counts more."""
    return float(content["margin" if is_shared(entry) else "margin_of_examples"])


def path_of(entry: Entry) -> Path:
    """The data file of an entry."""
    return ROOT / str(entry["data"])


def sha256(path: Path) -> str:
    """The hash of a file, or of a folder's files in order of their names."""
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    whole = hashlib.sha256()
    for file in files:
        whole.update(file.read_bytes())
    return whole.hexdigest()


def measure(entry: Entry, reader: Reader) -> dict[str, float]:
    """The entry's figures as they are now: those with a floor, and those that are only shown (`also`)."""
    figures = evaluate(entry["area"], path_of(entry), reader).figures
    return {name: float(figures[name]) for name in (*entry["floors"], *entry.get("also", []))}


def command(entry: Entry) -> str:
    """What a person types to see the same figures."""
    return f"dateline evaluate {entry['area']} {entry['data']}"


def table(content: dict[str, Any]) -> str:
    """The figures as the page on quality shows them: a line a set, each figure with its value."""
    lines = ["| area | data | figures (percent) |", "|---|---|---|"]
    for entry in content["sets"]:
        figures = ", ".join(f"{k.replace('_', ' ')} **{v:.1f}**" for k, v in entry["measured"].items())
        lines.append(f"| {entry['area']} | `{entry['data']}` | {figures or 'not measured'} |")
    return "\n".join(lines) + "\n"


def page_with(content: dict[str, Any]) -> str:
    """The page on quality with these figures between its marks."""
    text = PAGE.read_text("utf-8")
    start, end = text.index(OPEN) + len(OPEN), text.index(CLOSE)
    return text[:start] + table(content) + text[end:]
