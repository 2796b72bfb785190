"""Full-text search: any words a person types become a query that FTS5 takes; passages come with exact marks."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from bisect import bisect_left

from dateline.chronicle.conditions import Conditions, article_conditions
from dateline.chronicle.context import Context
from dateline.chronicle.record import GAP
from dateline.chronicle.rows import Page, SearchRow, Words
from dateline.chronicle.selection import Selection
from dateline.errors import BadOption
from dateline.model import Span

PART = re.compile(r'(-?)"([^"]*)"?(\*?)|(-?)([^\s"]+)')
MOST_WORDS = 64
PASSAGE = 240
"""About how many characters of a passage are shown."""

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters that stand around a found word in what SQLite answers; text interchange never holds them."""


def query(words: str) -> str:
    """An FTS5 query: every word must occur; "a phrase" as such; word* begins so; -word must not occur.

    Raises BadOption if nothing is left to search for.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for found in PART.finditer(words):
        minus, part, star = (found[1] or found[4] or "", found[2] if found[2] is not None else found[5], found[3] or "")
        if found[5] and part.endswith("*"):
            part, star = part.rstrip("*"), "*"
        if any(_is_word(character) for character in part):
            text = part.replace("\0", " ").replace('"', " ")
            (unwanted if minus else wanted).append(f'"{text}"{star}')
    if not wanted:
        raise BadOption(f"nothing to search for in {words!r}: give at least one word that must occur")
    if len(wanted) + len(unwanted) > MOST_WORDS:
        raise BadOption(f"a search takes at most {MOST_WORDS} words")
    return " AND ".join(wanted) + "".join(f" NOT {word}" for word in unwanted)


def _is_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"


def search(connection: sqlite3.Connection, words: str, selection: Selection) -> Page[SearchRow]:
    """Quotations, then articles, that hold the words; each kind best first, equal scores in the order of articles.

    `selection.types` may name one kind, "article" or "quotation"; limit and offset count over both.
    """
    asked = query(words)
    found: list[tuple[str, int, float]] = []
    for kind in ("quotation", "article"):
        if not selection.types or kind in selection.types:
            found += _ranked(connection, kind, asked, selection)
    last = None if selection.limit is None else selection.offset + selection.limit
    shown = found[selection.offset : last]
    rows = tuple(_SHOW[kind](connection, number, score, asked) for kind, number, score in shown)
    return Page(rows, len(found), selection.offset)


def _ranked(
    connection: sqlite3.Connection, kind: str, asked: str, selection: Selection
) -> list[tuple[str, int, float]]:
    limits = Conditions()
    article_conditions(limits, connection, selection, "a")
    table = f"{kind}s_words"
    if kind == "article":
        rows, weights = f"articles a ON a.number = {table}.rowid", "4.0, 1.0"
        limits.who("a.number", ("actor", "recipient", "speaker", "addressee"), selection.who, articles=True)
    else:
        rows, weights = f"quotations q ON q.number = {table}.rowid JOIN articles a ON a.number = q.article", "1.0"
        limits.who("q.number", ("speaker",), selection.who)
    statement = (
        f"SELECT {table}.rowid, bm25({table}, {weights}) AS score FROM {table} JOIN {rows}"
        f" WHERE {table} MATCH ?{limits.also()} ORDER BY score, a.published, a.id, {table}.rowid"
    )
    return [(kind, number, -score) for number, score in connection.execute(statement, (asked, *limits.values))]


def _article(connection: sqlite3.Connection, number: int, score: float, asked: str) -> SearchRow:
    context = Context(connection, number)
    title = _marks(connection, "articles_words", 0, number, asked, context.row.title or "")
    text = _marks(connection, "articles_words", 1, number, asked, context.text)
    if text or not title:
        start, end = passage(context.text, text)
        shown = Words(start, end, context.text[start:end])
        marks = [mark for mark in text if start <= mark.start and mark.end <= end]
    else:
        shown, marks = Words(0, len(context.row.title or ""), context.row.title or "", "title"), title
    link = context.link(shown)
    return SearchRow("article", context.row.id, context.row, round(score, 4), shown, tuple(marks), None, link)


def _quotation(connection: sqlite3.Connection, number: int, score: float, asked: str) -> SearchRow:
    row = connection.execute("SELECT article, id, local, words FROM quotations WHERE number = ?", (number,)).fetchone()
    context = Context(connection, row[0])
    public, record = context.quotations[row[2]]
    content = [context.words(span) for span in record["content"]]
    marks = _in_text(_marks(connection, "quotations_words", 0, number, asked, row[3]), content)
    hit = max(content, key=lambda part: sum(part.start <= mark.start < part.end for mark in marks))
    inside = [Span(mark.start - hit.start, mark.end - hit.start) for mark in marks if hit.start <= mark.start < hit.end]
    start, end = passage(hit.words, inside)
    shown = Words(hit.start + start, hit.start + end, hit.words[start:end], hit.in_)
    kept = tuple(mark for mark in marks if shown.start <= mark.start and mark.end <= shown.end)
    speaker, link = context.party(record["speaker"]), context.link(shown)
    return SearchRow("quotation", public, context.row, round(score, 4), shown, kept, speaker, link)


_SHOW = {"article": _article, "quotation": _quotation}


def _marks(connection: sqlite3.Connection, table: str, column: int, number: int, asked: str, text: str) -> list[Span]:
    """Where in the text the words asked for stand, exactly; none if SQLite's answer cannot be laid over the text."""
    statement = f"SELECT highlight({table}, {column}, ?, ?) FROM {table} WHERE {table} MATCH ? AND rowid = ?"
    marked = connection.execute(statement, (OPEN, CLOSE, asked, number)).fetchone()[0] or ""
    if marked.replace(OPEN, "").replace(CLOSE, "") != text:
        return []
    found, start, at = [], 0, 0
    for character in marked:
        if character == OPEN:
            start = at
        elif character == CLOSE:
            found.append(Span(start, at))
        else:
            at += 1
    return found


def _in_text(marks: list[Span], content: list[Words]) -> list[Span]:
    """Marks in the joined content of a quotation, as spans of the article."""
    found, offset = [], 0
    for part in content:
        length = len(part.words)
        inside = [mark for mark in marks if offset <= mark.start and mark.end <= offset + length]
        found += [Span(mark.start - offset + part.start, mark.end - offset + part.start) for mark in inside]
        offset += length + len(GAP)
    return found


def passage(text: str, marks: list[Span]) -> tuple[int, int]:
    """The first stretch of about PASSAGE characters that has the most marks, cut between words."""
    if len(text) <= PASSAGE:
        return 0, len(text)
    starts = [mark.start for mark in marks]
    best, start = 0, 0
    for at, mark in enumerate(marks):
        count = bisect_left(starts, mark.start + PASSAGE * 3 // 4) - at
        if count > best:
            best, start = count, max(0, mark.start - PASSAGE // 4)
    end = min(len(text), start + PASSAGE)
    return _between_words(text, start, -1), _between_words(text, end, 1)


def _between_words(text: str, at: int, step: int) -> int:
    """The nearest place from here, going back or on by at most 30 characters, that does not cut a word."""
    for place in range(at, max(0, min(len(text), at + 30 * step)), step):
        if place == 0 or text[place - 1].isspace() != text[place].isspace():
            return place if step > 0 or not text[place].isspace() else place + 1
    return min(at, len(text))
