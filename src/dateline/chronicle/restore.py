"""Puts rows together again: the reading a chronicle holds, as the contract's JSON or as the nouns of dateline.model."""

from __future__ import annotations

import dataclasses
import functools
import json
import sqlite3
import types
import typing
from collections.abc import Callable, Iterable
from typing import Any

from dateline import model
from dateline.chronicle.record import ARTICLE_COLUMNS, ARTICLE_PARTS, WIDTH, Record

MENTION_KEYS = {
    "id": "local",
    "entity": "entity",
    "start": "start",
    "end": "end",
    "kind": "kind",
    "type": "type",
    "origin": "origin",
}
TIME_KEYS = {"id": "local"} | {
    key: key for key in ("start", "end", "type", "value", "mod", "quant", "freq", "earliest", "latest", "origin")
}
WARNING_KEYS = {key: key for key in ("code", "detail", "start", "end")}
FLAT = {"mentions": MENTION_KEYS, "times": TIME_KEYS, "warnings": WARNING_KEYS}
"""The layers stored column by column: the contract's key and its column."""

NESTED = ("entities", "quotations", "events")
"""The layers stored as the contract's JSON, with columns beside it for looking things up."""


def article(row: Iterable[Any]) -> Record:
    """An article as the contract has it, from the columns after its number."""
    pairs = zip(ARTICLE_COLUMNS, row, strict=True)
    return {key: json.loads(value) if key in ARTICLE_PARTS and value is not None else value for key, value in pairs}


def reading(connection: sqlite3.Connection, number: int) -> Record:
    """The stored reading of the article with this number, keyed and ordered as the contract says."""
    query = f"SELECT {', '.join(ARTICLE_COLUMNS)} FROM articles WHERE number = ?"
    row = connection.execute(query, (number,)).fetchone()
    head = connection.execute(
        "SELECT schema, version, model, sentences FROM readings WHERE article = ?", (number,)
    ).fetchone()
    found: Record = {
        "schema": head[0],
        "article": article(row),
        "reader": {"version": head[1], "model": head[2]},
        "sentences": json.loads(head[3]),
    }
    for layer in ("mentions", "entities", "times", "quotations", "events", "warnings"):
        found[layer] = _layer(connection, layer, number)
    return found


def _layer(connection: sqlite3.Connection, layer: str, number: int) -> list[Record]:
    span = (number * WIDTH, (number + 1) * WIDTH)
    if layer in NESTED:
        query = f"SELECT record FROM {layer} WHERE number >= ? AND number < ? ORDER BY number"
        return [json.loads(record) for (record,) in connection.execute(query, span)]
    keys = FLAT[layer]
    columns = ", ".join(f'"{column}"' for column in keys.values())
    query = f"SELECT {columns} FROM {layer} WHERE number >= ? AND number < ? ORDER BY number"
    return [dict(zip(keys, row, strict=True)) for row in connection.execute(query, span)]


def revive(record: Record) -> model.Reading:
    """The nouns again from a reading's plain JSON: the inverse of Reading.to_dict()."""
    revived: model.Reading = _reviver(model.Reading)(record)
    return revived


@functools.cache
def _reviver(kind: Any) -> Callable[[Any], Any]:
    """What turns plain JSON into a value of this type."""
    if dataclasses.is_dataclass(kind):
        return _record_reviver(typing.cast("type[Any]", kind))
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):
        inside = _reviver(next(part for part in inner if part is not types.NoneType))
        return lambda value: None if value is None else inside(value)
    if origin is tuple:
        each = _reviver(inner[0])
        return lambda value: tuple(each(part) for part in value)
    return lambda value: value


def _record_reviver(kind: type[Any]) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    parts = [(field.name, field.name.rstrip("_"), _reviver(hints[field.name])) for field in dataclasses.fields(kind)]

    def build(value: Record) -> Any:
        return kind(**{name: inside(value[key]) for name, key, inside in parts if key in value})

    return build
