"""Where a second reader is, and whether texts may be sent there: this machine, or a host that was named twice."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from dateline.errors import BadOption

PATH = "/v1/chat/completions"
THIS_MACHINE = "localhost"


@dataclass(frozen=True, slots=True)
class Address:
    """One place that answers; `loopback` where it is this machine, whose connections must end there."""

    secure: bool
    host: str
    port: int
    path: str
    loopback: bool


def address(url: str, allowed: str | None, key: bool = False) -> Address:
    """The address of a URL. Raises BadOption where it is none, or another machine that `allowed` does not name."""
    parts = _parts(url)
    host = (parts.hostname or "").lower()
    loopback = _is_loopback(host)
    if not loopback and host != (allowed or "").lower():
        raise BadOption(f"the second reader at {host} is another machine: --send-text-to {host} lets texts go there")
    secure = parts.scheme == "https"
    if key and not secure and not loopback:
        raise BadOption("a key is sent to another machine over https only")
    return Address(secure, host, parts.port or (443 if secure else 80), _path(parts.path), loopback)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        known = parts.port is None or parts.port > 0
    except ValueError as error:
        raise BadOption(f"--second-reader takes an address, not {url!r}") from error
    plain = url.isascii() and url.isprintable() and " " not in url
    if not (plain and known and parts.scheme in ("http", "https") and parts.hostname):
        raise BadOption(f"--second-reader takes an address such as http://127.0.0.1:8080, not {url!r}")
    if parts.username is not None or parts.query or parts.fragment:
        raise BadOption("--second-reader takes an address without user, question mark or number sign")
    return parts


def _path(path: str) -> str:
    """The path of chat completions, where the address ends before it."""
    path = path.rstrip("/")
    if path.endswith("/chat/completions"):
        return path
    return f"{path}/chat/completions" if path.endswith("/v1") else f"{path}{PATH}"


def _is_loopback(host: str) -> bool:
    try:
        return host == THIS_MACHINE or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
