"""Asks a chronicle: turns what a person types into a selection, and rows into what every view shows of them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dateline.chronicle import (
    ArticleRow,
    Chronicle,
    EventRow,
    NameRow,
    Page,
    PartRow,
    PartyRow,
    QuotationRow,
    Receipt,
    SearchRow,
    Selection,
    TimeRow,
    TimeValue,
    VoiceRow,
    receipts,
    record_link,
)
from dateline.errors import BadOption
from dateline.export.tables import csv_table
from dateline.gathering.firsts import FirstRow
from dateline.ids import text_id
from dateline.model import plain

DASH = "–"
"""Stands where a row has nothing."""


View = Literal["events", "quotes", "times", "names", "search"]
Table = View | Literal["firsts"]
Order = Literal["time", "published"]

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def select(
    *,
    who: Sequence[str] = (),
    types: Sequence[str] = (),
    realities: Sequence[str] = (),
    acts: Sequence[str] = (),
    stances: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    published_since: str | None = None,
    published_until: str | None = None,
    outlets: Sequence[str] = (),
    text: str | None = None,
    unnamed: bool = False,
    order: Order = "time",
    newest: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> Selection:
    """A selection from what a person typed: days may be 2026, 2026-03 or 2026-03-05, and include their ends.

    Raises BadOption for what is not a day, for an end before its beginning, and for a negative limit or offset.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise BadOption("--limit and --offset count rows: they cannot be negative")
    first, last = _first_day("--since", since), _last_day("--until", until)
    first_print = _first_day("--published-since", published_since)
    last_print = _last_day("--published-until", published_until)
    for start, end in ((first, last), (first_print, last_print)):
        if start and end and end < start:
            raise BadOption(f"the time from {start} until {end} ends before it begins")
    return Selection(
        tuple(who),
        tuple(types),
        tuple(realities),
        tuple(acts),
        tuple(stances),
        first,
        last,
        first_print,
        last_print,
        tuple(outlets),
        text,
        unnamed,
        order,
        newest,
        limit,
        offset,
    )


def span(option: str, given: str | None) -> tuple[str | None, str | None]:
    """The first and last day of "2026-05-01..2026-05-10", of "2026-05", of "2026-05-01.." (open); of None neither.

    Raises BadOption for what is not a day, and for an end before its beginning.
    """
    if given is None:
        return None, None
    since, dots, until = given.partition("..")
    first, last = (
        _first_day(option, since.strip() or None),
        _last_day(option, (until if dots else since).strip() or None),
    )
    if first and last and last < first:
        raise BadOption(f"{option} {given!r} ends before it begins")
    return first, last


def _first_day(option: str, given: str | None) -> str | None:
    parts = _day_parts(option, given)
    return f"{parts[0]}-{parts[1] or '01'}-{parts[2] or '01'}" if parts else None


def _last_day(option: str, given: str | None) -> str | None:
    parts = _day_parts(option, given)
    if parts is None:
        return None
    year, month = parts[0], parts[1] or "12"
    return f"{year}-{month}-{parts[2] or calendar.monthrange(int(year), int(month))[1]:02}"


def _day_parts(option: str, given: str | None) -> tuple[str, str | None, str | None] | None:
    if given is None:
        return None
    found = _DAY.fullmatch(given.strip())
    parts = found.groups() if found else ("0", None, None)
    year, month, day = (int(part) if part else 1 for part in parts)
    if not (found and year >= 1 and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        raise BadOption(f"{option} {given!r} is not a day: write 2026-03-05, 2026-03 or 2026")
    return parts[0], parts[1], parts[2]


def ask(chronicle: Chronicle, view: View, selection: Selection, words: str = "") -> Page[Any]:
    """A page of a view. `words` is what a search looks for."""
    if view == "search":
        return chronicle.search(words, selection)
    views: dict[str, Callable[[Selection], Page[Any]]] = {
        "events": chronicle.events,
        "quotes": chronicle.quotations,
        "times": chronicle.times,
        "names": chronicle.names,
    }
    return views[view](selection)


# What a row says, in words.


def days(earliest: str | None, latest: str | None) -> str:
    """Bounds as people write them: a day, a month, a year, "by 2026-05-31", "2026-03-01 to 03-07"."""
    if earliest is None or latest is None:
        return f"by {latest}" if latest else f"from {earliest}" if earliest else DASH
    if earliest == latest:
        return earliest
    if earliest[5:] == "01-01" and latest[5:] == "12-31":
        return earliest[:4] if earliest[:4] == latest[:4] else f"{earliest[:4]} to {latest[:4]}"
    if earliest[:7] == latest[:7] and earliest[8:] == "01" and latest == _last_day("", latest[:7]):
        return earliest[:7]
    return f"{earliest} to {latest[5:] if earliest[:4] == latest[:4] else latest}"


def when(time: TimeValue | TimeRow | None) -> str:
    """When something happens; a dash where that is not told."""
    return DASH if time is None else days(time.earliest, time.latest)


def between(first: str | None, last: str | None) -> str:
    """Two days of publication as one phrase."""
    return days(first, last) if first and last else DASH


def content(row: QuotationRow) -> str:
    """What a quotation says, its stretches joined."""
    return " … ".join(part.words for part in row.content)


def who(parties: Iterable[PartyRow | None]) -> str:
    """Names, each once, in the order of the text; a group with its members."""
    shown = [party_name(party) for party in parties if party]
    return ", ".join(dict.fromkeys(shown)) or DASH


def party_name(party: PartyRow) -> str:
    """An entity's name, with those members of a group behind it that the name does not say."""
    silent = [member for member in party.members if member not in party.shown]
    return f"{party.shown} ({', '.join(silent)})" if silent else party.shown


def printed(article: ArticleRow) -> str:
    """Outlet and day of publication."""
    return f"{article.outlet or 'unnamed outlet'}, {article.published or 'undated'}"


def voice(voices: Sequence[VoiceRow]) -> list[str]:
    """Who says so, nearest first: "Óscar Peña (wrote)"; empty for what the article itself says."""
    return [f"{voice_name(each)} ({each.cue.words if each.cue else each.stance})" for each in voices]


def says(voices: Sequence[VoiceRow], article: ArticleRow) -> list[str]:
    """The whole way from who asserts something out to the article, a step a line."""
    if not voices:
        return [printed(article)]
    nearest, *around = voice(voices)
    return [nearest, *(f"as told by {each}" for each in around), f"in {printed(article)}"]


def voice_name(each: VoiceRow) -> str:
    """A speaker's name; where nobody is named, that is said."""
    return party_name(each.speaker) if each.speaker else "unnamed speaker"


def quantity(part: PartRow) -> str:
    """A number with what it counts: "12 arrested", "at least 40 killed"."""
    unit = f" {part.unit}" if part.unit else ""
    low, high = _number(part.low), _number(part.high)
    if low == high:
        return f"{low}{unit} {part.role}"
    if not high:
        return f"at least {low}{unit} {part.role}"
    return f"up to {high}{unit} {part.role}" if not low else f"{low} to {high}{unit} {part.role}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.10g}"


# Rows as JSON and as cells.


def to_json(row: Any) -> dict[str, Any]:
    """A row as plain JSON, with ids, offsets and words."""
    record: dict[str, Any] = plain(row)
    return record


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a CSV file: its heading, and what it shows of a row."""

    heading: str
    cell: Callable[[Any], Any]


def _article_columns() -> list[Column]:
    return [
        Column("outlet", lambda row: row.article.outlet),
        Column("published", lambda row: row.article.published),
        Column("title", lambda row: row.article.title),
        Column("url", lambda row: row.article.url),
        Column("article", lambda row: row.article.id),
        Column("link", lambda row: row.link),
    ]


def _span_columns(of: Callable[[Any], Any]) -> list[Column]:
    return [Column("start", lambda row: of(row).start), Column("end", lambda row: of(row).end)]


def _words(part: Any) -> str | None:
    return part.words if part else None


def _event_columns() -> list[Column]:
    return [
        Column("id", lambda row: row.id),
        Column("earliest", lambda row: row.time.earliest if row.time else None),
        Column("latest", lambda row: row.time.latest if row.time else None),
        Column("time_words", lambda row: _words(row.time.words) if row.time else None),
        Column("time_from", lambda row: row.time.from_ if row.time else None),
        Column("actors", lambda row: " | ".join(party.shown for party in row.actors)),
        Column("type", lambda row: row.type),
        Column("mode", lambda row: row.mode),
        Column("trigger", lambda row: row.trigger.words),
        Column("recipients", lambda row: " | ".join(party.shown for party in row.recipients)),
        Column("place", lambda row: row.place.shown if row.place else None),
        Column("quantities", lambda row: " | ".join(map(quantity, row.quantities))),
        Column("reality", lambda row: row.reality),
        Column("asserted_by", lambda row: " | ".join(voice(row.voices)) or "narrator"),
        Column("sentence", lambda row: row.sentence.words),
        *_span_columns(lambda row: row.trigger),
        *_article_columns(),
    ]


def _quotation_columns() -> list[Column]:
    return [
        Column("id", lambda row: row.id),
        Column("earliest", lambda row: row.time.earliest if row.time else None),
        Column("latest", lambda row: row.time.latest if row.time else None),
        Column("speaker", lambda row: row.speaker.shown if row.speaker else None),
        Column("speaker_words", lambda row: _words(row.speaker)),
        Column("addressee", lambda row: row.addressee.shown if row.addressee else None),
        Column("act", lambda row: row.act),
        Column("stance", lambda row: row.stance),
        Column("form", lambda row: row.form),
        Column("channel", lambda row: row.channel),
        Column("cue", lambda row: _words(row.cue)),
        Column("content", content),
        Column("within", lambda row: " | ".join(voice(row.within))),
        *_span_columns(lambda row: row.content[0]),
        *_article_columns(),
    ]


def _time_columns() -> list[Column]:
    names = ("id", "type", "value", "mod", "quant", "freq", "earliest", "latest")
    return [
        *(Column(name, lambda row, name=name: getattr(row, name)) for name in names),  # type: ignore[misc]
        Column("words", lambda row: row.words.words),
        Column("sentence", lambda row: row.sentence.words),
        *_span_columns(lambda row: row.words),
        *_article_columns(),
    ]


def _name_columns() -> list[Column]:
    plain_ones = ("name", "type", "mentions", "articles", "outlets", "first", "last")
    lists = ("roles", "spellings", "entities")
    return [
        *(Column(name, lambda row, name=name: getattr(row, name)) for name in plain_ones),  # type: ignore[misc]
        *(Column(name, lambda row, name=name: " | ".join(getattr(row, name))) for name in lists),  # type: ignore[misc]
    ]


def _search_columns() -> list[Column]:
    return [
        Column("kind", lambda row: row.kind),
        Column("id", lambda row: row.id),
        Column("score", lambda row: row.score),
        Column("speaker", lambda row: row.speaker.shown if row.speaker else None),
        Column("passage", lambda row: row.passage.words),
        *_span_columns(lambda row: row.passage),
        *_article_columns(),
    ]


def _first_columns() -> list[Column]:
    return [
        *(Column(name, lambda row, name=name: getattr(row, name)) for name in FIRST_FIELDS),  # type: ignore[misc]
        Column("claim", lambda row: row.claim.words),
        Column("since", lambda row: row.period.since),
        Column("event", lambda row: row.event.id if row.event else None),
        Column("contrary", lambda row: " | ".join(event.sentence.words for event in row.contrary)),
        Column("contrary_from", lambda row: " | ".join(printed(event.article) for event in row.contrary)),
        Column("contrary_ids", lambda row: " | ".join(event.id for event in row.contrary)),
        Column("sentence", lambda row: row.sentence.words),
        *_span_columns(lambda row: row.claim),
        *_article_columns(),
    ]


FIRST_FIELDS = ("status", "reason", "kind", "rank", "whose", "by")
COLUMNS: dict[Table, list[Column]] = {
    "events": _event_columns(),
    "quotes": _quotation_columns(),
    "times": _time_columns(),
    "names": _name_columns(),
    "search": _search_columns(),
    "firsts": _first_columns(),
}
"""The columns of each view, and of firsts, as CSV."""

Row = EventRow | QuotationRow | TimeRow | NameRow | SearchRow | FirstRow


def csv_lines(view: Table, rows: Iterable[Row]) -> Iterator[str]:
    """A CSV file line by line, headings first; cells that a spreadsheet would run as a formula begin with '."""
    columns = COLUMNS[view]
    yield from csv_table(
        [column.heading for column in columns], ([column.cell(row) for column in columns] for row in rows)
    )


# One record, laid open.


@dataclass(frozen=True, slots=True)
class Shown:
    """A record with every field and its words; of an article, how much of each layer it holds, and its text.

    `intact` says whether the stored text still has its SHA-256; `voices` who asserts an event or stands around a
    quotation, nearest first. `link` opens the publisher's page at the record's words.
    """

    layer: str
    id: str
    article: ArticleRow
    reader: str
    intact: bool
    receipts: tuple[Receipt, ...]
    voices: tuple[VoiceRow, ...]
    counts: dict[str, int]
    text: str | None
    link: str | None = None


def show(chronicle: Chronicle, beginning: str) -> Shown:
    """The record or article whose id begins so. Raises UnknownRecord if there is none or more than one."""
    found = chronicle.find(beginning)
    article, reader = found.reading["article"], found.reading["reader"]
    whole = found.layer == "articles"
    return Shown(
        layer=found.layer,
        id=found.id,
        article=found.article,
        reader=f"dateline {reader['version']}, model {reader['model']}",
        intact=text_id(article["text"]) == article["text_id"],
        receipts=tuple(receipts(found)),
        voices=found.voices,
        counts={layer: len(found.reading[layer]) for layer in LAYERS} if whole else {},
        text=article["text"] if whole else None,
        link=record_link(found),
    )


LAYERS = ("sentences", "mentions", "entities", "times", "quotations", "events", "warnings")
