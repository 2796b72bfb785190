"""The stage that adds the time expressions to a reading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.times.tagging import VERSION, tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dateline.model import PublishedFrom, TimeExpression
    from dateline.stage import Draft


class TimesStage:
    """Reads times; uses the tense of the parse where the language stage has run, and reads without it."""

    name = "times"
    version = VERSION
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ("analysis",)
    gives: tuple[str, ...] = ("times",)

    def read(self, draft: Draft) -> None:
        """Assign `draft.times` and note what could not be anchored."""
        article = draft.article
        doc = draft.analysis.doc if draft.analysis is not None else None
        times = tag(article.text, article.published, doc=doc)
        header = article.published_from if article.published_from.how == "header" else None
        draft.times = renumbered(t for t in times.expressions if not _inside(t, header))
        draft.warnings.extend(times.warnings)


def _inside(time: TimeExpression, header: PublishedFrom | None) -> bool:
    """Whether a time stands in the line that gives the article its date: that is no time told in the text."""
    if header is None or header.start is None or header.end is None:
        return False
    return header.start <= time.start and time.end <= header.end


def renumbered(times: Iterable[TimeExpression]) -> tuple[TimeExpression, ...]:
    """The same times with ids t1, t2, ... in order."""
    return tuple(replace(time, id=f"t{number}") for number, time in enumerate(times, 1))
