"""Measures the whole reading of real articles: words a second a core, microseconds a word for each stage, memory.

`python bench/reading.py ARTICLES.jsonl [--articles 40] [--runs 5] [--workers 1 2]`. Every worker is a process that
reads the articles and stores them in a chronicle, `--runs` times; figures are medians. Time is CPU time of the worker
(other work on the machine counts little); the wall-clock figures beside it only mean something on an idle machine.
A word is what stands between blanks.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import platform
import resource
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from dateline.chronicle import Chronicle
from dateline.model import Article
from dateline.reading import Pipeline
from dateline.sources import articles

NETWORKS = "language: network "
Times = dict[str, float]
"""CPU seconds by what was done."""


def main() -> None:
    """Run the measurement and print it."""
    options = arguments()
    print(f"processor: {processor()}; Python {platform.python_version()}; {options.articles} articles of", end=" ")
    print(f"{Path(options.path).name}; median of {options.runs} runs; CPU time unless it says wall")
    one: float | None = None
    for workers in options.workers:
        found = measure(options, workers)
        wall = sum(worker["words"] / statistics.median(worker["wall"]) for worker in found)
        one = one or wall / workers
        show(found[0], wall, workers, wall / one)
    if options.json:
        print(json.dumps(found))


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", help="a JSONL file of articles, or anything else that dateline read takes")
    parser.add_argument("--articles", type=int, default=40, help="how many articles each worker reads (40)")
    parser.add_argument("--runs", type=int, default=5, help="how often they are read (5)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1], help="numbers of processes to try (1)")
    parser.add_argument("--json", action="store_true", help="print the last measurement as JSON too")
    return parser.parse_args()


def processor() -> str:
    """The processor's name and the vector instructions that matter to eight-bit products."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines() if Path("/proc/cpuinfo").exists() else []
    fields = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
    flags = [flag for flag in ("avx2", "avx512f", "avx_vnni", "avx512_vnni") if flag in fields.get("flags", "").split()]
    return f"{fields.get('model name', platform.processor())} ({', '.join(flags)})"


def measure(options: argparse.Namespace, workers: int) -> list[dict[str, Any]]:
    """What each of so many workers measured, all of them beginning each run at the same moment."""
    context = multiprocessing.get_context("spawn")
    together, results = context.Barrier(workers), context.Queue()
    given = (options.path, options.articles, options.runs, together, results)
    processes = [context.Process(target=work, args=(number, workers, *given)) for number in range(workers)]
    for process in processes:
        process.start()
    found = [results.get() for _ in processes]
    for process in processes:
        process.join()
    return found


def work(number: int, workers: int, path: str, count: int, runs: int, together: Barrier, results: Any) -> None:
    """One worker: reads its share of the articles as often as asked and puts its figures into the queue."""
    chosen = list(islice((a for a in articles([path]) if isinstance(a, Article)), count * workers))[number::workers]
    pipeline = Pipeline.find()
    pipeline.read(chosen[0])
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    measured, wall = [], []
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs):
            together.wait()
            start = time.perf_counter()
            measured.append(one_run(pipeline, chosen, Path(folder) / f"{run}.db"))
            wall.append(time.perf_counter() - start)
    results.put(
        {
            "articles": len(chosen),
            "words": sum(len(article.text.split()) for article in chosen),
            "characters": sum(len(article.text) for article in chosen),
            "seconds": {part: statistics.median(run[part] for run in measured) for part in measured[0]},
            "wall": wall,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "megabytes_before": idle,
        }
    )


def one_run(pipeline: Pipeline, chosen: list[Article], path: Path) -> Times:
    """CPU seconds of reading the articles and of storing them, by part."""
    spent: Times = defaultdict(float)
    with watched(pipeline, spent), Chronicle.open(path) as chronicle:
        for article in chosen:
            begin = time.process_time()
            reading = pipeline.read(article)
            read = time.process_time()
            chronicle.add(reading)
            spent["reading"] += read - begin
            spent["chronicle"] += time.process_time() - read
    return dict(spent)


@contextmanager
def watched(pipeline: Pipeline, spent: Times) -> Iterator[None]:
    """Every stage and every network of the model, with a clock around it."""
    undo: list[Callable[[], None]] = []
    for stage in pipeline.stages:
        undo.append(clocked(stage, "read", lambda *_, name=stage.name: f"stage {name}", spent))
        if nlp := getattr(stage, "_nlp", None):
            undo.append(clocked(nlp, "make_doc", lambda *_: "language: tokeniser", spent))
            network = getattr(dict(nlp.pipeline).get("dateline_language"), "network", None)
            if network:
                undo.append(clocked(network, "_run", lambda name, **_: NETWORKS + name, spent))
    try:
        yield
    finally:
        for each in undo:
            each()


def clocked(owner: Any, method: str, name: Callable[..., str], spent: Times) -> Callable[[], None]:
    """Put a clock around a method of an object; returns what takes it away again."""
    inner = getattr(owner, method)

    def outer(*args: Any, **more: Any) -> Any:
        begin = time.process_time()
        try:
            return inner(*args, **more)
        finally:
            spent[name(*args, **more)] += time.process_time() - begin

    setattr(owner, method, outer)
    return lambda: delattr(owner, method)


def show(found: dict[str, Any], wall: float, workers: int, times: float) -> None:
    """Print what one worker measured, and what all of them did together."""
    words, seconds = found["words"], found["seconds"]
    whole = seconds["reading"] + seconds["chronicle"]
    print(f"\n{workers} worker(s), each {found['articles']} articles, {words:,} words")
    parts = [part for part in seconds if part.startswith("language:")]
    rest = seconds["stage language"] - sum(seconds[part] for part in parts)
    stages = [part for part in seconds if part.startswith("stage ")]
    between = seconds["reading"] - sum(seconds[part] for part in stages)
    rows = [(part, seconds[part]) for part in stages] + [("between the stages", between)]
    rows += [("reading", seconds["reading"]), ("chronicle", seconds["chronicle"]), ("whole", whole)]
    rows += [(part, seconds[part]) for part in sorted(parts)] + [("language: Python", rest)]
    print(f"{'part':28} {'µs a word':>10} {'words/s':>10} {'share':>7}")
    for part, spent in rows:
        print(f"{part:28} {1e6 * spent / words:10.1f} {words / max(spent, 1e-9):10,.0f} {spent / whole:7.1%}")
    print(f"words a second of one core, reading: {words / seconds['reading']:,.0f}; with storing: {words / whole:,.0f}")
    print(f"words a second of wall clock, all workers: {wall:,.0f} ({times:.2f} times one worker)")
    print(f"memory peak of a worker: {found['megabytes']:.0f} MB ({found['megabytes_before']:.0f} MB before the runs)")


if __name__ == "__main__":
    main()
