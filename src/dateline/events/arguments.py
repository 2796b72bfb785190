"""Further parts of an event where the syntax is clear: its topic, instrument, cause, purpose and amount."""

from __future__ import annotations

from typing import Literal

from dateline.events.frames import Frame
from dateline.events.grammar import english
from dateline.events.tree import Tree
from dateline.model import Argument

ORDER: tuple[Literal["topic", "instrument", "cause", "purpose"], ...] = ("topic", "instrument", "cause", "purpose")


def arguments(tree: Tree, frame: Frame, taken: set[int], kind: str) -> tuple[Argument, ...]:
    """The arguments of a frame that no party stands in, in order of the text."""
    found: dict[tuple[int, int], Argument] = {}
    for role in ORDER:
        for i in _heads(tree, frame, role, kind):
            first, last = tree.edges(i)
            if not taken & set(range(first, last + 1)) and not _is_time(tree, i):
                start, end = _characters(tree, first, last)
                found.setdefault((first, last), Argument(role, start, end))
    return tuple(found[k] for k in sorted(found))


def _heads(tree: Tree, frame: Frame, role: str, kind: str) -> list[int]:
    if role == "purpose":
        return frame.slots.get("purpose", [])
    if role == "topic" and kind == "CONSULT" and tree.lemma[frame.trigger] in ("discuss", "review", "debate"):
        return frame.slots.get("obj", [])
    if role == "instrument" and kind not in ("ASSAULT", "COERCE"):
        return []
    words = english().arguments[role]
    if role == "cause" and kind == "CONSULT":
        words = words - {"over", "for", "after"}
    if role == "topic" and kind not in ("CONSULT", "AGREE", "COOPERATE", "SUPPORT"):
        words = words - {"over", "on"}
    return [i for slot in sorted(words & set(frame.slots)) for i in frame.slots[slot]]


def _is_time(tree: Tree, i: int) -> bool:
    """Dates and weekdays are times, not topics ("talks on Monday")."""
    return tree.pos[i] == "NUM" or (
        tree.lemma[i][:3]
        in (
            "mon",
            "tue",
            "wed",
            "thu",
            "fri",
            "sat",
            "sun",
            "jan",
            "feb",
            "mar",
            "apr",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
        )
        and tree.pos[i] == "PROPN"
    )


def _characters(tree: Tree, first: int, last: int) -> tuple[int, int]:
    """The stretch without its preposition and closing punctuation."""
    while first < last and tree.pos[first] in ("ADP", "PUNCT", "SPACE", "SCONJ") and tree.lemma[first] != "to":
        first += 1
    while last > first and tree.pos[last] in ("PUNCT", "SPACE"):
        last -= 1
    return tree.start[first], tree.end[last]
