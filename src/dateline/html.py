"""A reading as a piece of HTML for notebooks: the record as a table, then the text with its quotations and events."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from dateline import rows

if TYPE_CHECKING:
    from dateline.model import Reading

EVENTS = ("when", "who", "did what", "to whom", "where", "who says so", "words")
QUOTATIONS = ("who", "says how", "to whom", "through", "when", "words")
TIMES = ("words", "type", "value", "days")
CELL = "text-align:left;vertical-align:top;padding:2px 8px"


def reading_html(reading: Reading) -> str:
    """The reading as HTML that needs no style sheet and no script; everything from the text is escaped."""
    article = reading.article
    title = article.title or article.ref or article.id[:10]
    about = " · ".join(part for part in (article.outlet, article.published or "no date", article.url) if part)
    parts = [f"<h4>{safe(title)}</h4><p>{safe(about)}</p>"]
    parts += [_events(reading), _quotations(reading)]
    parts.append(_table("Times", TIMES, [[safe(cell) for cell in row] for row in rows.time_rows(reading)]))
    parts += [f"<p><em>{safe(line)}</em></p>" for line in rows.warning_lines(reading)]
    paragraphs = "<br>".join(safe(line) for line in article.text.split("\n"))
    parts.append(f"<details><summary>the text</summary><p>{paragraphs}</p></details>")
    return f'<div class="dateline-reading">{"".join(parts)}</div>'


def safe(text: str) -> str:
    """The text escaped for HTML, with characters that change direction or hide shown as U+XXXX."""
    if text.isprintable():
        return escape(text)
    shown = (character if _plain(character) else f"<U+{ord(character):04X}>" for character in text)
    return escape("".join(shown))


def _plain(character: str) -> bool:
    return character.isprintable() or character in " \t\n\r\u00a0\u200c\u200d\u00ad\u3000"


def _events(reading: Reading) -> str:
    found = rows.event_rows(reading)
    fields = ((row.when, row.who, f"{row.what} {row.note}".strip(), row.to_whom, row.where, row.says) for row in found)
    cells = [[*map(safe, told), _words(row.words)] for told, row in zip(fields, found, strict=True)]
    return _table("The record", EVENTS, cells)


def _quotations(reading: Reading) -> str:
    found = rows.quotation_rows(reading)
    fields = ((row.speaker, row.how, row.addressee, row.channel, row.time) for row in found)
    cells = [[*map(safe, told), _words(row.words)] for told, row in zip(fields, found, strict=True)]
    return _table("Quotations", QUOTATIONS, cells)


def _words(words: rows.Words) -> str:
    text = words.text
    told = safe(text[words.start : words.end])
    return f"{safe(text[: words.start])}<strong>{told}</strong>{safe(text[words.end :])}"


def _table(name: str, headings: Sequence[str], cells: Sequence[Sequence[str]]) -> str:
    if not cells:
        return ""
    head = "".join(f'<th style="{CELL}">{heading}</th>' for heading in headings)
    body = "".join(f"<tr>{''.join(f'<td style={CELL!r}>{cell}</td>' for cell in row)}</tr>" for row in cells)
    return f"<h5>{name} ({len(cells)})</h5><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
