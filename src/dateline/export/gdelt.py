"""GDELT 2.0: events and mentions in GDELT's columns, tab-separated, without headings, as GDELT's own files are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import product
from typing import IO
from urllib.parse import urlsplit

from dateline.export.base import Stock, Told
from dateline.export.cameo import Root, cameo
from dateline.export.fields import place_of
from dateline.ids import text_id
from dateline.model import Entity, Event, Party, Place

_ACTOR = (
    "Code",
    "Name",
    "CountryCode",
    "KnownGroupCode",
    "EthnicCode",
    "Religion1Code",
    "Religion2Code",
    "Type1Code",
    "Type2Code",
    "Type3Code",
)
_GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
EVENT_COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{side}Geo_{name}" for side in ("Actor1", "Actor2", "Action") for name in _GEO),
    *("DATEADDED", "SOURCEURL"),
)
MENTION_COLUMNS = (
    *("GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType", "MentionSourceName", "MentionIdentifier"),
    *("SentenceID", "Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence"),
    *("MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"),
)
HAPPENED = frozenset({"actual", "historical"})
"""What becomes a row: GDELT has no column that says that something did not happen or only may."""

WEB, CITATION = "1", "2"
NOTHING = ""
"""A column that dateline knows nothing of (tone, ethnicity, religion) or cannot tell here stays empty."""


class GdeltExporter:
    """GDELT 2.0 Events: a row for each pair of actor and recipient."""

    suffix = ".export.CSV"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One row a pair; how many."""
        return _write(out, (event_row(*each) for told in stock.told() for each in pairs(told)))


class GdeltMentionsExporter:
    """GDELT 2.0 Mentions: where each of those events stands; offsets are into the stored text."""

    suffix = ".mentions.CSV"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """One row a pair; how many."""
        return _write(out, (mention_row(*each) for told in stock.told() for each in pairs(told)))


def _write(out: IO[bytes], rows: Iterator[Sequence[str]]) -> int:
    count = 0
    for row in rows:
        count += 1
        out.write(("\t".join(" ".join(cell.split()) for cell in row) + "\n").encode())
    return count


def pairs(told: Told) -> Iterator[tuple[Told, Event, Root, Party | None, Party | None]]:
    """Each event that happened and has a CAMEO root, once for each pair of actor and recipient."""
    for event in told.events:
        root = cameo().root(event.type, event.mode, event.contexts)
        if root and event.reality in HAPPENED:
            for actor, recipient in product(event.actors or (None,), event.recipients or (None,)):
                yield told, event, root, actor, recipient


def event_row(told: Told, event: Event, root: Root, actor: Party | None, recipient: Party | None) -> list[str]:
    """The 61 columns of GDELT 2.0 Events."""
    code = f"{root.code}0"
    return [
        number(told, event, actor, recipient),
        *_dates(event),
        *_actor(told, actor),
        *_actor(told, recipient),
        "1" if event.trigger.start < _lead(told.article.text) else "0",
        *(code, code, root.code, str(root.quad), str(root.goldstein)),
        *("1", "1", "1", NOTHING),
        *_geo(_located(told.entity(actor))),
        *_geo(_located(told.entity(recipient))),
        *_geo(place_of(told, event), told.name(event.place) if event.place else NOTHING),
        _moment(told.article.published),
        told.article.url or NOTHING,
    ]


def mention_row(told: Told, event: Event, root: Root, actor: Party | None, recipient: Party | None) -> list[str]:
    """The 16 columns of GDELT 2.0 Mentions."""
    article = told.article
    citation = ", ".join(part for part in (article.outlet, article.published, article.title) if part)
    day = _dates(event)[0]
    return [
        number(told, event, actor, recipient),
        f"{day}000000" if day else NOTHING,
        _moment(article.published),
        WEB if article.url else CITATION,
        (urlsplit(article.url).hostname or NOTHING) if article.url else article.outlet or NOTHING,
        article.url or citation,
        str(bisect_right([sentence.start for sentence in told.reading.sentences], event.trigger.start)),
        str(actor.start) if actor else "-1",
        str(recipient.start) if recipient else "-1",
        str(event.trigger.start),
        "1",
        str(max(10, min(100, round(event.confidence * 10) * 10))),
        str(len(article.text)),
        *(NOTHING, NOTHING, NOTHING),
    ]


def number(told: Told, event: Event, actor: Party | None, recipient: Party | None) -> str:
    """GDELT's id is a number: sixty bits of the SHA-256 of the event's public id and the two parties' places."""
    ends = [[party.start, party.end] if party else None for party in (actor, recipient)]
    return str(int(text_id(f"{told.ids[event.id]}/{ends}")[:15], 16))


def _dates(event: Event) -> tuple[str, str, str, str]:
    """Day, month, year and fraction of the year, as far as the event's own time tells them and no further."""
    if event.time is None or not event.time.earliest or not event.time.latest or event.time.earliest.startswith("-"):
        return NOTHING, NOTHING, NOTHING, NOTHING
    first, last = event.time.earliest, event.time.latest
    month = first[:7].replace("-", "") if first[:7] == last[:7] else NOTHING
    year = first[:4] if first[:4] == last[:4] else NOTHING
    if first != last:
        return NOTHING, month, year, NOTHING
    fraction = int(year) + ((int(first[5:7]) - 1) * 30 + int(first[8:])) / 365
    return first.replace("-", ""), month, year, f"{fraction:.4f}"


def _actor(told: Told, party: Party | None) -> list[str]:
    if party is None:
        return [NOTHING] * len(_ACTOR)
    entity = told.entity(party)
    country = cameo().country(entity.country) if entity else NOTHING
    sector = (entity.sector if entity else None) or NOTHING
    empty = [NOTHING] * 4
    return [f"{country}{sector}", told.name(party).upper(), country, *empty, sector, NOTHING, NOTHING]


def _located(entity: Entity | None) -> Place | None:
    return entity.place if entity else None


def _geo(place: Place | None, name: str = NOTHING) -> list[str]:
    """Type (1 country, 2 US state, 3 US city, 4 other city, 5 other region), name, FIPS country, place:
    a country has no coordinates.
    """
    if place is None:
        return [NOTHING, name, *[NOTHING] * 6]
    american = place.country == "USA"
    kinds = {"country": "1", "region": "2" if american else "5", "place": "3" if american else "4"}
    full = name or ", ".join(part for part in (place.admin1, place.country_name) if part)
    fips = cameo().fips.get(place.country, NOTHING)
    point = [f"{value:g}" if value is not None else NOTHING for value in (place.lat, place.lon)]
    return [kinds[place.precision], full, fips, NOTHING, NOTHING, *point, str(place.geonameid)]


def _lead(text: str) -> int:
    """Where the first paragraph ends."""
    start = len(text) - len(text.lstrip())
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _moment(published: str | None) -> str:
    return f"{published.replace('-', '')}000000" if published else NOTHING
