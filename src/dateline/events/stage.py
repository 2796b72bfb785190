"""The events stage: reads every predicate of a draft and codes those the codebook knows."""

from __future__ import annotations

from dateline.events.codebook import Codebook, plover
from dateline.events.coding import Coder
from dateline.stage import Draft


class EventsStage:
    """Fills `draft.events` by a codebook; PLOVER where none is given."""

    name = "events"
    version = "0.1"
    needs: tuple[str, ...] = ("analysis", "mentions", "entities")
    wants: tuple[str, ...] = ("times", "quotations")
    gives: tuple[str, ...] = ("events",)

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook or plover()

    def read(self, draft: Draft) -> None:
        """Assign `draft.events`, with a warning for each event whose time cannot be told."""
        coder = Coder(draft, self.codebook, self.version)
        draft.events = coder.events()
        draft.warnings.extend(coder.warnings)
