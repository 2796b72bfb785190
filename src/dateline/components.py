"""spaCy components for the stages, for anybody's pipeline: each puts its records into `doc._` and `doc.spans`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from spacy.language import Language
from spacy.tokens import Doc, Span

from dateline import ids
from dateline.language.stage import analysis_of, sentence_spans
from dateline.model import Article, PublishedFrom
from dateline.stage import Draft

PARSED = ["token.tag", "token.pos", "token.lemma", "token.dep", "token.head", "doc.sents"]
LAYERS = ("times", "mentions", "entities", "quotations", "events", "warnings")
"""What components put into `doc._`: the contract's records, offsets in characters of the text; None before they ran."""

NOTHING = ((), (), ())
"""What `dateline_language` leaves in `doc._.dateline` where it has not run, or found nothing."""

GIVEN = ("published", "title")
"""What a component reads in `doc._`: the day of publication (ISO) and the title, where they are set."""

Marks = Iterable[tuple[int, int, str, str]]
"""Spans to be shown in `doc.spans`: first and last character, label, and what the span leads to."""


class Reads(Protocol):
    """What a component needs of a stage."""

    def read(self, draft: Draft) -> None:
        """Add the stage's layers to the draft."""


class StageComponent:
    """Runs a stage over a Doc. What the Doc lacks is left out of the reading, as with another pipeline."""

    def __init__(self, stage: Reads, spans_key: str, marks: Callable[[Doc], Marks]) -> None:
        self.stage, self.spans_key, self._marks = stage, spans_key, marks
        for extension in (*GIVEN, *LAYERS):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def __call__(self, doc: Doc) -> Doc:
        """Run the stage and keep what it gives."""
        draft = draft_of(doc)
        self.stage.read(draft)
        for layer in LAYERS:
            setattr(doc._, layer, tuple(getattr(draft, layer)))
        found = [
            doc.char_span(start, end, label=label, kb_id=leads, alignment_mode="expand")
            for start, end, label, leads in self._marks(doc)
        ]
        doc.spans[self.spans_key] = [span for span in found if isinstance(span, Span)]
        return doc


def draft_of(doc: Doc) -> Draft:
    """What has been read of a Doc so far, as the stages know it."""
    own = doc.has_extension("dateline") and doc._.dateline != NOTHING
    kept = {layer: tuple(getattr(doc._, layer) or ()) for layer in LAYERS if layer != "warnings"}
    return Draft(
        article_of(doc),
        analysis=analysis_of(doc, "a spaCy pipeline", everything=own),
        sentences=tuple(sentence_spans(doc)),
        warnings=list(doc._.warnings or ()),
        **kept,
    )


def article_of(doc: Doc) -> Article:
    """The Doc's text as an article; without `doc._.published` it has no date."""
    published, title = doc._.published, doc._.title
    return Article(
        id=ids.article_id(None, None, published, title, doc.text),
        text_id=ids.text_id(doc.text),
        ref=None,
        url=None,
        outlet=None,
        title=title,
        authors=(),
        published=published,
        published_at=None,
        published_from=PublishedFrom("given" if published else "none"),
        dateline=None,
        language="en",
        source=None,
        text=doc.text,
    )


def _names(doc: Doc) -> Iterator[tuple[int, int, str, str]]:
    for mention in doc._.mentions:
        yield mention.start, mention.end, mention.type, mention.entity


def _places(doc: Doc) -> Iterator[tuple[int, int, str, str]]:
    entities = {entity.id: entity for entity in doc._.entities}
    for mention in doc._.mentions:
        place = entities[mention.entity].place if mention.entity in entities else None
        if place and mention.kind == "name":
            yield mention.start, mention.end, place.precision, str(place.geonameid)


def _quotations(doc: Doc) -> Iterator[tuple[int, int, str, str]]:
    for quotation in doc._.quotations:
        for span in quotation.content:
            if span.in_ is None:
                yield span.start, span.end, quotation.form, quotation.id


def _events(doc: Doc) -> Iterator[tuple[int, int, str, str]]:
    for event in doc._.events:
        if event.trigger.in_ is None:
            yield event.trigger.start, event.trigger.end, event.type, event.id


@Language.factory(
    "dateline_names",
    default_config={"spans_key": "names"},
    requires=[*PARSED, "doc.ents"],
    assigns=["doc._.mentions", "doc._.entities", "doc.spans"],
)
def create_names(nlp: Language, name: str, spans_key: str) -> StageComponent:
    """Mentions (label: type, kb_id: entity) and the entities they are chained into."""
    from dateline.names import NamesStage

    return StageComponent(NamesStage(), spans_key, _names)


@Language.factory(
    "dateline_places",
    default_config={"spans_key": "places"},
    requires=["doc._.mentions", "doc._.entities"],
    assigns=["doc._.entities", "doc._.warnings", "doc.spans"],
)
def create_places(nlp: Language, name: str, spans_key: str) -> StageComponent:
    """Named places with a gazetteer entry (label: precision, kb_id: GeoNames id)."""
    from dateline.places import PlacesStage

    return StageComponent(PlacesStage(), spans_key, _places)


@Language.factory(
    "dateline_quotations",
    default_config={"spans_key": "quotations"},
    requires=PARSED,
    assigns=["doc._.quotations", "doc.spans"],
)
def create_quotations(nlp: Language, name: str, spans_key: str) -> StageComponent:
    """The content of quotations (label: form, kb_id: quotation)."""
    from dateline.quotations import QuotationsStage

    return StageComponent(QuotationsStage(), spans_key, _quotations)


@Language.factory(
    "dateline_events",
    default_config={"spans_key": "events"},
    requires=[*PARSED, "doc._.mentions", "doc._.entities"],
    assigns=["doc._.events", "doc._.warnings", "doc.spans"],
)
def create_events(nlp: Language, name: str, spans_key: str) -> StageComponent:
    """The triggers of events (label: PLOVER type, kb_id: event)."""
    from dateline.events import EventsStage

    return StageComponent(EventsStage(), spans_key, _events)
