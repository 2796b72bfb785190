"""Where everything is: the sections that every page leads to, and the pages within each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

OF_EVENTS = ("who", "type", "reality", "text", "outlet", "since", "until", "published-since", "published-until")
"""The filters that the list of events, the timeline, the map and the network have in common."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a section: its address, how it is called there, and the filters that it takes over from a neighbour."""

    path: str
    label: str
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Pages that belong together, the first the one that it opens with; `details` are addresses of single records."""

    label: str
    places: tuple[Place, ...]
    details: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The page that the section opens with."""
        return self.places[0].path

    def holds(self, path: str) -> bool:
        """Whether a page is one of this section."""
        return path in (place.path for place in self.places) or path.startswith(tuple(f"{one}/" for one in self.roots))

    @property
    def roots(self) -> tuple[str, ...]:
        """The beginnings of addresses in this section."""
        return (*(place.path for place in self.places), *self.details)


@dataclass(frozen=True, slots=True)
class Way:
    """A link to a page of the section that one is in; `here` where it is this page."""

    address: str
    label: str
    here: bool


SECTIONS = (
    Section("Day", (Place("/day", "Day"),)),
    Section(
        "Stories",
        (
            Place("/stories", "Stories"),
            Place("/happenings", "Happenings"),
            Place("/expectations", "Expectations"),
            Place("/revisions", "Revisions"),
        ),
        ("/story", "/happening", "/origin", "/revision"),
    ),
    Section(
        "Events",
        (
            Place("/events", "List", OF_EVENTS),
            Place("/timeline", "Timeline", OF_EVENTS),
            Place("/map", "Map", OF_EVENTS),
            Place("/network", "Network", OF_EVENTS),
            Place("/times", "Times"),
            Place("/firsts", "Firsts"),
        ),
    ),
    Section(
        "Quotations",
        (Place("/quotations", "Every quotation"), Place("/utterances", "Said once, printed several times")),
        ("/utterance",),
    ),
    Section("People", (Place("/who", "Who it is"), Place("/names", "Names as printed")), ("/name", "/pair")),
)
"""What every page leads to, in order."""

TOOLS = (
    Section("Review", (Place("/review", "Queue"), Place("/judgements", "Judgements"))),
    Section("Import", (Place("/import", "Import"),)),
)
"""What is there for whoever may write."""


def section_of(path: str) -> Section | None:
    """The section that a page is in; None for an article, a record, a search."""
    return next((one for one in (*SECTIONS, *TOOLS) if one.holds(path) or path in one.details), None)


def within(path: str, asked: Iterable[tuple[str, str]]) -> tuple[Way, ...]:
    """The pages beside this one, with the filters that they share; empty where a section is one page."""
    section = section_of(path)
    if section is None or len(section.places) == 1:
        return ()
    given = [(key, value) for key, value in asked if value]
    shared = next((place.keeps for place in section.places if place.path == path), ())
    return tuple(_way(place, path, [pair for pair in given if pair[0] in shared]) for place in section.places)


def _way(place: Place, path: str, given: list[tuple[str, str]]) -> Way:
    kept = urlencode([pair for pair in given if pair[0] in place.keeps])
    return Way(f"{place.path}?{kept}" if kept else place.path, place.label, place.path == path)
