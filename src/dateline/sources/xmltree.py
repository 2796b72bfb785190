"""Parses XML from strangers: no entities, nothing fetched, no huge trees; one clear error for what is none."""

from __future__ import annotations

import re
from typing import Any

from dateline.errors import BrokenXml

DECLARES = re.compile(rb"<!ENTITY", re.IGNORECASE)
"""XML's own way to define a text that stands for another: the stuff of billion laughs and of files read unasked."""


def parse(data: bytes, recover: bool = False) -> Any:
    """The root element. Raises BrokenXml; with `recover`, what can be read of broken XML is kept."""
    from lxml import etree

    refuse_entities(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenXml(f"the XML cannot be read: {' '.join(str(error).split())[:120].lower()}") from None
    if root is None:
        raise BrokenXml("this is no XML")
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise BrokenXml("the XML declares entities, which are never followed")
    return root


def refuse_entities(data: bytes) -> None:
    """Raise BrokenXml for XML that declares entities, in UTF-8, UTF-16 or UTF-32."""
    if DECLARES.search(data) or (b"\0" in data[:4096] and DECLARES.search(data.replace(b"\0", b""))):
        raise BrokenXml("the XML declares entities, which are never followed")


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def words(element: Any) -> str:
    """The text of an element and all in it, blanks as one."""
    return " ".join("".join(element.itertext()).split())
