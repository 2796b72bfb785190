"""Name types that no training set tells apart: GPE or LOC among places, EVENT among the rest, by words (kinds.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


class Kinds:
    """Turns the model's PLACE into GPE or LOC, and MISC into EVENT where its words say so."""

    def __init__(self) -> None:
        data = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text("utf-8"))
        self._places = frozenset(data["location"]["words"])
        self._names = frozenset(data["location"]["names"])
        self._events = frozenset(data["event"]["words"])

    def refine(self, doc: Doc) -> None:
        """Replace the types in `doc.ents`."""
        from spacy.tokens import Span

        doc.set_ents([Span(doc, ent.start, ent.end, self.kind(ent)) for ent in doc.ents])

    def kind(self, name: Span) -> str:
        """The type of one name."""
        words = {token.lower_ for token in name}
        if name.label_ == "PLACE":
            return "LOC" if words & self._places or name.text.lower().removeprefix("the ") in self._names else "GPE"
        if name.label_ == "MISC" and words & self._events:
            return "EVENT"
        return name.label_
