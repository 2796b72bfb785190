"""Identities: mentions of many articles that name one person, organisation, place or people.

Entities of one name, kind and surroundings are one node; what links nodes is how their names are written and, where
that does not settle it, what is told of them: roles, country, sector, and who else is mentioned with them. A surname
alone is a node of its article, and joins the one person it points at, or none. Names that disagree (two Bushes) never
share an identity, whatever stands between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dateline.gather import evidence
from dateline.gather.bodies import acronym_of, spells
from dateline.gather.frame import Forest, Gatherer, Link, Node, Part, Read, Record, Tie
from dateline.gather.knowledge import picked, union
from dateline.gather.names import (
    PersonName,
    common,
    disagree,
    initial_of,
    near_given,
    near_part,
    same_given,
    same_part,
    spelled,
)
from dateline.gather.wordlists import wordlists

PERSON, SURNAME, THING, SHORT = "person", "surname", "thing", "acronym"
"""The kinds of nodes that are decided on; places and peoples are one node each from the start."""

UNKNOWN = "?"
"""The country of a body with a name that many have, where its article is about none."""

TOLD_APART = 3
"""From how many words on such a name is one body's even so, if only one country is known to have it."""

SURE = float("inf")
"""The score of what a person has judged."""

CAPITALS = 5
"""From how many letters on a word in capitals is the same name as the word in small letters (not ICE and ice)."""

RANKS = 9
"""More than there are binary digits in the number of parts that a node's evidence is made of."""

WELL_KNOWN = 4
"""From how many articles on a full name is one that a rare surname alone may stand for, whatever else is told."""

YEAR = 366
"""Within how many days of its full name a rare surname alone stands for it."""

KEPT = 40
"""How many names that it is mentioned with a node remembers."""


class Identities(Gatherer):
    """Entities of many articles that are one person, organisation, place or people."""

    name, version, records = "identities", "2", "entities"
    reach, heads, cap = 4, 16, 400
    led = True
    informed = True

    def parts(self, read: Read) -> Iterable[Part]:
        """Every entity that is named."""
        return evidence.parts(read)

    def combine(self, evidence: Sequence[Record]) -> Record:
        """What at most 32 articles tell of entities of one name."""
        first = evidence[0]
        combined: Record = {"kind": first["kind"], "name": first["name"]}
        for key in ("roles", "countries", "sectors", "company", "aliases"):
            counted = Counter(value for each in evidence for value in each.get(key, ()))
            combined[key] = [value for value, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))][:KEPT]
        combined["known"] = len(evidence)
        days = sorted(each["day"] for each in evidence if each.get("day"))
        combined["days"] = [days[0], days[-1]] if days else []
        combined["home"] = first.get("home", "")
        candidates = union(each.get("candidates", ()) for each in evidence)
        if known := picked(combined, candidates, doubtful=_many_bear(combined)):
            combined["is"] = known
        return combined

    def keys(self, node: Node) -> Iterable[str]:
        """By names, and by the entity of the knowledge base that a node is, if it is one."""
        told = node.evidence
        return {*self._name_keys(node), *([f"k {told['is']}"] if "is" in told else ())}

    def _name_keys(self, node: Node) -> Iterable[str]:
        """Persons under surname and first letter, surnames under the surname, things under their words and initials."""
        told = node.evidence
        if told["kind"] == PERSON:
            name = person(node)
            surname = spelled(name.surname)
            return {f"s {surname}", *(f"p {surname} {initial_of(part)}" for part in name.given)}
        if told["kind"] == SURNAME:
            return [f"s {spelled(told['name'])}"]
        if told["kind"] == THING:
            words = told["name"].split()
            initials = "".join(word[0] for word in words)
            short = {
                initials if len(words) > 1 else told["name"],
                *told["aliases"],
                acronym_of(told["name"]) or initials,
            }
            return {f"t {' '.join(sorted(words))}", *(f"a {letters}" for letters in short)}
        return [f"a {told['name']}"] if told["kind"] == SHORT else []

    def rank(self, node: Node) -> str:
        """Full names stand first, those in the most articles before all, so that surnames are compared with them."""
        if node.evidence["kind"] not in (PERSON, SHORT):
            return ""
        return f"!{RANKS - int(node.evidence['known']).bit_length()}"

    def decide(self, one: Node, other: Node) -> Link | None:
        """By kind: two full names, a surname and a full name, two surnames, two things, an acronym and a thing."""
        kinds = {one.evidence["kind"], other.evidence["kind"]}
        if _one_known(one, other) and (link := _known(one, other)):
            return link
        if _fellows(one, other):
            return _link(wordlists().weights["same_name"], "the same name, one parted from another by a judgement", [])
        if kinds == {PERSON}:
            return _persons(one, other)
        if kinds == {PERSON, SURNAME}:
            return _surname(*sorted((one, other), key=lambda node: node.evidence["kind"]))
        if kinds == {SURNAME}:
            return _surnames(one, other)
        if kinds == {THING}:
            return _things(one, other)
        if kinds == {THING, SHORT}:
            return _acronym(*sorted((one, other), key=lambda node: node.evidence["kind"]))
        return None

    def leans(self, node: Node) -> bool:
        """A surname alone joins the person whom it points at, and makes no two persons one."""
        return bool(node.evidence["kind"] == SURNAME)

    def host(self, node: Node, ties: Sequence[tuple[float, Node]]) -> str | None:
        """The full name of the surest link; none where another one that disagrees with it is about as sure.

        Where it is linked to none: the surname that was judged, if there is one.
        """
        full = [tie for tie in ties if tie[1].evidence["kind"] == PERSON]
        found = sorted(full or ties, key=lambda tie: (-tie[0], tie[1].id))
        if not found:
            return None
        return node.id if _between_two(found) else found[0][1].id

    def cut(self, nodes: Sequence[Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> list[list[str]]:
        """From the surest tie on; no identity gets two names that disagree, and what points at two joins neither.

        Names that disagree are one where a person has judged so, or the knowledge base has it: then all that would be
        with either, if nobody had, is with both.
        """
        told = {node.id: node for node in nodes}
        said = [tie for tie in ties if tie.score == SURE or _one_known(told[tie.one], told[tie.other])]
        if not said:
            return self._grown(told, ties, apart, Forest(told), Forest(told)).groups()
        plain = [tie for tie in ties if tie.score != SURE]
        by_name = self._grown(told, plain, apart, Forest(told), Forest(told))
        return self._grown(
            told, ties, apart, _joined(Forest(told), said, apart), _joined(by_name, said, apart)
        ).groups()

    def _grown(
        self, told: dict[str, Node], ties: Sequence[Tie], apart: frozenset[tuple[str, str]], ends: Forest, whole: Forest
    ) -> Forest:
        """Groups by their ties; `ends` are the nodes that are said to be one, `whole` with what is theirs by name."""
        forest, unsure = Forest(told), _unsure(told, ties)
        for tie in sorted(ties, key=lambda tie: (-tie.score, tie.one, tie.other)):
            one, other = forest.group(tie.one), forest.group(tie.other)
            small = len(one) + len(other) <= self.cap and not {tie.one, tie.other} & unsure
            if one is other or not (small or tie.score == SURE):
                continue
            pairs = _pairs(one, other)
            if any(pair in apart for pair in pairs):
                continue
            if tie.score == SURE or not any(_disagree(told, ends, whole, a, b) for a, b in pairs):
                forest.join(tie.one, tie.other)
        return forest


def person(node: Node) -> PersonName:
    """The name of a person's node."""
    return _parts(node.evidence["name"])


def _parts(written: str) -> PersonName:
    given, surname, suffix = written.split("|")
    return PersonName(tuple(given.split()), surname, suffix)


# What a knowledge base says.


def _many_bear(told: Record) -> bool:
    """Whether a node's name is a person's that many bear."""
    return bool(told["kind"] == PERSON) and common(_parts(told["name"]))


def _one_known(one: Node, other: Node) -> bool:
    """Whether two nodes are one entity of the knowledge base."""
    known = one.evidence.get("is")
    return known is not None and known == other.evidence.get("is")


def _known(one: Node, other: Node) -> Link | None:
    """Two names that the file gives one entity; a name of one word also needs something that speaks for it."""
    support, reasons = _support(one, other)
    told = (one.evidence, other.evidence)
    if not support and any(each["kind"] != PERSON and " " not in each["name"] for each in told):
        return None
    identifier = one.evidence["is"]
    reason = f"knowledge: {identifier}"
    return _link(wordlists().weights["known_entity"], reason, reasons, support)


def _joined(forest: Forest, said: Sequence[Tie], apart: frozenset[tuple[str, str]]) -> Forest:
    """The groups put together by what is said to be one, judgements first, but for what a person has parted."""
    for tie in sorted(said, key=lambda tie: (tie.score != SURE, tie.one, tie.other)):
        if not any(pair in apart for pair in _pairs(forest.group(tie.one), forest.group(tie.other))):
            forest.join(tie.one, tie.other)
    return forest


def _pairs(one: Sequence[str], other: Sequence[str]) -> list[tuple[str, str]]:
    return [(a, b) if a < b else (b, a) for a in one for b in other]


# What two nodes are to each other.


def _fellows(one: Node, other: Node) -> bool:
    """Whether two nodes would be one if a person had not parted a record of theirs from something else."""
    told = [
        (node.evidence["kind"], node.evidence["name"], node.evidence["home"], node.evidence["sectors"][:1])
        for node in (one, other)
    ]
    own = any(" " not in node.id for node in (one, other))
    return own and told[0] == told[1] and told[0][0] in (PERSON, THING, SHORT)


def _persons(one: Node, other: Node) -> Link | None:
    a, b, weights = person(one), person(other), wordlists().weights
    if _persons_clash(a, b):
        return None
    support, reasons = _support(one, other)
    if same_part(a.surname, b.surname) and same_given(a, b):
        spelled_out = same_part(a.given[0], b.given[0])
        middle_missing = bool(a.given[1:]) != bool(b.given[1:]) and any(
            len(part) > 2 for part in (*a.given[1:], *b.given[1:])
        )
        doubtful = common(a) or common(b) or not spelled_out or middle_missing
        if doubtful and support < weights["doubt"]:
            return None
        base = weights["same_name"] if spelled_out else weights["short_given"]
        return _link(base, "the same name" if spelled_out else "names that are short for one another", reasons, support)
    near = near_part(a.surname, b.surname) and same_part(a.given[0], b.given[0])
    near = near or (same_part(a.surname, b.surname) and near_given(a.given[0], b.given[0]))
    return _link(weights["near_name"] + support, "names a letter apart", reasons) if near else None


def _surname(full: Node, alone: Node) -> Link | None:
    """`full` is a person's node, `alone` a surname's (in the order of their kinds)."""
    name, weights = person(full), wordlists().weights
    if not same_part(name.surname, alone.evidence["name"]):
        return None
    support, reasons = _support(full, alone)
    known = full.evidence["known"]
    score = weights["surname"] + support + weights["known"] * known / Identities.sample
    if name.surname not in wordlists().common_surnames:
        score += weights["rare_surname"]
        if known >= WELL_KNOWN or support >= weights["company"] or _near_in_time(full, alone):
            score += weights["well_known"]
    return _link(score, "the surname of a full name", reasons)


def _near_in_time(full: Node, alone: Node) -> bool:
    """Whether the surname was printed within a year of an article that gives the full name."""
    days = full.evidence["days"]
    if not days or alone.day is None:
        return False
    first, last, day = (date.fromisoformat(each[:10]) for each in (*days, alone.day))
    return first - timedelta(days=YEAR) <= day <= last + timedelta(days=YEAR)


def _surnames(one: Node, other: Node) -> Link | None:
    if not same_part(one.evidence["name"], other.evidence["name"]):
        return None
    support, reasons = _support(one, other)
    weights = wordlists().weights
    rare = weights["rare_surname"] if one.evidence["name"] not in wordlists().common_surnames else 0.0
    return _link(weights["surname"] + rare + support, "the same surname", reasons) if support else None


def _things(one: Node, other: Node) -> Link | None:
    a, b = one.evidence, other.evidence
    words, weights = a["name"].split(), wordlists().weights
    if sorted(words) != sorted(b["name"].split()):
        return None
    if a["home"] == b["home"]:
        return _link(weights["same_name"], "the same words", [])
    if UNKNOWN not in (a["home"], b["home"]):
        return None
    support, reasons = _support(one, other)
    if len(words) < TOLD_APART and support < weights["unplaced_doubt"]:
        return None
    return _link(weights["same_unplaced"], "the same words, one in an article of no country", reasons)


def _acronym(short: Node, thing: Node) -> Link | None:
    """`short` is an acronym's node, `thing` that of a name written out (in the order of their kinds)."""
    letters, name, weights = short.evidence["name"], thing.evidence["name"], wordlists().weights
    known = acronym_of(name)
    if known or letters in wordlists().acronyms:
        return _link(weights["listed"], "a known acronym", []) if known == letters else None
    if letters == name and len(name) >= CAPITALS:
        return _link(weights["capitals"], "the same word in capitals", [])
    if letters in thing.evidence["aliases"] and spells(letters, name):
        support, reasons = _support(short, thing)
        return _link(weights["declared"], "an acronym that an article spells out so", reasons, support)
    return None


def _support(one: Node, other: Node) -> tuple[float, list[str]]:
    """How much what is told of two nodes speaks for their being one, and the words for it."""
    a, b, weights = one.evidence, other.evidence, wordlists().weights
    score, reasons = 0.0, []
    for key, weight in (("roles", "role"), ("countries", "country"), ("sectors", "sector")):
        if shared := sorted(set(a[key]) & set(b[key])):
            score += weights[weight]
            reasons.append(f"{weight}: {shared[0]}")
    if shared := sorted(set(a["company"]) & set(b["company"])):
        score += min(weights["most_company"], weights["company"] * len(shared))
        reasons.append(f"mentioned with: {', '.join(shared[:3])}")
    return score, reasons


def _link(score: float, why: str, reasons: list[str], support: float = 0.0) -> Link | None:
    """A link, if its score is high enough; support decides among links that are."""
    if score < wordlists().weights["least"]:
        return None
    return Link(round(score + support / 100, 4), why, {"also": reasons} if reasons else {})


# What keeps nodes apart.


def _clash(one: Node, other: Node) -> bool:
    """Whether two nodes cannot be one whatever links them."""
    if _one_known(one, other):
        return False
    kinds = one.evidence["kind"], other.evidence["kind"]
    if kinds == (PERSON, PERSON):
        return _persons_clash(person(one), person(other))
    if kinds == (THING, THING):
        homes = {one.evidence["home"], other.evidence["home"]} - {UNKNOWN}
        if len(homes) > 1:
            return True
        return _other_body(one.evidence["name"], other.evidence["name"])
    if kinds == (SHORT, SHORT):
        return bool(one.evidence["name"] != other.evidence["name"])
    return False


def _disagree(told: dict[str, Node], ends: Forest, whole: Forest, one: str, other: str) -> bool:
    """Whether two nodes clash, and all that is said to be one with either; what is said to be one does not."""
    if whole.group(one) is whole.group(other):
        return False
    return all(_clash(told[a], told[b]) for a in ends.group(one) for b in ends.group(other))


def _other_body(one: str, other: str) -> bool:
    known = acronym_of(one)
    return sorted(one.split()) != sorted(other.split()) and (known is None or known != acronym_of(other))


def _persons_clash(a: PersonName, b: PersonName) -> bool:
    if not (same_part(a.surname, b.surname) or near_part(a.surname, b.surname)):
        return True
    if not same_given(a, b) and near_given(a.given[0], b.given[0]):
        return a.suffix != b.suffix
    return disagree(a, b)


def _unsure(told: dict[str, Node], ties: Sequence[Tie]) -> set[str]:
    """Surnames and acronyms whose two best ties lead to names that disagree, neither much surer than the other."""
    best: dict[str, list[tuple[float, Node]]] = {}
    for tie in ties:
        for end, other in ((tie.one, tie.other), (tie.other, tie.one)):
            leaning = told[end].evidence["kind"] in (SURNAME, SHORT) or told[end].evidence["home"] == UNKNOWN
            if leaning and told[other].evidence["kind"] in (PERSON, THING):
                best.setdefault(end, []).append((tie.score, told[other]))
    ranked = {end: sorted(found, key=lambda tie: (-tie[0], tie[1].id)) for end, found in best.items()}
    return {end for end, found in ranked.items() if _between_two(found)}


def _between_two(ties: Sequence[tuple[float, Node]]) -> bool:
    """Whether the surest of some ties is hardly surer than one to a node that clashes with its."""
    (top, first), *others = ties
    margin = wordlists().weights["margin"]
    return any(top - score < margin and _clash(first, other) for score, other in others)
