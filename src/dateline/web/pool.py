"""Open chronicles for readers, a few at a time, and what was counted before, for as long as it holds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import LifoQueue
from threading import Lock
from typing import Any, TypeVar

from dateline.chronicle import Chronicle
from dateline.chronicle.changes import Changes
from dateline.chronicle.desk import Desk

READERS = 4
"""How many requests read the file at the same time; others wait their turn."""

MOST_KEPT = 1024
"""How many counts are kept, the least recently used let go first."""

T = TypeVar("T")


class Pool:
    """Chronicles opened for reading, lent to one request at a time."""

    def __init__(self, path: Path) -> None:
        self.path, self._counts = path, Counts()
        self._idle: LifoQueue[Chronicle | None] = LifoQueue()
        for _ in range(READERS):
            self._idle.put(None)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader; its file is opened when it is first needed."""
        held = self._idle.get()
        try:
            if held is None:
                held = Chronicle.open(self.path, create=False, readonly=True)
            yield Reader(held, self._counts, held.changes())
        finally:
            self._idle.put(held)

    def close(self) -> None:
        """Closes what is open."""
        while not self._idle.empty():
            held = self._idle.get()
            if held is not None:
                held.close()


@dataclass(slots=True)
class _Kept:
    """A count as it was made, and the changes that it was made after."""

    stamp: tuple[int, ...] | None = None
    value: Any = None
    making: Lock = field(default_factory=Lock)


class Counts:
    """What was counted, kept until what it was counted over changes; shared by all readers."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()

    def get(self, key: Hashable, stamp: tuple[int, ...], count: Callable[[], T]) -> T:
        """What `count` gives, or gave for this key under the same stamp; counted once, however many ask at a time."""
        with self._lock:
            kept = self._kept.setdefault(key, _Kept())
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        with kept.making:
            if kept.stamp != stamp:
                kept.value, kept.stamp = count(), stamp
            value: T = kept.value
            return value


@dataclass(frozen=True, slots=True)
class Reader:
    """One open chronicle, its desk, and what was counted before."""

    chronicle: Chronicle
    counts: Counts
    changes: Changes

    @property
    def desk(self) -> Desk:
        """The counts that the desk asks the chronicle for."""
        return Desk(self.chronicle)

    def of_readings(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted over what was read, until an article is added or read again."""
        return self.counts.get(("readings", key), (self.changes.readings,), count)

    def of_groups(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted over what was gathered, until articles are gathered."""
        return self.counts.get(("groups", key), (self.changes.groups,), count)

    def of_tellings(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted over what was read and gathered, until either changes."""
        return self.counts.get(("tellings", key), (self.changes.readings, self.changes.groups), count)

    def of_judgements(self, key: Hashable, count: Callable[[], T]) -> T:
        """What was counted over judgements, until somebody judges or an article is read again."""
        return self.counts.get(("judgements", key), (self.changes.readings, self.changes.judgements), count)
