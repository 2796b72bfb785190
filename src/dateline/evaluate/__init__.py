"""Figures from gold: reads the texts of a gold file with the pipeline and scores each layer as its field does."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import BadOption

if TYPE_CHECKING:
    from dateline.evaluate.run import Reader
    from dateline.evaluate.scores import Pair, Score

AREAS = (
    "times",
    "names",
    "places",
    "coreference",
    "quotations",
    "events",
    "participants",
    "record",
    "syntax",
    "roles",
    "stories",
    "happenings",
)
"""What can be measured. Each is a module here with score(pairs); some read formats of their own with rows(path)."""


def evaluate(area: str, path: Path, reader: Reader | None = None) -> Score:
    """Read the texts of a gold file with the reader (the installed pipeline if None) and score one area.

    A module's rows(path) gives gold rows from another format than JSONL, or None for a path that is not in it.
    A module with measure(path, reader) works on more than readings: on tokens (syntax, roles) or on what is gathered
    from all texts together (stories, happenings).
    Raises BadOption for an unknown area, and what dateline.evaluate.run.gold_rows raises for a file that is no gold.
    """
    from dateline.evaluate.run import Reader, gold_rows, paired

    if area not in AREAS:
        raise BadOption(f"there is no area {area!r} to evaluate; there are {', '.join(AREAS)}")
    module = import_module(f"dateline.evaluate.{area}")
    reader = reader or Reader()
    if hasattr(module, "measure"):
        measured: Score = module.measure(path, reader)
        return measured
    own = getattr(module, "rows", None)
    rows = (own(path) if own else None) or gold_rows(path)
    pairs = paired(rows, reader.readings(rows))
    return with_counts(module.score(pairs), pairs)


def with_counts(score: Score, pairs: list[Pair]) -> Score:
    """The score with the number of documents and of those that have no reading."""
    counts = {"documents": len(pairs), "missing_readings": sum(not reading for _, reading in pairs)}
    return replace(score, figures={**score.figures, **counts})
