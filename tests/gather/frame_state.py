"""What a chronicle has gathered, without anything that hangs on the order of arrival: for tests that compare two."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dateline.chronicle import Chronicle

QUERIES = (
    'SELECT g.name, p.id, p.node, p.first, p.day, p.evidence, n.day, n.first, n.evidence, n."group",'
    " p.shown, n.leans, n.host"
    " FROM parts p JOIN gatherers g ON g.number = p.gatherer"
    " JOIN nodes n ON n.gatherer = p.gatherer AND n.node = p.node",
    "SELECT g.name, b.key, b.place FROM blocks b JOIN gatherers g ON g.number = b.gatherer",
    "SELECT g.name, l.one, l.other, l.score, l.reason, l.detail, l.leaning FROM links l"
    " JOIN gatherers g ON g.number = l.gatherer",
    "SELECT g.name, v.chain, v.place, a.id, n.id FROM versions v JOIN gatherers g ON g.number = v.gatherer"
    " JOIN articles a ON a.number = v.article JOIN articles n ON n.number = v.newest",
)


def state(path: Path) -> list[list[tuple[Any, ...]]]:
    """Every part, node, block, version and link, sorted."""
    with Chronicle.open(path, create=False) as chronicle, chronicle.transaction() as connection:
        return [sorted(connection.execute(query).fetchall(), key=repr) for query in QUERIES]
