"""How sure an event is: a logistic model over what kind of telling it is, its weights in the codebook's [confidence].

The features are few, so that some hundred judged events can set them: the kind of predicate, which sides are filled,
how many parties are named, the reality, and the type. training/event_confidence.py fits them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

UNKNOWN = 0.5
"""The confidence of an event where the codebook has no weights."""
CONTENT = 0.6


def features(part: str, actors: int, recipients: int, named: int, reality: str, kind: str) -> list[str]:
    """The names of the features that hold for an event; `part` is verb, light, noun, adjective or content."""
    sides = "both" if actors and recipients else "actor" if actors else "recipient"
    names = "two named" if named > 1 else "one named" if named else "none named"
    return ["bias", f"part {part}", f"sides {sides}", names, f"reality {reality}", f"type {kind}"]


def confidence(held: Sequence[str], weights: Mapping[str, float]) -> float:
    """The share of events such as this that were right, from 0 to 1, two decimals; UNKNOWN without weights.

    What a promise, demand or threat is about is never as sure as the act itself: at most CONTENT.
    """
    if not weights:
        return UNKNOWN
    share = round(1 / (1 + math.exp(-sum(weights.get(name, 0.0) for name in held))), 2)
    return min(share, CONTENT) if "part content" in held else share
