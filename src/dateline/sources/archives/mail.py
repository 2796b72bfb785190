"""Newsletters: letters (.eml) and mailboxes (.mbox) of them, one article a letter."""

from __future__ import annotations

import email
import email.policy
import re
from collections import Counter
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any, BinaryIO, NamedTuple

from dateline.errors import DamagedRecord, EmptyFile, NoText, NotRead, SourceError, TooLarge
from dateline.model import Article, Evidence
from dateline.sources.article import Given
from dateline.sources.base import Item
from dateline.sources.claimed import claimed_article
from dateline.sources.custody import extractor, source_of
from dateline.sources.markup import plain_text
from dateline.sources.moments import moment
from dateline.sources.onefile import MEGABYTE, OneFile, whole

SEPARATOR = re.compile(rb"From (?:\S+ .*)?\d{4}\s*$|From -? *[A-Z][a-z]{2} [A-Z][a-z]{2} ")
"""The line that begins a letter in a mailbox, "From ADDRESS DATE"; a sentence that begins so has no year at its end."""
QUOTED = re.compile(rb"(?m)^>(>*From )")
HEADERS = re.compile(rb"(?im)^(?:from|date|subject|message-id|received|return-path|delivered-to|mime-version)[ \t]*:")
LARGEST_LETTER = 32 * MEGABYTE
NAME, VERSION = "mail", 1
MEDIA_TYPE = "message/rfc822"


class LetterSource(OneFile):
    """One letter (.eml): one article."""

    suffixes = (".eml",)
    extractor = NAME

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """The letter's article, and a notice where parts of it were not read."""
        left: Counter[str] = Counter()
        yield _article(whole(stream, LARGEST_LETTER), left, given)
        yield from _notice(left)


class MailboxSource(OneFile):
    """A mailbox (.mbox, .mbx): one article a letter, each read alone."""

    suffixes = (".mbox", ".mbx")

    def parse(self, stream: BinaryIO, given: Given) -> Iterator[Item]:
        """An article a letter, and an error with the line at which a letter begins that is none."""
        left: Counter[str] = Counter()
        empty = True
        for letter in letters(stream):
            empty = False
            try:
                if isinstance(letter, SourceError):
                    raise letter
                yield _article(letter.data, left, given, letter.number)
            except SourceError as error:
                error.line = error.line or (letter.line if isinstance(letter, Letter) else None)
                yield error
        if empty:
            raise EmptyFile()
        yield from _notice(left)


class Letter(NamedTuple):
    """A letter's number in its mailbox, the line it begins on, and its bytes."""

    number: int
    line: int
    data: bytes


def letters(stream: BinaryIO) -> Iterator[Letter | SourceError]:
    """The letters of a mailbox, with one in memory at a time."""
    number, begins, line, size = 0, 1, 0, 0
    held: list[bytes] = []
    blank = True
    while data := stream.readline(MEGABYTE):
        line += data.endswith(b"\n")
        if blank and data.startswith(b"From ") and SEPARATOR.match(data):
            if held:
                number += 1
                yield _letter(number, begins, held, size)
            held, size, begins = [], 0, line
        elif held or data.strip():
            size += len(data)
            if size <= LARGEST_LETTER:
                held.append(data)
        blank = not data.strip()
    if held:
        yield _letter(number + 1, begins, held, size)


def _letter(number: int, line: int, held: list[bytes], size: int) -> Letter | SourceError:
    if size > LARGEST_LETTER:
        return TooLarge(f"letter {number} is over {LARGEST_LETTER // MEGABYTE} MB", line=line)
    return Letter(number, line, QUOTED.sub(rb"\1", b"".join(held)))


def _article(data: bytes, left: Counter[str], given: Given, number: int | None = None) -> Article:
    name = f"letter {number}" if number else "the letter"
    if not HEADERS.search(data[: 64 * 1024]):
        raise DamagedRecord(f"{name} has no header (From, Date, Subject)")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage):
        raise DamagedRecord(f"{name} cannot be read")
    body, where = _body(message, left)
    if not body:
        raise NoText(f"{name} has no words in a text or HTML part")
    source = source_of(data, MEDIA_TYPE, extractor(NAME, VERSION, "lxml"), given)
    evidence = (*_evidence(message), Evidence("text", f"{len(body)} characters", where, True))
    ref = _header(message, "Message-ID")
    fallback = f"{given.name}#{number}" if number else given.name
    return claimed_article(body, evidence, ref.strip("<> ") if ref else fallback, source, given)


def _body(message: EmailMessage, left: Counter[str]) -> tuple[str, str]:
    """The letter's words: its plain text, or its HTML where there is none; other parts are counted as not read."""
    plain: list[str] = []
    marked: list[str] = []
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind in ("text/plain", "text/html") and not part.is_attachment():
            (plain if kind == "text/plain" else marked).append(_words(part))
        elif part.get_content_disposition() != "inline" and not part.get("Content-ID"):
            left[kind] += 1
    if any(text.strip() for text in plain):
        return "\n\n".join(text.strip() for text in plain if text.strip()), "text/plain part"
    return "\n\n".join(filter(None, map(plain_text, marked))), "text/html part"


def _words(part: Any) -> str:
    """A part's text by the charset it names, or by UTF-8 where it names none that is known."""
    raw = part.get_payload(decode=True) or b""
    for charset in (part.get_content_charset(), "utf-8", "windows-1252"):
        try:
            text = raw.decode(charset or "utf-8")
        except (LookupError, ValueError):  # a charset may have any name, and its name any character
            continue
        return str(text).replace("\r\n", "\n").replace("\0", "")
    return str(raw.decode("utf-8", "replace")).replace("\r\n", "\n").replace("\0", "")


def _evidence(message: EmailMessage) -> Iterator[Evidence]:
    said = _header(message, "Date")
    if said:
        at = moment(re.sub(r"\s*\([^)]*\)\s*$", "", said))
        yield Evidence("published", at or said[:60], "Date", bool(at))
    subject, sender = _header(message, "Subject"), _header(message, "From")
    if subject:
        yield Evidence("title", subject, "Subject", True)
    address = _header(message, "Archived-At")
    if address and (address := address.strip("<> ")).startswith(("http://", "https://")):
        yield Evidence("url", address, "Archived-At", True)
    if sender:
        name, mailbox = parseaddr(sender)
        yield Evidence("outlet", name or mailbox or sender, "From", True)


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's words; None for one that is missing or that cannot be read."""
    try:
        value = str(message.get(name) or "")
    except Exception:  # the header parsers of the standard library raise many kinds for headers of nonsense
        value = str(dict(message.raw_items()).get(name, ""))
    said = " ".join("".join(c for c in value if not "\ud800" <= c <= "\udfff" and c != "\0").split())
    return said or None


def _notice(left: Counter[str]) -> Iterator[NotRead]:
    if left:
        count = sum(left.values())
        told = ", ".join(f"{number} {kind}" for kind, number in sorted(left.items()))
        yield NotRead(f"{count} part{'s' * (count > 1)} of letters not read ({told})")
