"""Names: who and what an article speaks of, as mentions with types, chained into entities."""

from dateline.names.stage import NamesStage

__all__ = ["NamesStage"]
