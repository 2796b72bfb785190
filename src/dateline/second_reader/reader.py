"""A second reader: asks its address for the rows of a reading's text and sets what the text bears out beside them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from dateline.events import Codebook
from dateline.ids import short
from dateline.model import Reading, Warning
from dateline.second_reader.address import Address
from dateline.second_reader.answer import rows
from dateline.second_reader.asking import Asker
from dateline.second_reader.grounding import Grounded, grounded
from dateline.second_reader.question import SENT, Question

ORIGIN = "second-reader"


@dataclass(slots=True)
class Sent:
    """What was sent: each article once, its characters as often as they went out; and what came of it."""

    articles: int = 0
    characters: int = 0
    events: int = 0
    quotations: int = 0
    dropped: int = 0


@dataclass(slots=True)
class SecondReader:
    """A model at an address. `label` is what its readings name beside the first reader's model."""

    to: Address
    model: str
    asker: Asker
    sent: Sent = field(default_factory=Sent)

    @classmethod
    def at(cls, to: Address, model: str, key: str | None, seconds: float) -> SecondReader:
        """A second reader that waits for an answer for so many seconds."""
        return cls(to, model, Asker(to, key, seconds))

    @property
    def label(self) -> str:
        """The origin of its records: `second-reader:MODEL@HOST`."""
        return f"{ORIGIN}:{self.model}@{self.to.host}"

    def beside(self, reading: Reading, codebook: Codebook) -> Reading:
        """The reading with the second reader's rows after the first's. A text that was not read is not sent.

        Raises SecondReaderError where no answer came, or none that can be used.
        """
        if not reading.sentences:
            return reading
        question, text = Question(codebook), reading.article.text
        said = self._asked(question, text)
        kept = grounded(reading, rows(said), codebook, self.label)
        self._count(kept)
        noted = [Warning("second_reader", self._told(question, said, kept))]
        if len(text) > SENT:
            noted.append(Warning("second_reader_partial", f"only the first {SENT:,} of {len(text):,} characters went"))
        return replace(
            reading,
            reader=replace(reading.reader, model=self.beside_model(reading.reader.model)),
            quotations=(*reading.quotations, *kept.quotations),
            events=(*reading.events, *kept.events),
            warnings=(*reading.warnings, *noted),
        )

    def beside_model(self, model: str) -> str:
        """The model that a reading names when both have read."""
        return f"{model} + {self.label}"

    def _asked(self, question: Question, text: str) -> str:
        def posted() -> None:
            self.sent.characters += min(len(text), SENT)

        self.sent.articles += 1
        return self.asker.ask(question.payload(self.model, text), posted)

    def _count(self, kept: Grounded) -> None:
        self.sent.events += len(kept.events)
        self.sent.quotations += len(kept.quotations)
        self.sent.dropped += kept.dropped.total()

    def _told(self, question: Question, said: str, kept: Grounded) -> str:
        """What a reading says of the second reader: who, the hashes of question and answer, what became of the rows."""
        answer = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        why = ", ".join(f"{count} {reason}" for reason, count in sorted(kept.dropped.items()))
        return (
            f"{self.label}: {len(kept.events)} events and {len(kept.quotations)} quotations kept, "
            f"{kept.dropped.total()} dropped{f' ({why})' if why else ''}; "
            f"question {short(question.digest)}, answer {answer}"
        )
