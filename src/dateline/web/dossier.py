"""A dossier: one file that shows a record, an article or an identity and carries its evidence, for reading offline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from dateline import query
from dateline.chronicle import Chronicle, EventRow, QuotationRow, Receipt
from dateline.chronicle.desk import Desk
from dateline.chronicle.opened import OpenArticle, open_article
from dateline.errors import UnknownRecord
from dateline.gathering.identities import GATHERER, identity
from dateline.web.marked import Piece, paragraphs
from dateline.web.pages.articles import first_words, text_marks
from dateline.web.render import environment, short
from dateline.web.wording import KINDS, LAYERS

MOST_ROWS = 200
"""How many events, and how many quotations, a dossier holds."""

FACE = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An article of a dossier: laid open, with its text in marked pieces."""

    opened: OpenArticle
    headline: str
    lines: list[list[Piece]]


def dossier(chronicle: Chronicle, beginning: str) -> str:
    """One HTML file about the record, article or identity whose id begins so. Raises UnknownRecord."""
    try:
        return _of_identity(chronicle, beginning)
    except UnknownRecord:
        return _of_record(chronicle, beginning)


def _of_identity(chronicle: Chronicle, beginning: str) -> str:
    row, desk = identity(chronicle, beginning), Desk(chronicle)
    gathered = (GATHERER, row.id)
    events, said = desk.events_of(gathered, MOST_ROWS), desk.said_by(gathered, MOST_ROWS)
    named = dict.fromkeys(member.article for member in row.members)
    left = events.total - len(events.rows) + said.total - len(said.rows)
    head = {"over": KINDS.get(row.type, row.type), "heading": row.name, "names": row.names[1:], "roles": row.roles}
    return _page(chronicle, head, events.rows, said.rows, named, fields=(), left=left)


def _of_record(chronicle: Chronicle, beginning: str) -> str:
    shown = query.show(chronicle, beginning)
    opened = open_article(chronicle, shown.article.id)
    assert opened is not None
    whole = shown.layer == "articles"
    events = [row for row in opened.events if whole or row.id == shown.id]
    said = [row for row in opened.quotations if whole or row.id == shown.id]
    heading = shown.article.title or first_words(opened.text)
    head = {"over": LAYERS[shown.layer], "heading": heading, "names": (), "roles": ()}
    fields = [receipt for receipt in shown.receipts if receipt.value is not None or receipt.words]
    return _page(chronicle, head, events, said, [shown.article.id], fields=fields, left=0)


def _page(
    chronicle: Chronicle,
    head: dict[str, Any],
    events: Sequence[EventRow],
    said: Sequence[QuotationRow],
    articles: Iterable[str],
    *,
    fields: Sequence[Receipt],
    left: int,
) -> str:
    told = dict.fromkeys([row.article.id for row in events] + [row.article.id for row in said])
    evidence = [_evidence(chronicle, one) for one in dict.fromkeys((*told, *articles))]
    template = environment().get_template("dossier.html")
    return template.render(
        **head,
        events=events,
        said=said,
        fields=fields,
        left=left,
        evidence=evidence,
        chronicle=chronicle.path.name,
        style=style(),
        article_url=lambda identifier: f"#a-{short(identifier)}",
        words_url=lambda row: f"#w-{short(row.id)}",
        name_url=lambda name, kind: "",
        record_url=lambda identifier: "",
    )


def _evidence(chronicle: Chronicle, article: str) -> Evidence:
    opened = open_article(chronicle, article)
    assert opened is not None
    return Evidence(
        opened,
        opened.article.title or first_words(opened.text),
        paragraphs(opened.text, text_marks(opened, opened.names)),
    )


def style() -> Markup:
    """The desk's style sheet without its fonts: a dossier uses those of the machine it is read on."""
    text = files("dateline.web").joinpath("static", "desk", "desk.css").read_text("utf-8")
    return Markup(FACE.sub("", text))
