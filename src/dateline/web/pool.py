"""Open chronicles for readers, a few at a time, and what was counted before, for as long as the file is unchanged."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import LifoQueue
from threading import Lock
from typing import Any, TypeVar

from dateline.chronicle import Chronicle
from dateline.chronicle.desk import Desk

READERS = 4
"""How many requests read the file at the same time; others wait their turn."""

MOST_KEPT = 256
"""How many counts are kept, the least recently used let go first."""

T = TypeVar("T")


class Pool:
    """Chronicles opened for reading, lent to one request at a time."""

    def __init__(self, path: Path) -> None:
        self.path, self._counts = path, Counts(path)
        self._idle: LifoQueue[Reader | None] = LifoQueue()
        for _ in range(READERS):
            self._idle.put(None)

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """A reader, opened when it is first needed."""
        held = self._idle.get()
        try:
            if held is None:
                held = Reader(Chronicle.open(self.path, create=False, readonly=True), self._counts)
            yield held
        finally:
            self._idle.put(held)

    def close(self) -> None:
        """Closes what is open."""
        while not self._idle.empty():
            held = self._idle.get()
            if held is not None:
                held.chronicle.close()


class Counts:
    """What was counted, kept until somebody writes to the file; shared by all readers."""

    def __init__(self, path: Path) -> None:
        self._files = (path, path.with_name(path.name + "-wal"))
        self._lock, self._state = Lock(), self._now()
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, count: Callable[[], T]) -> T:
        """What `count` gives, or gave for this key since the file last changed."""
        with self._lock:
            state = self._now()
            if state != self._state:
                self._kept.clear()
                self._state = state
            if key in self._kept:
                self._kept.move_to_end(key)
                kept: T = self._kept[key]
                return kept
        made = count()
        with self._lock:
            if state == self._state:
                self._kept[key] = made
                while len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)
        return made

    def _now(self) -> tuple[tuple[int, int], ...]:
        stats = [file.stat() if file.exists() else None for file in self._files]
        return tuple((stat.st_mtime_ns, stat.st_size) if stat else (0, 0) for stat in stats)


@dataclass(frozen=True, slots=True)
class Reader:
    """One open chronicle, its desk, and what was counted before."""

    chronicle: Chronicle
    counts: Counts

    @property
    def desk(self) -> Desk:
        """The counts that the desk asks the chronicle for."""
        return Desk(self.chronicle)
