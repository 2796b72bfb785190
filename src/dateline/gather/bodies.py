"""Well-known bodies and their acronyms, and the names of bodies without the country before them."""

from __future__ import annotations

from functools import cache

from dateline.gather.names import thing_words
from dateline.gather.wordlists import wordlists


def without_country(words: tuple[str, ...]) -> str:
    """The words as one, without "federal" or "US" before the name of a well-known body."""
    rest = " ".join(words[1:])
    return rest if words[0] in ("us", "federal", "american", "national") and acronym_of(rest) else " ".join(words)


@cache
def _bodies() -> dict[str, str]:
    """{name of a well-known body, as words: its acronym}."""
    return {" ".join(thing_words(name)): short for short, names in wordlists().acronyms.items() for name in names}


def acronym_of(name: str) -> str | None:
    """The acronym of a well-known body, by its words."""
    return _bodies().get(name)


def spells(letters: str, name: str) -> bool:
    """Whether the letters of an acronym occur in order in a name, beginning with its first."""
    at, plain = -1, name.replace(" ", "")
    for letter in letters.replace(" ", ""):
        at = plain.find(letter, at + 1)
        if at < 0:
            return False
    return name[:1] == letters[:1]
