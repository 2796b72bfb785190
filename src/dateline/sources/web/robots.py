"""robots.txt (RFC 9309), read once a run and host by protego: what may be fetched, and how slowly."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from dateline.errors import FetchError, ForbiddenAddress, ForbiddenByRobots, RefusedByServer, TooLarge, Unreachable
from dateline.sources.onefile import extra
from dateline.sources.web.charset import decode
from dateline.sources.web.fetch import Fetcher

MOST = 512_000
"""The longest robots.txt that is read, in bytes; RFC 9309 asks for this much at least."""


class Robots:
    """The robots.txt of every host that was asked in this run."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self._rules: dict[str, Any] = {}

    def check(self, url: str) -> None:
        """Raise ForbiddenByRobots where the host asks not to fetch this, Unreachable where it does not say."""
        rules = self._of(url)
        if isinstance(rules, ForbiddenAddress):
            raise ForbiddenAddress(rules.message)
        if isinstance(rules, FetchError):
            raise Unreachable(
                f"robots.txt of {host_of(url)} could not be read ({rules.message}), so nothing is fetched"
            )
        if rules is not None and not rules.can_fetch(url, self._fetcher.agent):
            raise ForbiddenByRobots(f"robots.txt of {host_of(url)} asks not to fetch this")

    def delay(self, url: str) -> float:
        """How many seconds the host asks to leave between two requests; 0 where it does not say."""
        rules = self._of(url)
        if rules is None or isinstance(rules, FetchError):
            return 0.0
        rate = rules.request_rate(self._fetcher.agent)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(rules.crawl_delay(self._fetcher.agent) or 0.0), float(each))

    def _of(self, url: str) -> Any:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        if place not in self._rules:
            self._rules[place] = self._read(f"{place}/robots.txt")
        return self._rules[place]

    def _read(self, url: str) -> Any:
        """The rules; None where everything may be fetched, an error where it cannot be told."""
        try:
            answer = self._fetcher.fetch(url, accept="text/plain,*/*;q=0.5", size=MOST)
        except RefusedByServer as error:
            return None if 400 <= error.status < 500 and error.status != 429 else error
        except TooLarge as error:
            return Unreachable(error.message)
        except FetchError as error:
            return error
        return extra("protego").Protego.parse(decode(answer.body, "text/plain; charset=utf-8").text)


def host_of(url: str) -> str:
    """The host and port of an address; "" where it is none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""
