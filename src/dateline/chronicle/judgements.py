"""Judgements: what people say of records, with name, day and reason; kept for good, undone by another line."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dateline.chronicle.connect import plainly
from dateline.chronicle.record import IDENTIFIED, KEPT, anchor, canonical, identified, words
from dateline.chronicle.restore import reading as stored_reading
from dateline.chronicle.rows import Found
from dateline.errors import UnknownRecord

Kind = Literal["merge", "split", "confirm", "correct"]
AROUND = 40
"""How many characters before and after its words a judgement keeps."""
TOGETHER = ("merge", "confirm")


@dataclass(frozen=True, slots=True)
class Target:
    """A record that is judged: its public id, its article's, its layer, and the words it hangs on in their place."""

    record: str
    article: str
    layer: str
    start: int
    end: int
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What somebody judged, of what, when and why; `undone_by` where it was taken back."""

    number: int
    kind: Kind
    subject: str
    field: str | None
    read: Any
    value: Any
    person: str
    day: str
    because: str
    undone_by: str | None
    undone_on: str | None
    undone_because: str | None
    targets: tuple[Target, ...]


TARGET_COLUMNS = ("record", "article", "layer", "start", "end", "words", "before", "after")


def target(found: Found) -> Target:
    """A found record as what a judgement is about."""
    article = found.reading["article"]
    if found.layer not in IDENTIFIED:
        return Target(found.id, article["id"], found.layer, -1, -1, article["title"] or "", "", "")
    mentions = {mention["id"]: mention for mention in found.reading["mentions"]}
    span = anchor(found.layer, found.reading[found.layer][found.position], mentions)
    if span is None:
        return Target(found.id, article["id"], found.layer, -1, -1, "", "", "")
    source: str = (article["title"] or "") if span.get("in") == "title" else article["text"]
    start, end = span["start"], span["end"]
    before, after = source[max(0, start - AROUND) : start], source[end : end + AROUND]
    return Target(found.id, article["id"], found.layer, start, end, source[start:end], before, after)


class Judgements:
    """The judgements of a chronicle."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def add(
        self, kind: Kind, subject: str, targets: Sequence[Target], *, person: str, day: str, because: str,
        field: str | None = None, read: Any = None, value: Any = None,
    ) -> int:  # fmt: skip
        """Writes a judgement down and returns its number; what it changes is gathered anew at the next gathering."""
        told = (kind, subject, field, canonical(read), canonical(value), person, day, because)
        with plainly(self._path):
            query = (
                "INSERT INTO judgements (kind, subject, field, read, value, person, day, because)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            )
            number = self._connection.execute(query, told).lastrowid
            assert number is not None
            for place, each in enumerate(targets):
                row = (number, place, *(getattr(each, column) for column in TARGET_COLUMNS))
                self._connection.execute(f"INSERT INTO judged VALUES ({', '.join('?' * len(row))})", row)
            self._gather_again(number)
        return number

    def undo(self, number: int, *, person: str, day: str, because: str) -> Judgement:
        """Takes a judgement back. Raises UnknownRecord where there is none, or it was taken back already."""
        found = next((each for each in self.all() if each.number == number), None)
        if found is None or found.undone_by:
            raise UnknownRecord(f"there is no judgement {number}" + (" to undo: it was undone" if found else ""))
        with plainly(self._path):
            query = "UPDATE judgements SET undone_by = ?, undone_on = ?, undone_because = ? WHERE number = ?"
            self._connection.execute(query, (person, day, because, number))
            self._gather_again(number)
        return found

    def _gather_again(self, number: int) -> None:
        self._connection.execute(
            "INSERT OR IGNORE INTO ungathered SELECT g.number, a.number FROM judgements j JOIN judged d"
            " ON d.judgement = j.number JOIN articles a ON a.id = d.article JOIN gatherers g ON g.name = j.subject"
            " WHERE j.number = ?",
            (number,),
        )

    def all(self) -> list[Judgement]:
        """Every judgement in order, also those undone."""
        with plainly(self._path):
            rows = self._connection.execute("SELECT * FROM judgements ORDER BY number").fetchall()
            return [self._judgement(row) for row in rows]

    def about(self, record: str) -> list[Judgement]:
        """The judgements that name a record (whole public id), in order, also those undone."""
        query = (
            "SELECT * FROM judgements WHERE number IN (SELECT judgement FROM judged WHERE record = ?) ORDER BY number"
        )
        with plainly(self._path):
            return [self._judgement(row) for row in self._connection.execute(query, (record,)).fetchall()]

    def _judgement(self, row: Any) -> Judgement:
        query = (
            'SELECT record, article, layer, start, "end", words, before, after FROM judged'
            " WHERE judgement = ? ORDER BY place"
        )
        targets = tuple(Target(*told) for told in self._connection.execute(query, row[:1]))
        number, kind, subject, field, read, value, person, day, because, by, on, why = row
        told = (json.loads(read), json.loads(value), person, day, because, by, on, why)
        return Judgement(number, kind, subject, field, *told, targets)

    def pairs(self, gatherer: str) -> dict[tuple[str, str], bool]:
        """{two records, by 16 characters of their present ids: whether they are one}; the latest judgement counts."""
        found: dict[tuple[str, str], bool] = {}
        for each in self.all():
            if each.subject == gatherer and not each.undone_by and len(each.targets) == 2:
                ends = sorted(present[0][:KEPT] for one in each.targets if (present := self.present(one)))
                if len(ends) == 2:
                    found[ends[0], ends[1]] = each.kind in TOGETHER
        return found

    def of_article(self, gatherer: str, article: str) -> Iterator[str]:
        """The records of an article that judgements on the gatherer's groups name, by 16 characters of their ids."""
        query = (
            'SELECT d.record, d.article, d.layer, d.start, d."end", d.words, d.before, d.after FROM judged d'
            " JOIN judgements j ON j.number = d.judgement WHERE j.subject = ? AND d.article = ?"
        )
        for row in self._connection.execute(query, (gatherer, article)).fetchall():
            if present := self.present(Target(*row)):
                yield present[0][:KEPT]

    def present(self, judged: Target) -> tuple[str, dict[str, Any]] | None:
        """The record that a judgement is about as it is read now: public id and record; None if it is there no more.

        It is the record with the same id, else the one that hangs on the same words in the same surroundings.
        """
        query = "SELECT a.number FROM articles a JOIN readings r ON r.article = a.number WHERE a.id = ?"
        row = self._connection.execute(query, (judged.article,)).fetchone()
        if row is None:
            return None
        found = stored_reading(self._connection, row[0])
        if judged.layer not in IDENTIFIED:
            return judged.record, found["article"]
        public = identified(found)[judged.layer]
        if judged.record in public:
            return judged.record, found[judged.layer][public.index(judged.record)]
        mentions = {mention["id"]: mention for mention in found["mentions"]}
        for identifier, record in zip(public, found[judged.layer], strict=True):
            span = anchor(judged.layer, record, mentions)
            if span and _on_the_words(span, words(found["article"], span), judged):
                return identifier, record
        return None


def _on_the_words(span: dict[str, Any], read: str, judged: Target) -> bool:
    """Whether a record hangs on what a judgement was about: characters in common, one within the other."""
    return span["start"] < judged.end and judged.start < span["end"] and (read in judged.words or judged.words in read)
