"""The accounts of a happening: every field as each origin tells it, with the words, from a chronicle's tellings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dateline.chronicle import Chronicle, EventRow, PartyRow
from dateline.chronicle.tellings import entity_of, text_of
from dateline.gather.accounts import FieldAccount, Said, accounts, corrects
from dateline.gather.names import folded
from dateline.gather.telling import name_parts
from dateline.gathering.happenings import happening
from dateline.gathering.origins import Counts, Tally
from dateline.names.lexicon import lexicon

HAPPENED = {"actual": ("happened",), "historical": ("happened",), "negated": ("denied",)}
"""What a reality says of whether it happened; what is expected or supposed agrees with both."""


@dataclass(frozen=True, slots=True)
class AccountsRow:
    """A happening told by its origins side by side: how many tell it, when, and every field put together."""

    id: str
    counts: Counts
    first: str | None
    last: str | None
    fields: tuple[FieldAccount, ...]
    tellings: tuple[EventRow, ...]
    revised: tuple[str, ...] = ()
    """The ids of the tellings that stand in a version which a newer one replaced; they count in nothing else here."""
    only_parties: bool = False
    """Whether nobody tells of it but those who take part in it."""


def accounts_of(chronicle: Chronicle, beginning: str) -> AccountsRow:
    """The accounts of the happening that the event whose id begins so belongs to. Raises UnknownRecord."""
    row = happening(chronicle, beginning)
    told = [each.event for each in row.tellings]
    events = [each.event for each in row.tellings if each.replaced_by is None]
    revised = tuple(each.event.id for each in row.tellings if each.replaced_by)
    teller = _Teller(chronicle)
    said = [each for event in events for each in teller.said(event, events)]
    counts = Tally(chronicle).count(event.article for event in events)
    return AccountsRow(row.id, counts, row.first, row.last, accounts(said), tuple(told), revised, row.only_parties)


class _Teller:
    """Turns tellings into what they say, field by field."""

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle
        self._tally = Tally(chronicle)
        self._known: dict[str, tuple[str, bool]] = {}

    def said(self, event: EventRow, every: Sequence[EventRow]) -> Iterator[Said]:
        """Everything that one telling says of the happening; “two soldiers” and “the men” say nothing of who it is."""
        yield from self._when(event, every)
        if event.place:
            yield self._said(event, "where", event.place, shown=event.place.shown, **self._place(event.place))
        for field, parties in (("actors", event.actors), ("recipients", event.recipients)):
            if named := [party for party in parties if entity_of(self._chronicle, party.entity)[1]]:
                shown = ", ".join(dict.fromkeys(party.shown for party in named))
                yield self._said(event, field, named[0], shown=shown, keys=_party_keys(named))
        for part in event.quantities:
            yield self._said(event, part.role, part.words, shown=part.words.words, low=part.low, high=part.high)
        keys = HAPPENED.get(event.reality, ("denied", "happened"))
        yield self._said(event, "happened", event.trigger, shown=event.reality, keys=keys)

    def _when(self, event: EventRow, every: Sequence[EventRow]) -> Iterator[Said]:
        """The time, unless the event only inherits it and the article states one elsewhere for this happening."""
        time = event.time
        stated = any(e.time and e.time.from_ == "stated" for e in every if e.article.id == event.article.id)
        if time is None or time.words is None or (time.from_ != "stated" and stated):
            return
        low, high = _ordinal(time.earliest), _ordinal(time.latest)
        shown = str(time.earliest) if time.earliest == time.latest else time.value or time.words.words
        yield self._said(event, "when", time.words, shown=shown, low=low, high=high)

    def _said(self, event: EventRow, field: str, words: Any, **value: Any) -> Said:
        origin, correcting = self._origin(event)
        return Said(
            field=field,
            origin=origin,
            voice=_voice(event),
            day=event.article.published,
            article=event.article.id,
            event=event.id,
            start=words.start,
            end=words.end,
            in_=getattr(words, "in_", None),
            corrects=correcting,
            **value,
        )

    def _origin(self, event: EventRow) -> tuple[str, bool]:
        """The name of an article's origin (its agency, the first outlet of its report), and whether it corrects."""
        article = event.article
        if article.id not in self._known:
            text, _ = text_of(self._chronicle, article.id)
            self._known[article.id] = (self._name(event), corrects(article.title, text))
        return self._known[article.id]

    def _name(self, event: EventRow) -> str:
        article = event.article
        key = self._tally.origin(article)
        if key.startswith("agency "):
            return key.removeprefix("agency ")
        groups = self._chronicle.groups("origins")
        first = groups.named(key).members[0].article if key != article.id else article
        return first.outlet or first.ref or first.id[:10]

    def _place(self, place: PartyRow) -> dict[str, tuple[str, ...]]:
        """A place's keys: its gazetteer entry, or its name; wider, its country and the name that may mean another."""
        name = f"n:{bare_place(folded(place.shown))}"
        entity, _ = entity_of(self._chronicle, place.entity)
        entry = entity["place"] if entity else None
        if entry is None:
            return {"keys": (name,)}
        country = f"c:{entry['country']}"
        if entry["precision"] == "country":
            return {"keys": (country,), "wide": (name,)}
        return {"keys": (f"g:{entry['geonameid']}",), "wide": (country, name)}


def bare_place(name: str) -> str:
    """A place's name without the word for what it is: "the Selm River", "the river Selm" and "Selm" are one."""
    kinds = lexicon().place
    return " ".join(word for word in name.split() if word not in kinds and word != "the") or name


def _party_keys(parties: Sequence[PartyRow]) -> tuple[str, ...]:
    names = [name for party in parties for name in (party.shown, *party.members)]
    return tuple(sorted(name_parts(map(folded, names)) or set(map(folded, names))))


def _voice(event: EventRow) -> str:
    """Who is quoted as saying so; empty for the article itself."""
    if not event.voices:
        return ""
    speaker = event.voices[0].speaker
    return speaker.shown if speaker else "unnamed speaker"


def _ordinal(day: str | None) -> float | None:
    return float(date.fromisoformat(day).toordinal()) if day else None
