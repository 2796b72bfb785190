"""ProQuest: text exports in which a line of underscores parts documents, each with its fields by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from dateline.model import Evidence
from dateline.sources.papers.press.document import Document, authors, dated, reflowed, words

NAME = "proquest"


def looks_like(text: str) -> bool:
    """Whether the text has the marks of the layout."""
    ids = re.search(r"(?mi)^ProQuest document ID:", text) or re.search(r"(?mi)^Report Information from ProQuest", text)
    return bool(ids) or bool(re.search(words()[NAME]["rule"], text) and re.search(r"(?mi)^Full text:", text))


def documents(text: str) -> Iterator[Document]:
    """The documents between the rules; a cover, a list of contents and the terms of use are none."""
    starts = [0, *(mark.end() for mark in re.finditer(words()[NAME]["rule"], text))]
    ends = [*(mark.start() for mark in re.finditer(words()[NAME]["rule"], text)), len(text)]
    number = 0
    for start, end in zip(starts, ends, strict=True):
        piece = text[start:end]
        fields = _fields(piece.splitlines())
        if {"proquest document id", "publication title", "full text"} & set(fields[1]):
            number += 1
            yield _document(number, start + len(piece) - len(piece.lstrip()), *fields)


@cache
def _field() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(words()[NAME]["fields"], key=len, reverse=True))
    return re.compile(rf"(?i)^[ \t]*({names})[ \t]*:[ \t]*(.*)$")


def _fields(lines: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    """The lines above the first field, and the lines of each field."""
    head: list[str] = []
    fields: dict[str, list[str]] = {}
    current = head
    for line in lines:
        found = _field().match(line)
        if found and found[1].lower() not in fields and _begins(found[1], current is fields.get("full text")):
            current = fields[found[1].lower()] = [found[2]]
        else:
            current.append(line)
    return head, fields


def _begins(name: str, in_text: bool) -> bool:
    """Inside the text a name in lower case is a word of it."""
    return name[:1].isupper() or not in_text


def _document(number: int, start: int, head: list[str], fields: dict[str, list[str]]) -> Document:
    one = {name: " ".join(" ".join(said).split()) for name, said in fields.items()}
    text = "full text" if one.get("full text") else "abstract" if one.get("abstract") else "abstract (summary)"
    document = Document(
        number, start, reflowed(fields.get(text, [])), text.capitalize(), one.get("proquest document id")
    )
    for name in ("publication date", "publication info"):
        said = one.get(name, "")
        found = re.search(r"\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}", said)
        if said:
            claim = dated(found[0] if found else said, name.capitalize())
            document.claims.append(
                Evidence(*(claim.field, claim.value, claim.where, claim.used and not _dated(document)))
            )
    lines = [line.strip() for line in head if line.strip() and not re.match(words()[NAME]["begins"], line)]
    title = one.get("title") or " ".join(lines)
    if title:
        document.claims.append(Evidence("title", title, "Title" if one.get("title") else "the headline", True))
    outlet = one.get("publication title") or one.get("publication info", "").partition(";")[0].strip()
    if outlet:
        where = "Publication title" if one.get("publication title") else "Publication info"
        document.claims.append(Evidence("outlet", outlet, where, True))
    if one.get("author") or one.get("credit"):
        document.claims += authors(one.get("author") or one["credit"], "Author" if one.get("author") else "Credit")
    return document


def _dated(document: Document) -> bool:
    return any(claim.field == "published" and claim.used for claim in document.claims)
