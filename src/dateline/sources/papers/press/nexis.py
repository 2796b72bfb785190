"""Nexis: the older text export ("1 of 3 DOCUMENTS") and that of Nexis Uni and Lexis+ ("End of Document")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateline.model import Evidence
from dateline.sources.papers.press.document import Document, authors, dated, day, reflowed, words

NAME = "nexis"
FIRST_LINES = 12
"""In how many lines of a document its outlet, day and title stand."""


def looks_like(text: str) -> bool:
    """Whether the text has the marks of the layout."""
    marks = words()[NAME]
    if re.search(marks["begins"], text):
        return True
    return bool(re.search(marks["ends"], text)) or (
        bool(re.search(r"(?m)^Load-Date:", text)) and bool(re.search(r"(?m)^Body$", text))
    )


def documents(text: str) -> Iterator[Document]:
    """The documents of an export; a list of them at its beginning is none."""
    for number, (start, piece) in enumerate(_pieces(text), start=1):
        lines = piece.splitlines()
        modern = any(line.strip().lower() in words()[NAME]["body"] for line in lines)
        yield (_modern if modern else _older)(number, start, lines)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    marks = words()[NAME]
    begins = list(re.finditer(marks["begins"], text))
    if begins:
        ends = [*(mark.start() for mark in begins[1:]), len(text)]
        yield from ((mark.end(), text[mark.end() : end]) for mark, end in zip(begins, ends, strict=True))
        return
    start = 0
    for mark in re.finditer(marks["ends"], text):
        piece = text[start : mark.start()]
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), piece
        start = mark.end()
    rest = text[start:]
    if re.search(r"(?m)^Body$", rest):
        yield start + len(rest) - len(rest.lstrip()), rest


@cache
def _field() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(words()[NAME]["fields"], key=len, reverse=True))
    return re.compile(rf"(?i)^[ \t]*({names})[ \t]*:[ \t]*(.*)$")


def _older(number: int, start: int, lines: list[str]) -> Document:
    """Outlet, day and edition centred, the title, fields in capitals, the text, fields again, the copyright."""
    head, fields, body = _parted(lines)
    document = Document(number, start, reflowed(body), "between the head and LOAD-DATE")
    said = [line.strip() for line in head if line.strip()]
    at = next((n for n, line in enumerate(said[:FIRST_LINES]) if day(line)), None)
    if at is not None:
        document.claims.append(dated(said[at], "the day under the outlet's name"))
        outlet = next((line for line in said[:at]), None)
        behind = [line for line in said[at + 1 :] if not _is_edition(line)]
    else:
        outlet, behind = (said[0] if said else None), said[1:]
    title = fields.get("headline") or " ".join(behind)
    _claim(document, outlet, title, fields)
    return document


def _parted(lines: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """The lines of a document above its fields, the fields, and the lines of its text."""
    head: list[str] = []
    body: list[str] = []
    fields: dict[str, str] = {}
    current: str | None = None
    seen = behind = False
    for line in lines:
        found = _field().match(line)
        name = found[1].lower() if found else None
        if found and name and (found[1].isupper() or not seen) and (name not in fields):
            seen, current = True, name
            fields[name] = found[2].strip()
            behind = behind or name in words()[NAME]["behind"]
        elif not line.strip():
            current = None
            if seen and not behind:
                body.append(line)
        elif current:
            fields[current] += " " + line.strip()
        elif not seen:
            head.append(line)
        elif not behind and not re.match(words()["words"]["copyright"], line):
            body.append(line)
    return head, fields, body


def _is_edition(line: str) -> bool:
    return bool(set(line.lower().split()) & set(words()[NAME]["editions"])) and len(line.split()) <= 6


def _modern(number: int, start: int, lines: list[str]) -> Document:
    """Title, outlet, day, copyright, fields, "Body", the text, fields again."""
    at = next(n for n, line in enumerate(lines) if line.strip().lower() in words()[NAME]["body"])
    said = [line.strip() for line in lines[:at] if line.strip()]
    fields: dict[str, str] = {}
    head: list[str] = []
    for line in said:
        found = _field().match(line)
        if found:
            fields.setdefault(found[1].lower(), found[2].strip())
        elif not fields and not re.match(words()["words"]["copyright"], line):
            head.append(line)
    body = _until_fields(lines[at + 1 :], fields)
    document = Document(number, start, reflowed(body), "behind Body")
    when = next((n for n, line in enumerate(head) if n and day(line)), None)
    if when is not None:
        document.claims.append(dated(head[when], "the day under the outlet's name"))
    outlet = head[when - 1] if when and when > 1 else head[1] if len(head) > 1 else None
    title = " ".join(head[: when - 1] if when and when > 1 else head[:1])
    _claim(document, outlet, title, fields)
    return document


def _until_fields(lines: list[str], fields: dict[str, str]) -> list[str]:
    """The lines of the text, up to the first field behind it."""
    behind = set(words()[NAME]["behind"])
    for at, line in enumerate(lines):
        found = _field().match(line)
        alone = line.strip().lower() in ("classification", "graphic", "notes")
        if alone or (found and found[1].lower() in behind):
            for later in lines[at:]:
                told = _field().match(later)
                if told:
                    fields.setdefault(told[1].lower(), told[2].strip())
            return lines[:at]
    return lines


def _claim(document: Document, outlet: str | None, title: str, fields: dict[str, str]) -> None:
    if not any(claim.field == "published" for claim in document.claims) and fields.get("publication-date"):
        document.claims.append(dated(fields["publication-date"], "PUBLICATION-DATE"))
    if outlet:
        document.claims.append(Evidence("outlet", outlet, "the outlet's name", True))
    if title.strip():
        document.claims.append(Evidence("title", title.strip(), "the headline", True))
    if fields.get("byline"):
        document.claims += authors(fields["byline"], "BYLINE")
    if fields.get("url", "").startswith(("http://", "https://")):
        document.claims.append(Evidence("url", fields["url"], "URL", True))
    if fields.get("load-date"):
        loaded = fields["load-date"]
        document.claims.append(Evidence("published", day(loaded) or loaded[:60], "LOAD-DATE", False))
    for name in ("dateline", "length", "section"):
        if fields.get(name):
            document.claims.append(Evidence(name, fields[name], name.upper(), False))
    document.ref = fields.get("acc-no") or None
