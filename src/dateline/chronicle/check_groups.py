"""Holds what was gathered against what it was gathered from: every member, group, link, reason and version exists."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from dateline.chronicle.record import WIDTH

SETTLED = f"p.record / {WIDTH} NOT IN (SELECT article FROM ungathered u WHERE u.gatherer = p.gatherer)"
"""Parts of articles that wait to be taken in again may be of the reading before."""
IS_A_RECORD = " OR ".join(
    f"EXISTS (SELECT 1 FROM {table} r WHERE r.number = p.record AND r.id = p.id)"
    for table in ("entities", "quotations", "events")
)
NO_NODE = "NOT EXISTS (SELECT 1 FROM nodes n WHERE n.gatherer = {of}.gatherer AND n.node = {of}.{column})"

PROBLEMS = {
    "a member is no stored record or article": (
        f"SELECT gatherer, id FROM parts p WHERE {SETTLED} AND NOT ({IS_A_RECORD} OR EXISTS (SELECT 1 FROM articles a"
        f" JOIN readings r ON r.article = a.number WHERE a.number * {WIDTH} = p.record AND substr(a.id, 1, 16) = p.id))"
    ),
    "a member is in no node": f"SELECT gatherer, id FROM parts p WHERE {NO_NODE.format(of='p', column='node')}",
    "a node has no members": (
        "SELECT gatherer, node FROM nodes n WHERE NOT EXISTS"
        " (SELECT 1 FROM parts p WHERE p.gatherer = n.gatherer AND p.node = n.node)"
    ),
    "a node is in no group, or in one that is not named after a member": (
        'SELECT gatherer, node FROM nodes n WHERE n."group" IS NULL OR NOT EXISTS (SELECT 1 FROM parts p'
        " JOIN nodes m ON m.gatherer = p.gatherer AND m.node = p.node"
        ' WHERE p.id = n."group" AND p.gatherer = n.gatherer AND m."group" = n."group")'
    ),
    "a link ends at no node": (
        f"SELECT gatherer, one FROM links l WHERE {NO_NODE.format(of='l', column='one')}"
        f" OR {NO_NODE.format(of='l', column='other')}"
    ),
    "a link has no reason": "SELECT gatherer, one FROM links WHERE reason = '' OR NOT json_valid(detail)",
    "a key holds no node": (
        "SELECT gatherer, place FROM blocks b WHERE NOT EXISTS (SELECT 1 FROM nodes n WHERE n.gatherer = b.gatherer"
        " AND n.node = substr(b.place, instr(b.place, '/') + 1))"
    ),
    "a node leans on none, or is in another group than its host": (
        "SELECT gatherer, node FROM nodes n WHERE host IS NOT NULL AND NOT (leans AND EXISTS (SELECT 1 FROM nodes h"
        ' WHERE h.gatherer = n.gatherer AND h.node = n.host AND h."group" = n."group"))'
    ),
    "a version is no stored article, or its newest version is not the last": (
        "SELECT gatherer, chain FROM versions v WHERE article NOT IN (SELECT number FROM articles) OR newest <>"
        " (SELECT article FROM versions w WHERE w.gatherer = v.gatherer AND w.chain = v.chain"
        " ORDER BY w.place DESC LIMIT 1)"
    ),
}


def check(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Everything that is off, as where ("identities 4f0c1a") and what."""
    names = dict(connection.execute("SELECT number, name FROM gatherers"))
    for detail, query in PROBLEMS.items():
        for gatherer, identifier in connection.execute(f"{query} ORDER BY 1, 2").fetchall():
            yield f"{names.get(gatherer, gatherer)} {identifier}", detail
    yield from _spans(connection, names)


def _spans(connection: sqlite3.Connection, names: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Whatever a member's evidence or a link's detail points at must lie in the text of its article."""
    evidence = (
        "SELECT p.gatherer, p.id, p.evidence, length(a.text) FROM parts p"
        f" JOIN articles a ON a.number = p.record / {WIDTH} WHERE p.evidence LIKE '%\"start\":%' AND {SETTLED}"
    )
    for gatherer, identifier, said, length in connection.execute(evidence):
        if any(not 0 <= start <= end <= length for start, end in pointed_at(json.loads(said))):
            yield f"{names.get(gatherer, gatherer)} {identifier}", "what a reason rests on lies outside the text"


def pointed_at(value: object) -> Iterator[tuple[int, int]]:
    """The spans in a piece of JSON; counts of words, of which "start" and "end" may be two, are none."""
    if isinstance(value, dict) and len(value) > 2 and all(isinstance(part, int) for part in value.values()):
        return
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            yield value["start"], value["end"]
        for part in value.values():
            yield from pointed_at(part)
    elif isinstance(value, list):
        for part in value:
            yield from pointed_at(part)
