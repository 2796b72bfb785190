"""The frame that every gatherer fills: what it takes from an article, under which keys, and when two belong together.

A gatherer is pure. What it is handed is one reading, or the evidence of two nodes; what it returns depends on nothing
else, so the groups are the same whatever the order in which articles arrive (see docs/gather.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

Record = dict[str, Any]
"""A reading, a record of one, or evidence: plain JSON."""


def nobody(_: str) -> Sequence[Record]:
    """What a chronicle without a knowledge base knows under any key."""
    return ()


@dataclass(frozen=True, slots=True)
class Read:
    """A stored reading as the contract has it, with the public ids of its records by layer, in the reading's order.

    `known` gives the entities of the chronicle's knowledge base that are looked up under a key; only a gatherer that is
    `informed` may ask it.
    """

    reading: Record
    ids: Mapping[str, Sequence[str]]
    known: Callable[[str], Sequence[Record]] = nobody

    @property
    def article(self) -> Record:
        """The article."""
        found: Record = self.reading["article"]
        return found

    def words(self, span: Record) -> str:
        """The characters that a record with start and end points at."""
        source: str = (self.article["title"] or "") if span.get("in") == "title" else self.article["text"]
        return source[span["start"] : span["end"]]


@dataclass(frozen=True, slots=True)
class Part:
    """A record of the gatherer's layer, by its position there, with what it says for or against belonging together.

    Parts with the same `node` are one node from the start; without one, the record is a node of its own. `day` puts
    nodes in order and within the window: an ISO day, a beginning of one ("2026"), or None. `shown` is what listings
    show of the record besides; no decision sees it.
    """

    position: int
    day: str | None
    evidence: Record
    node: str | None = None
    shown: Record | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """What is linked: its id, its day, and the evidence combined from its parts."""

    id: str
    day: str | None
    evidence: Record


@dataclass(frozen=True, slots=True)
class Link:
    """The decision that two nodes belong together: how surely (higher is surer), why, and what that rests on."""

    score: float
    reason: str
    detail: Record = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tie:
    """A link between two nodes, by id; `one` is the lower id. A judgement's tie has an infinite score."""

    one: str
    other: str
    score: float


class Gatherer:
    """What a gatherer is: subclass it, name it, and say what its parts, keys and decisions are.

    `records` is the reading's layer whose records are grouped, or "articles". Two nodes are compared when they share
    a key, stand within `reach` places of each other among the nodes of that key in order of day and id, and lie within
    `window` days (None: any); the first `heads` nodes under a key are compared with every node there. A component of
    links that holds more than `cap` nodes is cut.
    """

    name: ClassVar[str]
    version: ClassVar[str]
    records: ClassVar[str]
    window: ClassVar[int | None] = None
    reach: ClassVar[int] = 8
    heads: ClassVar[int] = 0
    cap: ClassVar[int] = 500
    chained: ClassVar[bool] = False
    """Whether its groups are articles that are versions of one another, in the order that `chain` gives."""
    led: ClassVar[bool] = False
    """Whether some of its nodes lean (see `leans`)."""
    informed: ClassVar[bool] = False
    """Whether its parts ask the knowledge base; with another one, everything is gathered anew."""
    sample: ClassVar[int] = 32
    """Of how many parts a node's evidence is made: those with the lowest ids, so that it never grows."""

    def parts(self, read: Read) -> Iterable[Part]:
        """What one article contributes."""
        raise NotImplementedError

    def combine(self, evidence: Sequence[Record]) -> Record:
        """The evidence of a node from that of its parts, in order of id; to be overridden where parts share a node."""
        return evidence[0]

    def keys(self, node: Node) -> Iterable[str]:
        """Under which keys a node is looked for; candidates share one."""
        raise NotImplementedError

    def rank(self, node: Node) -> str:
        """What a node's place under a key begins with, before its day: "!" stands before all that have no rank."""
        return ""

    def decide(self, one: Node, other: Node) -> Link | None:
        """Whether two nodes belong together, and why. `one` has the lower id; None keeps silent."""
        raise NotImplementedError

    def leans(self, node: Node) -> bool:
        """Whether a node joins the group of its `host` and holds no two groups together; judged records do not lean."""
        return False

    def host(self, node: Node, ties: Sequence[tuple[float, Node]]) -> str | None:
        """On which of the nodes that it is linked to a node leans, by the scores of the links and their nodes' ids.

        Itself, where it points at several; None, where it points at none and may be grouped with others that lean.
        """
        raise NotImplementedError

    def cut(self, nodes: Sequence[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        """The groups of one component, as lists of node ids. `apart` are pairs that a person has judged to be two.

        Unless overridden: ties are taken from the surest, and one that would make a group larger than `cap`, or put
        together what is to stay apart, is left out.
        """
        return joined([node.id for node in nodes], ties, apart, self.cap)

    def chain(self, nodes: Sequence[Node]) -> list[str]:
        """The ids of a group's nodes from the oldest version to the newest, where groups are chains of versions."""
        raise NotImplementedError


def joined(
    nodes: Iterable[str], ties: Iterable[Tie], apart: frozenset[tuple[str, str]] = frozenset(), cap: int | None = None
) -> list[list[str]]:
    """Groups of nodes by their ties from the surest on, none larger than `cap`, none with a pair that is apart."""
    forest = Forest(nodes)
    for tie in sorted(ties, key=lambda tie: (-tie.score, tie.one, tie.other)):
        one, other = forest.group(tie.one), forest.group(tie.other)
        if one is other or (cap is not None and len(one) + len(other) > cap and tie.score != float("inf")):
            continue
        if not apart or not any(_pair(a, b) in apart for a in one for b in other):
            forest.join(tie.one, tie.other)
    return forest.groups()


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


class Forest:
    """Groups that grow together: each node belongs to one list."""

    def __init__(self, nodes: Iterable[str]) -> None:
        self._of: dict[str, list[str]] = {node: [node] for node in nodes}

    def group(self, node: str) -> list[str]:
        """The group of a node."""
        return self._of[node]

    def join(self, one: str, other: str) -> None:
        """Makes one group of two."""
        small, large = sorted((self._of[one], self._of[other]), key=len)
        if small is not large:
            large += small
            for node in small:
                self._of[node] = large

    def groups(self) -> list[list[str]]:
        """Every group, sorted inside and among each other."""
        return sorted(sorted(group) for group in {id(group): group for group in self._of.values()}.values())


def within(one: str | None, other: str | None, window: int | None) -> bool:
    """Whether two days lie within so many days of each other; what is not a whole day always does."""
    if window is None or one is None or other is None or len(one) < 10 or len(other) < 10:
        return True
    return abs(day_number(one) - day_number(other)) <= window


@lru_cache(maxsize=8192)
def day_number(day: str) -> int:
    """The number of an ISO day; days of years before 1 ("-0043-01-01") are counted back by whole years."""
    return int(day[:5]) * 366 if day.startswith("-") else date.fromisoformat(day[:10]).toordinal()
