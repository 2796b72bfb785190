"""Names without case, accents and script, so that "Zelenský", "ZELENSKY" and "Зеленски" are looked up alike."""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

INITIALS = re.compile(r"\b(?:[a-z]\.){2,}")
OTHER = re.compile(r"[^a-z0-9]+")
POSSESSIVE = re.compile(r"['’]s\b")


def fold(name: str) -> str:
    """Lower-case ASCII words with single spaces: "the U.S.'s Peña" becomes "the us pena"; may be empty."""
    plain = anyascii(unicodedata.normalize("NFKC", name)).lower()
    joined = INITIALS.sub(lambda found: found.group().replace(".", "") + " ", plain)
    return OTHER.sub(" ", POSSESSIVE.sub("", joined)).strip()
