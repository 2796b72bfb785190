"""Gold times from folders of TimeML (TempEval-3, TimeBank) and of WikiWars (TIMEX2) as rows of the contract."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

from dateline.errors import BadGold

Row = dict[str, Any]
_ENDINGS = (".tml", ".timeml", ".xml", ".sgm")
_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,8};)")
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def rows(path: Path) -> list[Row] | None:
    """The rows of a TimeML or WikiWars file or folder (searched in depth); None where it is neither.

    Raises BadGold for a file that is not XML, or holds neither format.
    """
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    files = [p for p in files if p.name.lower().endswith(_ENDINGS)]
    return [_row(p) for p in files] if files else None


def _row(path: Path) -> Row:
    try:
        root = ET.fromstring(_BARE_AMPERSAND.sub("&amp;", path.read_text(encoding="utf-8")))
    except (ET.ParseError, UnicodeDecodeError) as error:
        raise BadGold(f"this is not XML ({error})", where=str(path)) from None
    body = root if root.tag == "TEXT" else root.find(".//TEXT")
    if body is None:
        raise BadGold("there is no TEXT element, so this is neither TimeML nor WikiWars", where=str(path))
    text, marked = _flatten(body)
    times = [_time(tag, start, end, text) for tag, start, end, depth in marked if depth == 0]
    nested = [{"start": start, "end": end} for _, start, end, depth in marked if depth]
    ident = (root.findtext("DOCID") or root.findtext(".//DOCNO") or path.stem).strip()
    return {"id": ident, "published": _published(root), "text": text, "times": times, "ignore": nested}


def _flatten(body: ET.Element) -> tuple[str, list[tuple[ET.Element, int, int, int]]]:
    """The text of an element, and its TIMEX elements with offsets and how deep they stand in one another."""
    parts: list[str] = []
    found: list[tuple[ET.Element, int, int, int]] = []
    length = 0

    def walk(element: ET.Element, depth: int) -> None:
        nonlocal length
        start, inside = length, depth + element.tag.startswith("TIMEX")
        for piece in (element.text, *(p for child in element for p in (child, child.tail))):
            if isinstance(piece, ET.Element):
                walk(piece, inside)
            elif piece:
                parts.append(piece)
                length += len(piece)
        if inside > depth:
            found.append((element, start, length, depth))

    walk(body, 0)
    return "".join(parts), sorted(found, key=lambda f: (f[1], f[3]))


def _time(element: ET.Element, start: int, end: int, text: str) -> Row:
    given = element.attrib
    value = given.get("value") or given.get("val") or given.get("VAL") or None
    kind = given.get("type") or _kind(value, given.get("set") or given.get("SET"))
    return {
        "start": start, "end": end, "text": text[start:end], "type": kind, "value": value,
        "mod": given.get("mod") or given.get("MOD"), "quant": given.get("quant"), "freq": given.get("freq"),
    }  # fmt: skip


def _kind(value: str | None, is_set: str | None) -> str | None:
    """The TIMEX3 type that a TIMEX2 value implies."""
    if is_set == "YES":
        return "SET"
    if value is None:
        return None
    if re.match(r"P[\dXT]", value):
        return "DURATION"
    return "TIME" if re.search(r"T(\d\d|X|MO|MI|AF|EV|NI|DT|PM)", value.replace("PAST", "")) else "DATE"


def _published(root: ET.Element) -> str | None:
    for where in ("DCT", ".//DATETIME", ".//DATE_TIME"):
        element = root.find(where)
        if element is not None:
            timex = element.find(".//*[@value]")
            timex = element.find(".//*[@val]") if timex is None else timex
            given = (timex.get("value") or timex.get("val") or "") if timex is not None else "".join(element.itertext())
            day = _DAY.search(given)
            return "-".join(day.groups()) if day else None
    return None
