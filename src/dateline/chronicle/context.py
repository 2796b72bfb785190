"""What a row needs of its article to be shown: the text, who is who, the times and quotations."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

from dateline.chronicle.record import WIDTH, Record, full_id, sentence_of
from dateline.chronicle.rows import ArticleRow, PartRow, PartyRow, TimeValue, VoiceRow, Words
from dateline.fragments import fragment_link
from dateline.model import NARRATOR

ARTICLE_FIELDS = "id, ref, url, outlet, title, published, language, text_id, text"
LONGEST = 8
"""Local ids of so many characters tell no position in a layer."""
DEEPEST = 20
"""How many quotations within quotations are followed; a text has two or three, a broken one might run in a circle."""


class Records:
    """Public id and record by local id; each is fetched and made of its row when it is first asked for."""

    def __init__(self, fetch: Callable[[str], Any], make: Callable[[Any], tuple[str, Record]]) -> None:
        self._fetch, self._make = fetch, make
        self._made: dict[str, tuple[str, Record] | None] = {}

    def get(self, local: str | None) -> tuple[str, Record] | None:
        """The record with this local id; None if there is none."""
        if local is None:
            return None
        if local not in self._made:
            row = self._fetch(local)
            self._made[local] = None if row is None else self._make(row)
        return self._made[local]

    def __getitem__(self, local: str) -> tuple[str, Record]:
        found = self.get(local)
        if found is None:
            raise KeyError(local)
        return found


class Context:
    """One stored article, its layers read from the tables when they are first asked for."""

    def __init__(self, connection: sqlite3.Connection, number: int) -> None:
        self._connection, self.number = connection, number
        query = f"SELECT {ARTICLE_FIELDS} FROM articles WHERE number = ?"
        row = connection.execute(query, (number,)).fetchone()
        self.text: str = row[-1]
        identifier, ref, url, outlet, title, published, language, text_id, _ = row
        self.row = ArticleRow(identifier, ref, url, outlet, title, published, language, text_id, len(self.text))

    def _records(self, columns: str, table: str, make: Callable[[Any], tuple[str, Record]]) -> Records:
        first = self.number * WIDTH
        likely = f"SELECT {columns} FROM {table} WHERE number = ? AND local = ?"
        anywhere = f"SELECT {columns} FROM {table} WHERE number >= ? AND number < ? AND local = ?"

        def fetch(local: str) -> Any:
            """The row with a local id: as a rule "e7" is the seventh of its layer."""
            place = first + int(local[1:]) - 1 if local[1:].isdecimal() and len(local) < LONGEST else first
            row = self._connection.execute(likely, (place, local)).fetchone()
            return row or self._connection.execute(anywhere, (first, first + WIDTH, local)).fetchone()

        return Records(fetch, make)

    @cached_property
    def entities(self) -> Records:
        """Public id and record of each entity, by local id."""

        def make(row: Any) -> tuple[str, Record]:
            kept, start, end, record = row
            return full_id(self.row.id, "entities", start, end, kept), json.loads(record)

        return self._records('id, start, "end", record', "entities", make)

    @cached_property
    def quotations(self) -> Records:
        """Public id and record of each quotation, by local id."""

        def make(row: Any) -> tuple[str, Record]:
            record = json.loads(row[1])
            start, end = (record["content"][0][key] for key in ("start", "end")) if record["content"] else (-1, -1)
            return full_id(self.row.id, "quotations", start, end, row[0]), record

        return self._records("id, record", "quotations", make)

    @cached_property
    def times(self) -> Records:
        """Public id and record of each time expression, by local id."""

        def make(row: Any) -> tuple[str, Record]:
            kept, *told = row
            record = dict(zip(("start", "end", "value", "earliest", "latest"), told, strict=True))
            return full_id(self.row.id, "times", record["start"], record["end"], kept), record

        return self._records('id, start, "end", value, earliest, latest', "times", make)

    @cached_property
    def _sentences(self) -> tuple[Record, list[int]]:
        query = "SELECT sentences FROM readings WHERE article = ?"
        sentences = json.loads(self._connection.execute(query, (self.number,)).fetchone()[0])
        return {"sentences": sentences}, [sentence["start"] for sentence in sentences]

    def words(self, span: Record) -> Words:
        """A span with its words."""
        inside = span.get("in")
        source = (self.row.title or "") if inside == "title" else self.text
        return Words(span["start"], span["end"], source[span["start"] : span["end"]], inside)

    def link(self, first: Words, last: Words | None = None) -> Callable[[], str | None]:
        """Works out the address that marks these words on the publisher's page, or from the first to the last."""
        source = (self.row.title or "") if first.in_ == "title" else self.text
        return partial(fragment_link, self.row.url, source, first.start, (last or first).end)

    def sentence(self, span: Record) -> Words:
        """The sentence that holds a span."""
        return self.words(sentence_of(span, *self._sentences))

    def party(self, reference: Record | None) -> PartyRow | None:
        """Somebody or something named, with the entity it stands for."""
        if reference is None:
            return None
        start, end, via = reference["start"], reference["end"], reference.get("via")
        words = self.text[start:end]
        known = self.entities.get(reference["entity"])
        if known is None:
            return PartyRow(words, start, end, via=via)
        public, entity = known
        members = tuple(found[1]["name"] for found in map(self.entities.get, entity["members"]) if found)
        return PartyRow(words, start, end, entity["name"], entity["type"], public, members, via)

    def parties(self, references: list[Record]) -> tuple[PartyRow, ...]:
        """Several of them."""
        return tuple(party for party in map(self.party, references) if party)

    def parts(self, records: list[Record]) -> tuple[PartRow, ...]:
        """Arguments or quantities with their words."""
        return tuple(
            PartRow(part["role"], self.words(part), part.get("low"), part.get("high"), part.get("unit"))
            for part in records
        )

    def event_time(self, time: Record | None) -> TimeValue | None:
        """When an event happens, with the words of the time expression it refers to."""
        if time is None:
            return None
        public, words = None, None
        if known := self.times.get(time["ref"]):
            public, words = known[0], self.words(known[1])
        return TimeValue(public, time["value"], time["earliest"], time["latest"], time["from"], words)

    def said_at(self, local: str | None) -> TimeValue | None:
        """The time expression that a quotation names as its own."""
        known = self.times.get(local)
        if known is None:
            return None
        public, time = known
        return TimeValue(public, time["value"], time["earliest"], time["latest"], None, self.words(time))

    def voices(self, local: str | None) -> tuple[VoiceRow, ...]:
        """The quotation with this local id and those around it, nearest first; empty for the narrator."""
        return tuple(self._chain(local))

    def _chain(self, local: str | None) -> Iterator[VoiceRow]:
        for _ in range(DEEPEST):
            known = None if local == NARRATOR else self.quotations.get(local)
            if known is None:
                return
            public, record = known
            cue = self.words(record["cue"]) if record["cue"] else None
            yield VoiceRow(public, record["act"], record["stance"], self.party(record["speaker"]), cue)
            local = record["within"]
