"""The spaCy component `dateline_times`: puts the times of a Doc into `doc.spans["times"]` and `doc._.times`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from dateline.times.tagging import tag


class TimesComponent:
    """Tags times. The publication date is read from `doc._.published` (an ISO date), where it is set."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Tag one Doc; a span's label is its TIMEX3 type."""
        times = tag(doc.text, doc._.published, doc=doc if doc.has_annotation("DEP") else None)
        doc._.times = times.expressions
        spans = [
            doc.char_span(t.start, t.end, label=t.type, kb_id=t.value or "", alignment_mode="expand")
            for t in times.expressions
        ]
        doc.spans[self.spans_key] = [span for span in spans if span is not None]
        return doc


@Language.factory(
    "dateline_times", default_config={"spans_key": "times"}, assigns=["doc._.times", "doc.spans"], retokenizes=False
)
def create(nlp: Language, name: str, spans_key: str = "times") -> TimesComponent:
    """The component's factory, for `nlp.add_pipe("dateline_times")`."""
    for extension in ("published", "times"):
        if not Doc.has_extension(extension):
            Doc.set_extension(extension, default=None)
    return TimesComponent(spans_key)
