"""A server on this machine that stands for a language model: it answers what a test says and keeps what it was sent."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


def says(content: Any) -> Reply:
    """A chat completion with this content; what is no string is JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    return raw(200, json.dumps({"choices": [{"message": {"role": "assistant", "content": words}}]}).encode())


def raw(status: int, body: bytes, **headers: str) -> Reply:
    """Any answer."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def pours(handler: BaseHTTPRequestHandler) -> None:
    """An answer that does not end."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b"x" * 65536)


class Model:
    """What the server was sent, and its address."""

    def __init__(self, url: str, replies: list[Reply]) -> None:
        self.url, self.replies = url, replies
        self.sent: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []


@contextmanager
def serving(*replies: Reply) -> Iterator[Model]:
    """A server that gives these replies, one a request, the last one again and again."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            model.sent.append({"path": self.path, **json.loads(body)})
            model.headers.append(dict(self.headers))
            reply = model.replies.pop(0) if len(model.replies) > 1 else model.replies[0]
            with suppress(BrokenPipeError, ConnectionResetError):
                reply(self)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model = Model(f"http://127.0.0.1:{server.server_port}", list(replies))
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
