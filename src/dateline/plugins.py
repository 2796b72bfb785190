"""The one door for stages, sources and gatherers: entry points, by group, sorted by name and loaded when used."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from typing import Any

from dateline.errors import BrokenPlugin

STAGES = "dateline.stages"
SOURCES = "dateline.sources"
GATHERERS = "dateline.gatherers"


def found(group: str) -> dict[str, EntryPoint]:
    """The entry points of a group by name, sorted, not yet imported."""
    return {
        point.name: point for point in sorted(entry_points(group=group), key=lambda point: (point.name, point.value))
    }


def load(point: EntryPoint) -> Any:
    """What the entry point names. Raises BrokenPlugin, with the reason, where it cannot be imported."""
    try:
        return point.load()
    except Exception as error:
        reason = f"{type(error).__name__}: {error}"
        raise BrokenPlugin(f"the plugin {point.name} ({point.value}) cannot be loaded: {reason}") from error
