"""The one place that fetches: http and https, every redirect checked, size and time bounded, nothing retried."""

from __future__ import annotations

import datetime
import http.client
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from urllib3 import BaseHTTPResponse, Timeout
from urllib3.exceptions import HTTPError, LocationParseError, ProtocolError, SSLError, TimeoutError
from urllib3.util import Url, parse_url

from dateline.errors import (
    BrokenAnswer,
    EndlessRedirect,
    FetchError,
    ForbiddenAddress,
    RefusedByServer,
    TooLarge,
    TooSlow,
    Unreachable,
)
from dateline.sources.inflate import inflate, megabytes
from dateline.sources.web.guarded import Guard, pool, reason
from dateline.version import __version__

AGENT = f"dateline/{__version__}"
PAGE_ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
UNCHANGED = 304
CHUNK = 65536
KEPT_HEADERS = ("content-type", "content-language", "etag", "last-modified", "retry-after", "content-location")


class Limits(NamedTuple):
    """Bounds of one request: bytes of the answer, seconds for all of it, to connect, between bytes; and redirects."""

    size: int = 10_000_000
    seconds: float = 60.0
    connect_seconds: float = 15.0
    read_seconds: float = 20.0
    redirects: int = 8


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: where it came from after redirects, what its headers say, and its bytes with compression undone."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched: str

    @property
    def unchanged(self) -> bool:
        """Whether the server says that nothing changed since the last time (304)."""
        return self.status == UNCHANGED


class Known(NamedTuple):
    """What an earlier answer said, to ask only for what is new (RFC 9110, conditional requests)."""

    etag: str | None = None
    last_modified: str | None = None


NEVER = Known()


def clock() -> datetime.datetime:
    """The time now, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Fetcher:
    """Fetches with one user agent and one set of bounds; `before` is asked about each address, redirects too."""

    def __init__(
        self,
        agent: str = AGENT,
        private: bool = False,
        limits: Limits = LIMITS,
        now: Callable[[], datetime.datetime] = clock,
    ) -> None:
        self.agent, self.private, self.limits, self.now = agent, private, limits, now

    def fetch(
        self,
        url: str,
        known: Known = NEVER,
        accept: str = PAGE_ACCEPT,
        before: Callable[[str], None] = lambda _: None,
        size: int | None = None,
    ) -> Fetched:
        """The answer for an address. Raises a FetchError that says why there is none, or TooLarge."""
        headers = {"User-Agent": self.agent, "Accept": accept, "Accept-Encoding": "gzip, deflate"}
        headers |= {"If-None-Match": known.etag} if known.etag else {}
        headers |= {"If-Modified-Since": known.last_modified} if known.last_modified else {}
        seen: list[str] = []
        while True:
            target = checked(url)
            if target.url in seen or len(seen) > self.limits.redirects:
                raise EndlessRedirect(_circle(seen, target.url))
            seen.append(target.url)
            before(target.url)
            answer = self._once(target, headers, size or self.limits.size)
            if answer.status not in REDIRECTS:
                return answer
            url = _onward(target.url, answer.headers["location"])

    def _once(self, target: Url, headers: dict[str, str], size: int) -> Fetched:
        guard = Guard(self.private, self.limits.seconds, self.limits.connect_seconds)
        timeout = Timeout(connect=self.limits.connect_seconds, read=self.limits.read_seconds)
        connections = pool(target.scheme or "", target.host or "", target.port, guard, timeout=timeout)
        try:
            with guard.watching():
                guard.left()
                response = connections.request(
                    "GET", target.request_uri, headers=headers, redirect=False, preload_content=False
                )
                try:
                    answer = self._answer(target.url, response, size)
                finally:
                    response.close()
                guard.left()
                return answer
        except (HTTPError, OSError, ValueError) as error:
            raise explained(error, guard, target.host or "") from error
        finally:
            connections.close()

    def _answer(self, url: str, response: BaseHTTPResponse, size: int) -> Fetched:
        headers = {name: text(response.headers[name]) for name in KEPT_HEADERS if name in response.headers}
        fetched = self.now().isoformat(timespec="seconds").replace("+00:00", "Z")
        if response.status in REDIRECTS and response.headers.get("location"):
            headers["location"] = text(response.headers["location"])
            return Fetched(url, response.status, headers, b"", fetched)
        if response.status == UNCHANGED:
            return Fetched(url, UNCHANGED, headers, b"", fetched)
        if response.status != 200:
            raise RefusedByServer(refusal(response.status), status=response.status, retry=headers.get("retry-after"))
        raw = received(response, size)
        return Fetched(url, 200, headers, unpacked(raw, response.headers.get("content-encoding"), size), fetched)


def checked(url: str) -> Url:
    """The parts of an http or https address, percent-encoded where needed, without its fragment and user name."""
    url = "".join(character for character in url.strip() if character not in "\t\r\n")
    try:
        parts = parse_url(_ascii_host(url))
    except (LocationParseError, UnicodeError, ValueError):
        raise ForbiddenAddress(f"this is no address: {url[:100]}") from None
    if parts.scheme not in ("http", "https") or not parts.host:
        raise ForbiddenAddress(f"only http and https addresses are fetched, not {url[:100]}")
    return parts._replace(auth=None, fragment=None, path=parts.path or "/")


def _ascii_host(url: str) -> str:
    """The address with the letters of another script in its host written as DNS has them (IDNA)."""
    before, slashes, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if not slashes or host.isascii():
        return url
    name, colon, port = host.rpartition(":") if host.rpartition(":")[2].isdecimal() else (host, "", "")
    return f"{before}://{name.encode('idna').decode('ascii')}{colon}{port}{slash}{path}"


def received(response: BaseHTTPResponse, size: int) -> bytes:
    """The bytes as they were sent. Raises TooLarge over `size` of them."""
    parts, total = [], 0
    while part := response.read(CHUNK, decode_content=False):
        total += len(part)
        if total > size:
            raise TooLarge(f"the answer is over {megabytes(size)}")
        parts.append(part)
    return b"".join(parts)


def unpacked(raw: bytes, encoding: str | None, size: int) -> bytes:
    """The bytes with their Content-Encoding undone, within the bound."""
    for name in reversed([part.strip().lower() for part in (encoding or "").split(",") if part.strip()]):
        if name in ("gzip", "x-gzip", "deflate"):
            raw = inflate(raw, size)
        elif name != "identity":
            raise BrokenAnswer(f"the answer is compressed with {name[:20]!r}, which was not asked for")
    return raw


def text(value: str) -> str:
    """A header's value with UTF-8 in it read as such, without line ends."""
    with suppress(UnicodeError):
        value = value.encode("latin-1").decode("utf-8")
    return " ".join(value.split())[:2000]


STATUSES = {
    401: "the server asks for a name and password",
    402: "the server asks for payment",
    403: "the server refuses to give this page",
    404: "there is no such page",
    410: "the page is gone",
    429: "the server says that it was asked too often",
    451: "the page is withheld for legal reasons",
    500: "the server has a fault",
    503: "the server is too busy",
}


def refusal(status: int) -> str:
    """What an HTTP status means, with its number."""
    return f"{STATUSES.get(status, 'the server did not give the page')} (HTTP {status})"


def explained(error: Exception, guard: Guard, host: str) -> FetchError:
    """The error of ours that says what happened."""
    if guard.expired or isinstance(error, TimeoutError):
        return TooSlow(f"{host} did not send everything in time")
    if isinstance(error, SSLError):
        return Unreachable(f"{host} has no certificate that can be trusted: {reason(error)}")
    if any(isinstance(one, http.client.IncompleteRead) for one in (error, *error.args)):
        return BrokenAnswer(f"{host} promised more than it sent: the answer is cut short")
    if isinstance(error, ProtocolError | OSError):
        return Unreachable(f"the connection to {host} broke: {reason(error)}")
    return BrokenAnswer(f"the answer of {host} is no HTTP that can be read: {reason(error)}")


def _onward(url: str, location: str) -> str:
    try:
        return urljoin(url, location)
    except ValueError:
        raise ForbiddenAddress(f"it leads on to what is no address: {location[:100]}") from None


def _circle(seen: list[str], url: str) -> str:
    if url in seen:
        return f"the redirects go in a circle, back to {url[:200]}"
    return f"more than {len(seen) - 1} redirects"
