"""Measures gathering on a chronicle of real articles: all of it, one more article, queries at p95, sizes, memory.

`python bench/gathered.py CHRONICLE [ARTICLES ...]`: takes the first so many articles of the chronicle (500 and all, if
nothing is said) into a new one, gathers, then adds the next five one by one and gathers after each. The chronicle that
is measured is only read. Times are wall-clock and CPU seconds.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from dateline.chronicle import Chronicle, Selection
from dateline.gathering import gather, installed
from dateline.model import Reading

MORE = 5
"""How many articles are added one by one at the end."""
ASKED = 40
"""How often each query is asked, each time of another person, pair, day or word."""


@contextmanager
def timed(what: str, found: dict[str, float] | None = None) -> Iterator[None]:
    """Prints wall and CPU seconds of what is done inside."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if found is not None:
        found[what] = cpu
    print(f"{what}: {wall:.3f} s, {cpu:.3f} s CPU", flush=True)


def readings(path: Path, count: int) -> Iterator[Reading]:
    """The first readings of a chronicle by id, so that they are spread over its days."""
    with Chronicle.open(path, create=False, readonly=True) as chronicle:
        for article in islice(sorted(article.id for article in chronicle.articles()), count):
            reading = chronicle.reading(article)
            if reading:
                yield reading


def measure(source: Path, count: int, folder: Path) -> float:
    """Builds, gathers, adds a few more; the median CPU seconds of adding and gathering one."""
    path = folder / f"{count}.db"
    print(f"\n{count:,} articles")
    stream = readings(source, count + MORE)
    with Chronicle.open(path) as chronicle:
        with timed("adding"):
            for reading in islice(stream, count):
                chronicle.add(reading)
        size = path.stat().st_size
        for gatherer in installed():
            with timed(f"gathering {gatherer.name}"):
                gather(chronicle, [gatherer])
        one: list[float] = []
        for reading in stream:
            found: dict[str, float] = {}
            with timed("one more, added and gathered", found):
                chronicle.add(reading)
                gather(chronicle)
            one += found.values()
        print(f"file: {size / 1e6:.1f} MB of readings, {path.stat().st_size / 1e6:.1f} MB gathered")
        queries(chronicle)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return statistics.median(one)


def queries(chronicle: Chronicle) -> None:
    """p95 of each query, in milliseconds."""
    draw = random.Random(7)
    people = [row.name for row in chronicle.names(Selection(types=("PERSON",), limit=200)).rows]
    days = sorted({article.published for article in chronicle.articles() if article.published})
    asked: dict[str, Callable[[], object]] = {
        "events of a person": lambda: chronicle.events(Selection(who=(draw.choice(people),), limit=50)),
        "events of a pair": lambda: chronicle.events(Selection(who=tuple(draw.sample(people, 2)), limit=50)),
        "events of a day": lambda: chronicle.events(Selection(since=(day := draw.choice(days)), until=day, limit=50)),
        "names": lambda: chronicle.names(Selection(limit=50)),
        "search": lambda: chronicle.search(draw.choice(people).split()[-1], Selection(limit=20)),
    }
    for name, ask in asked.items():
        times = []
        for _ in range(ASKED):
            begun = time.process_time()
            ask()
            times.append(1000 * (time.process_time() - begun))
        print(f"{name}: p50 {statistics.median(times):.0f} ms, p95 {sorted(times)[int(0.95 * ASKED)]:.0f} ms of CPU")


def main() -> None:
    """Measures every size that was asked for."""
    source = Path(sys.argv[1])
    with Chronicle.open(source, create=False, readonly=True) as chronicle:
        total = chronicle.counts()["articles"]
    sizes = [int(each) for each in sys.argv[2:]] or [500, total - MORE]
    with tempfile.TemporaryDirectory() as folder:
        ones = [measure(source, size, Path(folder)) for size in sizes]
    print(f"\none more at {sizes[-1]:,} takes {ones[-1] / ones[0]:.2f} times what it takes at {sizes[0]:,}")


if __name__ == "__main__":
    main()
