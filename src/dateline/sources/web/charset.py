"""Turns a page's bytes into text: by its mark, its header, its own meta tag or its bytes, and says by which."""

from __future__ import annotations

import codecs
import re
from email.message import Message
from typing import NamedTuple

MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
META = re.compile(rb"""<meta\b[^>]{0,400}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
XML = re.compile(rb"""^\s{0,9}<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([a-z0-9_:.-]{2,40})""", re.IGNORECASE)
HEAD = 8192
"""In how many bytes a page may declare its charset; browsers look at 1,024, real pages go further."""
READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
}
"""What browsers read where a page says another charset (WHATWG Encoding Standard), by Python's codec names."""
UNSAFE = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined"})


class Decoded(NamedTuple):
    """The text, the charset it was read by, and how that charset is known."""

    text: str
    charset: str
    how: str


def decode(data: bytes, content_type: str | None = None) -> Decoded:
    """The text of a page or a feed. Never fails: bytes that are no text in the charset become U+FFFD."""
    for mark, charset in MARKS:
        if data.startswith(mark):
            return Decoded(data[len(mark) :].decode(charset, "replace"), charset, "byte-order mark")
    said = list(declarations(data, content_type))
    trusted = not data.isascii() or not said or said[0][0] == "utf-8"
    if trusted and (plain := _utf8(data)) is not None:
        return Decoded(plain, "utf-8", _how(said))
    for charset, how in said:
        if charset != "utf-8" and (text := _exact(data, charset)) is not None:
            return Decoded(text, charset, how)
    return _doubtful(data, said)


def declarations(data: bytes, content_type: str | None) -> list[tuple[str, str]]:
    """The charsets that the header and the page name and that are known, in the order in which they count."""
    head = data[:HEAD]
    xml, meta = XML.match(head), META.search(head)
    names = [
        (header_charset(content_type), "Content-Type header"),
        (xml[1].decode("ascii") if xml else None, "XML declaration"),
        (meta[1].decode("ascii") if meta else None, "meta tag"),
    ]
    return [(codec, how) for name, how in names if name and (codec := known(name))]


def header_charset(content_type: str | None) -> str | None:
    """The charset parameter of a Content-Type header."""
    if not content_type or "charset" not in content_type.lower():
        return None
    message = Message()
    message["Content-Type"] = content_type
    value = message.get_param("charset")
    return value.strip(" '\"") if isinstance(value, str) else None


def known(name: str) -> str | None:
    """Python's codec for a charset's name, as browsers read it; None for no charset of text."""
    try:
        codec = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not codec._is_text_encoding or codec.name in UNSAFE:
        return None
    if codec.name.startswith(("utf-16", "utf-32")):
        return "utf-8" if codec.name.startswith("utf-16") else None  # a tag that could be read was not in UTF-16
    return READ_AS.get(codec.name, codec.name)


def _utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _exact(data: bytes, charset: str) -> str | None:
    try:
        text = data.decode(charset)
    except UnicodeError:
        if charset != "cp1252":
            return None
        text = data.decode(charset, "replace")
        return text if text.count("\ufffd") * 1000 < len(text) else None
    return text


def _how(said: list[tuple[str, str]]) -> str:
    for charset, how in said:
        return how if charset == "utf-8" else f"its bytes, though the {how} says {charset}"
    return "its bytes"


def _doubtful(data: bytes, said: list[tuple[str, str]]) -> Decoded:
    """Text of no declared charset: the one that its bytes suggest, else UTF-8 with marks for what is none."""
    from charset_normalizer import from_bytes

    text = data.decode("utf-8", "replace")
    told = f", though the {said[0][1]} says {said[0][0]}" if said else ""
    if all(character.isascii() or character == "\ufffd" for character in text) and text.count("\ufffd") * 20 < len(
        text
    ):
        western = data.decode("cp1252", "replace")
        if "\ufffd" not in western:
            return Decoded(western, "cp1252", f"its bytes, none of which is a character of UTF-8{told}")
    if text.count("\ufffd") * 200 < len(text):
        return Decoded(text, "utf-8", f"its bytes, some of them broken{told}")
    best = from_bytes(data[:200_000]).best()
    if best is not None and (guess := known(best.encoding)):
        return Decoded(data.decode(guess, "replace"), guess, f"its bytes{told}")
    return Decoded(text, "utf-8", f"nothing: many of its bytes are no text{told}")
