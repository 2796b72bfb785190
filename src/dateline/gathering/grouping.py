"""Groups of one gatherer's nodes: every component that a batch has touched is cut anew, and named after its earliest.

A node that leans joins the group of one other node and holds no two groups together, so a component does not grow by
those that lean on it. What leans on nothing is grouped with others that do, like any nodes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import permutations

from dateline.chronicle.gathered import NodeRow
from dateline.gather.frame import Tie
from dateline.gathering.net import Net, plain, plain_ones

SURE = float("inf")
"""The score of what a person has judged to be one."""


def regroup(net: Net) -> int:
    """Groups anew what a batch has touched; how many nodes changed their group."""
    return _Grouping(net).done()


class _Grouping:
    """One batch's grouping."""

    def __init__(self, net: Net) -> None:
        self.net, self.gatherer, self.store = net, net.gatherer, net.store
        self.moved = 0
        self._judged: defaultdict[str, list[str]] = defaultdict(list)
        for pair, together in net.pairs.items():
            nodes = {node for record in pair if (node := net.store.node_of(record))} if together else ()
            for one, other in permutations(nodes, 2):
                self._judged[one].append(other)

    def done(self) -> int:
        leaning = sorted(self.net.leaning)
        for node in leaning:
            self._lean(node)
        seen: set[str] = set()
        for node in sorted(self.net.loose):
            if node not in seen and (row := self.net.find(node)) and row.host is None:
                nodes, ties = self._component(row)
                seen.update(nodes)
                for group in self._cut(nodes, ties):
                    self._name([nodes[each] for each in group])
        for node in leaning:
            if host := self.net.node(node).host:
                self._move(node, self.net.node(host).group or "")
        return self.moved

    # What leans.

    def _lean(self, node: str) -> None:
        """Finds the host of a node that leans; groups that it leaves or joins are named anew."""
        row, linked = self.net.node(node), self.store.linked(node, leaning=True)
        self.net.load(other for other, _ in linked)
        ties = [(score, plain(other)) for end, score in linked if not (other := self.net.node(end)).leans]
        host = self.gatherer.host(plain(row), ties)
        if (host is None or row.host is None) and host != row.host:
            self.net.loose.update(end for end, _ in linked if self.net.node(end).leans)
        if host != row.host:
            if row.host:
                self.net.loose.add(row.host)
            self.net.set_leaning(row, True, host)
        if host == node:
            self._move(node, _record(row.first))
        else:
            self.net.loose.add(host or node)

    # Components.

    def _component(self, start: NodeRow) -> tuple[dict[str, NodeRow], list[Tie]]:
        """What hangs together with a node, without what leans on it, and the ties inside."""
        found: dict[str, NodeRow] = {}
        ties: dict[tuple[str, str], Tie] = {}
        waiting = [start.id]
        while waiting:
            node = waiting.pop()
            if node in found:
                continue
            found[node] = self.net.node(node)
            for other, score in self._ties(found[node]):
                low, high = (node, other) if node < other else (other, node)
                ties[low, high] = Tie(low, high, max(score, ties[low, high].score if (low, high) in ties else score))
                waiting.append(other)
        return found, [ties[pair] for pair in sorted(ties)]

    def _ties(self, row: NodeRow) -> Iterator[tuple[str, float]]:
        linked = self.store.linked(row.id, leaning=row.leans)
        self.net.load(other for other, _ in linked)
        for other, score in linked:
            end = self.net.node(other)
            if end.leans == row.leans and end.host is None:
                yield other, score
        for other in self._judged.get(row.id, ()):
            if self.net.find(other):
                yield other, SURE

    def _cut(self, nodes: dict[str, NodeRow], ties: list[Tie]) -> list[list[str]]:
        if len(nodes) == 1:
            return [list(nodes)]
        pairs = self.net.pairs.items()
        apart = frozenset(pair for pair, together in pairs if not together and set(pair) <= nodes.keys())
        return self.gatherer.cut(plain_ones(nodes.values()), ties, apart)

    # Names.

    def _name(self, group: list[NodeRow]) -> None:
        led = [] if not self.gatherer.led else [self.store.earliest_led(node.id) for node in group]
        name = _record(min([node.first for node in group] + [first for first in led if first]))
        for node in group:
            if node.group != name:
                self._move(node.id, name)
                for leaning in self.store.led(node.id) if self.gatherer.led else ():
                    self._move(leaning, name)
        if self.gatherer.chained:
            self.store.put_chain(name, self.gatherer.chain(plain_ones(group)))

    def _move(self, node: str, group: str) -> None:
        row = self.net.node(node)
        if row.group != group:
            self.net.set_group(row, group)
            self.moved += 1


def _record(place: str) -> str:
    """The record's id at the end of a place in print."""
    return place.rpartition("/")[2]
