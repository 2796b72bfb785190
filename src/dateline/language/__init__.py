"""Text to Analysis: words, sentences, tags, trees, names, roles, attributions, links, by a small model on the CPU."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

    from dateline.language.stage import LanguageStage

__all__ = ["LanguageStage", "load"]


def load() -> Language:
    """The shipped pipeline: a tokeniser and the component `dateline_language`. Raises MissingModel."""
    from dateline.language.component import pipeline

    return pipeline()


def __getattr__(name: str) -> Any:
    if name == "LanguageStage":
        from dateline.language.stage import LanguageStage

        return LanguageStage
    raise AttributeError(name)
