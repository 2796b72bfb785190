"""Quotations: who said, wrote, thought, meant to do or found what, in whose words, to whom and through what."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.stage import Draft


class QuotationsStage:
    """Reads quotations from the parse, the model's attribution stretches and the quotation marks of the text."""

    name = "quotations"
    version = "0.1"
    needs: tuple[str, ...] = ("analysis",)
    wants: tuple[str, ...] = ("mentions", "entities", "times")
    gives: tuple[str, ...] = ("quotations",)

    def read(self, draft: Draft) -> None:
        """Add the article's quotations to the draft."""
        from dateline.quotations.reader import read

        read(draft)
