"""Stands before every page: holds the Host header against a list, bounds what is sent, says what a page may load."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from dateline.web.settings import MOST_ADDRESS, MOST_UPLOAD, Settings

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Pages load from this server alone, run no inline script, send forms nowhere else, and stand in no frame."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

READING = ("GET", "HEAD")


class TooMuch(Exception):
    """A body went over the limit while it was being read."""


class Guard:
    """Refuses what must not reach a page, and puts the headers on whatever is answered."""

    def __init__(self, app: App, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = _Headed(send)
        refusal = self._refusal(scope)
        if refusal:
            status, said = refusal
            await PlainTextResponse(said + "\n", status)(scope, receive, sent)
            return
        try:
            await self.app(scope, bounded(receive), sent)
        except TooMuch:
            if sent.started:
                raise
            await PlainTextResponse(_too_much() + "\n", 413)(scope, receive, sent)

    def _refusal(self, scope: Message) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        if not allowed_host(headers.getlist("host"), self.settings.hosts):
            return 421, "dateline answers under other names only; start it with --allow-host NAME to add one"
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_ADDRESS:
            return 414, f"this address is too long: at most {MOST_ADDRESS:,} bytes"
        if scope["method"] not in (*READING, "POST"):
            return 405, "only GET, HEAD and POST are answered"
        if scope["method"] == "POST":
            return self._refused_post(headers)
        return None

    def _refused_post(self, headers: Headers) -> tuple[int, str] | None:
        if self.settings.readonly:
            return 403, "this desk is read-only"
        if not same_origin(headers):
            return 403, "this form was not sent from this desk: the Origin header is missing or another site's"
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > MOST_UPLOAD:
            return 413, _too_much()
        return None


def allowed_host(given: Iterable[str], allowed: frozenset[str]) -> bool:
    """Whether there is one Host header and its name, without the port, is on the list."""
    hosts = list(given)
    if len(hosts) != 1:
        return False
    name, colon, port = hosts[0].strip().lower().rpartition(":")
    if not colon or not port.isdigit():
        name = hosts[0].strip().lower()
    return name in allowed


def same_origin(headers: Headers) -> bool:
    """Whether a form says that it comes from a page of the host it is sent to."""
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc.lower() == headers.get("host", "").lower() != ""


def bounded(receive: Receive) -> Receive:
    """The body, or TooMuch as soon as it goes over the limit, whatever length it was said to have."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MOST_UPLOAD:
            raise TooMuch
        return message

    return take


def _too_much() -> str:
    return f"this is too much at once: at most {MOST_UPLOAD // 1024 // 1024} MB; use `dateline add` for more"


class _Headed:
    """Adds the headers to the answer that goes out."""

    def __init__(self, send: Send) -> None:
        self.send, self.started = send, False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["cache-control"] = "no-store"
        await self.send(message)
