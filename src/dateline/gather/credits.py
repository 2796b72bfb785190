"""Credit lines: which news agency an article, or something in it, is taken from, with the characters that say so."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that is credited: with the whole article ("(AP) -") or with a part of it ("Reuters reported")."""

    agency: str
    of: Literal["whole", "part"]
    start: int
    end: int


@cache
def _table() -> tuple[dict[str, str], list[tuple[Literal["whole", "part"], re.Pattern[str]]]]:
    """{printed name: agency}, and the patterns with every name in them."""
    table = tomllib.loads(files("dateline.gather").joinpath("agencies.toml").read_text("utf-8"))
    names = {name: agency for agency, printed in table["agencies"].items() for name in printed}
    either = "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))
    kinds: tuple[Literal["whole", "part"], ...] = ("whole", "part")
    patterns = [
        (of, re.compile(pattern.replace("{agency}", either), re.MULTILINE))
        for of in kinds
        for pattern in table["patterns"][of]
    ]
    return names, patterns


def credits(text: str) -> list[Credit]:
    """Every credit in a text, in its order; a name that is credited with the whole is not told again as a part."""
    names, patterns = _table()
    found: dict[tuple[int, int], Credit] = {}
    for of, pattern in patterns:
        for match in pattern.finditer(text):
            found.setdefault(match.span(1), Credit(names[match.group(1)], of, *match.span(1)))
    return [found[span] for span in sorted(found)]
