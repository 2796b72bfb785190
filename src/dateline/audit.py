"""Holds rows of GDELT against the stored text of their articles: which are borne out, by what words, which are not."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dateline.chronicle import Chronicle, Selection
from dateline.chronicle.folding import fold
from dateline.errors import BadTable
from dateline.export import Told
from dateline.export.cameo import Cameo, Root, cameo
from dateline.export.fields import interval, says
from dateline.export.gdelt import EVENT_COLUMNS, HAPPENED
from dateline.exporting import told as told_of
from dateline.model import Event, Party, Quotation, Reference

Verdict = Literal["borne out", "borne out in part", "not borne out", "not stored"]
NEEDED = ("SOURCEURL", "EventRootCode")
OLD_COLUMNS = tuple(name for name in EVENT_COLUMNS if not name.endswith("ADM2Code"))
"""GDELT 1.0 has 57 columns with SOURCEURL: those of 2.0 without the second level of regions."""

SAID = "01"
"""CAMEO's root of public statements, which are quotations here and no events."""

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "that",
        "the",
        "this",
        "to",
        "he",
        "she",
        "it",
        "we",
        "they",
        "you",
        "her",
        "him",
        "his",
        "its",
        "their",
        "them",
        "us",
    ]
)
"""Words that make no name."""

LONGEST = 1 << 20
"""The longest field of a row, in characters."""


@dataclass(frozen=True, slots=True)
class Row:
    """What an audit needs of a GDELT row; empty where the row has nothing. `number` is its line in the file."""

    number: int
    id: str
    url: str
    root: str
    code: str
    day: str
    actor1: str
    country1: str
    sector1: str
    actor2: str
    country2: str
    sector2: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the stored text: what they stand for, and where they are."""

    role: str
    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a row: the verdict with its reason, and the record and words that bear on it, if there are any."""

    row: int
    id: str
    url: str
    code: str
    event: str
    actor1: str
    actor2: str
    verdict: Verdict
    reason: str
    article: str | None = None
    record: str | None = None
    reality: str | None = None
    says: str | None = None
    date: str | None = None
    sentence: str | None = None
    words: tuple[Evidence, ...] = ()


def gdelt_rows(path: str | Path) -> Iterator[Row]:
    """The rows of a GDELT 2.0 or 1.0 Events file, tab- or comma-separated, with or without headings.

    Raises BadTable for a file that cannot be read or has other columns, with the line.
    """
    csv.field_size_limit(LONGEST)
    where = str(path)
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            tabs = "\t" in first
            lines = chain([first], file)
            reader = csv.reader(lines, csv.excel_tab, quoting=csv.QUOTE_NONE) if tabs else csv.reader(lines)
            yield from _rows(reader, where)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadTable(f"cannot be read as a table in UTF-8: {error}", where=where) from error


def _rows(reader: Iterable[list[str]], where: str) -> Iterator[Row]:
    columns: dict[str, int] | None = None
    width = 0
    for number, cells in enumerate(reader, 1):
        if not any(cells):
            continue
        if columns is None:
            columns, headed = _columns(cells, where)
            width = len(cells)
            if headed:
                continue
        if len(cells) != width:
            raise BadTable(f"the row has {len(cells)} columns, the first has {width}", where=where, line=number)
        yield _row(number, cells, columns)


def _columns(cells: Sequence[str], where: str) -> tuple[dict[str, int], bool]:
    """Where each column is, and whether this first row holds the headings."""
    known = {name.lower(): name for name in EVENT_COLUMNS}
    found = {known[cell.strip().lower()]: at for at, cell in enumerate(cells) if cell.strip().lower() in known}
    if all(name in found for name in NEEDED):
        return found, True
    for layout in (EVENT_COLUMNS, OLD_COLUMNS):
        if len(cells) == len(layout):
            return {name: at for at, name in enumerate(layout)}, False
    detail = f"no GDELT Events table: {len(cells)} columns and no headings; 2.0 has {len(EVENT_COLUMNS)}"
    raise BadTable(detail, where=where, line=1)


def _row(number: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    def cell(name: str) -> str:
        return cells[columns[name]].strip() if name in columns else ""

    root = cell("EventRootCode")
    return Row(
        number,
        cell("GLOBALEVENTID"),
        cell("SOURCEURL"),
        root.zfill(2) if root.isdigit() else root,
        cell("EventCode"),
        cell("SQLDATE"),
        cell("Actor1Name"),
        cell("Actor1CountryCode"),
        cell("Actor1Type1Code"),
        cell("Actor2Name"),
        cell("Actor2CountryCode"),
        cell("Actor2Type1Code"),
    )


def audit(chronicle: Chronicle, rows: Iterable[Row]) -> Iterator[Finding]:
    """A finding for each row, in the order of the rows."""
    stored = {_plain_url(url): article for article, url in chronicle.urls()}

    @lru_cache(maxsize=100)
    def article(identifier: str) -> Told:
        return next(told_of(chronicle, Selection(), identifier))

    for row in rows:
        identifier = stored.get(_plain_url(row.url)) if row.url else None
        if identifier is None:
            reason = "no stored article has this SOURCEURL" if row.url else "the row has no SOURCEURL"
            yield _finding(row, "not stored", reason)
        else:
            yield judge(row, article(identifier))


def _plain_url(url: str) -> str:
    """An address without its scheme, "www.", fragment and closing slash: what GDELT and a feed may write apart."""
    parts = urlsplit(url.strip())
    path = f"{parts.netloc.lower().removeprefix('www.')}{parts.path.rstrip('/')}"
    return f"{path}?{parts.query}" if parts.query else path


def judge(row: Row, told: Told) -> Finding:
    """Whether an article bears a row out: an event of a type that goes with the row's root, by and towards its actors.

    Of several events that could, the one that has most of the row's actors and happened is given.
    """
    root = cameo().roots.get(row.root)
    if root is None:
        return _finding(row, "not borne out", f"{row.root or 'an empty code'} is no CAMEO root")
    if row.root == SAID:
        return _statement(row, told)
    candidates = [event for event in told.events if event.type in root.types]
    if not candidates:
        return _finding(row, "not borne out", f"the text tells no {' or '.join(root.types)}", told)
    ranked = [(_missing(row, told, event), event) for event in candidates]
    missing, best = min(ranked, key=lambda pair: (len(pair[0]), pair[1].reality not in HAPPENED))
    if best.reality not in HAPPENED:
        return _about(row, told, best, "not borne out", f"the text tells it as {best.reality}")
    verdict, reason = _weighed(row, root, missing)
    return _about(row, told, best, verdict, reason + _other_day(row, best))


def _other_day(row: Row, event: Event) -> str:
    """What is to be said where the row's day lies outside the time that the text tells."""
    if not event.time or not re.fullmatch(r"\d{8}", row.day):
        return ""
    day = f"{row.day[:4]}-{row.day[4:6]}-{row.day[6:]}"
    if (event.time.earliest or day) <= day <= (event.time.latest or day):
        return ""
    return f"; the row's day, {day}, is not what the text tells: {interval(event.time)}"


def _weighed(row: Row, root: Root, missing: list[str]) -> tuple[Verdict, str]:
    named = [name for name in (_actor(row, 1), _actor(row, 2)) if name]
    if not missing:
        return "borne out", "the event and the row's actors are told" if named else "the event is told; no actor given"
    lacking = " and ".join(missing)
    if len(missing) < len(named):
        return "borne out in part", f"the event is told, but not with {lacking}"
    return "not borne out", f"{' or '.join(root.types)} is told, but not with {lacking}"


def _missing(row: Row, told: Told, event: Event) -> list[str]:
    """Which of the row's actors the event does not have on their side."""
    either = event.actors + event.recipients if event.type in RECIPROCAL else ()
    sides = ((1, either or event.actors), (2, either or event.recipients))
    return [_actor(row, side) for side, parties in sides if not _has(row, side, told, parties)]


def _has(row: Row, side: int, told: Told, parties: tuple[Party, ...]) -> bool:
    if not _actor(row, side):
        return True
    return any(_is(row, side, told, party) for party in parties)


def _actor(row: Row, side: int) -> str:
    """How the row names one of its actors."""
    given = (row.actor1, row.country1 + row.sector1) if side == 1 else (row.actor2, row.country2 + row.sector2)
    return given[0] or given[1]


def _is(row: Row, side: int, told: Told, party: Reference) -> bool:
    """Whether a party is the row's actor: by a name that the text gives it, or by country and sector."""
    name, country, sector = (
        (row.actor1, row.country1, row.sector1) if side == 1 else (row.actor2, row.country2, row.sector2)
    )
    if name and any(_within(name, words) for words in _names(told, party)):
        return True
    entity = told.entity(party)
    if entity is None or not (country or sector):
        return False
    table: Cameo = cameo()
    same = not country or country in (table.country(entity.country), entity.country)
    return same and (not sector or sector == entity.sector)


def _within(name: str, words: str) -> bool:
    """Whether one of the two names holds all words of the other."""
    one, other = (set(fold(each).split()) - SMALL for each in (name, words))
    return bool(one and other) and (one <= other or other <= one)


def _names(told: Told, reference: Reference) -> list[str]:
    """The words of a party, and every name of its entity and of a group's members."""
    entity = told.entity(reference)
    found = [told.reading.words(reference)]
    if entity:
        own = {entity.id, *entity.members}
        found += [each.name for each in told.reading.entities if each.id in own]
        mentions = (each for each in told.reading.mentions if each.entity in own and each.kind == "name")
        found += [told.reading.words(mention) for mention in mentions]
    return [words for words in found if re.search(r"\w", words)]


def _statement(row: Row, told: Told) -> Finding:
    """A public statement is borne out by a quotation of the row's first actor."""
    spoken = [each for each in told.reading.quotations if each.act in ("speech", "writing") and each.speaker]
    for quotation in spoken:
        speaker = quotation.speaker
        if speaker and (not _actor(row, 1) or _is(row, 1, told, speaker)):
            return _quoted(row, told, quotation)
    reason = f"the text quotes nobody as {_actor(row, 1)}" if _actor(row, 1) else "the text quotes nobody"
    return _finding(row, "not borne out", reason, told)


def _quoted(row: Row, told: Told, quotation: Quotation) -> Finding:
    spans = [("speaker", quotation.speaker), *(("content", span) for span in quotation.content)]
    words = tuple(_evidence(told, role, span) for role, span in spans if span)
    return _finding(
        row,
        "borne out",
        "the statement is quoted",
        told,
        record=told.ids[quotation.id],
        sentence=_flat(told.content(quotation)),
        words=words,
    )


def _about(row: Row, told: Told, event: Event, verdict: Verdict, reason: str) -> Finding:
    time = told.times.get(event.time.ref) if event.time else None
    parts: list[tuple[str, object]] = [("event", event.trigger)]
    parts += [("actor", party) for party in event.actors] + [("recipient", party) for party in event.recipients]
    parts += [("time", time)] if time else []
    return _finding(
        row,
        verdict,
        reason,
        told,
        record=told.ids[event.id],
        reality=event.reality,
        says=says(told, event),
        date=interval(event.time),
        sentence=_flat(told.sentence(event.trigger)),
        words=tuple(_evidence(told, role, span) for role, span in parts),
    )


def _evidence(told: Told, role: str, span: object) -> Evidence:
    start, end = getattr(span, "start", 0), getattr(span, "end", 0)
    return Evidence(role, start, end, told.reading.words(span))


def _finding(row: Row, verdict: Verdict, reason: str, told: Told | None = None, **more: object) -> Finding:
    root = cameo().roots.get(row.root)
    article = told.article.id if told else None
    head = (row.number, row.id, row.url, row.code or row.root, root.name if root else "", row.actor1, row.actor2)
    return Finding(*head, verdict, reason, article, **more)  # type: ignore[arg-type]


def _flat(text: str) -> str:
    return " ".join(text.split())
