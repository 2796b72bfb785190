"""What one article tells of one event, made ready to be held against what another tells: the evidence of happenings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from dateline.gather.frame import Part, Read, Record, day_number
from dateline.gather.names import folded, spelled
from dateline.gather.terms import WORD, corpus, normal, stem, terms

ABOUT = 40
"""How many of an article's weightiest words stand for what it is about."""
SHORT = 7
"""Bounds of at most so many days put an event on its own first day; wider ones leave it on the day of publication."""
COUNTED = ("killed", "wounded", "arrested", "participants", "money", "term", "troops")
TITLE = "title"


def tellings(read: Read) -> Iterator[Part]:
    """A part for every event; events of one instance share a node."""
    article = _Article(read)
    for at, event in enumerate(read.reading["events"]):
        yield Part(at, article.day(event), article.evidence(event), f"{read.article['id'][:16]} {event['instance']}")


class _Article:
    """One reading: what the evidence of each of its events is taken from."""

    def __init__(self, read: Read) -> None:
        self.read = read
        self.entities = {entity["id"]: entity for entity in read.reading["entities"]}
        found = terms(read.article["title"], read.article["text"])
        table = corpus()
        heavy = sorted(found["words"], key=lambda word: (-found["words"][word] * table.weight(word), word))[:ABOUT]
        self.about = {word: found["words"][word] for word in sorted(heavy)}

    def day(self, event: Record) -> str | None:
        """The event's own day where it is known within a week, else the day of publication."""
        time = event["time"] or {}
        first, last = time.get("earliest"), time.get("latest")
        if first and last and days_apart(first, last) <= SHORT:
            return str(first)
        published: str | None = self.read.article["published"]
        return published

    def evidence(self, event: Record) -> Record:
        """The event as plain JSON."""
        time = event["time"] or {}
        return {
            "types": [event["type"]],
            "triggers": sorted({stem(normal(word)) for word in WORD.findall(self.read.words(event["trigger"]))}),
            "actors": self._names(event["actors"]),
            "recipients": self._names(event["recipients"]),
            "places": self._names([event["place"]] if event["place"] else []),
            "countries": self._countries(event["place"]),
            "time": [time.get("earliest"), time.get("latest")],
            "numbers": {each["role"]: [each["low"], each["high"]] for each in event["quantities"]},
            "realities": [event["reality"]],
            "sentence": self._sentence(event),
            "about": self.about,
        }

    def _names(self, parties: Sequence[Record]) -> list[str]:
        found = [self._name(party) for party in parties]
        return sorted({name for each in found for name in each if name})

    def _name(self, party: Record) -> list[str]:
        entity = self.entities.get(party["entity"])
        if entity is None:
            return [folded(self.read.words(party))]
        members = [self.entities[member]["name"] for member in entity["members"] if member in self.entities]
        return [folded(name) for name in (members or [entity["name"]])]

    def _countries(self, place: Record | None) -> list[str]:
        entity = self.entities.get(place["entity"]) if place else None
        return [entity["place"]["country"]] if entity and entity["place"] else []

    def _sentence(self, event: Record) -> Record:
        trigger = event["trigger"]
        text = self.read.article["text"] if trigger.get("in") != TITLE else self.read.article["title"]
        inside = [s for s in self.read.reading["sentences"] if s["start"] <= trigger["start"] < s["end"]]
        whole = inside[0] if inside and trigger.get("in") != TITLE else {"start": 0, "end": len(text)}
        words = WORD.findall(text[whole["start"] : whole["end"]])
        return dict(sorted(Counter(stem(normal(word)) for word in words).items()))


def together(evidence: Sequence[Record]) -> Record:
    """What several events of one instance tell, as one."""
    lists = ("types", "triggers", "actors", "recipients", "places", "countries", "realities")
    found: Record = {key: sorted({value for each in evidence for value in each[key]}) for key in lists}
    timed = [each["time"] for each in evidence if all(each["time"])]
    found["time"] = min(timed, key=lambda time: (days_apart(*time), time), default=[None, None])
    found["numbers"] = {role: bounds for each in reversed(evidence) for role, bounds in sorted(each["numbers"].items())}
    found["numbers"] = dict(sorted(found["numbers"].items()))
    sentences: Counter[str] = Counter()
    for each in evidence:
        sentences |= Counter(each["sentence"])
    return {**found, "sentence": dict(sorted(sentences.items())), "about": evidence[0]["about"]}


def days_apart(one: str, other: str) -> int:
    """How many days lie between two ISO days."""
    return abs(day_number(one) - day_number(other))


def name_parts(names: Iterable[str]) -> frozenset[str]:
    """The parts of names that can tell who is meant, in one spelling; short and common words are left out."""
    table = corpus()
    return frozenset(
        spelled(part) for name in names for part in name.split() if len(part) > 2 and table.weight(part) > 2.5
    )
