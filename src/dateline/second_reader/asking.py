"""The one place that sends a text away: one request to one address, bounded in time, size and tries; no redirects."""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from dateline.errors import SecondReaderBroken, SecondReaderError, SecondReaderSlow, SecondReaderUnreachable
from dateline.second_reader.address import Address
from dateline.version import __version__

SIZE = 4_000_000
"""The most bytes of an answer."""
CONNECT_S = 15.0
CHUNK = 65536
PAUSES = (1.0, 4.0)
"""Seconds before a second and a third try; there is no fourth."""
BUSY = frozenset({429, 500, 502, 503, 504})


class Asker:
    """Asks one address; `posted` is called before each try, since a text is sent with each."""

    def __init__(self, to: Address, key: str | None, seconds: float, pauses: tuple[float, ...] | None = None) -> None:
        self.to, self.key, self.seconds = to, key, seconds
        self.pauses = PAUSES if pauses is None else pauses

    def ask(self, payload: dict[str, Any], posted: Callable[[], None]) -> str:
        """What the model said. Raises a SecondReaderError that says why there is nothing."""
        body = json.dumps(payload).encode("ascii")
        for pause in (*self.pauses, None):
            posted()
            try:
                return said(self._once(body))
            except _Again as again:
                if pause is None:
                    raise again.error from again
                time.sleep(pause)
        raise SecondReaderError()

    def _once(self, body: bytes) -> bytes:
        kind = http.client.HTTPSConnection if self.to.secure else http.client.HTTPConnection
        connection = kind(self.to.host, self.to.port, timeout=min(self.seconds, CONNECT_S))
        with closing(connection), _Clock(self.seconds) as clock:
            try:
                clock.sock = self._connect(connection)
                connection.request("POST", self.to.path, body, self._headers())
                answer = self._answer(connection.getresponse())
            except (OSError, http.client.HTTPException, ValueError) as error:
                if clock.late or isinstance(error, TimeoutError):
                    raise self._slow() from error
                raise _Again(SecondReaderUnreachable(f"{self._who} cannot be reached ({_why(error)})")) from error
            if clock.late:
                raise self._slow()
            return answer

    def _slow(self) -> SecondReaderSlow:
        return SecondReaderSlow(f"{self._who} gave no answer within {self.seconds:g} seconds")

    def _connect(self, connection: http.client.HTTPConnection) -> socket.socket:
        connection.connect()
        peer = ipaddress.ip_address(connection.sock.getpeername()[0])
        if self.to.loopback and not peer.is_loopback:
            raise SecondReaderUnreachable(f"{self._who} is not this machine, so nothing was sent")
        connection.sock.settimeout(self.seconds)
        return connection.sock

    def _headers(self) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        headers["User-Agent"] = f"dateline/{__version__}"
        return headers | ({"Authorization": f"Bearer {self.key}"} if self.key else {})

    def _answer(self, response: http.client.HTTPResponse) -> bytes:
        if 300 <= response.status < 400:
            raise SecondReaderBroken(f"{self._who} points to another address, and that is not followed")
        if response.status != 200:
            error = SecondReaderBroken(f"{self._who} refused (HTTP {response.status})")
            raise _Again(error) if response.status in BUSY else error
        received = bytearray()
        while chunk := response.read1(CHUNK):
            received += chunk
            if len(received) > SIZE:
                raise SecondReaderBroken(f"{self._who} answered with more than {SIZE:,} bytes")
        return bytes(received)

    @property
    def _who(self) -> str:
        return f"the second reader at {self.to.host}"


class _Again(Exception):
    """Carries an error that another try may mend."""

    def __init__(self, error: SecondReaderError) -> None:
        super().__init__(str(error))
        self.error = error


class _Clock:
    """Cuts a connection when its time is over, however slowly bytes arrive; `late` says that it has."""

    def __init__(self, seconds: float) -> None:
        self.late = False
        self.sock: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> _Clock:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.late = True
        if self.sock is not None:
            with suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


def said(body: bytes) -> str:
    """The words of the first choice of a chat completion. Raises SecondReaderBroken where there are none."""
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise SecondReaderBroken("the second reader's answer is no chat completion") from error
    if not isinstance(content, str):
        raise SecondReaderBroken("the second reader's answer holds no words")
    return content


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
