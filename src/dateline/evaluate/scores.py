"""What every area's measure works with: pairs of a gold row and a reading, spans that fit, figures that come out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]
Pair = tuple[Row, Row]
"""A gold row and the reading of its text, both as the contract's JSON; the reading is {} where there is none."""


@dataclass(frozen=True)
class Table:
    """A table for people: column names, then lines whose first cell is a label."""

    header: tuple[str, ...]
    lines: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True)
class Score:
    """What was measured: figures (percentages with two decimals, and counts), tables, and the errors by kind."""

    figures: dict[str, Any]
    tables: tuple[Table, ...] = ()
    errors: dict[str, list[str]] = field(default_factory=dict)


def percent(part: float, whole: float) -> float:
    """part of whole in percent with two decimals; 0.0 of nothing."""
    return round(100.0 * part / whole, 2) if whole else 0.0


def f1(p: float, r: float) -> float:
    """The harmonic mean of precision and recall, both in percent."""
    return round(2 * p * r / (p + r), 2) if p + r else 0.0


def prf(hits: float, system: float, gold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent, from counts."""
    return percent(hits, system), percent(hits, gold), percent(2 * hits, system + gold)


def common(a: Row, b: Row) -> int:
    """How many characters two spans share."""
    return max(0, int(min(a["end"], b["end"]) - max(a["start"], b["start"])))


def overlaps(a: Row, b: Row) -> bool:
    """Whether two spans share a character."""
    return bool(a["start"] < b["end"] and b["start"] < a["end"])


def share(a: Row, b: Row) -> float:
    """The Jaccard index of two spans' characters."""
    return common(a, b) / int(max(a["end"], b["end"]) - min(a["start"], b["start"]))


def fits(system: Row, gold: Row) -> bool:
    """Whether a system span lies inside the gold span or shares half of both (a sentence fits no name)."""
    if not overlaps(system, gold):
        return False
    return (gold["start"] <= system["start"] and system["end"] <= gold["end"]) or share(system, gold) >= 0.5


def any_fit(gold: Iterable[Row], system: Iterable[Row]) -> bool:
    """Whether one of the system spans fits one of the gold spans."""
    found = list(system)
    return any(fits(s, g) for g in gold for s in found)


def as_list(value: Any) -> list[Row]:
    """A span field as a list: gold files hold lists of spans where a reading holds one span or null."""
    if value is None:
        return []
    return list(value) if isinstance(value, Sequence) else [value]


def shown(text: str, spans: Iterable[Row]) -> str:
    """The words of spans on one line, for a list of errors."""
    return " … ".join(" ".join(text[s["start"] : s["end"]].split()) for s in spans) or "-"


def around(text: str, span: Row, width: int = 40) -> str:
    """A span in brackets with the characters beside it, on one line."""
    a, b = span["start"], span["end"]
    return f"{text[max(0, a - width) : a]}[{text[a:b]}]{text[b : b + width]}".replace("\n", " ")
