"""Several tellings of one event in an article share an instance: same type, parties that agree, times that agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.model import Event, EventTime, Party


def assign(
    events: Sequence[Event], definite: frozenset[str], reciprocal: frozenset[str], lemmas: Mapping[str, str]
) -> tuple[Event, ...]:
    """The events with their `instance`; `definite` holds the ids of those told as known ("the meeting").

    Of the types in `reciprocal`, actors and recipients are one set of parties. `lemmas` holds the trigger lemma of
    events that are acts of speech: two of them are one only where they are told with the same word.
    """
    instances: list[list[Event]] = []
    out: list[Event] = []
    for event in events:
        fits = [
            k
            for k, held in enumerate(instances)
            if _same(event, held, event.id in definite, reciprocal) and _one_word(event, held, lemmas)
        ]
        home = fits[-1] if fits else None
        if home is None:
            instances.append([])
            home = len(instances) - 1
        instances[home].append(event)
        out.append(replace(event, instance=f"i{home + 1}"))
    return tuple(out)


def _one_word(event: Event, held: list[Event], lemmas: Mapping[str, str]) -> bool:
    return lemmas.get(event.id) == lemmas.get(held[0].id)


def _same(event: Event, held: list[Event], definite: bool, reciprocal: frozenset[str]) -> bool:
    first = held[0]
    if event.type != first.type or event.polarity != first.polarity or not _times_agree(event.time, first.time):
        return False
    mine, theirs = _who(event.actors, event.recipients), _who(first.actors, first.recipients)
    if definite and (not mine or mine & theirs):
        return True
    if event.type in reciprocal:
        return len(mine & theirs) > 1
    return _overlap(event.actors, first.actors) and _overlap(event.recipients, first.recipients) and bool(mine & theirs)


def _who(*sides: tuple[Party, ...]) -> set[str]:
    return {p.entity for side in sides for p in side if p.entity}


def _overlap(a: tuple[Party, ...], b: tuple[Party, ...]) -> bool:
    """Whether two sides can be the same: one of them is empty, or they share an entity."""
    return not a or not b or bool(_who(a) & _who(b))


def _times_agree(a: EventTime | None, b: EventTime | None) -> bool:
    if a is None or b is None or None in (a.earliest, a.latest, b.earliest, b.latest):
        return True
    return bool(a.earliest <= b.latest and b.earliest <= a.latest)  # type: ignore[operator]
