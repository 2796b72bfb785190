"""Claims to be first: the words of one article that say an event is the first, the last or the only one, and of what.

Pure: a reading goes in, claims come out, each tied to the event that it is about or with the reason why to none. What
narrows a claim ("official", "with unions") is kept as stems, since an earlier event that lacks them may not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from dateline.gather.claimwords import alike, claimwords, deed
from dateline.gather.frame import Gatherer, Link, Node, Part, Read, Record
from dateline.gather.terms import WORD, normal, stem
from dateline.gather.timespans import Period, period

Kind = Literal["first", "last", "only", "none"]
"""The first (or n-th), the last until now, the only one, or none until now ("never before", "not since 1990")."""
NEAR, FAR = 4, 9
"""How many words may stand between a claim and its event, and between "the first" and "to visit"."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: its words, its number, whose first it is, in which period, about which event, and what narrows it.

    `own` is a party's ("his first"), `teller` the outlet's ("with us"); `by` describes who acts ("Norwegian minister").
    `event` is the event's position in the reading, None where the claim is tied to none.
    """

    kind: Kind
    rank: int
    start: int
    end: int
    event: int | None
    period: Period
    own: bool = False
    teller: bool = False
    by: str | None = None
    like: tuple[str, ...] = ()


class Firsts(Gatherer):
    """Articles that claim something to be a first; each stands alone, held against the others when it is asked for."""

    name, version, records = "firsts", "1", "articles"

    def parts(self, read: Read) -> Iterable[Part]:
        """One part with every claim of the article, if it makes any."""
        if found := claims(read):
            yield Part(0, read.article["published"], {"claims": [asdict(claim) for claim in found]})

    def keys(self, node: Node) -> Iterable[str]:
        """None: claims are not put together."""
        return ()

    def decide(self, one: Node, other: Node) -> Link | None:
        """Never."""
        return None


def claim_of(kept: Record) -> Claim:
    """A claim from its evidence."""
    return Claim(**{**kept, "period": Period(**kept["period"]), "like": tuple(kept["like"])})


def claims(read: Read) -> list[Claim]:
    """The claims of an article's text, in its order."""
    sentences = [_Sentence(read, at) for at in range(len(read.reading["sentences"]))]
    return [claim for sentence in sentences for claim in sentence.claims()]


class _Sentence:
    """One sentence with its events, looked through for claims."""

    def __init__(self, read: Read, at: int) -> None:
        span = read.reading["sentences"][at]
        self.read, self.at, self.words = read, at, claimwords()
        self.start, self.end = span["start"], span["end"]
        self.text: str = read.article["text"][self.start : self.end]
        self.events = [(n, event) for n, event in enumerate(read.reading["events"]) if self._holds(event["trigger"])]

    def _holds(self, span: Record) -> bool:
        return span.get("in") != "title" and self.start <= span["start"] < self.end

    def claims(self) -> Iterator[Claim]:
        """The claims of the sentence."""
        taken = -1
        for cue in self.words.cue.finditer(self.text):
            if cue.start() >= taken and (claim := self._claim(cue)):
                taken = claim.end - self.start
                yield claim

    def _claim(self, cue: re.Match[str]) -> Claim | None:
        if cue["none"]:
            return self._none(cue)
        word = cue["word"].lower()
        before, after = self.text[: cue.start()], self.text[cue.end() :]
        if self.words.denied(before) or (word[0] != cue["word"][0] and before.strip(" \"“'‘")):
            return None
        if word == "last":
            return self._last(cue, before, after)
        if word == "only" or cue["only"] is None or not self.words.is_other(after):
            return self._first(cue, before, after)
        return None

    # First, only.

    def _first(self, cue: re.Match[str], before: str, after: str) -> Claim | None:
        only = cue["word"].lower() == "only"
        whose = "any" if cue["only"] else self.words.whose(before)
        timed = re.match(r"\s+time\b", after)
        if self.words.is_other(after) or (whose is None and not (timed and before.rstrip().endswith("for"))):
            return None
        rank = self.words.rank(cue["word"])
        found = self._period(cue.end())
        event, by, end = self._timed(cue, timed) if timed else self._ahead(cue.end())
        if event is None and not timed and self._bare(after) and (found.told or not only):
            event, end = self._nearest(cue.start()), cue.end()
        if event is None and (only or not self._stated(found, cue.end())):
            return None
        if rank > 1 and not (cue["only"] or timed or (found.told and not re.search(r"\ban?\s+$", before))):
            return None
        return self._made("only" if only else "first", rank, cue, end, event, found, whose, by)

    def _stated(self, found: Period, at: int) -> bool:
        """Whether a claim that is tied to no event is one for its period's sake: "the first shutdown since 1995"."""
        between = self.text[at : found.start]
        near = found.told and len(WORD.findall(between)) <= FAR and not self.words.clause.search(between)
        return near and not re.match(r"(?:in|of)\s+\d", self.text[found.start :])

    def _timed(self, cue: re.Match[str], timed: re.Match[str]) -> tuple[int | None, str | None, int]:
        """The event of "for the first time" is the one before it, of "the first time that" the one behind."""
        end, ahead = cue.end() + timed.end(), self._following(cue.end())
        adverb = re.search(
            r"(\w\s+)?\bfor\s+(?:the|only the)\s+(?:very\s+)?$", self.text[: cue.start("word")], re.IGNORECASE
        )
        behind = self._near(self._nearest(cue.start(), same_clause=True), cue.start())
        ahead = None if adverb and adverb[1] else self._near(ahead, cue.end())
        event = behind if adverb and behind is not None else ahead if ahead is not None else behind
        return event, None, end

    def _ahead(self, at: int) -> tuple[int | None, str | None, int]:
        """The event that follows a claim: "first official visit", "first Norwegian minister to visit"."""
        rest = self.text[at:]
        reach = self.words.stop.search(rest)
        for position, event in self.events:
            start, end = (event["trigger"][key] - self.start for key in ("start", "end"))
            between = self.text[at:start]
            if start < at or (reach and start >= at + reach.start()) or self._named(event, start, at):
                continue
            doer = self.words.doer(between)
            if doer and len(WORD.findall(between)) <= FAR:
                return position, doer, end
            if doer is None and len(WORD.findall(between)) <= NEAR and not self.words.broken(between):
                return position, self._by(end), end
        return None, None, at

    def _named(self, event: Record, start: int, at: int) -> bool:
        """Whether what is counted is a name or a party: "the first Gulf War", "the first president faced"."""
        if self.text[start].isupper():
            return True
        parties = [(p["start"] - self.start, p["end"] - self.start) for p in (*event["actors"], *event["recipients"])]
        inside = [end for first, end in parties if first < at <= end <= start]
        return any(self.words.doer(self.text[at:start]) is None and self.text[end:start].strip() for end in inside)

    def _near(self, event: int | None, at: int) -> int | None:
        """The event, unless too many words stand between it and a place in the sentence."""
        if event is None:
            return None
        start, end = (self.read.reading["events"][event]["trigger"][key] - self.start for key in ("start", "end"))
        between = self.text[end:at] if start < at else self.text[at:start]
        return event if len(WORD.findall(between)) <= FAR else None

    def _by(self, end: int) -> str | None:
        found = self.words.by.match(self.text, end)
        return found["who"].strip() if found else None

    def _bare(self, after: str) -> bool:
        """Whether nothing is named that is the first: "the first since 1990", "the third this month"."""
        return bool(self.words.bare.match(after))

    def _nearest(self, at: int, same_clause: bool = False) -> int | None:
        """The last event before a place in the sentence, or in the sentence before."""
        here = [n for n, event in self.events if event["trigger"]["start"] - self.start < at]
        if here or same_clause:
            return here[-1] if here else None
        if self.at == 0:
            return None
        earlier = _Sentence(self.read, self.at - 1).events
        return earlier[-1][0] if earlier else None

    def _following(self, at: int) -> int | None:
        return next((n for n, event in self.events if event["trigger"]["start"] - self.start >= at), None)

    # Last, never.

    def _last(self, cue: re.Match[str], before: str, after: str) -> Claim | None:
        if self.words.is_unit(after) or re.search(r"\ban?\s+$", before):
            return None
        timed = re.match(r"\s+time\b(?!\s+around)", after)
        if timed and (self.words.whose(before) or not before.strip()):
            event = self._following(cue.end())
            end = cue.end() + timed.end()
        else:
            event, _, end = self._ahead(cue.end())
            adverb = self.words.whose(before) is None
            if event is None or len(WORD.findall(self.text[cue.end() : end])) > (1 if adverb else 3):
                return None
        if event is None:
            return None
        until = self._period(cue.end(), last=True)
        return self._made("last", 1, cue, end, event, until, self.words.whose(before), None)

    def _none(self, cue: re.Match[str]) -> Claim | None:
        """Never before, not since: the event that is told not to have been."""
        found, words = self._period(cue.start()), cue["none"].lower()
        event = self._following(cue.start())
        if event is None and " " in words:
            event = self._nearest(cue.start())
        if event is None or (words == "not since" and not found.told):
            return None
        trigger = self.read.reading["events"][event]["trigger"]
        gap = self.text[cue.end() : trigger["start"] - self.start]
        rest = self.text[trigger["end"] - self.start :]
        if " " not in words:
            near = len(WORD.findall(gap)) <= 2 and not self.words.stop.search(gap) and self._negated(event, words)
            perfect = re.search(r"\b(?:has|have|had)(?:\s+|n['’]t)", self.text[: cue.end()].lower()[-12:])
            told = (found.told and perfect and not self.words.causal(self.text[found.start :])) or (
                words == "never" and re.search(r"\bbefore\b(?!\s+\w)", rest)
            )
            if not near or not told:
                return None
        return self._made("none", 1, cue, cue.end(), event, found, None, None)

    def _negated(self, event: int, words: str) -> bool:
        """Whether "not" is said of the event, rather than of "the first visit"."""
        told: str = self.read.reading["events"][event]["polarity"]
        return words == "never" or told == "negated"

    # What a claim is made of.

    def _period(self, at: int, last: bool = False) -> Period:
        stop = self.words.stop.search(self.text, at)
        end = stop.start() if stop else len(self.text)
        times = [t for t in self.read.reading["times"] if self.start + at <= t["start"] < self.start + end]
        return period(self.text, at, end, [(t, t["start"] - self.start) for t in times], self.read.article, last)

    def _made(
        self,
        kind: Kind,
        rank: int,
        cue: re.Match[str],
        end: int,
        event: int | None,
        found: Period,
        whose: str | None,
        by: str | None,
    ) -> Claim:
        last = max(end, found.end if found.told else 0)
        return Claim(
            kind=kind,
            rank=rank,
            start=self.start + cue.start(),
            end=self.start + last,
            event=None if event is None else self._fuller(event),
            period=found,
            own=whose == "own",
            teller=whose == "teller" or self._to_teller(cue.end()) is not None,
            by=by,
            like=() if event is None else tuple(sorted(self._narrowed(event, cue, found, by))),
        )

    def _to_teller(self, at: int) -> re.Match[str] | None:
        """The words behind a place that say that it is the outlet's own: "with us", "with the Post"."""
        outlet = re.escape(re.sub(r"^the\s+", "", self.read.article["outlet"] or "", flags=re.IGNORECASE))
        named = [rf"(?:with|to|for)\s+(?:the\s+)?{outlet}"] if outlet else []
        patterns = [*map(re.escape, self.words.to_teller), *named]
        return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE).search(self.text, at)

    def _fuller(self, position: int) -> int:
        """The event itself, or an alike one just before that names its parties where this one names nobody."""
        events = self.read.reading["events"]
        event = events[position]
        if event["actors"] or event["recipients"] or event["place"]:
            return position
        near = _Sentence(self.read, self.at - 1).events if self.at else []
        several = [*reversed(self.events), *reversed(near)]
        named = [n for n, one in several if (one["actors"] or one["recipients"]) and self._one_kind(one, event)]
        return named[0] if named else position

    def _one_kind(self, one: Record, other: Record) -> bool:
        words = [self.read.words(each["trigger"]) for each in (one, other)]
        return alike(one["type"], one["mode"], deed(words[0]), other["type"], other["mode"], deed(words[1]))

    def _narrowed(self, position: int, cue: re.Match[str], found: Period, by: str | None) -> Iterator[str]:
        """The stems of what narrows the claim: the words up to the event and behind it, but parties and times."""
        event = self.read.reading["events"][position]
        if not self._holds(event["trigger"]):
            return
        trigger = [event["trigger"][key] - self.start for key in ("start", "end")]
        start = min(cue.end(), trigger[1])
        ends = self.words.clause.search(self.text, max(cue.end(), trigger[1]))
        end = min(ends.start() if ends else len(self.text), found.start if found.told else len(self.text))
        taken = [(trigger[0], trigger[1]), (cue.start(), cue.end()), *self._taken(event, cue.end())]
        described = {stem(normal(word)) for word in WORD.findall(by or "")}
        for word in WORD.finditer(self.text, start, max(end, start)):
            root = stem(normal(word.group()))
            free = not any(a <= word.start() < b for a, b in taken)
            if free and root not in described and normal(word.group()) not in self.words.plain:
                yield root

    def _taken(self, event: Record, at: int) -> Iterator[tuple[int, int]]:
        """Where the event's own parties and place stand, every time, and the outlet's name for itself."""
        place = [event["place"]] if event["place"] else []
        for span in (*event["actors"], *event["recipients"], *place, *self.read.reading["times"]):
            yield span["start"] - self.start, span["end"] - self.start
        if teller := self._to_teller(at):
            yield teller.span()
