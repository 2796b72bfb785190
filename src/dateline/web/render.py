"""The templates, and how values become HTML: everything is escaped, and what would hide or turn text is shown."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from dateline import query
from dateline.html import safe
from dateline.version import __version__
from dateline.web import wording
from dateline.web.marked import Mark, Piece, pieces

ANCHOR = 12
"""How many characters of an id stand in an address and in a page."""


@cache
def environment() -> Environment:
    """The templates with the words they use; built once."""
    made = Environment(
        loader=PackageLoader("dateline.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=visible,
    )
    made.globals |= {
        "version": __version__,
        "asset": asset,
        "kinds": wording.KINDS,
        "realities": wording.REALITIES,
        "layer_names": wording.LAYERS,
        "article_url": article_url,
        "words_url": words_url,
        "record_url": record_url,
        "name_url": name_url,
        "pair_url": pair_url,
        "who_url": who_url,
        "story_of": sentence,
        "content_of": content,
        "passage_of": passage,
        "marked": marked,
        "host_of": host_of,
        "outward": outward,
        "latest_role": wording.latest_role,
        "json_block": json_block,
    }
    made.filters |= {
        "when": wording.when,
        "published": wording.published,
        "long_day": wording.long_day,
        "count": wording.count,
        "flat": wording.flat,
        "short": short,
        "who": query.who,
        "quantity": query.quantity,
        "spoken": lambda pair: wording.spoken(*pair),
    }
    return made


def visible(value: Any) -> Any:
    """Text with characters that change direction or hide shown as U+XXXX; Markup and other values as they are."""
    if isinstance(value, str) and not isinstance(value, Markup) and not value.isprintable():
        return Markup(safe(value))
    return value


def short(identifier: str) -> str:
    """An id as it stands in an address."""
    return identifier[:ANCHOR]


def article_url(identifier: str) -> str:
    """The page of an article."""
    return f"/article/{short(identifier)}"


def words_url(row: Any) -> str:
    """The words of a record, in its article."""
    return f"{article_url(row.article.id)}#w-{short(row.id)}"


def record_url(identifier: str) -> str:
    """Every field of a record."""
    return f"/record/{short(identifier)}"


def name_url(name: str, kind: str) -> str:
    """The page of a name."""
    return f"/name/{quote(kind, safe='')}/{quote(name, safe='')}"


def who_url(identifier: str) -> str:
    """The page of an identity."""
    return f"/who/{short(identifier)}"


def pair_url(one: str, other: str) -> str:
    """The page of two names."""
    return f"/pair?one={quote(one, safe='')}&other={quote(other, safe='')}"


def outward(url: str | None) -> str | None:
    """The address of the publisher's page where it is one that a browser may open; None for anything else."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def host_of(url: str) -> str:
    """The site of an address."""
    return urlsplit(url).netloc.removeprefix("www.")


def marked(cut: list[Piece], *, linked: bool = False, anchored: bool = False) -> Markup:
    """Pieces as HTML: each layer a class, its records in data-r; words lead to their record where `linked`."""
    return Markup("").join(_piece(piece, linked, anchored) for piece in cut)


def _piece(piece: Piece, linked: bool, anchored: bool) -> Markup:
    text = Markup(safe(piece.text))
    if not piece.layers:
        return text
    inside = Markup("").join(_anchor(record) for record in piece.opens) if anchored else Markup("")
    names = " ".join(["m", *(f"m-{layer}" for layer in piece.layers)])
    records = " ".join(map(short, piece.records))
    data = Markup(' data-r="{}"').format(records) if records and anchored else Markup("")
    if linked and piece.leads:
        opening = Markup('<a href="#r-{}" class="{}"{}>').format(short(piece.leads), names, data)
        return inside + opening + text + Markup("</a>")
    return inside + Markup('<span class="{}"{}>').format(names, data) + text + Markup("</span>")


def _anchor(record: str) -> Markup:
    return Markup('<span class="at" id="w-{}"></span>').format(short(record))


def sentence(row: Any) -> Markup:
    """The sentence of an event or a time expression with its words marked."""
    span = row.trigger if hasattr(row, "trigger") else row.words
    layer = "event" if hasattr(row, "trigger") else "time"
    return marked(pieces(row.sentence.words, [Mark(span.start, span.end, layer)], row.sentence.start))


def content(row: Any) -> Markup:
    """What a quotation says; its stretches joined, what stands in quotation marks set off."""
    joined = []
    for part in row.content:
        spans = [Mark(quoted.start, quoted.end, "quoted") for quoted in row.quoted if quoted.in_ == part.in_]
        joined.append(marked(pieces(part.words, spans, part.start)))
    return Markup(" … ").join(joined)


def passage(row: Any) -> Markup:
    """A passage that was found, with the words that were looked for marked."""
    return marked(pieces(row.passage.words, [Mark(m.start, m.end, "hit") for m in row.marks], row.passage.start))


def json_block(value: Any, identifier: str) -> Markup:
    """Data for a chart, as a block that no browser runs and that no text can end."""
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup('<script type="application/json" id="{}">{}</script>').format(identifier, Markup(text))


@cache
def asset(path: str) -> str:
    """The address of a file that the desk brings, with its hash, so that a browser may keep it."""
    data = files("dateline.web").joinpath("static", *path.split("/")).read_bytes()
    return str(escape(f"/static/{path}?{hashlib.sha256(data).hexdigest()[:10]}"))
