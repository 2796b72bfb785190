"""Small stages for tests of the pipeline: each finds one thing by a plain rule."""

from __future__ import annotations

from dateline.model import Entity, Event, Mention, Party, Quotation, Reference, Span, TimeExpression
from dateline.stage import Draft

ORIGIN = "test/rule@1"


class Times:
    """Finds the word Tuesday."""

    name, version = "times", "1"
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ("analysis",)
    gives: tuple[str, ...] = ("times",)

    def read(self, draft: Draft) -> None:
        start = draft.article.text.find("Tuesday")
        if start >= 0:
            day = "2026-01-20"
            time = TimeExpression("t1", start, start + 7, "DATE", day, None, None, None, day, day, ORIGIN)
            draft.times = (time,)


class Names:
    """Finds the place Port Alder and the person Ann Example."""

    name, version = "names", "1"
    needs: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    gives: tuple[str, ...] = ("mentions", "entities")

    def read(self, draft: Draft) -> None:
        text = draft.article.text
        for words, kind in (("Port Alder", "GPE"), ("Ann Example", "PERSON")):
            start = text.find(words)
            if start >= 0:
                entity, mention = f"e{len(draft.entities) + 1}", f"m{len(draft.mentions) + 1}"
                draft.mentions += (Mention(mention, entity, start, start + len(words), "name", kind, ORIGIN),)  # type: ignore[arg-type]
                draft.entities += (Entity(entity, kind, words, (mention,)),)  # type: ignore[arg-type]


class Quotations:
    """Takes what stands between the first two quotation marks for Ann Example's words."""

    name, version = "quotations", "1"
    needs: tuple[str, ...] = ("entities",)
    wants: tuple[str, ...] = ("times",)
    gives: tuple[str, ...] = ("quotations",)

    def read(self, draft: Draft) -> None:
        text = draft.article.text
        start = text.find('"')
        end = text.find('"', start + 1) + 1
        if 0 <= start < end:
            speaker = next((m for m in draft.mentions if draft.entities[int(m.entity[1:]) - 1].type == "PERSON"), None)
            who = Reference(speaker.start, speaker.end, speaker.id, speaker.entity) if speaker else None
            content = (Span(start, end),)
            quotation = Quotation(
                "q1", "direct", "speech", content, content, None, "says", who, None, None, None, None, ORIGIN
            )
            draft.quotations = (quotation,)


class Events:
    """Takes the word close for an event that the first quotation tells."""

    name, version = "events", "1"
    needs: tuple[str, ...] = ("quotations", "entities")
    wants: tuple[str, ...] = ("times",)
    gives: tuple[str, ...] = ("events",)

    def read(self, draft: Draft) -> None:
        start = draft.article.text.find("close")
        if start < 0:
            return
        first = draft.mentions[0] if draft.mentions else None
        actors = (Party(first.start, first.end, first.id, first.entity),) if first else ()
        event = Event(
            id="v1",
            type="COERCE",
            mode=None,
            contexts=(),
            trigger=Span(start, start + 5),
            instance="i1",
            actors=actors,
            recipients=(),
            arguments=(),
            quantities=(),
            time=None,
            place=None,
            polarity="affirmed",
            certainty="certain",
            when="future",
            background=False,
            reality="future",
            asserted_by="q1" if draft.quotations else "narrator",
            confidence=0.5,
            origin=ORIGIN,
        )
        draft.events = (event,)


ALL = (Times, Names, Quotations, Events)
STORY = (
    "PORT ALDER, Jan. 21 (AP) - The harbour board of Port Alder met on Tuesday. "
    '"We will close the old pier," said Ann Example.'
)
