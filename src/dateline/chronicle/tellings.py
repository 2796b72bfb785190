"""Events by their ids: the tellings of a happening, in the order in which they are asked for; entities by theirs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from dateline.chronicle.conditions import own_time, phrase
from dateline.chronicle.connect import plainly
from dateline.chronicle.listings import Contexts, event_limits, event_row
from dateline.chronicle.record import KEPT, WIDTH, Record
from dateline.chronicle.rows import ArticleRow, EventRow, Words
from dateline.chronicle.selection import Selection
from dateline.chronicle.store import Chronicle


@dataclass(frozen=True, slots=True)
class Told:
    """An event without its parties: beginning of its id, article's id, reality, bounds of its time, its sentence."""

    id: str
    article: str
    reality: str
    earliest: str | None
    latest: str | None
    sentence: str

    @property
    def day(self) -> str | None:
        """The event's own day, where it is one."""
        return self.earliest if self.earliest == self.latest else None


def events_of(chronicle: Chronicle, ids: Iterable[str]) -> list[EventRow]:
    """The events with these public ids (or their first 16 characters); an id that no event has is left out."""
    contexts = Contexts(chronicle._connection)
    found = []
    with plainly(chronicle.path):
        for identifier in ids:
            query = "SELECT number, id, record FROM events WHERE id = ?"
            row = chronicle._connection.execute(query, (identifier[:KEPT],)).fetchone()
            if row is not None:
                found.append(event_row(contexts.of(row[0]), row[1], row[2]))
    return found


def entity_of(chronicle: Chronicle, identifier: str | None) -> tuple[Record | None, int]:
    """An entity as the contract has it, by its public id, and how many names it is mentioned by; None for no entity."""
    with plainly(chronicle.path):
        query = "SELECT record, names FROM entities WHERE id = ?"
        row = chronicle._connection.execute(query, ((identifier or "")[:KEPT],)).fetchone()
    return (json.loads(row[0]), row[1]) if row else (None, 0)


TOLD = "SELECT e.id, a.id, e.reality, e.earliest, e.latest, e.sentence FROM"


def told_of(chronicle: Chronicle, selection: Selection) -> list[Told]:
    """The events that a selection asks for, whatever its order and page."""
    with plainly(chronicle.path):
        limits = event_limits(chronicle._connection, selection)
        own_time(limits, selection)
        query = (
            f"{TOLD} events e JOIN articles a ON a.number = e.article"
            f" WHERE e.number IN (SELECT number FROM events{limits.where()})"
        )
        return [Told(*row) for row in chronicle._connection.execute(query, limits.values)]


def told_at(chronicle: Chronicle, place: str) -> list[Told]:
    """The events told to have happened at a place of this name, as the articles name it."""
    query = (
        f"{TOLD} events e JOIN articles a ON a.number = e.article WHERE e.number IN (SELECT i.record FROM names_words"
        " CROSS JOIN entity_names n ON n.name = names_words.rowid CROSS JOIN involved i ON i.entity = n.entity"
        " WHERE names_words MATCH ? AND i.side = 'place')"
    )
    with plainly(chronicle.path):
        return [Told(*row) for row in chronicle._connection.execute(query, (phrase(place),))]


def told_in(chronicle: Chronicle, articles: Iterable[str]) -> list[Told]:
    """The events of these articles (whole ids)."""
    query = (
        f"{TOLD} json_each(?) j CROSS JOIN articles a ON a.id = j.value CROSS JOIN events e"
        f" ON e.number >= a.number * {WIDTH} AND e.number < (a.number + 1) * {WIDTH}"
    )
    with plainly(chronicle.path):
        return [Told(*row) for row in chronicle._connection.execute(query, (json.dumps(list(articles)),))]


def passage(chronicle: Chronicle, article: str, start: int, end: int) -> tuple[ArticleRow, Words, Words, str | None]:
    """An article (whole id), words of its text, the sentence that they begin in, and the link of the sentence."""
    contexts = Contexts(chronicle._connection)
    with plainly(chronicle.path):
        number = chronicle._connection.execute("SELECT number FROM articles WHERE id = ?", (article,)).fetchone()[0]
        context = contexts.of(number * WIDTH)
        span = {"start": start, "end": end}
        sentence = context.sentence(span)
        return context.row, context.words(span), sentence, context.link(sentence)()


def text_of(chronicle: Chronicle, article: str) -> tuple[str, int | None]:
    """The text of an article (whole id), and where its first sentence ends, if it has one; none of no article."""
    query = (
        "SELECT a.text, json_extract(r.sentences, '$[0].end') FROM articles a"
        " LEFT JOIN readings r ON r.article = a.number WHERE a.id = ?"
    )
    with plainly(chronicle.path):
        row: tuple[str, int | None] | None = chronicle._connection.execute(query, (article,)).fetchone()
    return row or ("", None)


def first_day(chronicle: Chronicle) -> str | None:
    """The day of the earliest article that has one."""
    with plainly(chronicle.path):
        day: str | None = chronicle._connection.execute("SELECT min(published) FROM articles").fetchone()[0]
    return day
