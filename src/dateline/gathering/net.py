"""The nodes of one gatherer with their keys and links, brought up to date where a batch of articles touches them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dateline.chronicle.gathered import Gathered, NodeRow, PartRow, day_at, key_number, node_at
from dateline.gather.frame import Gatherer, Link, Node, within

HELD = 4096
"""How many nodes are held in memory from one batch to the next."""


@dataclass(slots=True)
class Touched:
    """What a batch takes from a node and what it brings."""

    gone: list[PartRow] = field(default_factory=list)
    come: list[PartRow] = field(default_factory=list)


class Net:
    """The nodes and links of one gatherer; `loose` and `leaning` are what is to be grouped anew after a batch."""

    def __init__(self, gatherer: Gatherer, store: Gathered, pairs: Mapping[tuple[str, str], bool]) -> None:
        self.gatherer, self.store, self.pairs = gatherer, store, pairs
        self.judged = frozenset(record for pair in pairs for record in pair)
        self.parted = frozenset(record for pair, together in pairs.items() if not together for record in pair)
        self.changed = 0
        self.loose: set[str] = set()
        self.leaning: set[str] = set()
        self._known: dict[str, NodeRow] = {}
        self._near: dict[tuple[int, str], tuple[list[str], list[str]]] = {}

    def begin(self, store: Gathered) -> None:
        """Takes up a new transaction."""
        self.store, self.changed = store, 0
        self.loose.clear()
        self.leaning.clear()
        if len(self._known) > HELD:
            self._known.clear()

    # Nodes.

    def load(self, identifiers: Iterable[str]) -> None:
        """Reads nodes that are not in memory yet, at once."""
        missing = sorted({each for each in identifiers if each not in self._known})
        if missing:
            self._known |= {row.id: row for row in self.store.nodes(missing)}

    def find(self, identifier: str) -> NodeRow | None:
        """A node, if there is one."""
        self.load([identifier])
        return self._known.get(identifier)

    def node(self, identifier: str) -> NodeRow:
        """A node that there is."""
        self.load([identifier])
        return self._known[identifier]

    def apart(self, part: PartRow) -> PartRow:
        """A record that a person has parted from another is a node of its own."""
        return replace(part, node=part.id) if part.id in self.parted else part

    def judged_anew(self, record: str) -> None:
        """A record is judged, or no more: its node leans or does not, and is grouped anew."""
        node = self.store.node_of(record)
        row = self.find(node) if node else None
        if row is None:
            return
        self.loosen(row.id)
        leans = self._leans(row)
        if leans != row.leans:
            linked = self.store.links_of(row.id)
            self.load(linked)
            self.loose.update(end for end in (row.host, *linked) if end and not self.node(end).leans)
            self.set_leaning(row, leans, None)
            for other, (score, reason, detail) in linked.items():
                self._unlink(*_ordered(row.id, other))
                self._put_link(*_ordered(row.id, other), Link(score, reason, detail))
            self.loosen(row.id)

    def set_leaning(self, row: NodeRow, leans: bool, host: str | None) -> None:
        """Notes whether a node leans, and on which."""
        self.store.set_leaning(row.id, leans, host)
        self._known[row.id] = replace(row, leans=leans, host=host)

    def set_group(self, row: NodeRow, group: str) -> None:
        """Puts a node into a group."""
        self.store.set_group(row.id, group)
        self._known[row.id] = replace(row, group=group)

    def _leans(self, row: NodeRow) -> bool:
        return row.id not in self.judged and self.gatherer.leans(plain(row))

    def loosen(self, identifier: str) -> None:
        """A node is to be grouped anew; of one that leans it is first asked on which."""
        (self.leaning if self.node(identifier).leans else self.loose).add(identifier)

    def refresh(self, identifier: str, touched: Touched) -> None:
        """Makes a node's evidence anew from its parts; what it stands beside is decided again if that changed."""
        before = self._known.get(identifier)
        parts = self._sample(identifier, before, touched)
        if parts is None and before:
            self._earlier(before)
        elif not parts:
            self._remove(before)
        else:
            self._renew(identifier, before, parts)

    def _sample(self, identifier: str, before: NodeRow | None, touched: Touched) -> list[PartRow] | None:
        """The parts that a node's evidence is made of; None where the batch has changed none of them."""
        limit = self.gatherer.sample
        if before is None:
            return sorted(touched.come, key=_by_id)[:limit]
        lowest = self.store.sampled(identifier, limit)
        changed = min(_by_id(part) for part in (*touched.gone, *touched.come))
        if len(lowest) == limit and changed > lowest[-1]:
            return None
        return self.store.sample(identifier, limit)

    def _earlier(self, before: NodeRow) -> None:
        first = self.store.earliest(before.id)
        if first != before.first:
            self.store.set_first(before.id, first)
            self._known[before.id] = replace(before, first=first)
            self.loosen(before.id)

    def _renew(self, identifier: str, before: NodeRow | None, parts: list[PartRow]) -> None:
        evidence = self.gatherer.combine([part.evidence for part in parts])
        day = min((part.day for part in parts if part.day), default=None)
        first = self.store.earliest(identifier)
        if before and (before.day, before.first, before.evidence) == (day, first, evidence):
            return
        row = (
            replace(before, day=day, first=first, evidence=evidence)
            if before
            else NodeRow(identifier, day, first, evidence)
        )
        row = row if before else replace(row, leans=self._leans(row))
        self.store.put_node(row, alone=len(parts) == 1 and evidence == parts[0].evidence)
        self._known[identifier] = row
        self.loosen(identifier)
        if before is None or (before.day, before.evidence) != (day, evidence):
            self._place(row, before)
            self._decide_all(row, fresh=before is None)

    def _remove(self, before: NodeRow | None) -> None:
        if before is None:
            return
        for key, place in sorted(self._blocks(before).items()):
            self._take_out(key, place)
        for other in sorted(self.store.links_of(before.id)):
            self._unlink(*_ordered(before.id, other))
        if before.host and before.host != before.id:
            self.loose.add(before.host)
        self.store.drop_node(before.id)
        del self._known[before.id]
        self.loose.discard(before.id)
        self.leaning.discard(before.id)

    # Where nodes stand under their keys.

    def _blocks(self, row: NodeRow) -> dict[int, str]:
        """The keys of a node as they are stored, each with its place there."""
        shown = plain(row)
        return dict.fromkeys(map(key_number, self.gatherer.keys(shown)), row.place(self.gatherer.rank(shown)))

    def _place(self, row: NodeRow, before: NodeRow | None) -> None:
        """Puts a node under its keys, and takes it from under those that it has no longer."""
        old, now = self._blocks(before) if before else {}, self._blocks(row)
        self._near.clear()
        for key in sorted(old):
            if now.get(key) != old[key]:
                self._take_out(key, old[key])
        pushed: set[tuple[str, str]] = set()
        for key in sorted(now):
            if old.get(key) != now[key]:
                pushed |= self._pushed_by(key, now[key])
        self.store.put_blocks((key, now[key]) for key in sorted(now) if old.get(key) != now[key])
        if pushed:
            ends = {end for pair in pushed for end in pair}
            for one, other in sorted(pushed & self.store.links_among(ends)):
                if not self._candidates(one, other):
                    self._unlink(one, other)

    def _take_out(self, key: int, place: str) -> None:
        """Pairs that the node stood between come within reach; who moves up among the heads is compared with all."""
        heads = self.gatherer.heads
        was_head = self.store.standing(key, place, heads) < heads
        self.store.drop_block(key, place)
        for one, other in sorted(self._straddling(*self.store.beside(key, place, self.gatherer.reach))):
            self._decide(one, other)
        if was_head and (risen := self.store.nth(key, heads - 1)):
            for other in self.store.under(key):
                if other != risen:
                    self._decide(*_ordered(node_at(risen), node_at(other)))

    def _pushed_by(self, key: int, place: str) -> set[tuple[str, str]]:
        """Pairs that may get out of reach when a node comes to stand between them, or pushes a head back."""
        heads = self.gatherer.heads
        self._near[key, place] = beside = self.store.beside(key, place, self.gatherer.reach)
        pushed = self._straddling(*beside)
        if heads and self.store.standing(key, place, heads) < heads and (fallen := self.store.nth(key, heads - 1)):
            pushed |= {_ordered(node_at(fallen), other) for other in self.store.links_of(node_at(fallen))}
        return pushed

    def _straddling(self, before: list[str], behind: list[str]) -> set[tuple[str, str]]:
        """Pairs at exactly the reach of each other on both sides of a place, not counting what stands there."""
        reach = self.gatherer.reach
        return {
            _ordered(node_at(one), node_at(behind[reach - 1 - at]))
            for at, one in enumerate(before)
            if 0 <= reach - 1 - at < len(behind) and self._in_time(day_at(one), behind[reach - 1 - at])
        }

    def _in_time(self, day: str | None, place: str) -> bool:
        return within(day, day_at(place), self.gatherer.window)

    def _candidates(self, one: str, other: str) -> bool:
        """Whether two nodes are to be compared, as they stand now."""
        mine, theirs = self._blocks(self.node(one)), self._blocks(self.node(other))
        reach, heads = self.gatherer.reach, self.gatherer.heads
        return any(
            self.store.between(key, mine[key], theirs[key], reach) < reach
            or (heads and self.store.standing(key, min(mine[key], theirs[key]), heads) < heads)
            for key in sorted(mine.keys() & theirs.keys())
        )

    # Links.

    def _decide_all(self, row: NodeRow, fresh: bool) -> None:
        """Every pair that a node is in, decided anew."""
        others = {
            node_at(place)
            for key, own in self._blocks(row).items()
            for place in self._beside(key, own)
            if self._in_time(row.day, place)
        } - {row.id}
        stored = {} if fresh else self.store.links_of(row.id)
        self.load(others)
        for other in sorted(stored.keys() - others):
            self._unlink(*_ordered(row.id, other))
        for other in sorted(others):
            self._settle(*_ordered(row.id, other), stored.get(other))

    def _beside(self, key: int, place: str) -> Iterator[str]:
        """The places that one is compared with under a key."""
        heads = self.gatherer.heads
        for side in self._near.get((key, place)) or self.store.beside(key, place, self.gatherer.reach):
            yield from side
        if heads:
            is_head = self.store.standing(key, place, heads) < heads
            yield from self.store.under(key, -1 if is_head else heads)

    def _decide(self, low: str, high: str) -> None:
        self._settle(low, high, self.store.link(low, high))

    def _settle(self, low: str, high: str, stored: tuple[object, ...] | None) -> None:
        """Decides on a pair, and stores the link where it is another than the stored one."""
        link = self._linked(low, high)
        if link is None:
            if stored is not None:
                self._unlink(low, high)
        elif stored != (link.score, link.reason, link.detail):
            self._put_link(low, high, link)

    def _linked(self, low: str, high: str) -> Link | None:
        one, other = self.node(low), self.node(high)
        if not within(one.day, other.day, self.gatherer.window):
            return None
        return self.gatherer.decide(plain(one), plain(other))

    def _put_link(self, low: str, high: str, link: Link) -> None:
        leaning = self.node(low).leans or self.node(high).leans
        self.store.put_link(low, high, leaning, link.score, link.reason, link.detail)
        self._linked_anew(low, high)

    def _unlink(self, low: str, high: str) -> None:
        if self.store.drop_link(low, high):
            self._linked_anew(low, high)

    def _linked_anew(self, low: str, high: str) -> None:
        """A link has come, gone or changed: what leans is asked anew, and else both its ends are grouped anew."""
        self.changed += 1
        leaning = [end for end in (low, high) if self.node(end).leans]
        if leaning:
            self.leaning.update(leaning)
        else:
            self.loose |= {low, high}


def plain(row: NodeRow) -> Node:
    """A node as gatherers know it."""
    return Node(row.id, row.day, row.evidence)


def plain_ones(rows: Collection[NodeRow]) -> list[Node]:
    """Nodes as gatherers know them, by id."""
    return [plain(row) for row in sorted(rows, key=lambda row: row.id)]


def _by_id(part: PartRow) -> tuple[str, int]:
    return part.id, part.number


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
