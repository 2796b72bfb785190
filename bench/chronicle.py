"""Measures the chronicle on made-up readings: rows stored a second, the file's size, p95 of every listing, `verify`.

`python bench/chronicle.py [ARTICLES]`. Times are CPU seconds of this process, so that other work on the machine counts
little; the wall time, with synced writes and waiting, is printed beside.
"""

from __future__ import annotations

import functools
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dateline import ids
from dateline.chronicle import Chronicle, Selection
from dateline.model import (
    Article,
    Entity,
    Event,
    EventTime,
    Mention,
    Party,
    PublishedFrom,
    Quotation,
    Reader,
    Reading,
    Reference,
    Span,
    TimeExpression,
)

WORDS, MENTIONS, ENTITIES, TIMES, QUOTATIONS, EVENTS = 650, 130, 45, 12, 10, 20
"""What one article holds: about the mean of news reports of 4,000 characters."""
TYPES = ("CONSULT", "AGREE", "ASSAULT", "ACCUSE", "COERCE", "THREATEN", "AID", "PROTEST")


def reading(number: int) -> Reading:
    """A reading of a made-up article, the same for the same number; few names and words are frequent, as in news."""
    chance = random.Random(number)

    def common(most: int) -> int:
        return int(most ** chance.random()) - 1

    words = [f"w{common(40_000)}" for _ in range(WORDS)]
    text, starts, at = " ".join(words), [], 0
    for word in words:
        starts.append((at, at + len(word)))
        at += len(word) + 1

    def span(long: int = 1) -> tuple[int, int]:
        first = chance.randrange(WORDS - long)
        return starts[first][0], starts[first + long - 1][1]

    def day(year: int) -> str:
        return f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"

    origin = "bench/made@0.1"
    published, outlet = day(chance.randint(2020, 2026)), f"Outlet {common(60)}"
    article = Article(
        ids.article_id(None, outlet, published, None, text),
        ids.text_id(text),
        str(number),
        None,
        outlet,
        None,
        (),
        published,
        None,
        PublishedFrom("given"),
        None,
        "en",
        None,
        text,
    )
    chains = [chance.randrange(ENTITIES) for _ in range(MENTIONS)]
    mentions = tuple(
        Mention(f"m{at}", f"e{chain}", *span(2), "name", "PERSON", origin) for at, chain in enumerate(chains)
    )
    entities = tuple(
        Entity(
            f"e{at}",
            "PERSON",
            f"Name{common(30_000)} Sur{common(5_000)}",
            tuple(f"m{each}" for each, chain in enumerate(chains) if chain == at),
        )
        for at in range(ENTITIES)
    )
    times = tuple(
        TimeExpression(f"t{at}", *span(), "DATE", when, None, None, None, when, when, origin)
        for at, when in ((at, day(chance.randint(2019, 2027))) for at in range(TIMES))
    )
    quotations = tuple(
        Quotation(
            f"q{at}",
            "direct",
            "speech",
            (Span(*span(25)),),
            (),
            Span(*span()),
            "says",
            Reference(*span(), None, f"e{chance.randrange(ENTITIES)}"),
            None,
            None,
            None,
            None,
            origin,
        )
        for at in range(QUOTATIONS)
    )
    events = []
    for at in range(EVENTS):
        parties = tuple(Party(*span(), None, f"e{chance.randrange(ENTITIES)}") for _ in range(2))
        told = times[chance.randrange(TIMES)]
        when = EventTime(told.id, told.value, told.earliest, told.latest, "stated") if chance.random() < 0.6 else None
        said = f"q{chance.randrange(QUOTATIONS)}" if chance.random() < 0.3 else "narrator"
        events.append(
            Event(
                f"v{at}",
                chance.choice(TYPES),
                None,
                (),
                Span(*span()),
                f"i{at}",
                parties[:1],
                parties[1:],
                (),
                (),
                when,
                None,
                "affirmed",
                "certain",
                "past",
                False,
                "actual",
                said,
                0.9,
                origin,
            )
        )
    sentences = tuple(Span(starts[at][0], starts[min(at + 24, WORDS - 1)][1]) for at in range(0, WORDS, 25))
    return Reading(article, Reader("0.1.0", "bench@0"), sentences, mentions, entities, times, quotations, tuple(events))


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall seconds of some work."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - cpu, time.perf_counter() - wall


def p95(work: Callable[[int], object], runs: int = 60) -> str:
    """The 95th percentile over runs, each with another number, in milliseconds."""
    taken = [timed(functools.partial(work, at)) for at in range(runs)]
    cpu, wall = (sorted(each)[int(runs * 0.95)] * 1000 for each in zip(*taken, strict=True))
    return f"{cpu:8.1f} ms CPU {wall:8.1f} ms"


def main() -> None:
    """Fills a chronicle and asks it everything."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.db"
        with Chronicle.open(path) as chronicle:
            cpu = wall = 0.0
            for number in range(count):
                made = reading(number)
                taken = timed(functools.partial(chronicle.add, made))
                cpu, wall = cpu + taken[0], wall + taken[1]
            stored = sum(chronicle.counts().values())
        print(
            f"add      {stored / cpu:10,.0f} rows a CPU second, {cpu / count * 1000:.2f} ms CPU an article"
            f" ({wall / count * 1000:.2f} ms), {path.stat().st_size / count / 1024:,.0f} KiB an article"
        )
        with Chronicle.open(path, readonly=True) as chronicle:
            asked: dict[str, Callable[[int], object]] = {
                "events, first page": lambda at: chronicle.events(Selection(limit=50)),
                "events, page 200": lambda at: chronicle.events(Selection(limit=50, offset=10_000)),
                "events, newest": lambda at: chronicle.events(Selection(limit=50, newest=True)),
                "events of a person": lambda at: chronicle.events(Selection(who=(f"Name{at}",), limit=50)),
                "events of a pair": lambda at: chronicle.events(Selection(who=("Name1", f"Sur{at}"), limit=50)),
                "events of a day": lambda at: chronicle.events(
                    Selection(since=f"2024-03-{at % 28 + 1:02d}", until=f"2024-03-{at % 28 + 1:02d}", limit=50)
                ),
                "events of a type": lambda at: chronicle.events(Selection(types=(TYPES[at % 8],), limit=50)),
                "events of an outlet": lambda at: chronicle.events(Selection(outlets=(f"Outlet {at % 10}",), limit=50)),
                "events with words": lambda at: chronicle.events(Selection(text=f"w{at * 7 + 3}", limit=50)),
                "quotations": lambda at: chronicle.quotations(Selection(limit=50, order="published")),
                "quotations of a person": lambda at: chronicle.quotations(
                    Selection(who=(f"Name{at}",), limit=50, order="published")
                ),
                "times": lambda at: chronicle.times(Selection(limit=50)),
                "names": lambda at: chronicle.names(Selection(limit=50)),
                "names with a word": lambda at: chronicle.names(Selection(who=(f"Name{at}",), limit=50)),
                "search, a word": lambda at: chronicle.search(f"w{at * 11 + 5}", Selection(limit=50)),
                "search, two words": lambda at: chronicle.search(f"w{at} w{at * 3 + 1}", Selection(limit=50)),
            }
            for name, work in asked.items():
                print(f"{name:<24}{p95(work)}")
            print("verify   {:8.1f} s CPU {:8.1f} s".format(*timed(lambda: list(chronicle.check()))))


if __name__ == "__main__":
    main()
