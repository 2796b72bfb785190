"""Matters: whether two articles speak of one thing announced, by what is done, who takes part, where, and about what.

Pure. Unlike happenings, tellings of one matter may be months apart and name different days: the day is what an
announcement moves. What two tellings name differently (other parties, another place) always keeps them apart.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Any, Literal

from dateline.gather.terms import Vector, corpus, cosine, unit

Cue = Literal["shifts", "cancels"]
CUES: tuple[Cue, ...] = ("shifts", "cancels")
APART = re.compile(r"[;:“”]|\b(?:who|but|after|while|although|because)\b")
"""What stands between two clauses; commas do where they come one at a time."""
TOKEN = re.compile(r"\w+")
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types whose parties do the same to each other, so that it does not matter who is named first."""
PLACE = "place"
"""The kind of parties that are places."""
MOVING = frozenset({"REJECT", "SANCTION"})
"""Types as which it is coded that something announced is moved or cancelled."""
NEAR = 60
"""Within how many characters of the trigger a word that moves or cancels is about it."""
ALIKE = 0.15
"""From which cosine on two articles are about the same, where a party and the act are shared too."""
ONLY_ALIKE = 0.3
"""The same where no party is shared because one of the two names none."""


@dataclass(frozen=True)
class Announced:
    """One telling of an event: what is done, when, by whom and where, and the sentence that tells it.

    `actors` and `recipients` are keys of those who are named, by kind: a person's key is set against persons only.
    `place` holds the key of the place, `wide` that of its country; `evidence` is what the gatherer of happenings saw of
    it, as JSON. `earliest` and `latest` are days that the telling
    states itself, None where it states none; `ahead` says that it tells of what is to come.
    """

    id: str
    article: str
    published: str
    type: str
    mode: str | None
    reality: str
    earliest: str | None
    latest: str | None
    trigger: str
    sentence: str
    ahead: bool = False
    actors: frozenset[tuple[str, str]] = frozenset()
    recipients: frozenset[tuple[str, str]] = frozenset()
    place: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()
    evidence: str = ""

    @property
    def parties(self) -> frozenset[tuple[str, str]]:
        """Everybody named, on both sides."""
        return self.actors | self.recipients

    @property
    def order(self) -> tuple[str, str, str]:
        """Where it stands: by publication, then by id, whatever the order of arrival."""
        return self.published, self.article, self.id

    @cached_property
    def tokens(self) -> frozenset[str]:
        """The words of the sentence, in lower case."""
        return frozenset(TOKEN.findall(self.sentence.lower()))

    @cached_property
    def cue(self) -> tuple[Cue, str] | None:
        """What the sentence says of the day: that it moves, or that nothing comes of it, with the word that says so."""
        for name in CUES:
            found = _near(_words()[name], self)
            if found is not None:
                return name, found
        return None

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of act: by the mode and the trigger; of what moves or cancels something, by what stands near it."""
        found = (
            {name for name, phrases in _kinds().items() if _near(phrases, self)} if self.cue else _done(self.trigger)
        )
        if self.mode and self.type != "REJECT":
            found = {*found, self.mode}
        return frozenset(found) or frozenset({self.trigger.lower()})

    @property
    def announces(self) -> bool:
        """Whether the trigger itself only announces ("plans", "promised")."""
        return bool(_words()["announcing"].pattern.fullmatch(self.trigger))

    @property
    def lies_ahead(self) -> bool:
        """Whether a word of the sentence says that something is still to come ("will", "is set to", "tomorrow")."""
        return _holds(_words()["ahead"], self)

    @property
    def conditional(self) -> bool:
        """Whether the sentence makes something hang on something else ("unless")."""
        return _holds(_words()["conditional"], self)

    @property
    def unplanned(self) -> bool:
        """Whether it is told that there is no plan for it."""
        return _near(_words()["unplanned"], self) is not None

    @property
    def another(self) -> bool:
        """Whether the sentence says that it is another one of its kind ("again", "a second round")."""
        return _holds(_words()["again"], self)


@dataclass(frozen=True, slots=True)
class _List:
    """Phrases as one pattern of whole words, and the words they begin with, which tell sooner that none is there."""

    pattern: re.Pattern[str]
    heads: frozenset[str]


@cache
def _words() -> Mapping[str, _List]:
    """The lists of expectations.toml."""
    return {name: _list(phrases) for name, phrases in _content().items() if name != "kinds"}


@cache
def _kinds() -> Mapping[str, _List]:
    """Its kinds of acts."""
    return {name: _list(phrases) for name, phrases in _content()["kinds"].items()}


def _content() -> dict[str, Any]:
    return tomllib.loads(files("dateline.gather").joinpath("expectations.toml").read_text("utf-8"))


def _list(phrases: Sequence[str]) -> _List:
    longest = "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))
    pattern = re.compile(rf"(?<![\w-])(?:{longest})(?![\w-])", re.IGNORECASE)
    return _List(pattern, frozenset(TOKEN.findall(phrase)[0] for phrase in phrases))


@lru_cache(maxsize=8192)
def _done(trigger: str) -> frozenset[str]:
    """The kinds of act that a trigger tells."""
    return frozenset(name for name, phrases in _kinds().items() if phrases.pattern.search(trigger))


def _holds(phrases: _List, telling: Announced) -> bool:
    """Whether one of them stands anywhere in the sentence."""
    return not phrases.heads.isdisjoint(telling.tokens) and bool(phrases.pattern.search(telling.sentence))


def _near(phrases: _List, telling: Announced) -> str | None:
    """The first that is the trigger or stands near it, in the same clause."""
    if phrases.heads.isdisjoint(telling.tokens):
        return None
    triggers = [found.span() for found in re.finditer(re.escape(telling.trigger), telling.sentence)]
    for found in phrases.pattern.finditer(telling.sentence):
        if any(_one_clause(telling.sentence, found.span(), span) for span in triggers):
            return found[0]
    return None


def _one_clause(sentence: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches stand near each other with nothing between that opens or closes a clause."""
    between = sentence[min(one[1], other[1]) : max(one[0], other[0])]
    aside = between.count(",") % 2
    return len(between) <= NEAR and not aside and not APART.search(between)


def one_matter(one: Announced, other: Announced) -> str | None:
    """Why two tellings speak of one matter, in words; None where they do not, or too little says so."""
    if not _one_type(one, other) or _contrary(one, other) or _elsewhere(one, other):
        return None
    act = one.kinds & other.kinds
    shared = _shared(one, other)
    if shared and act and (len(shared) > 1 or one.place & other.place or _alike(one, other) >= ALIKE):
        return _reason(shared, act)
    if len(shared) > 1 and _alike(one, other) >= ALIKE:
        return f"{_reason(shared, act)}, told in articles about the same"
    if act and not (one.parties and other.parties) and _alike(one, other) >= ONLY_ALIKE:
        return f"{_reason(shared, act)}, told in articles about the same"
    return None


def surely(one: Announced, other: Announced) -> bool:
    """Whether the parties alone tell that `other` is of the matter of `one`, whatever day it names or does not name.

    Two that both name; or the only one that `one` names, unless it is a place; or nobody named on either side.
    """
    shared = _shared(one, other)
    if len(one.parties) == 1:
        return bool(shared) and all(kind != PLACE for kind, _ in shared)
    return len(shared) > 1 or not (one.parties or other.parties)


def _alike(one: Announced, other: Announced) -> float:
    """How far two articles are about the same; 0 where that is not known."""
    return cosine(_about(one.evidence), _about(other.evidence))


@lru_cache(maxsize=8192)
def _about(evidence: str) -> Vector:
    """What an article is about, from the evidence of a happening."""
    return unit(json.loads(evidence)["about"], corpus().weight) if evidence else {}


def _one_type(one: Announced, other: Announced) -> bool:
    """The same type and no other mode; what moves or cancels may be of any type, since it is coded as a refusal."""
    if one.type == other.type:
        return one.mode is None or other.mode is None or one.mode == other.mode or bool(one.kinds & other.kinds)
    return any(each.type in MOVING and each.cue for each in (one, other))


def _sides(one: Announced, other: Announced) -> list[tuple[frozenset[tuple[str, str]], frozenset[tuple[str, str]]]]:
    if one.type != other.type or one.type in MUTUAL or {one.mode, other.mode} & {"ceasefire"}:
        return [(one.parties, other.parties)]
    return [(one.actors, other.actors), (one.recipients, other.recipients)]


def _contrary(one: Announced, other: Announced) -> bool:
    """Whether each names somebody on a side whom the other does not, though it names others of that kind."""
    return any(_other_kind(mine - theirs, theirs - mine) for mine, theirs in _sides(one, other))


def _other_kind(mine: frozenset[tuple[str, str]], theirs: frozenset[tuple[str, str]]) -> bool:
    return bool({kind for kind, _ in mine} & {kind for kind, _ in theirs})


def _shared(one: Announced, other: Announced) -> frozenset[tuple[str, str]]:
    return frozenset(party for mine, theirs in _sides(one, other) for party in mine & theirs)


def _elsewhere(one: Announced, other: Announced) -> bool:
    """Whether both name a place and neither lies in the other."""
    if not one.place or not other.place:
        return False
    return not (one.place & other.place or one.place & other.wide or one.wide & other.place)


def _reason(shared: frozenset[tuple[str, str]], act: frozenset[str]) -> str:
    who = "the same parties" if len(shared) > 1 else "the same party" if shared else ""
    what = f"the same act ({', '.join(sorted(act))})" if act else ""
    return " and ".join(each for each in (who, what) if each)
