"""`dateline schema`: the JSON Schema of a reading, made from the nouns, so that there is nothing to keep in step."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from typing import Any

import click

from dateline import model

DRAFT = "https://json-schema.org/draft/2020-12/schema"
SIMPLE: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
}
OPTIONAL_KEYS = frozenset({"in"})
"""Keys that stand only where they say something: a span's `in` when it lies in the title."""


@click.command()
def schema() -> None:
    """Print the JSON Schema of a reading, one line of `dateline read --json`."""
    click.echo(json.dumps(reading_schema(), indent=1, ensure_ascii=False))


def reading_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the contract. Further keys are allowed: they may be added under one number."""
    definitions: dict[str, Any] = {}
    reading = _record(model.Reading, definitions)
    properties = {
        "schema": {"const": model.SCHEMA},
        **{k: v for k, v in reading["properties"].items() if k != "schema"},
    }
    top = {**reading, "properties": properties, "required": list(properties)}
    return {"$schema": DRAFT, "$id": f"https://dateline.example/{model.SCHEMA}.json", **top, "$defs": definitions}


def _record(noun: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(noun)
    properties = {f.name.rstrip("_"): _type(hints[f.name], definitions) for f in dataclasses.fields(noun)}
    for key in ("start", "end"):
        if properties.get(key) == SIMPLE[int]:
            properties[key] = {"type": "integer", "minimum": 0}
    return {
        "title": noun.__name__,
        "description": (noun.__doc__ or "").split("\n\n")[0].strip(),
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in OPTIONAL_KEYS],
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_type(argument, definitions) for argument in arguments]}
    if dataclasses.is_dataclass(hint):
        name = getattr(hint, "__name__", str(hint))
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _record(hint, definitions)
        return {"$ref": f"#/$defs/{name}"}
    return dict(SIMPLE[hint])
