"""A stage that reads without a model, so that `dateline add` can be tested whole."""

from __future__ import annotations

import re

from dateline.language.analysis import Analysis
from dateline.model import Entity, Event, Mention, Party, Span, TimeExpression
from dateline.stage import Draft

ORIGIN = "test/stub@0.1"
NAME = re.compile(r"\b[A-Z]\w+ [A-Z]\w+")


class Stub:
    """Takes two capitalised words for a person, "met" for a meeting, and a year for a time."""

    name, version = "stub", "0.1"
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    gives = ("analysis", "sentences", "mentions", "entities", "times", "events")

    def __init__(self, model: str = "stub@0") -> None:
        self.model = model
        self.read_so_far = 0

    def read(self, draft: Draft) -> None:
        self.read_so_far += 1
        draft.analysis = Analysis(None, self.model)  # type: ignore[arg-type]
        text = draft.article.text
        draft.sentences = (Span(0, len(text)),)
        names = list(NAME.finditer(text))
        draft.mentions = tuple(
            Mention(f"m{at}", f"e{at}", name.start(), name.end(), "name", "PERSON", ORIGIN)
            for at, name in enumerate(names)
        )
        draft.entities = tuple(Entity(f"e{at}", "PERSON", name[0], (f"m{at}",)) for at, name in enumerate(names))
        draft.times = tuple(
            TimeExpression(
                f"t{at}",
                year.start(),
                year.end(),
                "DATE",
                year[0],
                None,
                None,
                None,
                f"{year[0]}-01-01",
                f"{year[0]}-12-31",
                ORIGIN,
            )
            for at, year in enumerate(re.finditer(r"\b\d{4}\b", text))
        )
        draft.events = tuple(
            Event(
                f"v{at}",
                "CONSULT",
                None,
                (),
                Span(*met.span()),
                f"i{at}",
                (Party(*names[0].span(), "m0", "e0"),),
                (),
                (),
                (),
                None,
                None,
                "affirmed",
                "certain",
                "past",
                False,
                "actual",
                "narrator",
                1.0,
                ORIGIN,
            )
            for at, met in enumerate(re.finditer(r"\bmet\b", text))
            if names
        )
