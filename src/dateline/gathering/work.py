"""Takes readings from the chronicle, asks the gatherers, and stores links and groups.

Incremental: an article that is added touches the nodes it contributes to, those beside them under their keys, and the
components they are in; nothing else is read. The result does not depend on the order: links are the pairwise decisions
over all candidates, and candidates follow from where nodes stand, not from when they came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dateline.chronicle import Chronicle
from dateline.chronicle.gathered import Gathered, NodeRow, PartRow, place_in_print
from dateline.chronicle.judgements import Judgements
from dateline.chronicle.record import KEPT, WIDTH
from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Tie, within
from dateline.plugins import GATHERERS, found, load

BATCH = 32
"""How many articles are taken in by one transaction."""

ARTICLES = "articles"
SURE = float("inf")

Step = Callable[[str, int], None]
"""Tells how far a gatherer is: its name, and how many articles it has just taken in."""


@dataclass(frozen=True, slots=True)
class Gathering:
    """What became of one gatherer's work: articles taken in, links made or dropped, nodes that changed their group."""

    gatherer: str
    articles: int
    links: int
    moved: int


def installed() -> list[Gatherer]:
    """The installed gatherers, by name."""
    return [load(point)() for point in found(GATHERERS).values()]


def gather(
    chronicle: Chronicle, gatherers: Sequence[Gatherer] | None = None, step: Step = lambda name, count: None
) -> list[Gathering]:
    """Brings what is gathered up to date with the readings and the judgements: a transaction every few articles."""
    return [_brought_up(chronicle, each, step) for each in (installed() if gatherers is None else gatherers)]


def _brought_up(chronicle: Chronicle, gatherer: Gatherer, step: Step) -> Gathering:
    articles = links = moved = 0
    while True:
        with chronicle.transaction() as connection:
            store = Gathered(connection, gatherer.name, gatherer.version)
            work = _Work(gatherer, store, chronicle.judgements)
            batch = work.store.waiting(BATCH)
            if not batch:
                return Gathering(gatherer.name, articles, links, moved)
            work.take_in(batch)
        articles, links, moved = articles + len(batch), links + work.links, moved + work.moved
        step(gatherer.name, len(batch))


class _Work:
    """One batch of one gatherer."""

    def __init__(self, gatherer: Gatherer, store: Gathered, judgements: Judgements) -> None:
        self.gatherer, self.store, self.judgements = gatherer, store, judgements
        self._pairs = judgements.pairs(gatherer.name)
        self._judged = {record for pair in self._pairs for record in pair}
        self.links = self.moved = 0
        self._loose: set[str] = set()
        self._known: dict[str, NodeRow] = {}

    def take_in(self, articles: Iterable[int]) -> None:
        """Takes the articles' readings in, in place of what they contributed before, and groups anew what changed."""
        touched: set[str] = set()
        for article in articles:
            touched |= self._replace_parts(article)
            self.store.taken_in(article)
        for node in sorted(touched):
            self._refresh(node)
        self._regroup()

    def _replace_parts(self, article: int) -> set[str]:
        """The nodes that an article contributes to now or did before, where anything differs."""
        before, now = self.store.parts_of_article(article), self._parts(article)
        for number in before.keys() - now.keys():
            self.store.drop_part(number)
        if self.gatherer.chained and before and not now:
            self.store.drop_version(article)
        changed = [number for number in sorted(before.keys() | now.keys()) if before.get(number) != now.get(number)]
        for number in changed:
            if number in now:
                self.store.put_part(now[number])
        return {parts[number].node for parts in (before, now) for number in changed if number in parts}

    def _parts(self, article: int) -> dict[int, PartRow]:
        stored = self.store.reading(article)
        if stored is None:
            return {}
        read = Read(*stored)
        made = [_part_row(read, self.gatherer.records, article, part) for part in self.gatherer.parts(read)]
        self._loose.update(self.judgements.of_article(self.gatherer.name, read.article["id"]))
        return {part.number: self._apart(part) for part in made}

    def _apart(self, part: PartRow) -> PartRow:
        """A record that a person has judged is a node of its own."""
        return replace(part, node=part.id) if part.id in self._judged else part

    # Nodes, and where they stand.

    def _refresh(self, identifier: str) -> None:
        """Makes a node's evidence anew from its parts; what it stands beside is decided again if that changed."""
        parts = self.store.sample(identifier, self.gatherer.sample)
        before = self.store.node(identifier)
        if not parts:
            self._remove(identifier, before)
            return
        days = [part.day for part in parts if part.day]
        evidence = self.gatherer.combine([part.evidence for part in parts])
        node = NodeRow(identifier, min(days, default=None), self.store.earliest(identifier), evidence)
        if before and (before.day, before.first, before.evidence) == (node.day, node.first, node.evidence):
            return
        self.store.put_node(node)
        self._known[identifier] = node
        self._loose.add(identifier)
        if before is None or (before.day, before.evidence) != (node.day, node.evidence):
            self._place(node)
            self._decide_all(node)

    def _remove(self, identifier: str, before: NodeRow | None) -> None:
        if before is not None:
            for key, place in sorted(self.store.blocks_of(identifier).items()):
                self._take_out(key, place)
            for other in sorted(other for other, _ in self.store.linked(identifier)):
                self._unlink(identifier, other)
            self.store.drop_node(identifier)
        self._known.pop(identifier, None)
        self._loose.discard(identifier)

    def _place(self, node: NodeRow) -> None:
        """Puts a node under its keys, and takes it from under those that it has no longer."""
        before, plain = self.store.blocks_of(node.id), _plain(node)
        place = node.place(self.gatherer.rank(plain))
        now = dict.fromkeys(self.gatherer.keys(plain), place)
        for key in sorted(before):
            if now.get(key) != before[key]:
                self._take_out(key, before[key])
        for key in sorted(now):
            if before.get(key) != now[key]:
                self._put_in(key, now[key], node.id)

    def _take_out(self, key: str, place: str) -> None:
        """Pairs that the node stood between come within reach; who moves up among the heads is compared with all."""
        heads = self.gatherer.heads
        was_head = self.store.standing(key, place, heads) < heads
        self.store.drop_block(key, place)
        for one, other in self._straddling(key, place):
            self._decide(one, other)
        if was_head and (risen := self.store.nth(key, heads - 1)):
            for other in self.store.under(key):
                if other != risen:
                    self._decide(risen, other)

    def _put_in(self, key: str, place: str, node: str) -> None:
        """Pairs that the node now stands between get out of reach, as does a head that it pushes back."""
        heads = self.gatherer.heads
        pushed = self._straddling(key, place)
        fallen = self.store.nth(key, heads - 1) if self.store.standing(key, place, heads) < heads else None
        self.store.put_block(key, place, node)
        if fallen:
            pushed += [(fallen, other) for other, _ in sorted(self.store.linked(fallen))]
        for one, other in pushed:
            if not self._candidates(one, other):
                self._unlink(one, other)

    def _straddling(self, key: str, place: str) -> list[tuple[str, str]]:
        """Pairs at exactly the reach of each other on both sides of a place, not counting what stands there."""
        reach = self.gatherer.reach
        before, behind = self.store.beside(key, place, reach)
        return [(one, behind[reach - 1 - at]) for at, one in enumerate(before) if 0 <= reach - 1 - at < len(behind)]

    def _candidates(self, one: str, other: str) -> bool:
        """Whether two nodes are to be compared, as they stand now."""
        mine, theirs = self.store.blocks_of(one), self.store.blocks_of(other)
        reach, heads = self.gatherer.reach, self.gatherer.heads
        return any(
            self.store.between(key, mine[key], theirs[key], reach) < reach
            or self.store.standing(key, min(mine[key], theirs[key]), heads) < heads
            for key in sorted(mine.keys() & theirs.keys())
        )

    # Links.

    def _decide_all(self, node: NodeRow) -> None:
        """Every pair that a node is in, decided anew."""
        others = {other for key, place in self.store.blocks_of(node.id).items() for other in self._near(key, place)}
        stored = self.store.links_of(node.id)
        for other in sorted(stored.keys() - others):
            self._unlink(node.id, other)
        for other in sorted(others - {node.id}):
            self._decide(node.id, other, stored.get(other), known=True)

    def _near(self, key: str, place: str) -> Iterator[str]:
        """The nodes that a place is compared with under a key."""
        heads = self.gatherer.heads
        for side in self.store.beside(key, place, self.gatherer.reach):
            yield from side
        if heads:
            is_head = self.store.standing(key, place, heads) < heads
            yield from self.store.under(key, -1 if is_head else heads)

    def _decide(self, one: str, other: str, stored: object = None, known: bool = False) -> None:
        low, high = sorted((one, other))
        if not known:
            stored = self.store.links_of(low).get(high)
        link = self._linked(low, high)
        if link is None:
            if stored is not None:
                self._unlink(low, high)
        elif stored != (link.score, link.reason, link.detail):
            self.store.put_link(low, high, link.score, link.reason, link.detail)
            self._loosen(low, high)

    def _linked(self, low: str, high: str) -> Link | None:
        one, other = self._node(low), self._node(high)
        if not within(one.day, other.day, self.gatherer.window):
            return None
        return self.gatherer.decide(_plain(one), _plain(other))

    def _node(self, identifier: str) -> NodeRow:
        if identifier not in self._known:
            node = self.store.node(identifier)
            assert node is not None
            self._known[identifier] = node
        return self._known[identifier]

    def _unlink(self, one: str, other: str) -> None:
        if self.store.drop_link(one, other):
            self._loosen(one, other)

    def _loosen(self, one: str, other: str) -> None:
        self.links += 1
        self._loose |= {one, other}

    # Groups.

    def _regroup(self) -> None:
        """Cuts every component that a change has touched, and names each group after its earliest record."""
        seen: set[str] = set()
        for node in sorted(self._loose):
            if node not in seen and self.store.node(node) is not None:
                nodes, ties = self._component(node)
                seen.update(nodes)
                apart = frozenset(pair for pair, one in self._pairs.items() if not one and set(pair) <= nodes.keys())
                for group in self.gatherer.cut([_plain(nodes[each]) for each in sorted(nodes)], ties, apart):
                    self._name_group([nodes[each] for each in group])

    def _component(self, start: str) -> tuple[dict[str, NodeRow], list[Tie]]:
        found: dict[str, NodeRow] = {}
        ties: dict[tuple[str, str], Tie] = {}
        waiting = [start]
        while waiting:
            node = waiting.pop()
            if node in found:
                continue
            row = self.store.node(node)
            assert row is not None
            found[node] = row
            for other, score in (*self.store.linked(node), *self._judged_ties(node)):
                low, high = sorted((node, other))
                ties[low, high] = Tie(low, high, max(score, ties[low, high].score if (low, high) in ties else score))
                waiting.append(other)
        return found, [ties[pair] for pair in sorted(ties)]

    def _judged_ties(self, node: str) -> Iterator[tuple[str, float]]:
        """The nodes that a person has judged to be one with this."""
        for pair, together in self._pairs.items():
            if together and node in pair and all(self.store.node(each) for each in pair):
                yield pair[pair[0] == node], SURE

    def _name_group(self, group: list[NodeRow]) -> None:
        name = min(node.first for node in group).rpartition("/")[2]
        for node in group:
            if node.group != name:
                self.store.set_group(node.id, name)
                self.moved += 1
        if self.gatherer.chained:
            self.store.put_chain(name, self.gatherer.chain([_plain(node) for node in group]))


def _plain(row: NodeRow) -> Node:
    return Node(row.id, row.day, row.evidence)


def _part_row(read: Read, layer: str, article: int, part: Part) -> PartRow:
    whole = layer == ARTICLES
    identifier = read.article["id"] if whole else read.ids[layer][part.position]
    return PartRow(
        number=article * WIDTH + part.position,
        id=identifier[:KEPT],
        node=part.node or identifier[:KEPT],
        first=place_in_print(read.article, part.position, identifier),
        day=part.day,
        evidence=part.evidence,
    )
