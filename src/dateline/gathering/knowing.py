"""Gives a chronicle a knowledge base, or takes it away; what gatherers that ask one have put together waits anew."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from dateline.chronicle import Chronicle
from dateline.chronicle.gathered import Gathered
from dateline.chronicle.knowledge import Known
from dateline.errors import BadKnowledge
from dateline.export.cameo import cameo
from dateline.gather.knowledge import keys_of, role_words
from dateline.gathering.work import installed, version_of
from dateline.names.countries import by_name, countries
from dateline.sources.knowledge import KnownEntity, known_entities


def know(chronicle: Chronicle, path: Path) -> int:
    """Keeps a file's people and bodies in the chronicle, in place of those of another; how many. All or nothing.

    Raises BadKnowledge for a file that is no knowledge base, or holds nobody.
    """
    with chronicle.transaction() as connection:
        chronicle.knowledge.replace(map(_known, known_entities(path)))
        count = chronicle.knowledge.size
        if not count:
            raise BadKnowledge("the file names no person and no organisation", where=str(path))
        _wait_anew(chronicle, connection)
    return count


def forget(chronicle: Chronicle) -> None:
    """Lets go of the knowledge base."""
    with chronicle.transaction() as connection:
        chronicle.knowledge.forget()
        _wait_anew(chronicle, connection)


def _wait_anew(chronicle: Chronicle, connection: sqlite3.Connection) -> None:
    """Registers the gatherers that ask a knowledge base by what it holds now, so that their articles are waiting."""
    for each in installed():
        if each.informed:
            Gathered(connection, each.name, version_of(each, chronicle.knowledge.digest))


def _known(entity: KnownEntity) -> Known:
    record = {
        "id": entity.id,
        "countries": sorted(set(_codes(entity.countries))),
        "roles": role_words(entity.roles),
        "born": entity.born,
    }
    return Known(entity.id, entity.names[0], record, frozenset(keys_of(entity.kind, entity.names)))


def _codes(told: Iterable[str]) -> Iterator[str]:
    """The codes of three letters of countries; what is none is passed over."""
    for each in told:
        plain = each.strip().upper().partition("-")[0]
        code = plain if plain in countries() else _of_two().get(plain) or by_name(each)
        if code:
            yield code


@cache
def _of_two() -> dict[str, str]:
    return {two.upper(): three for three, two in cameo().alpha2.items()}
