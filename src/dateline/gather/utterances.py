"""Utterances: one thing said, printed by several articles, whole, cut, or reworded within the marks."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Any

from rapidfuzz.distance import Indel

from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Record
from dateline.gather.names import person_name, same_part
from dateline.gather.shingles import hashes, text_words

SHORTEST = 4
"""From how many words on a quotation is told from others; shorter ones are said by many."""
LONG = 10
"""From how many words on the same words are one utterance even where no speaker is named."""
REWORDED = 0.72
"""How alike the words of two versions must be (2 x shared in order / all), the speaker being the same."""
CUT = 5
"""The least number of words of a version that is part of another, where the speaker is the same."""
RUN, KEYS = 3, 12
"""How many words make a key, and of how many keys (the lowest hashes) a quotation is found."""


class Utterances(Gatherer):
    """Quotations that print one utterance."""

    name, version, records = "utterances", "1", "quotations"
    window, reach, cap = 45, 10, 500

    def parts(self, read: Read) -> Iterable[Part]:
        """Every quotation with words in marks, and who says it as far as the article tells."""
        entities = {entity["id"]: entity for entity in read.reading["entities"]}
        for at, quotation in enumerate(read.reading["quotations"]):
            printed = " … ".join(" ".join(read.words(span).split()) for span in quotation["quoted"])
            words = text_words(printed)
            if len(words) >= SHORTEST:
                speaker = quotation["speaker"]
                entity = entities.get(speaker["entity"]) if speaker else None
                own = read.article["id"][:16]
                told: Record = {"text": printed, "words": words, "speaker": _surname(entity), "article": own}
                yield Part(at, read.article["published"], told)

    def keys(self, node: Node) -> Iterable[str]:
        """The lowest hashes of its runs of three words: of any two versions with a run in common some are the same."""
        return [f"w {value}" for value in sorted(set(hashes(node.evidence["words"], RUN)))[:KEYS]]

    def decide(self, one: Node, other: Node) -> Link | None:
        """The same words, a version within the other, or words much alike by one speaker; never within one article."""
        a, b = one.evidence["words"], other.evidence["words"]
        speakers = _speakers(one, other)
        if speakers is False or one.evidence["article"] == other.evidence["article"]:
            return None
        if a == b:
            return Link(1.0, "the same words") if speakers or len(a) >= LONG else None
        short, long = sorted((a, b), key=len)
        if f" {' '.join(short)} " in f" {' '.join(long)} " and len(short) >= (CUT if speakers else LONG):
            return Link(0.9, "one is cut", {"words": len(short), "of": len(long)})
        alike = float(Indel.normalized_similarity(a, b))
        if speakers and alike >= REWORDED:
            return Link(round(0.8 * alike, 4), "reworded", {"alike": round(alike, 4)})
        return None


def _surname(entity: Record | None) -> str | None:
    """The folded surname or whole name of a speaker that is named."""
    if entity is None or entity["type"] != "PERSON":
        return entity["name"].casefold() if entity else None
    name = person_name(entity["name"])
    return name.surname if name else None


def _speakers(one: Node, other: Node) -> bool | None:
    """Whether the speakers are one: None where an article does not name its speaker."""
    a, b = one.evidence["speaker"], other.evidence["speaker"]
    if a is None or b is None:
        return None
    return same_part(a, b)


def differences(one: str, other: str) -> list[dict[str, Any]]:
    """What two versions have otherwise, word by word: {"op": "same|left out|put in|replaced", "one", "other"}."""
    a, b = one.split(), other.split()
    plain = [["".join(text_words(word)) for word in words] for words in (a, b)]
    names = {"equal": "same", "delete": "left out", "insert": "put in", "replace": "replaced"}
    steps = SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_opcodes()
    return [{"op": names[op], "one": " ".join(a[i:j]), "other": " ".join(b[k:m])} for op, i, j, k, m in steps]
