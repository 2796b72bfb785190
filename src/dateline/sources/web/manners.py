"""Manners towards servers: how long to wait between two requests to a host, and when to leave it alone for a while."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from dateline.sources.web.robots import host_of

DELAY_S = 2.0
"""Seconds between two requests to one host, unless the caller or robots.txt asks for more."""
PATIENCE_S = 120.0
"""The longest pause that a run waits for; a host that asks for more is left to the next run."""
LONGEST_S = 24 * 3600.0
FIRST_PAUSE_S = 60.0


@dataclass
class Hosts:
    """When each host may be asked again, on the clock of `now`."""

    now: Callable[[], datetime.datetime]
    sleep: Callable[[float], None]
    _ready: dict[str, datetime.datetime] = field(default_factory=dict)

    def ready(self, url: str) -> datetime.datetime:
        """When the address's host may be asked."""
        return self._ready.get(host_of(url), datetime.datetime.min.replace(tzinfo=datetime.UTC))

    def wait(self, url: str) -> None:
        """Sleep until the host may be asked."""
        pause = (self.ready(url) - self.now()).total_seconds()
        if pause > 0:
            self.sleep(pause)

    def asked(self, url: str, delay: float) -> None:
        """Note that the host was asked just now."""
        self.hold(url, delay)

    def hold(self, url: str, seconds: float) -> None:
        """Leave the host alone for so many seconds from now; never shortens a longer pause."""
        until = self.now() + datetime.timedelta(seconds=min(seconds, LONGEST_S))
        self._ready[host_of(url)] = max(until, self.ready(url))


def pause(retry: str | None, tries: int, now: datetime.datetime) -> float:
    """Seconds until the next try: what Retry-After asks for (seconds or a date), else twice as long each time."""
    asked = 0.0
    if retry and re.fullmatch(r"[0-9]+", retry.strip()):
        asked = float(retry.strip()[:9])
    elif retry:
        try:
            until = parsedate_to_datetime(retry)
            until = until if until.tzinfo else until.replace(tzinfo=datetime.UTC)
            asked = (until - now).total_seconds()
        except (ValueError, TypeError, OverflowError):
            asked = 0.0
    doubled = FIRST_PAUSE_S * 2.0 ** max(0, tries - 1)
    return min(max(asked, 0.0) or doubled, LONGEST_S)
