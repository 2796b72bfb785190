"""Factiva: text exports with field codes (HD, BY, WC, PD ...) and without, each document ending in its number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateline.model import Evidence
from dateline.sources.papers.press.document import Document, authors, dated, day, reflowed, words

NAME = "factiva"
HEAD_LINES = 10
"""In how many lines from the count of words on the head ends."""


def looks_like(text: str) -> bool:
    """Whether the text has the marks of the layout: a document's number at its end, and a count of words."""
    counted = re.search(r"(?mi)^(?:WC[ \t]+)?[\d,]+ words[ \t]*$", text)
    return bool(counted) and bool(re.search(words()[NAME]["ends"], text) or _coded_start().search(text))


@cache
def _coded_start() -> re.Pattern[str]:
    return re.compile(r"(?m)^HD[ \t]+\S.*\n(?:.*\n){0,12}?WC[ \t]+[\d,]+ words[ \t]*$")


@cache
def _code() -> re.Pattern[str]:
    return re.compile(rf"^({'|'.join(words()[NAME]['codes'])})(?:[ \t]{{1,3}}(\S.*)|[ \t]*)$")


def documents(text: str) -> Iterator[Document]:
    """The documents of an export, parted by the numbers they end with."""
    start = 0
    number = 0
    for mark in re.finditer(words()[NAME]["ends"], text):
        piece = text[start : mark.start()]
        if piece.strip():
            number += 1
            yield _document(number, start + len(piece) - len(piece.lstrip()), piece, mark[1])
        start = mark.end()
    rest = text[start:]
    if re.search(r"(?mi)^(?:WC[ \t]+)?[\d,]+ words[ \t]*$", rest):
        yield _document(number + 1, start + len(rest) - len(rest.lstrip()), rest, None)


def _document(number: int, start: int, piece: str, ref: str | None) -> Document:
    lines = piece.splitlines()
    coded = sum(bool(_code().match(line)) for line in lines) >= 4
    return _coded(number, start, lines, ref) if coded else _plain(number, start, lines, ref)


def _coded(number: int, start: int, lines: list[str], ref: str | None) -> Document:
    """Every field begins with its code; what follows on further lines belongs to it."""
    fields: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines:
        found = _code().match(line)
        if found and found[1] not in fields:
            current = fields[found[1]] = [found[2] or ""]
        else:
            current.append(line)
    body = reflowed([*fields.get("LP", []), "", *fields.get("TD", []), "", *fields.get("ART", [])])
    document = Document(number, start, body, "LP and TD", ref or _number(fields.get("AN")))
    one = {code: " ".join(" ".join(said).split()) for code, said in fields.items()}
    if one.get("PD"):
        document.claims.append(dated(one["PD"], "PD"))
    for code, name in (("HD", "title"), ("SN", "outlet")):
        if one.get(code):
            document.claims.append(Evidence(name, one[code], code, True))
    if one.get("BY"):
        document.claims += authors(one["BY"], "BY")
    if one.get("WC"):
        document.claims.append(Evidence("length", one["WC"], "WC", False))
    return document


def _number(said: list[str] | None) -> str | None:
    found = re.search(r"Document ([A-Za-z0-9]{10,40})", " ".join(said or []))
    return found[1] if found else None


def _plain(number: int, start: int, lines: list[str], ref: str | None) -> Document:
    """Title, byline, count of words, day, perhaps time, outlet, its code, language, copyright; then the text."""
    head, body = _parted(lines)
    text, publisher = _without_publisher(reflowed(body))
    document = Document(number, start, text, "behind the copyright line", ref)
    if publisher:
        document.claims.append(Evidence("publisher", publisher, "the line above the document's number", False))
    at = next((n for n, line in enumerate(head) if re.match(words()["words"]["length"], line)), len(head))
    above, below = head[:at], head[at:]
    when = next((n for n, line in enumerate(below) if day(line)), None)
    if when is not None:
        document.claims.append(dated(below[when], "the day under the count of words"))
        outlet = next((line for line in below[when + 1 :] if not re.match(r"\d{1,2}:\d{2}", line)), None)
        if outlet:
            document.claims.append(Evidence("outlet", outlet, "the line under the day", True))
    byline = next((n for n, line in enumerate(above) if n and re.match(words()["words"]["byline"], line)), None)
    titles = above[:byline] if byline is not None else above
    if titles:
        document.claims.append(Evidence("title", titles[-1], "the headline", True))
        document.claims += [Evidence("section", line, "the line above the headline", False) for line in titles[:-1]]
    if byline is not None:
        document.claims += authors(above[byline], "the byline")
    if at < len(head):
        document.claims.append(Evidence("length", head[at], "the count of words", False))
    return document


def _without_publisher(text: str) -> tuple[str, str | None]:
    """The text without its last paragraph where that is a publisher's name: short, in capitals, no sentence."""
    above, _, last = text.rpartition("\n\n")
    names = [word for word in last.split() if len(word) > 3]
    is_name = len(last.split()) <= 8 and not last.endswith((".", "!", "?", "”", '"')) and all(map(_capital, names))
    return (above, last) if above and is_name else (text, None)


def _capital(word: str) -> bool:
    return word[:1].isupper() or not word[:1].isalpha()


def _parted(lines: list[str]) -> tuple[list[str], list[str]]:
    """The lines of the head, up to the copyright or the language, and those of the text."""
    languages = set(words()[NAME]["languages"])
    counted = next((n for n, line in enumerate(lines) if re.match(words()["words"]["length"], line)), 0)
    last = counted
    for at in [at for at in range(counted, len(lines)) if lines[at].strip()][:HEAD_LINES]:
        said = lines[at].strip()
        if said.lower() in languages or re.match(words()["words"]["copyright"], said):
            last = at
    return [line.strip() for line in lines[: last + 1] if line.strip()], lines[last + 1 :]
