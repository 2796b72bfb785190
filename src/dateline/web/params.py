"""The address of a page as a selection: what may be asked, how much of it, and the way back to an address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from dateline import query
from dateline.chronicle import Selection
from dateline.errors import BadOption

PAGE = 40
"""How many rows a page shows."""

MOST_PAGES = 25_000
MOST_PARAMS = 60
MOST_LETTERS = 400

SEVERAL = ("who", "type", "reality", "act", "stance", "outlet")
"""What may be asked several times over: any of the values will do (of `who`: all must take part)."""

ONE = ("since", "until", "published-since", "published-until", "text", "words", "order", "newest", "page", "unnamed")

ALL = "all"
"""The act that stands for every act."""


class Asked:
    """The query of an address, bounded. Raises BadOption for one that asks for more than a person could."""

    def __init__(self, params: QueryParams) -> None:
        items = [(key, value.strip()) for key, value in params.multi_items() if value.strip()]
        if len(items) > MOST_PARAMS:
            raise BadOption(f"{len(items):,} filters at once are too many: at most {MOST_PARAMS}")
        for key, value in items:
            if len(value) > MOST_LETTERS:
                raise BadOption(f"the value of {key[:40]!r} is too long: at most {MOST_LETTERS} characters")
        self.items = [(key, value.replace("\0", " ")) for key, value in items]

    def all(self, key: str) -> tuple[str, ...]:
        """Every value of a key, each once."""
        return tuple(dict.fromkeys(value for name, value in self.items if name == key))

    def one(self, key: str) -> str | None:
        """The last value of a key."""
        return next((value for name, value in reversed(self.items) if name == key), None)

    @property
    def page(self) -> int:
        """The page asked for, from 1 on."""
        given = self.one("page") or "1"
        if not given.isascii() or not given.isdigit() or not 1 <= int(given[:9]) <= MOST_PAGES:
            raise BadOption(f"page {given[:20]!r} is not a page: give a number from 1 to {MOST_PAGES:,}")
        return int(given)

    def choice(self, key: str, choices: Iterable[str], usual: str) -> str:
        """One of these values. Raises BadOption for another."""
        given = self.one(key) or usual
        known = list(choices)
        if given not in known:
            raise BadOption(f"{key} {given[:40]!r} is not one of {', '.join(known)}")
        return given

    def selection(self, **usual: Any) -> Selection:
        """The selection that the address asks for; `usual` stands where it says nothing."""
        told: dict[str, Any] = {
            "who": self.all("who"),
            "types": self.all("type"),
            "realities": self.all("reality"),
            "acts": () if ALL in self.all("act") else self.all("act"),
            "stances": self.all("stance"),
            "outlets": self.all("outlet"),
            "since": self.one("since"),
            "until": self.one("until"),
            "published_since": self.one("published-since"),
            "published_until": self.one("published-until"),
            "text": self.one("text"),
        }
        given = {key: value for key, value in told.items() if value or (key == "acts" and ALL in self.all("act"))}
        order = self.choice("order", ("time", "published"), usual.pop("order", "time"))
        direction = self.choice("newest", ("yes", "no"), "yes" if usual.pop("newest", True) else "no")
        first = (self.page - 1) * PAGE
        asked = {**usual, **given, "order": order, "newest": direction == "yes"}
        return query.select(**{"limit": PAGE, "offset": first, **asked})

    def address(self, path: str, drop: Mapping[str, str | None] | None = None, **put: object) -> str:
        """The address of a page with these parameters: `drop` takes out a key (or one of its values), `put` sets."""
        dropped, named = dict(drop or {}), {key.replace("_", "-"): value for key, value in put.items()}
        kept = [
            (key, value)
            for key, value in self.items
            if key not in named and key != "page" and not (key in dropped and dropped[key] in (None, value))
        ]
        kept += [(key, str(value)) for key, value in named.items() if value is not None]
        return f"{path}?{urlencode(kept)}" if kept else path
