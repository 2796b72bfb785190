"""INCEpTION: articles as UIMA CAS XMI with what was read as annotations, for people to review."""

from __future__ import annotations

from typing import IO, Any

from dateline.export.archive import Archive
from dateline.export.base import Stock, Told
from dateline.export.fields import xml_text
from dateline.model import Event, Quotation

EVENT = "webanno.custom.DatelineEvent"
PARTY = "webanno.custom.DatelineParty"
QUOTATION = "webanno.custom.DatelineQuotation"
LINK = "webanno.custom.DatelineEventPartiesLink"
TYPES = "TypeSystem.xml"
"""The layers, as INCEpTION imports and exports them; it lies in the archive beside the documents."""

FEATURES = {
    EVENT: ("record", "kind", "mode", "reality"),
    PARTY: ("record",),
    QUOTATION: ("record", "form", "stance"),
}


class InceptionExporter:
    """A ZIP file: the layers (TypeSystem.xml) and an XMI document an article."""

    suffix = ".zip"
    binary = True
    tables = False

    def write(self, stock: Stock, out: IO[bytes]) -> int:
        """The archive; how many documents."""
        types = type_system()
        with Archive(out) as archive:
            archive.add_extra(TYPES, types.to_xml())
            return sum(archive.add(told, ".xmi", _document(types, told)) for told in stock.told())


def type_system() -> Any:
    """The three layers and the slots that tie parties to their event."""
    from cassis import TypeSystem

    types = TypeSystem()
    made = {name: types.create_type(name, supertypeName="uima.tcas.Annotation") for name in FEATURES}
    for name, features in FEATURES.items():
        for feature in features:
            types.create_feature(made[name], feature, "uima.cas.String")
    link = types.create_type(LINK, supertypeName="uima.cas.TOP")
    types.create_feature(link, "role", "uima.cas.String")
    types.create_feature(link, "target", PARTY)
    types.create_feature(made[EVENT], "parties", "uima.cas.FSArray", elementType=LINK)
    return types


def _document(types: Any, told: Told) -> str:
    """The text and its annotations; a character that XML cannot hold is U+FFFD, so that offsets stay."""
    from cassis import Cas

    cas = Cas(typesystem=types)
    cas.sofa_string = xml_text(told.article.text)
    cas.sofa_mime = "text/plain"
    for quotation in told.reading.quotations:
        _quotation(types, cas, told, quotation)
    for event in told.events:
        if event.trigger.in_ is None:
            _event(types, cas, told, event)
    written: str = cas.to_xmi()
    return written


def _quotation(types: Any, cas: Any, told: Told, quotation: Quotation) -> None:
    layer = types.get_type(QUOTATION)
    for span in quotation.content:
        if span.in_ is None:
            record = told.ids[quotation.id]
            made = layer(begin=span.start, end=span.end, record=record, form=quotation.form, stance=quotation.stance)
            cas.add(made)


def _event(types: Any, cas: Any, told: Told, event: Event) -> None:
    event_type, party_type, link_type = (types.get_type(name) for name in (EVENT, PARTY, LINK))
    links = []
    for role, parties in (("actor", event.actors), ("recipient", event.recipients)):
        for number, party in enumerate(parties):
            record = f"{told.ids[event.id]}/{role}/{number}"
            words = party_type(begin=party.start, end=party.end, record=record)
            cas.add(words)
            links.append(link_type(role=role, target=words))
    slots = types.get_type("uima.cas.FSArray")(elements=links)
    span = event.trigger
    cas.add(
        event_type(
            begin=span.start,
            end=span.end,
            record=told.ids[event.id],
            kind=event.type,
            mode=event.mode,
            reality=event.reality,
            parties=slots,
        )
    )
