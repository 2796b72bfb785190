"""From attributions to Quotation records: form, act, stance, speaker, addressee, channel, time and nesting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import Act, Quotation, QuotationForm, Reference, Span, Stance, TimeExpression
from dateline.quotations.areas import Area
from dateline.quotations.attribution import Attribution, Range
from dateline.quotations.channel import channel
from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Lexicon
from dateline.quotations.speaker import Mentions, addressee, head_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_TIME_LINKS = frozenset({"obl", "obl:tmod", "obl:unmarked", "nmod:tmod", "nmod:unmarked", "advmod", "obl:npmod"})


class Records:
    """Writes the quotations of one article."""

    def __init__(
        self,
        frame: Frame,
        words: Lexicon,
        areas: Sequence[Area],
        mentions: Mentions,
        times: Sequence[TimeExpression],
        version: str,
    ) -> None:
        self._frame, self._words, self._areas = frame, words, areas
        self._mentions, self._times, self._version = mentions, times, version

    def write(self, found: Sequence[Attribution]) -> tuple[Quotation, ...]:
        """One Quotation for each attribution, in the order given; `found` is sorted by content."""
        ids = {id(a): f"q{n}" for n, a in enumerate(found, 1)}
        return tuple(self._record(a, ids) for a in found)

    def _record(self, a: Attribution, ids: dict[int, str]) -> Quotation:
        told = addressee(self._frame, a)
        via = channel(self._frame, a, told)
        act = self._act(a)
        if act == "speech" and via and via.kind in ("social media", "document"):
            act = "writing"
        form, quoted = self._marks(a)
        return Quotation(
            ids[id(a)],
            form,
            act,
            tuple(Span(*self._frame.span(*p)) for p in a.content),
            quoted,
            Span(*self._frame.span(*a.cue)) if a.cue else None,
            self._stance(a),
            self._reference(a.source),
            self._reference(told),
            via,
            self._time(a),
            ids[id(a.parent)] if a.parent else None,
            f"quotations/{a.how}@{self._version}",
        )

    def _reference(self, words: Range | None) -> Reference | None:
        return self._mentions.reference(words) if words else None

    def _marks(self, a: Attribution) -> tuple[QuotationForm, tuple[Span, ...]]:
        """The form, by how many words of the content stand in marks, and the spans that do."""
        frame, held, total = self._frame, 0, 0
        quoted: list[Span] = []
        for first, last in a.content:
            total += _count(frame, first, last)
            for area in self._areas:
                low, high = max(first, area.first), min(last, area.last)
                if low <= high and not (area.region.depth and quoted and quoted[-1].end >= frame.ends[high]):
                    held += _count(frame, low, high)
                    quoted.append(Span(*frame.span(low, high)))
        form: QuotationForm = "indirect" if not held else "direct" if held >= total else "mixed"
        return form, tuple(quoted)

    def _act(self, a: Attribution) -> Act:
        act: Act = a.entry.act if a.entry else "speech"
        if a.source and act == "speech":
            return self._words.acts_by_source.get(self._frame.lemmas[head_of(self._frame, a.source)], act)
        return act

    def _stance(self, a: Attribution) -> Stance:
        """The stance of the cue; "did not say" declines and "does not think" doubts."""
        if a.entry is None:
            return "says"
        if a.head is not None and a.entry.stance == "says" and self._negated(a.head):
            return "doubts" if a.entry.act == "thought" else "declines"
        return a.entry.stance

    def _negated(self, verb: int) -> bool:
        return any(self._frame.lemmas[c] in ("not", "n't", "never") for c in self._frame.children[verb] if c < verb)

    def _time(self, a: Attribution) -> str | None:
        """The id of the time expression that hangs on the cue, or stands in the cue's stretch."""
        frame = self._frame
        for time in self._times:
            if a.cue and frame.starts[a.cue[0]] <= time.start and time.end <= frame.ends[a.cue[1]]:
                return time.id
            if a.head is not None and frame.parsed and self._hangs(a, time):
                return time.id
        return None

    def _hangs(self, a: Attribution, time: TimeExpression) -> bool:
        frame = self._frame
        if time.type not in ("DATE", "TIME") or a.head is None:
            return False
        for child in frame.children[a.head]:
            if frame.deps[child] not in _TIME_LINKS or any(x <= child <= y for x, y in a.content):
                continue
            if frame.starts[frame.low[child]] <= time.start and time.end <= frame.ends[frame.high[child]]:
                return True
        return False


def _count(frame: Frame, first: int, last: int) -> int:
    return sum(1 for w in frame.words[first : last + 1] if w[:1].isalnum())
