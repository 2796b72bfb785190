"""Numbers told of an event, with their role: how many were killed, wounded, arrested; how much money; how long a
term.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from dateline.events.frames import Frame
from dateline.events.grammar import Grammar
from dateline.events.tree import Tree
from dateline.model import Quantity

DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
MONEY = ("$", "€", "£", "¥")


def quantities(tree: Tree, frame: Frame, roles: Mapping[str, str], grammar: Grammar) -> tuple[Quantity, ...]:
    """The numbers in the slots that the lexicon entry names, and sums of money in any slot of the frame."""
    found: dict[tuple[int, int], Quantity] = {}
    for role, slot in sorted(roles.items()):
        for i in frame.slots.get(slot, []):
            q = read(tree, i, role, grammar)
            if q is not None:
                found.setdefault((q.start, q.end), q)
    for slot in sorted(frame.slots):
        for i in frame.slots[slot]:
            if _is_money(tree, i, grammar):
                q = read(tree, i, "money", grammar)
                if q is not None:
                    found.setdefault((q.start, q.end), q)
    return tuple(found[k] for k in sorted(found))


def _is_money(t: Tree, i: int, g: Grammar) -> bool:
    unit = g.units.get(t.lemma[i]) or g.units.get(t.text[i].lower())
    return unit is not None and len(unit) == 3 and unit.isupper()


def read(t: Tree, i: int, role: str, g: Grammar) -> Quantity | None:
    """The number of a noun phrase with its bounds ("at least 12 people", "dozens of", "between 5 and 7"), None
    without one.
    """
    words = sorted(w for w in _number_words(t, i, g))
    if not words:
        return None
    first, last = words[0], words[-1]
    low, high = value(" ".join(t.text[w].lower() for w in words), g)
    if low is None:
        return None
    first, side = _bound(t, first, g)
    if side == "least":
        high = None
    elif side == "most":
        low, high = None, low if high is None else high
    unit = g.units.get(t.lemma[i]) or g.units.get(t.text[i].lower())
    if unit and len(unit) == 3 and unit.isupper():
        first, last = min(first, i), max(last, i)
    return Quantity(role, t.start[first], t.end[last], low, high, unit)  # type: ignore[arg-type]


def _number_words(t: Tree, i: int, g: Grammar) -> list[int]:
    """The words of the number: those of a nummod, or a vague plural such as "dozens" that heads the phrase."""
    if t.lemma[i] in g.vague or t.text[i].lower() in g.vague or t.pos[i] == "NUM":
        inner = [w for c in t.kids(i, "nummod", "compound") for w in t.within(c) if t.pos[w] == "NUM"]
        tens = [i + 1, i + 2] if t.text[i].lower() == "tens" else []
        return [*inner, i, *tens]
    for c in t.kids(i, "nummod"):
        return [w for w in t.within(c) if t.pos[w] in ("NUM", "CCONJ", "SYM") or t.lemma[w] in g.numbers or w == c]
    head = next((c for c in t.kids(i, "amod", "det") if t.text[c].lower() in ("several", "many", "dozens")), None)
    return [head] if head is not None else []


def value(text: str, g: Grammar) -> tuple[float | None, float | None]:
    """Low and high of a number in words or digits: "12", "1.2 million", "two dozen", "5 to 7", "dozens"."""
    if text in g.vague:
        low, high = g.vague[text]
        return low, high
    for joiner in (" to ", " and ", "-", "–", " or "):
        left, found, right = text.partition(joiner)
        if found and left.strip() and right.strip():
            bottom, top = _plain(left, g), _plain(right, g)
            if bottom is None or top is None or bottom > top or (joiner == " and " and "hundred" in left):
                continue
            return bottom, top
    number = _plain(text, g)
    return number, number


def _plain(text: str, g: Grammar) -> float | None:
    total, current, seen = 0.0, 0.0, False
    for word in text.replace("-", " ").split():
        digits = DIGITS.fullmatch(word.strip("$€£¥,"))
        if digits:
            current, seen = current + float(digits.group().replace(",", "")), True
        elif word in g.numbers:
            n = g.numbers[word]
            if n >= 1000:
                total, current = total + (current or 1) * n, 0.0
            else:
                current = (current or 1) * n if n in (12, 100) else current + n
            seen = True
    return total + current if seen else None


def _bound(t: Tree, first: int, g: Grammar) -> tuple[int, str]:
    """Where the words of a bound begin ("at least"), and which side they bound; "" where there are none."""
    for size in (3, 2, 1):
        if first - size >= 0:
            words = " ".join(t.text[w].lower() for w in range(first - size, first))
            if words in g.bounds:
                return first - size, g.bounds[words]
    return first, ""
