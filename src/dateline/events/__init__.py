"""Events: from predicates and their roles to typed events with parties, time, place, reality and voice, each with its
receipt.

The codebook (types, modes, contexts and the lexicon that leads words to them) is data: see docs/events.md.
"""

from dateline.events.codebook import Codebook, load, plover
from dateline.events.stage import EventsStage

__all__ = ["Codebook", "EventsStage", "load", "plover"]
