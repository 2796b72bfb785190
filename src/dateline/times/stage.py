"""The stage that adds the time expressions to a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.times.tagging import VERSION, tag

if TYPE_CHECKING:
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
        draft.times = times.expressions
        draft.warnings.extend(times.warnings)
