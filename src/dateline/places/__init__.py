"""The places stage: place mentions to gazetteer entries, or null with a reason."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """The stage, imported when it is asked for, since it needs numpy."""
    if name == "PlacesStage":
        from dateline.places.stage import PlacesStage

        return PlacesStage
    raise AttributeError(name)
