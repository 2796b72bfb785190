"""GraphML: who acts towards whom, for Gephi, Cytoscape, igraph and NetworkX."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from dateline.export.base import Stock, Told
from dateline.export.fields import interval, says, xml_text
from dateline.ids import text_id
from dateline.model import Event, Party

NODE = ("label", "type", "country", "sector")
EDGE = ("event", "type", "mode", "reality", "date", "asserted_by", "says", "sentence", "url", "published")
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)


class GraphmlExporter:
    """A node for each actor and recipient, an edge for each pair in an event.

    Nodes are identities where the chronicle has gathered them; otherwise one name of one type is one node.
    """

    suffix = ".graphml"
    binary = False
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The graph; how many edges. Each node stands before the first edge that needs it."""
        out.write((HEAD + "".join(_keys()) + '<graph id="events" edgedefault="directed">\n').encode())
        known: set[str] = set()
        count = 0
        for told in stock.told():
            for event in told.events:
                for source, target in product(event.actors, event.recipients):
                    for party in (source, target):
                        out.write(_node(told, party, known).encode())
                    out.write(_edge(told, event, source, target, count).encode())
                    count += 1
        out.write(b"</graph>\n</graphml>\n")
        return count


def _keys() -> Iterator[str]:
    for kind, names in (("node", NODE), ("edge", EDGE)):
        for name in names:
            yield f'<key id="{kind}_{name}" for="{kind}" attr.name="{name}" attr.type="string"/>\n'


def _node(told: Told, party: Party, known: set[str]) -> str:
    identifier = _identifier(told, party)
    if identifier in known:
        return ""
    known.add(identifier)
    entity = told.entity(party)
    label = _identity(told, party) or (None, told.name(party))
    values = (label[1], entity.type if entity else None, *((entity.country, entity.sector) if entity else (None, None)))
    return f'<node id="{identifier}">{_data("node", NODE, values)}</node>\n'


def _edge(told: Told, event: Event, source: Party, target: Party, number: int) -> str:
    values = (
        told.ids[event.id],
        event.type,
        event.mode,
        event.reality,
        interval(event.time),
        "narrator" if event.asserted_by == "narrator" else "quotation",
        says(told, event),
        told.sentence(event.trigger),
        told.article.url,
        told.article.published,
    )
    ends = f'source="{_identifier(told, source)}" target="{_identifier(told, target)}"'
    return f'<edge id="x{number}" {ends}>{_data("edge", EDGE, values)}</edge>\n'


def _identity(told: Told, party: Party) -> tuple[str, str] | None:
    return (told.identities or {}).get(party.entity or "")


def _identifier(told: Told, party: Party) -> str:
    """An XML name for the node of a party."""
    if identity := _identity(told, party):
        return f"i{identity[0][:20]}"
    entity = told.entity(party)
    return f"n{text_id(f'{entity.type if entity else None}/{told.name(party).casefold()}')[:20]}"


def _data(kind: str, names: tuple[str, ...], values: tuple[str | None, ...]) -> str:
    return "".join(
        f"<data key={quoteattr(f'{kind}_{name}')}>{escape(xml_text(value))}</data>"
        for name, value in zip(names, values, strict=True)
        if value is not None
    )
