"""Times: finds time expressions in English news and narrative text and normalises them to TIMEX3, without a model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.times.stage import TimesStage
    from dateline.times.tagging import Times, tag

__all__ = ["Times", "TimesStage", "tag"]
_HOMES = {"Times": "tagging", "tag": "tagging", "TimesStage": "stage"}


def __getattr__(name: str) -> Any:
    """Load the parts on first use, so that importing the package costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"dateline.times.{_HOMES[name]}"), name)
