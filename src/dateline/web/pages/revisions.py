"""Articles that changed after they were printed: their versions, old beside new, word by word and row by row."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from dateline import query
from dateline.gathering import revisions
from dateline.gathering.revisions import ChainRow, RevisionRow
from dateline.web.answers import Answer, plain_rows
from dateline.web.pages.tellings import listing
from dateline.web.pool import Reader

KEPT = 12
"""How many words of a stretch that stayed are shown on each side of what changed."""


def revision_list(reader: Reader, request: Request) -> Answer:
    """The articles that have several versions, those that changed last first."""
    gatherer, listed = revisions.GATHERER, revisions.listed
    return listing(reader, request, "revisions.html", "Revisions", gatherer, lambda c, _: listed(c), revisions.chain)


def revision(reader: Reader, request: Request) -> Answer:
    """One article: every version, and what changed from each to the next."""
    row = revisions.chain(reader.chronicle, request.path_params["id"])
    texts = {version.article: text_of(reader, version.article) for version in row.versions}
    wordings = [pieces(step, texts[step.new]) for step in row.revisions]
    shown = {"row": row, "steps": list(zip(row.versions[1:], row.revisions, wordings, strict=True))}
    title = row.newest.title or "Revisions of an article"
    return Answer("revision.html", title, shown, changes(row), {"revisions": query.to_json(row)})


def text_of(reader: Reader, article: str) -> str:
    """The text of a stored article."""
    reading = reader.chronicle.reading(article)
    return reading.article.text if reading else ""


def pieces(step: RevisionRow, text: str) -> list[dict[str, Any]]:
    """The newer text with what was left out and put in, long stretches that stayed cut in their middle."""
    found: list[dict[str, Any]] = []
    at = 0
    for change in step.text:
        found += [{"same": _cut(text[at : change.other_start], first=at == 0)}, {"old": change.old, "new": change.new}]
        at = change.other_end
    return [*found, {"same": _cut(text[at:], last=True)}] if found else []


def _cut(text: str, first: bool = False, last: bool = False) -> str:
    words = text.split()
    if len(words) <= 2 * KEPT:
        return " ".join(words)
    before = [] if first else words[:KEPT]
    behind = [] if last else words[-KEPT:]
    return " ".join([*before, "…", *behind])


def changes(row: ChainRow) -> list[dict[str, Any]]:
    """Every change as plain JSON, with the two versions it is between."""
    return [
        {"old_article": step.old, "new_article": step.new, **change}
        for step in row.revisions
        for change in plain_rows(step.changes)
    ]


VIEWS = {"/revisions": revision_list, "/revision/{id}": revision}
