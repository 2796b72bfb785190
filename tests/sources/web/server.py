"""A real HTTP server on loopback for the tests: each path is a page, a lie, a stall or a bomb; requests are kept."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[["Handler"], None]


@dataclass
class Site:
    """What is served at each path, and what was asked: (path, headers with names in lower case)."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def put(self, path: str, body: bytes | str, content_type: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve these bytes at a path; its whole address."""
        data = body.encode() if isinstance(body, str) else body
        self.answers[path] = lambda handler: handler.give(200, data, {"Content-Type": content_type, **_named(headers)})
        return self.base + path

    def status(self, path: str, status: int, **headers: str) -> str:
        """Answer a path with a bare status."""
        self.answers[path] = lambda handler: handler.give(status, b"", _named(headers))
        return self.base + path

    def raw(self, path: str, *parts: bytes, hold: bool = False) -> str:
        """Send these bytes as the whole answer, then end the connection, or hold it open."""

        def answer(handler: Handler) -> None:
            for part in parts:
                handler.wfile.write(part)
                handler.wfile.flush()
            if hold:
                self.released.wait(30)

        self.answers[path] = answer
        return self.base + path

    def drip(self, path: str, head: bytes, piece: bytes, seconds: float) -> str:
        """Send the head, then a piece every so many seconds, without end."""

        def answer(handler: Handler) -> None:
            handler.wfile.write(head)
            while not self.released.wait(seconds):
                handler.wfile.write(piece)
                handler.wfile.flush()

        self.answers[path] = answer
        return self.base + path

    @property
    def paths(self) -> list[str]:
        """The paths asked, in order, without robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    """Answers from the server's site; a path that is not there is a 404."""

    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        answer = self.site.answers.get(self.path)
        try:
            if answer is None:
                self.give(404, b"nothing here", {})
            else:
                answer(self)
        except OSError:
            pass

    def give(self, status: int, data: bytes, headers: dict[str, str]) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@contextmanager
def serving() -> Iterator[Site]:
    """A site on a free port of 127.0.0.1 while the block runs."""
    site = Site()
    kind = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    server.daemon_threads = True
    site.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield site
    finally:
        site.released.set()
        server.shutdown()
        server.server_close()


def closed_port() -> int:
    """A port of 127.0.0.1 at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
