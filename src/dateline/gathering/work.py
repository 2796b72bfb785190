"""Takes readings from the chronicle, asks the gatherers, and stores links and groups.

Incremental: an article that is added touches the nodes it contributes to, those beside them under their keys, and the
components they are in; nothing else is read. The result does not depend on the order: links are the pairwise decisions
over all candidates, and candidates follow from where nodes stand, not from when they came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.chronicle import Chronicle, restore
from dateline.chronicle.gathered import Gathered, PartRow, place_in_print
from dateline.chronicle.record import KEPT, WIDTH, identified
from dateline.gather.frame import Gatherer, Part, Read, nobody
from dateline.gathering.grouping import regroup
from dateline.gathering.net import Net, Touched
from dateline.plugins import GATHERERS, found, load

BATCH = 32
"""How many articles each gatherer takes in by one transaction."""

HELD = 65536
"""How many names that were looked up in the knowledge base are held in memory."""

ARTICLES = "articles"

Step = Callable[[str, int], None]
"""Tells how far a gatherer is: its name, and how many articles it has just taken in."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What became of one gatherer's work: articles taken in, links made or dropped, nodes that changed their group."""

    gatherer: str
    articles: int
    links: int
    moved: int


def installed() -> list[Gatherer]:
    """The installed gatherers, by name."""
    return [load(point)() for point in found(GATHERERS).values()]


def gather(
    chronicle: Chronicle, gatherers: Sequence[Gatherer] | None = None, step: Step = lambda name, count: None
) -> list[Gathering]:
    """Brings what is gathered up to date with the readings and the judgements: a transaction every few articles."""
    works = [_Work(each) for each in (installed() if gatherers is None else gatherers)]
    round_ = _Round(chronicle)
    while True:
        with chronicle.transaction() as connection:
            round_.begin(connection)
            taken = [work.take_in(round_) for work in works]
        for work, count in zip(works, taken, strict=True):
            if count:
                step(work.gatherer.name, count)
        if not any(taken):
            return [work.done for work in works]


def version_of(gatherer: Gatherer, knowledge: str | None) -> str:
    """The version by which a gatherer's work is kept: its own and, if it asks one, that of the knowledge base."""
    return f"{gatherer.version}+{knowledge[:KEPT]}" if gatherer.informed and knowledge else gatherer.version


class _Round:
    """One transaction: a batch of every gatherer, each reading put together once for all of them."""

    def __init__(self, chronicle: Chronicle) -> None:
        self.chronicle = chronicle
        self.connection: sqlite3.Connection
        self.alone = False
        """Whether nobody else has written to the file since the last round."""
        self.knowledge: str | None = None
        """The hash of the knowledge base, if there is one."""
        self._seen: int | None = None
        self._readings: dict[int, Read | None] = {}
        self._known = lru_cache(maxsize=HELD)(chronicle.knowledge.find)

    def begin(self, connection: sqlite3.Connection) -> None:
        """Takes up the transaction's connection, and forgets the readings of the last one."""
        seen = int(connection.execute("PRAGMA data_version").fetchone()[0])
        self.connection, self.alone, self._seen = connection, seen == self._seen, seen
        self._readings.clear()
        if not self.alone:
            self.knowledge = self.chronicle.knowledge.digest
            self._known.cache_clear()

    def reading(self, article: int) -> Read | None:
        """A stored reading with the public ids of its records; None where the article has none any more."""
        if article not in self._readings:
            query = "SELECT 1 FROM readings WHERE article = ?"
            there = self.connection.execute(query, (article,)).fetchone() is not None
            stored = restore.reading(self.connection, article) if there else None
            known = self._known if self.knowledge else nobody
            self._readings[article] = Read(stored, identified(stored), known) if stored else None
        return self._readings[article]


class _Work:
    """The work of one gatherer, batch after batch."""

    def __init__(self, gatherer: Gatherer) -> None:
        self.gatherer = gatherer
        self.done = Gathering(gatherer.name, 0, 0, 0)
        self._net: Net | None = None

    def take_in(self, round_: _Round) -> int:
        """Takes in a batch, in place of what its articles contributed before; how many articles that were."""
        version = version_of(self.gatherer, round_.knowledge)
        store = Gathered(round_.connection, self.gatherer.name, version)
        batch = store.waiting(BATCH)
        if not batch:
            return 0
        if self._net is None or not round_.alone:
            self._net = Net(self.gatherer, store, round_.chronicle.judgements.pairs(self.gatherer.name))
        net = self._net
        net.begin(store)
        touched: dict[str, Touched] = {}
        judged = self._judged(round_, batch)
        for record in judged:
            net.judged_anew(record)
        for article in batch:
            self._replace_parts(net, round_, article, touched)
            store.taken_in(article)
        for node in sorted(touched):
            net.refresh(node, touched[node])
        for record in judged:
            net.judged_anew(record)
        moved = regroup(net)
        done = self.done
        self.done = Gathering(done.gatherer, done.articles + len(batch), done.links + net.changed, done.moved + moved)
        return len(batch)

    def _judged(self, round_: _Round, batch: Sequence[int]) -> list[str]:
        """The records of a batch's articles that judgements name, or named."""
        reads = (read for article in batch if (read := round_.reading(article)))
        found = round_.chronicle.judgements
        return sorted({one for read in reads for one in found.of_article(self.gatherer.name, read.article["id"])})

    def _replace_parts(self, net: Net, round_: _Round, article: int, touched: dict[str, Touched]) -> None:
        """Puts in what an article contributes; notes the nodes where that differs from what it did before."""
        before, now = net.store.parts_of_article(article), self._parts(net, round_, article)
        if self.gatherer.chained and before and not now:
            net.store.drop_version(article)
        changed = [number for number in sorted(before.keys() | now.keys()) if before.get(number) != now.get(number)]
        net.load({parts[number].node for parts in (before, now) for number in changed if number in parts})
        for number in changed:
            if number in before:
                touched.setdefault(before[number].node, Touched()).gone.append(before[number])
            if number in now:
                touched.setdefault(now[number].node, Touched()).come.append(now[number])
            else:
                net.store.drop_part(number)
        net.store.put_parts(now[number] for number in changed if number in now)

    def _parts(self, net: Net, round_: _Round, article: int) -> dict[int, PartRow]:
        read = round_.reading(article)
        if read is None:
            return {}
        made = [_part_row(read, self.gatherer.records, article, part) for part in self.gatherer.parts(read)]
        return {part.number: net.apart(part) for part in made}


def _part_row(read: Read, layer: str, article: int, part: Part) -> PartRow:
    whole = layer == ARTICLES
    identifier = read.article["id"] if whole else read.ids[layer][part.position]
    return PartRow(
        number=article * WIDTH + part.position,
        id=identifier[:KEPT],
        node=part.node or identifier[:KEPT],
        first=place_in_print(read.article, part.position, identifier),
        day=part.day,
        evidence=part.evidence,
        shown=part.shown,
    )
