"""One record: every field with its words in their surroundings, who says so, and whether the text is as it was."""

from __future__ import annotations

from starlette.requests import Request

from dateline import query
from dateline.web.answers import Answer, plain_rows
from dateline.web.pages.review import fixable, person
from dateline.web.pool import Reader
from dateline.web.wording import LAYERS


def record(reader: Reader, request: Request) -> Answer:
    """The record whose id begins so."""
    shown = query.show(reader.chronicle, request.path_params["id"])
    fields = [receipt for receipt in shown.receipts if receipt.value is not None or receipt.words]
    empty = [receipt.field for receipt in shown.receipts if receipt.value is None and not receipt.words]
    about = {key: value for key, value in query.to_json(shown).items() if key not in ("receipts", "text")}
    title = f"{LAYERS[shown.layer].capitalize()} {shown.id[:12]}"
    found = reader.chronicle.find(shown.id)
    context = {
        "shown": shown,
        "fields": fields,
        "empty": empty,
        "judged": reader.chronicle.judgements.about(shown.id),
        "fixable": fixable(reader, found),
        "person": person(request),
    }
    return Answer("record.html", title, context, plain_rows(shown.receipts), about)


VIEWS = {"/record/{id}": record}
