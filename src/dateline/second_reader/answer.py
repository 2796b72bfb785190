"""Takes the rows out of what a second reader said: the first JSON object with lists of rows, prose around it or not."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from dateline.errors import SecondReaderBroken

LAYERS = ("quotations", "events")
STARTS = 50
"""How many opening braces are tried before an answer counts as no JSON."""
ROWS = 500
"""The most rows of a layer that are looked at."""


class Rows(NamedTuple):
    """Rows as they were said, nothing of them believed yet; `beyond` counts those over the bound."""

    quotations: list[Any]
    events: list[Any]
    beyond: int


def rows(said: str) -> Rows:
    """The rows of an answer. Raises SecondReaderBroken where it holds no object with lists of rows."""
    found = _object(said)
    layers = {layer: found.get(layer) or [] for layer in LAYERS}
    if not all(isinstance(rows, list) for rows in layers.values()):
        raise SecondReaderBroken("the second reader's rows are no lists")
    beyond = sum(max(0, len(rows) - ROWS) for rows in layers.values())
    return Rows(layers["quotations"][:ROWS], layers["events"][:ROWS], beyond)


def _object(said: str) -> dict[str, Any]:
    decoder, at = json.JSONDecoder(), -1
    for _ in range(STARTS):
        at = said.find("{", at + 1)
        if at < 0:
            break
        try:
            found, _end = decoder.raw_decode(said, at)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict) and any(layer in found for layer in LAYERS):
            return found
    raise SecondReaderBroken("the second reader's answer holds no JSON with events or quotations")
