"""What of the record changed from one version to the next: rows added, removed, altered, with their words.

Records are the same one when they hang on words that stayed; where the words themselves changed, when they stand in the
place of each other and are alike. Whatever is altered is told field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal, TypeVar

from rapidfuzz.distance import Indel

from dateline import rows
from dateline.gather.names import folded
from dateline.gather.wording import Step, steps, token_starts
from dateline.model import Event, Quantity, Quotation, Reading, TimeExpression

Layer = Literal["headline", "date", "events", "quotations", "numbers", "times"]
LAYERS: tuple[Layer, ...] = ("headline", "date", "events", "quotations", "numbers", "times")
LIKE_EVENT = 5
"""From how many points on two events are one: see `_event_points`."""
LIKE_WORDS = 0.6
"""How alike the words of two quotations must be that are one."""

T = TypeVar("T")
Counted = tuple[Event | None, Quantity]
"""A number, with the event it is of where that has a counterpart in the other version."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one version says: as it is shown, its characters, and the record (its id within the reading) it is of."""

    shown: str
    start: int
    end: int
    in_: Literal["title"] | None = None
    record: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A row of the record that is other in the newer version; `field` says what of a record is altered."""

    layer: Layer
    change: Literal["added", "removed", "altered"]
    field: str | None
    old: Side | None
    new: Side | None
    note: str | None = None


class Versions:
    """Two versions of an article, held beside each other: which words stayed, and which stand for which."""

    def __init__(self, old: Reading, new: Reading) -> None:
        self.old, self.new = old, new
        self.steps = steps(old.article.text, new.article.text)
        self._starts = token_starts(old.article.text, new.article.text)
        self._title = token_starts(old.article.title or "", new.article.title or "")

    def changes(self) -> list[Change]:
        """Every change, layer by layer, in the order of the text."""
        found = [*self._article(), *self._events(), *self._quotations(), *self._times()]
        return sorted(found, key=_order)

    def stayed(self, one: Any, other: Any) -> bool:
        """Whether two spans begin with the same word, which stayed where it is."""
        place = getattr(one, "in_", None)
        starts = self._title if place == "title" else self._starts
        return place == getattr(other, "in_", None) and starts.get(one.start) == other.start

    def in_place(self, one: Any, other: Any) -> bool:
        """Whether two spans stand in a stretch and in what took its place."""
        if getattr(one, "in_", None) or getattr(other, "in_", None):
            return getattr(one, "in_", None) == getattr(other, "in_", None)
        return any(_covers(step, one.start, other.start) for step in self.steps if step.op == "replaced")

    def _article(self) -> Iterator[Change]:
        one, other = self.old.article, self.new.article
        if (one.title or "") != (other.title or ""):
            yield _altered("headline", None, _title(one.title), _title(other.title))
        if one.published != other.published:
            yield _altered("date", None, _date(self.old), _date(self.new))

    # Events and their numbers.

    def _events(self) -> Iterator[Change]:
        pairs, gone, come = paired(
            self.old.events, self.new.events, lambda a, b: self.stayed(a.trigger, b.trigger), self._event_points
        )
        for one, other in pairs:
            yield from self._event(one, other)
        for event in gone:
            yield Change("events", "removed", None, _event_side(self.old, event), None)
        for event in come:
            yield Change("events", "added", None, None, _event_side(self.new, event))
        yield from self._numbers(pairs, gone, come)

    def _event_points(self, one: Event, other: Event) -> float:
        """Two for the type, two for the trigger, two for the place in the text, one for each party they share."""
        words = [folded(reading.words(event.trigger)) for reading, event in ((self.old, one), (self.new, other))]
        shared = set(_parties(self.old, one)) & set(_parties(self.new, other))
        points = 2 * (one.type == other.type) + 2 * (words[0] == words[1]) + min(2, len(shared))
        points += 2 * self.in_place(one.trigger, other.trigger)
        return points if points >= LIKE_EVENT else 0

    def _event(self, one: Event, other: Event) -> Iterator[Change]:
        before, after = _event_fields(self.old, one), _event_fields(self.new, other)
        swapped = _swapped(before, after)
        for field, (value, side) in before.items():
            told, there = after[field]
            if not alike(value, told):
                note = "the sides are reversed" if swapped and field in ("actors", "recipients") else None
                yield _altered("events", field, side, there, note)

    def _numbers(
        self, pairs: Sequence[tuple[Event, Event]], gone: Sequence[Event], come: Sequence[Event]
    ) -> Iterator[Change]:
        """Numbers by role: of one event first, then of events that went and came, where each has just one."""
        old: list[Counted] = [(None, quantity) for event in gone for quantity in event.quantities]
        new: list[Counted] = [(None, quantity) for event in come for quantity in event.quantities]
        for one, other in pairs:
            old += [(one, quantity) for quantity in one.quantities]
            new += [(other, quantity) for quantity in other.quantities]
        mates = dict((id(one), id(other)) for one, other in pairs)
        lone = _lone(old) & _lone(new)

        def same(a: Counted, b: Counted) -> bool:
            of_one = a[0] is not None and mates.get(id(a[0])) == id(b[0])
            return a[1].role == b[1].role and (of_one or self.stayed(a[1], b[1]) or a[1].role in lone)

        both, left, added = paired(old, new, same, lambda a, b: 0)
        for (_, was), (_, now) in both:
            if (was.low, was.high) != (now.low, now.high):
                yield _altered("numbers", was.role, _number(self.old, was), _number(self.new, now), _moved(was, now))
        yield from (Change("numbers", "removed", q.role, _number(self.old, q), None) for _, q in left)
        yield from (Change("numbers", "added", q.role, None, _number(self.new, q)) for _, q in added)

    # Quotations and times.

    def _quotations(self) -> Iterator[Change]:
        old, new = ([each for each in r.quotations if each.content] for r in (self.old, self.new))
        pairs, gone, come = paired(old, new, self._same_quotation, self._quotation_points)
        for one, other in pairs:
            before, after = _quotation_fields(self.old, one), _quotation_fields(self.new, other)
            for field, (value, side) in before.items():
                if not alike(value, after[field][0]):
                    yield _altered("quotations", field, side, after[field][1])
        yield from (Change("quotations", "removed", None, _said(self.old, each), None) for each in gone)
        yield from (Change("quotations", "added", None, None, _said(self.new, each)) for each in come)

    def _same_quotation(self, one: Quotation, other: Quotation) -> bool:
        return self.stayed(one.content[0], other.content[0])

    def _quotation_points(self, one: Quotation, other: Quotation) -> float:
        words = [folded(_content(r, each)).split() for r, each in ((self.old, one), (self.new, other))]
        like = float(Indel.normalized_similarity(*words))
        return like if like >= LIKE_WORDS else 0

    def _times(self) -> Iterator[Change]:
        def points(one: TimeExpression, other: TimeExpression) -> float:
            return float(one.type == other.type and self.in_place(one, other))

        pairs, gone, come = paired(self.old.times, self.new.times, self.stayed, points)
        for one, other in pairs:
            if (one.value, one.earliest, one.latest) != (other.value, other.earliest, other.latest):
                yield _altered("times", "value", _time(self.old, one), _time(self.new, other))
        yield from (Change("times", "removed", None, _time(self.old, each), None) for each in gone)
        yield from (Change("times", "added", None, None, _time(self.new, each)) for each in come)


def paired(
    old: Sequence[T], new: Sequence[T], same: Callable[[T, T], bool], points: Callable[[T, T], float]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Records of two versions that are one: the same, else the most alike first; and those that went and came."""
    pairs: list[tuple[int, int]] = []
    left, right = list(range(len(old))), list(range(len(new)))

    def take(i: int, j: int) -> None:
        if i in left and j in right:
            pairs.append((i, j))
            left.remove(i)
            right.remove(j)

    for i, j in product(tuple(left), tuple(right)):
        if same(old[i], new[j]):
            take(i, j)
    scored = ((points(old[i], new[j]), i, j) for i, j in product(tuple(left), tuple(right)))
    for _, i, j in sorted((each for each in scored if each[0]), key=lambda each: (-each[0], each[1:])):
        take(i, j)
    return [(old[i], new[j]) for i, j in sorted(pairs)], [old[i] for i in left], [new[j] for j in right]


def alike(one: Any, other: Any) -> bool:
    """Whether two values are one: the same, or names of which one has every word of the other."""
    if one == other or not (isinstance(one, tuple) and isinstance(other, tuple)):
        return bool(one == other)
    parts = [[set(name.split()) for name in names] for names in (one, other)]
    return len(one) == len(other) and all(any(a <= b or b <= a for b in parts[1]) for a in parts[0])


def _covers(step: Step, at: int, other_at: int) -> bool:
    return step.start <= at < step.end and step.other_start <= other_at < step.other_end


def _altered(layer: Layer, field: str | None, old: Side | None, new: Side | None, note: str | None = None) -> Change:
    """A change of a value; one that was not there is added, one that is gone removed."""
    kind: Literal["added", "removed", "altered"] = "altered"
    if field is None and (old is None or new is None):
        kind = "added" if old is None else "removed"
    return Change(layer, kind, field, old, new, note)


def _order(change: Change) -> tuple[int, int, str]:
    side = change.new or change.old
    return LAYERS.index(change.layer), side.start if side else -1, change.field or ""


def _title(title: str | None) -> Side | None:
    return Side(title, 0, len(title), "title") if title else None


def _date(reading: Reading) -> Side | None:
    said = reading.article.published_from
    at = (said.start or 0, said.end or 0) if said.start is not None else (0, 0)
    return Side(reading.article.published, *at) if reading.article.published else None


def _event_side(reading: Reading, event: Event) -> Side:
    who, whom = (", ".join(rows.party(reading, each) for each in side) for side in (event.actors, event.recipients))
    sides = f"{who} {reading.words(event.trigger)} {whom}"
    shown = f"{event.type.lower()}: {sides}" + (f" ({event.reality})" if event.reality != "actual" else "")
    return Side(" ".join(shown.split()), event.trigger.start, event.trigger.end, event.trigger.in_, event.id)


def _event_fields(reading: Reading, event: Event) -> dict[str, tuple[Any, Side | None]]:
    """Every field that is compared, as it is compared and as it is shown with its words."""
    trigger = event.trigger

    def told(shown: str) -> Side:
        return Side(shown, trigger.start, trigger.end, trigger.in_, event.id)

    voice = rows.voice(reading, event.asserted_by)
    return {
        "type": (event.type, told(event.type.lower())),
        "actors": _named(reading, event.actors, event.id),
        "recipients": _named(reading, event.recipients, event.id),
        "place": _named(reading, [event.place] if event.place else [], event.id),
        "time": _when(event, told),
        "reality": (event.reality, told(event.reality)),
        "said by": ((folded(voice),), told(voice)),
    }


def _when(event: Event, told: Callable[[str], Side]) -> tuple[Any, Side | None]:
    time = event.time
    return ((time.earliest, time.latest), told(rows.days(time.earliest, time.latest))) if time else (None, None)


def _named(reading: Reading, parties: Sequence[Any], record: str) -> tuple[tuple[str, ...], Side | None]:
    """The names of parties, folded and sorted; shown at the words of the first."""
    shown = list(dict.fromkeys(rows.party(reading, party) for party in parties))
    if not parties:
        return (), None
    first = parties[0]
    return tuple(sorted(map(folded, shown))), Side(", ".join(shown), first.start, first.end, None, record)


def _parties(reading: Reading, event: Event) -> Iterator[str]:
    for party in (*event.actors, *event.recipients):
        yield folded(rows.party(reading, party))


def _swapped(before: dict[str, tuple[Any, Side | None]], after: dict[str, tuple[Any, Side | None]]) -> bool:
    """Whether who acted is now acted on."""
    was, now = ((fields["actors"][0], fields["recipients"][0]) for fields in (before, after))
    return bool(was[0] and was[1]) and was[0] != was[1] and alike(was[0], now[1]) and alike(was[1], now[0])


def _lone(numbers: Iterable[tuple[Event | None, Quantity]]) -> set[str]:
    """The roles of which exactly one number is left without an event on the other side."""
    roles = [quantity.role for event, quantity in numbers if event is None]
    return {role for role in roles if roles.count(role) == 1}


def _number(reading: Reading, quantity: Quantity) -> Side:
    return Side(" ".join(reading.words(quantity).split()), quantity.start, quantity.end)


def _moved(was: Quantity, now: Quantity) -> str | None:
    """Whether a number rose or fell, if its bounds say so."""
    if was.high is not None and now.low is not None and now.low > was.high:
        return "rose"
    return "fell" if was.low is not None and now.high is not None and now.high < was.low else None


def _content(reading: Reading, quotation: Quotation) -> str:
    return " … ".join(" ".join(reading.words(span).split()) for span in quotation.content)


def _said(reading: Reading, quotation: Quotation) -> Side:
    span = quotation.content[0]
    return Side(_content(reading, quotation), span.start, quotation.content[-1].end, span.in_, quotation.id)


def _quotation_fields(reading: Reading, quotation: Quotation) -> dict[str, tuple[Any, Side | None]]:
    side = _said(reading, quotation)
    stance = Side(quotation.stance, side.start, side.end, side.in_, quotation.id)
    speaker = [quotation.speaker] if quotation.speaker else []
    return {
        "words": (side.shown, side),
        "speaker": _named(reading, speaker, quotation.id),
        "stance": (quotation.stance, stance),
    }


def _time(reading: Reading, time: TimeExpression) -> Side:
    shown = f"{reading.words(time)} = {time.value or rows.days(time.earliest, time.latest)}"
    return Side(" ".join(shown.split()), time.start, time.end, None, time.id)
