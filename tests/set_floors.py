"""Measures every figure of floors.json anew and writes it, its floor and the table of docs/quality.md.

usage: python -m tests.set_floors [WORD ...]    WORDs limit it to the sets whose area or data holds one of them

Files are measured side by side, one process a core. Figures that fell are marked: lowering a floor takes a sentence in
the changelog.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from typing import Any

from tests.evaluate import floors
from tests.evaluate.floors import Entry


def measured(entries: list[Entry]) -> list[Entry]:
    """The entries, all of one file, with hash, command and figures as they are now; its texts are read once."""
    reader = floors.Remembering()
    out = []
    for entry in entries:
        path = floors.path_of(entry)
        facts = {"sha256": floors.sha256(path), "command": floors.command(entry)}
        out.append({**entry, **facts, "measured": floors.measure(entry, reader)})
    return out


def pin(content: dict[str, Any], entry: Entry) -> None:
    """Put a measured entry with its new floors in its old one's place, and say what it was."""
    figures = entry["measured"]
    for figure, was in entry["floors"].items():
        fell = was is not None and figures[figure] < was
        print(
            f"{'FELL ' * fell}{entry['area']} {entry['data']} {figure}: {figures[figure]} (floor was {was})", flush=True
        )
    margin = floors.margin(content, entry)
    entry["floors"] = {k: round(max(0.0, figures[k] - margin), 2) for k in entry["floors"]}
    same = [(e["area"], e["data"]) == (entry["area"], entry["data"]) for e in content["sets"]]
    content["sets"][same.index(True)] = entry


def main(words: list[str]) -> int:
    """Measure and write; data that is not there is left as it is, and said."""
    content = floors.load()
    chosen = [e for e in content["sets"] if not words or any(w in e["area"] or w in e["data"] for w in words)]
    for data in sorted({e["data"] for e in chosen if not floors.path_of(e).exists()}):
        print(f"not there: {data}")
    there = sorted((e for e in chosen if floors.path_of(e).exists()), key=lambda e: str(e["data"]))
    groups = [list(group) for _, group in groupby(there, key=lambda e: e["data"])]
    groups.sort(key=lambda group: -floors.path_of(group[0]).stat().st_size)
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for entries in pool.map(measured, groups):
            for entry in entries:
                pin(content, entry)
            floors.FILE.write_text(json.dumps(content, indent=1) + "\n", "utf-8")
            floors.PAGE.write_text(floors.page_with(content), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
