"""Origins: which articles carry one report. Reprints and near-copies share their text; some say whose report it is.

Copies are known by shared runs of words; a few shared runs are enough where both credit one agency, or print the same
long quotations. What makes two articles one origin is always a stretch of words that both hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from dateline.gather.credits import credits
from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Record
from dateline.gather.shingles import hashes, sample, shared, text_words

COPY = 0.30
"""What share of the shorter text's runs the other must hold."""
CREDITED = 0.15
"""The same, where both credit the same agency with the whole article."""
FEWEST = 6
"""The least number of sampled runs that two copies share."""
QUOTED = 8
"""From how many words on a quotation tells that two articles took it from one place."""
QUOTATIONS, MOST_OF = 3, 0.6
"""How many such quotations two articles must share, and what share of those of the one with fewer."""
KEY_SCALE, KEYS = 32, 8
"""One of how many hashes is a key, and the least number of keys."""


class Origins(Gatherer):
    """Articles that carry one report."""

    name, version, records = "origins", "1", "articles"
    window, reach, cap = 60, 12, 2000

    def parts(self, read: Read) -> Iterable[Part]:
        """Every article with enough words to be compared."""
        article = read.article
        found = hashes(text_words(article["text"]))
        if found:
            yield Part(0, article["published"], _evidence(read, found))

    def keys(self, node: Node) -> Iterable[str]:
        """The lowest hashes of its text, and its long quotations."""
        told = node.evidence
        return [*(f"h {value}" for value in told["keys"]), *(f"q {value}" for value in told["quotes"])]

    def decide(self, one: Node, other: Node) -> Link | None:
        """A copy by its text; fewer shared words are enough with one credit, or with the same quotations."""
        a, b = one.evidence, other.evidence
        common, share = shared(a["runs"], b["runs"])
        agency = sorted(set(a["agencies"]) & set(b["agencies"]))
        detail: Record = {"shared": round(share, 4), "agency": agency}
        if common >= FEWEST and share >= COPY:
            return Link(round(share, 4), "the same text" if share > 0.8 else "much of the same text", detail)
        if common >= FEWEST and share >= CREDITED and agency:
            return Link(round(share, 4), f"some of the same text, and both credit {agency[0]}", detail)
        quotes = len(set(a["quotes"]) & set(b["quotes"]))
        if quotes >= QUOTATIONS and quotes >= MOST_OF * min(len(a["quotes"]), len(b["quotes"])):
            return Link(round(0.1 + share, 4), f"{quotes} of the same long quotations", detail)
        return None


def _evidence(read: Read, found: list[int]) -> Record:
    stated = {credit.agency for credit in credits(read.article["text"]) if credit.of == "whole"}
    runs = sample(found)
    return {
        "runs": runs,
        "keys": sample(runs, KEY_SCALE, KEYS),
        "quotes": sorted(set(_long_quotations(read))),
        "agencies": sorted(stated),
        "words": len(found),
    }


def _long_quotations(read: Read) -> Iterable[int]:
    """The hashes of quotations in marks that are long enough to be taken from one place."""
    for quotation in read.reading["quotations"]:
        for span in quotation["quoted"]:
            words = text_words(read.words(span))
            if len(words) >= QUOTED:
                yield hashes(words, len(words))[0]


def same_words(one: str, other: str, most: int = 3) -> list[tuple[int, int, int, int]]:
    """The longest runs of words that two texts share, longest first: (start, end, other start, other end)."""
    a, b = _placed(one), _placed(other)
    matcher = SequenceMatcher(None, [word for word, _, _ in a], [word for word, _, _ in b], autojunk=False)
    blocks = sorted(matcher.get_matching_blocks(), key=lambda block: (-block.size, block.a))
    return [
        (a[m.a][1], a[m.a + m.size - 1][2], b[m.b][1], b[m.b + m.size - 1][2]) for m in blocks[:most] if m.size >= 5
    ]


def _placed(text: str) -> list[tuple[str, int, int]]:
    """The words of a text with their offsets."""
    return [
        ("".join(text_words(found.group())), *found.span()) for found in re.finditer(r"[^\W_]+(?:['’][^\W_]+)*", text)
    ]
