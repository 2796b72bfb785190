"""Holds what is gathered against the order of arrival: one by one in random orders, all at once, and by workers.

`python bench/orders.py ARTICLES.jsonl [--orders 3] [--workers 4] [--every 1] [--keep FOLDER]`. Each way builds a
chronicle of its own: `dateline add` of the whole file and `dateline gather`; `dateline batch --workers`, `load` and
`gather`; and each random order article by article, read afresh and stored as `add` does, gathered after every `--every`
of them. Every table of what is gathered and the whole listings of identities, happenings and stories are compared by
SHA-256. Prints a line a way; the exit code is 1 where one differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from dateline import cli
from dateline.chronicle import Chronicle, Selection
from dateline.cli.add import Keeper
from dateline.exporting import export
from dateline.gathering import gather
from dateline.gathering.happenings import happenings
from dateline.gathering.identities import identities
from dateline.gathering.stories import stories
from dateline.model import Article, plain
from dateline.sources import Given, articles
from dateline.tables import TABLES

LISTED: dict[str, Callable[[Chronicle], object]] = {
    "identities, with members and why": lambda chronicle: plain([*identities(chronicle)]),
    "happenings, with tellings and why": lambda chronicle: plain([*happenings(chronicle, least=1)]),
    "stories, with articles and why": lambda chronicle: plain([*stories(chronicle, least=1)]),
}


def given(path: Path) -> Iterator[Article]:
    """The articles of a file as `add` takes them."""
    for item in articles([str(path)], Given(None, None, None)):
        if isinstance(item, Article):
            yield item


def one_by_one(path: Path, articles: list[Article], every: int) -> None:
    """Reads and stores each as `add` does, and gathers after every few."""
    with Chronicle.open(path) as chronicle:
        keep = Keeper(chronicle, None, False, False, None)
        for at, article in enumerate(articles, start=1):
            keep(article)
            if at % every == 0:
                gather(chronicle)
        gather(chronicle)


def commands(*runs: list[str]) -> None:
    """Runs commands of the program one after the other."""
    for arguments in runs:
        if code := cli.run(arguments):
            raise SystemExit(f"dateline {arguments[0]} ended with {code}")


def digests(path: Path) -> dict[str, str]:
    """The SHA-256 of every table and listing."""
    found = {}
    with Chronicle.open(path, readonly=True) as chronicle:
        for view in TABLES:
            out = BytesIO()
            export(chronicle, "csv", out, Selection(), view)
            found[view] = hashlib.sha256(out.getvalue()).hexdigest()
        for name, rows in LISTED.items():
            found[name] = hashlib.sha256(json.dumps(rows(chronicle)).encode()).hexdigest()
    return found


def main() -> None:
    """Builds a chronicle each way, and compares them with the one of all at once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--orders", type=int, default=3)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        sys.exit(0 if compared(asked, asked.keep or Path(made)) else 1)


def compared(asked: argparse.Namespace, folder: Path) -> bool:
    """Whether every way gives the same bytes."""
    folder.mkdir(exist_ok=True, parents=True)
    items, source = list(given(asked.file)), str(asked.file)
    whole, batch, loaded = folder / "whole.db", folder / "batch", folder / "loaded.db"
    ways: dict[str, tuple[Path, Callable[[], None]]] = {
        "all at once": (
            whole,
            lambda: commands(["add", source, "--to", str(whole)], ["gather", "--in", str(whole)]),
        ),
        f"by {asked.workers} workers": (
            loaded,
            lambda: commands(
                ["batch", source, "--out", str(batch), "--workers", str(asked.workers)],
                ["load", str(batch), "--to", str(loaded)],
                ["gather", "--in", str(loaded)],
            ),
        ),
    }
    for seed in range(1, asked.orders + 1):
        path, order = folder / f"order-{seed}.db", random.Random(seed).sample(items, len(items))
        ways[f"one by one, order {seed}"] = (path, lambda path=path, order=order: one_by_one(path, order, asked.every))
    first: dict[str, str] | None = None
    same = True
    for name, (path, build) in ways.items():
        begun = time.perf_counter()
        build()
        found = digests(path)
        first = first or found
        differ = [view for view in found if found[view] != first[view]]
        same = same and not differ
        verdict = f"differ: {', '.join(differ)}" if differ else f"{len(found)} tables and listings are the same bytes"
        print(f"{name}: {len(items):,} articles, {time.perf_counter() - begun:.0f} s; {verdict}", flush=True)
    return same


if __name__ == "__main__":
    main()
