"""Readings made by hand of invented articles, so that the chronicle is tested without a model."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline import ids
from dateline.model import (
    Article,
    Channel,
    Entity,
    Event,
    EventTime,
    Mention,
    Party,
    PublishedFrom,
    Quantity,
    Quotation,
    Reader,
    Reading,
    Reference,
    Role,
    Span,
    TimeExpression,
    Warning,
)

READER = Reader("0.1.0", "test@0")
ORIGIN = "test/hand@0.1"


def article(
    text: str,
    *,
    published: str | None = "2026-03-05",
    outlet: str | None = "The Harbour Post",
    title: str | None = None,
    url: str | None = None,
    ref: str | None = None,
) -> Article:
    """An article as a source would make it."""
    return Article(
        id=ids.article_id(url, outlet, published, title, text),
        text_id=ids.text_id(text),
        ref=ref,
        url=url,
        outlet=outlet,
        title=title,
        authors=(),
        published=published,
        published_at=None,
        published_from=PublishedFrom("given" if published else "none"),
        dateline=None,
        language="en",
        source=None,
        text=text,
    )


@dataclass
class Maker:
    """Builds a reading of one article; words are found in its text by `at`, the n-th time they stand there."""

    article: Article
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    times: list[TimeExpression] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)

    def at(self, words: str, nth: int = 1) -> Span:
        start = -1
        for _ in range(nth):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def entity(
        self,
        name: str,
        kind: str,
        *told: tuple[str, int, str],
        roles: tuple[str, ...] = (),
        members: tuple[str, ...] = (),
    ) -> str:
        """An entity with mentions of (words, which time they stand there, kind of mention)."""
        local = f"e{len(self.entities) + 1}"
        own = []
        for words, nth, form in told:
            span = self.at(words, nth)
            own.append(f"m{len(self.mentions) + 1}")
            mention = Mention(own[-1], local, span.start, span.end, form, kind, ORIGIN)  # type: ignore[arg-type]
            self.mentions.append(mention)
        spans = [(self.at(role), role) for role in roles]
        made = tuple(Role(span.start, span.end, role) for span, role in spans)
        self.entities.append(Entity(local, kind, name, tuple(own), made, members=members))  # type: ignore[arg-type]
        return local

    def party(self, words: str, entity: str | None, nth: int = 1) -> Party:
        span = self.at(words, nth)
        return Party(span.start, span.end, None, entity)

    def reference(self, words: str, entity: str | None, nth: int = 1) -> Reference:
        span = self.at(words, nth)
        return Reference(span.start, span.end, None, entity)

    def time(self, words: str, value: str | None, earliest: str | None, latest: str | None) -> str:
        span, local = self.at(words), f"t{len(self.times) + 1}"
        self.times.append(
            TimeExpression(local, span.start, span.end, "DATE", value, None, None, None, earliest, latest, ORIGIN)
        )
        return local

    def quotation(
        self,
        content: tuple[str, ...],
        speaker: Reference | None,
        cue: str | None,
        *,
        form: str = "direct",
        act: str = "speech",
        stance: str = "says",
        within: str | None = None,
        time: str | None = None,
        channel: Channel | None = None,
    ) -> str:
        spans, local = tuple(self.at(words) for words in content), f"q{len(self.quotations) + 1}"
        self.quotations.append(
            Quotation(
                local,
                form,  # type: ignore[arg-type]
                act,  # type: ignore[arg-type]
                spans,
                spans if form == "direct" else (),
                self.at(cue) if cue else None,
                stance,  # type: ignore[arg-type]
                speaker,
                None,
                channel,
                time,
                within,
                ORIGIN,
            )
        )
        return local

    def event(
        self,
        kind: str,
        trigger: str,
        actors: tuple[Party, ...],
        recipients: tuple[Party, ...] = (),
        *,
        time: str | None = None,
        place: Reference | None = None,
        reality: str = "actual",
        asserted_by: str = "narrator",
        quantities: tuple[Quantity, ...] = (),
    ) -> str:
        local = f"v{len(self.events) + 1}"
        told = next((each for each in self.times if each.id == time), None)
        when = EventTime(told.id, told.value, told.earliest, told.latest, "stated") if told else None
        self.events.append(
            Event(
                local,
                kind,
                None,
                (),
                self.at(trigger),
                f"i{len(self.events) + 1}",
                actors,
                recipients,
                (),
                quantities,
                when,
                place,
                "negated" if reality == "negated" else "affirmed",
                "certain",
                "future" if reality == "future" else "past",
                False,
                reality,  # type: ignore[arg-type]
                asserted_by,
                0.9,
                ORIGIN,
            )
        )
        return local

    def reading(self, reader: Reader = READER) -> Reading:
        return Reading(
            self.article,
            reader,
            sentences(self.article.text),
            tuple(self.mentions),
            tuple(self.entities),
            tuple(self.times),
            tuple(self.quotations),
            tuple(self.events),
            tuple(self.warnings),
        )


def sentences(text: str) -> tuple[Span, ...]:
    """A sentence ends at a full stop with a blank behind it."""
    found, start = [], 0
    while start < len(text):
        stop = text.find(". ", start)
        end = len(text) if stop < 0 else stop + 1
        found.append(Span(start, end))
        start = end + 1 if stop >= 0 else end
    return tuple(found)


HARBOUR = (
    "Prime Minister Ilka Maroş met port workers in Tarsk on Tuesday. “We will reopen the harbour by May,” "
    "Maroş told the crowd. The dockers' union said that police had detained 12 strikers, its leader Óscar Peña wrote. "
    "Peña will visit Tarsk in 2027."
)


def harbour(
    reader: Reader = READER,
    published: str | None = "2026-03-05",
    outlet: str | None = "The Harbour Post",
    url: str | None = None,
) -> Reading:
    """Four events: narrated and dated, promised in a quotation, told at second hand without a date, and planned."""
    made = Maker(
        article(HARBOUR, title="Maroş meets dockers", ref="harbour", published=published, outlet=outlet, url=url)
    )
    premier = made.entity(
        "Ilka Maroş", "PERSON", ("Ilka Maroş", 1, "name"), ("Maroş", 2, "name"), roles=("Prime Minister",)
    )
    workers = made.entity("port workers", "PERSON", ("port workers", 1, "nominal"), ("the crowd", 1, "nominal"))
    town = made.entity("Tarsk", "GPE", ("Tarsk", 1, "name"), ("Tarsk", 2, "name"))
    union = made.entity("dockers' union", "ORG", ("The dockers' union", 1, "name"))
    leader = made.entity("Óscar Peña", "PERSON", ("Óscar Peña", 1, "name"), ("Peña", 2, "name"), roles=("leader",))
    strikers = made.entity("12 strikers", "PERSON", ("12 strikers", 1, "nominal"))
    tuesday = made.time("Tuesday", "2026-03-03", "2026-03-03", "2026-03-03")
    may = made.time("by May", "2026-05", None, "2026-05-31")
    later = made.time("2027", "2027", "2027-01-01", "2027-12-31")
    promise = made.quotation(
        ("We will reopen the harbour by May,",), made.reference("Maroş", premier, 2), "told", stance="promises"
    )
    written = made.quotation(
        ("The dockers' union said that police had detained 12 strikers",),
        made.reference("Óscar Peña", leader),
        "wrote",
        form="indirect",
        act="writing",
    )
    told = made.quotation(
        ("that police had detained 12 strikers",),
        made.reference("The dockers' union", union),
        "said",
        form="indirect",
        within=written,
    )
    count = made.at("12")
    made.event(
        "CONSULT",
        "met",
        (made.party("Ilka Maroş", premier),),
        (made.party("port workers", workers),),
        time=tuesday,
        place=made.reference("Tarsk", town),
    )
    made.event("CONCEDE", "reopen", (made.party("We", premier),), time=may, reality="future", asserted_by=promise)
    made.event(
        "COERCE",
        "detained",
        (made.party("police", None),),
        (made.party("12 strikers", strikers),),
        asserted_by=told,
        quantities=(Quantity("arrested", count.start, count.end, 12, 12, None),),
    )
    visitor, host = made.party("Peña", leader, 2), made.party("Tarsk", town, 2)
    made.event("CONSULT", "visit", (visitor,), (host,), time=later, reality="future")
    made.warnings.append(Warning("no_event_time", "when this happened is not said", *_ends(made.at("detained"))))
    return made.reading(reader)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def plain(number: int, reader: Reader = READER) -> Reading:
    """A short article of its own, with one event, for tests that need many."""
    text = f"Mayor Ann Vale{number} met Ben Okoro in Lund on 3 March. “Talks number {number} went well,” Okoro said."
    day = f"2026-03-{number % 27 + 1:02d}"
    made = Maker(article(text, outlet=f"Outlet {number % 3}", published=day, ref=str(number)))
    mayor = made.entity(f"Ann Vale{number}", "PERSON", (f"Ann Vale{number}", 1, "name"))
    other = made.entity("Ben Okoro", "PERSON", ("Ben Okoro", 1, "name"), ("Okoro", 2, "name"))
    met = made.time("3 March", "2026-03-03", "2026-03-03", "2026-03-03")
    made.quotation((f"Talks number {number} went well,",), made.reference("Okoro", other, 2), "said")
    made.event("CONSULT", "met", (made.party(f"Ann Vale{number}", mayor),), (made.party("Ben Okoro", other),), time=met)
    return made.reading(reader)
