"""The events stage: reads every predicate of a draft, codes those the codebook knows, and says why the others gave no
event.
"""

from __future__ import annotations

from dateline.events.codebook import Codebook, plover
from dateline.events.coding import Coder
from dateline.events.matching import Decision
from dateline.stage import Draft


class EventsStage:
    """Fills `draft.events` by a codebook; PLOVER where none is given."""

    name = "events"
    version = "0.1"
    needs = ("analysis", "mentions", "entities")
    wants = ("times", "quotations")
    gives = ("events",)

    def __init__(self, codebook: Codebook | None = None) -> None:
        self.codebook = codebook or plover()

    def read(self, draft: Draft) -> None:
        """Assign `draft.events`, with a warning for each event whose time cannot be told."""
        coder = Coder(draft, self.codebook, self.version)
        draft.events = coder.events()
        draft.warnings.extend(coder.warnings)


def explain(draft: Draft, codebook: Codebook | None = None) -> list[Decision]:
    """Why each predicate of the draft gave an event or none, in order of the text."""
    coder = Coder(draft, codebook or plover(), EventsStage.version)
    coder.events()
    return sorted(coder.decisions, key=lambda d: (d.token, d.outcome != "event"))
