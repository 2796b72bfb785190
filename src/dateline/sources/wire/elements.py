"""The items of an XML file of news, each parsed alone, so that a broken one costs only itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from dateline.errors import BrokenXml
from dateline.sources import xmltree

DECLARATION = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
NAMESPACE = re.compile(rb"""xmlns(:[\w.-]+)?\s*=\s*("[^"<]*"|'[^'<]*')""")
WIDE = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
JOINED = 3
"""How many pieces are tried as one item: its text may hold what looks like the beginning of an item."""


class Element(NamedTuple):
    """An item and the line it begins on; instead of the item, the error that says why it cannot be parsed."""

    line: int
    element: Any
    error: BrokenXml | None = None


def items(data: bytes, name: str) -> Iterator[Element]:
    """The elements of this local name, in whatever namespace. Raises BrokenXml for entities of the file's own."""
    data = narrow(data)
    xmltree.refuse_entities(head(data, name))
    try:
        root = xmltree.parse(data)
    except BrokenXml as error:
        yield from _one_by_one(data, name, error)
        return
    found = [element for element in root.iter() if xmltree.local(element) == name.lower()]
    if len(found) < len(_opening(name).findall(data)):  # a text that never closes may have swallowed an item
        yield from _one_by_one(data, name, BrokenXml())
        return
    yield from (Element(element.sourceline or 1, element) for element in found)


def narrow(data: bytes) -> bytes:
    """The file in UTF-8 where its mark says that it is UTF-16, without an encoding of its own then."""
    if data[:2] not in WIDE:
        return data.removeprefix(b"\xef\xbb\xbf")
    text = data.decode("utf-16", "replace")
    return re.sub(r"""^(\s*<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']""", r"\1", text).encode("utf-8", "replace")


def head(data: bytes, name: str) -> bytes:
    """What stands before the first item."""
    return data[: _first(data, name)]


def _first(data: bytes, name: str) -> int:
    found = _opening(name).search(data)
    return found.start() if found else len(data)


def _opening(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[\w.-]+:)?" + name.encode() + rb"(?=[\s>])", re.IGNORECASE)


def _one_by_one(data: bytes, name: str, why: BrokenXml) -> Iterator[Element]:
    """The items of a broken file: what begins like an item is parsed up to the next beginning."""
    starts = [found.start() for found in _opening(name).finditer(data)]
    if not starts:
        raise why
    wrap = _wrapper(data, starts[0])
    ends = [*starts[1:], len(data)]
    at, line, counted = 0, 1, 0
    while at < len(starts):
        line += data.count(b"\n", counted, starts[at])
        counted = starts[at]
        error: BrokenXml | None = None
        for last in range(at, min(at + JOINED, len(starts))):
            if last > at and not isinstance(_parsed(data[starts[last] : ends[last]], name, wrap), BrokenXml):
                break  # what follows is an item of its own
            element = _parsed(data[starts[at] : ends[last]], name, wrap)
            if not isinstance(element, BrokenXml):
                yield Element(line, element)
                error, at = None, last
                break
            error = error or element
        if error is not None:
            yield Element(line, None, error)
        at += 1


def _wrapper(data: bytes, first: int) -> tuple[bytes, bytes]:
    """What makes a whole document of an item: the file's encoding and the namespaces declared around its items."""
    above = data[:first]
    said = DECLARATION.match(above)
    encoding = said[1] if said else b"utf-8"
    declared = {found[1] or b"": found[2] for found in NAMESPACE.finditer(above)}
    spaces = b"".join(b" xmlns%s=%s" % pair for pair in declared.items())
    return b'<?xml version="1.0" encoding="%s"?><dateline-items%s>' % (encoding, spaces), b"</dateline-items>"


def _parsed(piece: bytes, name: str, wrap: tuple[bytes, bytes]) -> Any:
    end = max(piece.lower().rfind(name.lower().encode() + b">"), 0)
    whole = piece[: piece.find(b">", end) + 1] if end else piece
    try:
        root = xmltree.parse(wrap[0] + whole + wrap[1])
    except BrokenXml as error:
        said = re.sub(
            r" line \d+|, line.*$|, column.*$| \(<.*$", "", error.message.removeprefix("the XML cannot be read: ")
        )
        return BrokenXml(f"the item cannot be parsed: {said}")
    return next((child for child in root if xmltree.local(child) == name.lower()), BrokenXml("the item is empty"))


def find(element: Any, *path: str) -> Any:
    """The first element below along a path of local names; None where there is none."""
    for name in path:
        element = next((child for child in element if xmltree.local(child) == name.lower()), None)
        if element is None:
            return None
    return element


def every(element: Any, name: str) -> list[Any]:
    """All elements of a local name below, at any depth."""
    return [found for found in element.iter() if xmltree.local(found) == name.lower()]


def text(element: Any) -> str | None:
    """An element's words with blanks as one; None where there are none."""
    return (xmltree.words(element) or None) if element is not None else None
