"""Connections that go only to addresses that were checked, and that are cut when their time is over."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

from dateline.errors import TooSlow, Unreachable
from dateline.sources.web.addresses import allowed


class Guard:
    """One request's time and its socket: connects to a checked address itself, so no second look-up can differ."""

    def __init__(self, private: bool, seconds: float, connect_seconds: float) -> None:
        self.private, self.connect_seconds = private, connect_seconds
        self.ends = time.monotonic() + seconds
        self.expired = False
        self._twin: socket.socket | None = None

    def left(self) -> float:
        """Seconds that are left; raises TooSlow where there are none."""
        seconds = self.ends - time.monotonic()
        if self.expired or seconds <= 0:
            raise TooSlow()
        return seconds

    def connect(self, host: str, port: int, options: Any) -> socket.socket:
        """A connected socket to one of the host's addresses that may be asked."""
        trouble: OSError | None = None
        for address in allowed(host, port, self.private, min(self.connect_seconds, self.left())):
            try:
                sock = _connected(address, port, min(self.connect_seconds, self.left()))
            except OSError as error:
                trouble = error
                continue
            for option in options or ():
                sock.setsockopt(*option)
            self._twin = socket.socket(fileno=os.dup(sock.fileno()))
            return sock
        if isinstance(trouble, TimeoutError):
            raise TooSlow(f"{host} did not answer in time")
        raise Unreachable(f"{host} cannot be reached: {reason(trouble)}")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Cuts the connection when the time is over, wherever the reading stands."""
        watchdog = threading.Timer(max(0.0, self.ends - time.monotonic()), self._cut)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()
            if self._twin is not None:
                self._twin.close()

    def _cut(self) -> None:
        self.expired = True
        if self._twin is not None:
            with suppress(OSError):
                self._twin.shutdown(socket.SHUT_RDWR)


def _connected(address: str, port: int, seconds: float) -> socket.socket:
    """A socket to an address in figures; no name is looked up."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


class GuardedConnection(HTTPConnection):
    """HTTP over a guarded socket."""

    def __init__(self, *arguments: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.guard = guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self.host, int(self.port or 80), self.socket_options)


class GuardedTlsConnection(HTTPSConnection):
    """HTTPS over a guarded socket; the certificate is checked against the host's name, not the address."""

    def __init__(self, *arguments: Any, guard: Guard, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.guard = guard

    def _new_conn(self) -> socket.socket:
        return self.guard.connect(self.host, int(self.port or 443), self.socket_options)


class GuardedPool(HTTPConnectionPool):
    """A pool of one guarded HTTP connection."""

    ConnectionCls = GuardedConnection


class GuardedTlsPool(HTTPSConnectionPool):
    """A pool of one guarded HTTPS connection."""

    ConnectionCls = GuardedTlsConnection


def pool(scheme: str, host: str, port: int | None, guard: Guard, **options: Any) -> HTTPConnectionPool:
    """The pool for one request."""
    kind = GuardedTlsPool if scheme == "https" else GuardedPool
    return kind(host, port, maxsize=1, retries=False, guard=guard, **options)


def reason(error: BaseException | None) -> str:
    """What an error of the system says, short."""
    said = getattr(error, "strerror", None) or str(error or "no address answered")
    return " ".join(said.split()).lower()[:160]
