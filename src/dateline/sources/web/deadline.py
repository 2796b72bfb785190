"""Hands jobs to a worker process and gives each a time; one that runs over, or takes the worker down, is refused."""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Any

from dateline import errors
from dateline.errors import NeedsExtra, SourceError, UnreadablePage
from dateline.sources.web.worker import LENGTH, WALL, send

SECONDS = 20.0
"""How much processor time a page may take. The slowest of real pages take a second."""
START_SECONDS = 120.0
NEEDED = ("lxml", "trafilatura", "htmldate", "feedparser")
JOBS_A_WORKER = 2000
"""After how many jobs a fresh worker is taken, so that what libraries keep does not grow."""


class Worker:
    """One worker process, started at the first job and again after each that it did not survive."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs, self._owner = 0, os.getpid()
        self._lock = threading.Lock()

    def ask(self, job: str, data: bytes, options: dict[str, Any], seconds: float = SECONDS) -> Any:
        """The result of a job on some bytes. Raises the SourceError the job ended with, or UnreadablePage."""
        with self._lock:
            process = self._running()
            request = {"job": job, "size": len(data), "options": options, "seconds": seconds}
            try:
                assert process.stdin is not None
                send(process.stdin, request, data)
                told = self._receive(process, seconds * WALL)
            except (BrokenPipeError, EOFError, TimeoutError) as error:
                late = isinstance(error, TimeoutError) or _ended(process) == -signal.SIGPROF
                self.stop()
                many = f"more than {seconds:g} seconds" if late else "too much memory"
                raise UnreadablePage(f"taking it apart took {many}") from None
            except BaseException:
                self.stop()
                raise
        if "error" in told:
            kind: type[SourceError] = getattr(errors, told["error"])
            raise kind(told["message"])
        return told["result"]

    def stop(self) -> None:
        """End the worker process."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        with suppress(OSError):
            process.communicate(timeout=10)

    def _running(self) -> subprocess.Popen[bytes]:
        """The process, fresh where there is none, where it has done enough, or where it is that of a parent."""
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._jobs >= JOBS_A_WORKER or (self._process is not None and self._process.poll() is not None):
            self.stop()
        if self._process is None:
            self._process, self._jobs = _start(), 0
            try:
                self._receive(self._process, START_SECONDS)
            except (EOFError, TimeoutError):
                self.stop()
                raise NeedsExtra("the process that takes pages apart does not start") from None
        self._jobs += 1
        return self._process

    def _receive(self, process: subprocess.Popen[bytes], seconds: float) -> dict[str, Any]:
        ends = time.monotonic() + seconds
        (length,) = LENGTH.unpack(_read(process, LENGTH.size, ends))
        answer: dict[str, Any] = json.loads(_read(process, length, ends))
        return answer


def _ended(process: subprocess.Popen[bytes]) -> int | None:
    """How a process that has closed its pipe ended: its exit code, or minus the signal that ended it."""
    try:
        return process.wait(10)
    except subprocess.TimeoutExpired:
        return None


def _start() -> subprocess.Popen[bytes]:
    for module in NEEDED:
        if find_spec(module) is None:
            raise NeedsExtra(f"reading pages needs {module}: install dateline[sources]")
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(
        [sys.executable, "-m", "dateline.sources.web.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _read(process: subprocess.Popen[bytes], size: int, ends: float) -> bytes:
    """Exactly so many bytes of the worker's answer. Raises TimeoutError at the deadline, EOFError where it has died."""
    assert process.stdout is not None
    parts, waiting = [], select.poll()
    waiting.register(process.stdout, select.POLLIN)
    while size:
        if not waiting.poll(max(0.0, 1000 * (ends - time.monotonic()))):
            raise TimeoutError
        part = os.read(process.stdout.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


@cache
def worker() -> Worker:
    """The one worker of this process."""
    made = Worker()
    atexit.register(made.stop)
    return made
