"""Mention candidates: the names, pronouns and noun phrases of an article that may stand for an entity."""

from __future__ import annotations

from dataclasses import dataclass, field

from dateline.names.countries import by_demonym, by_name
from dateline.names.lexicon import ANY, EITHER, FEMALE, HUMAN, MALE, NEUTER, PLURAL, SINGULAR, Lexicon, lexicon
from dateline.names.name_types import Name
from dateline.names.words import Words

_ROLES = {
    "nsubj": "s", "csubj": "s", "obj": "o", "iobj": "o", "obl": "b", "nmod": "n", "appos": "a", "ROOT": "r",
    "root": "r", "compound": "c", "vocative": "v", "dislocated": "s", "parataxis": "r",
}  # fmt: skip
_NO_MENTION = frozenset({"compound", "flat", "fixed", "appos", "goeswith", "discourse", "reparandum", "amod", "advmod"})
_INSIDE = frozenset({"nmod", "amod", "nummod", "det", "compound", "flat", "fixed", "advmod", "nmod:poss"})
_CLAUSES_WITHIN = frozenset({"acl", "advcl", "ccomp", "xcomp", "parataxis", "appos"})
_TIME_RELATIONS = frozenset({"obl:tmod", "obl:unmarked", "obl:npmod", "nmod:tmod", "nmod:unmarked", "nmod:desc"})


@dataclass(slots=True)
class Candidate:
    """A phrase that may corefer: its tokens, head, kind and what agreement, binding and salience need to know.

    `number` and `gender` are bit masks of what is possible (SINGULAR, PLURAL; MALE, FEMALE, NEUTER); `person` is 1, 2
    or 3, `role` a letter for the grammatical role, `clause` the head of its clause; `members` are the heads of the
    conjuncts of a coordination.
    """

    first: int
    last: int
    head: int
    kind: str
    type: str
    number: int
    gender: int
    person: int
    role: str
    sentence: int
    clause: int
    key: str
    rule: str = "model"
    members: tuple[int, ...] = ()
    roles: list[tuple[int, int]] = field(default_factory=list)


def candidates_of(words: Words, names: list[Name]) -> list[Candidate]:
    """All candidates in text order; longer first where two begin at one token."""
    lists = lexicon()
    found = [_name(words, name, lists) for name in names]
    taken = {i for name in names for i in range(name.first, name.last + 1)}
    for i, pos in enumerate(words.pos):
        if i in taken:
            continue
        if pos in ("PRON", "DET") and words.lower[i] in lists.pronouns:
            if words.dep[i] != "expl":
                found.append(_pronoun(words, i, lists))
        elif pos in ("NOUN", "PROPN", "ADJ", "NUM", "SYM"):
            phrase = _nominal(words, i, lists, taken)
            if phrase:
                found.append(phrase)
    found += _coordinations(words, found)
    return sorted(found, key=lambda c: (c.first, -c.last, c.kind))


def role_of(words: Words, head: int) -> str:
    """One letter for the grammatical role: s subject, o object, p possessor, b oblique, n noun modifier, r root, ..."""
    head = words.leading(head)
    if words.relation[head] == "nmod:poss":
        return "p"
    if words.relation[head] == "obl:agent":
        return "g"
    return _ROLES.get(words.dep[head], "x")


def _make(words: Words, first: int, last: int, head: int, kind: str, **more: object) -> Candidate:
    values = {"person": 3, "role": role_of(words, head), "sentence": words.sentence[first], **more}
    key = " ".join(words.lower[first : last + 1])
    return Candidate(first, last, head, kind, clause=words.clause(words.leading(head)), key=key, **values)  # type: ignore[arg-type]


def _pronoun(words: Words, i: int, lists: Lexicon) -> Candidate:
    person, number, gender = lists.pronouns[words.lower[i]]
    kind = "PERSON" if gender in (MALE, FEMALE, HUMAN) or person < 3 else "MISC"
    return _make(words, i, i, i, "pronoun", type=kind, number=number, gender=gender, person=person)


def _name(words: Words, name: Name, lists: Lexicon) -> Candidate:
    head = words.span_head(name.first, name.last)
    number, gender = SINGULAR, NEUTER
    if name.type == "PERSON":
        plural = words.tag[name.last] == "NNPS" and words.lower[max(0, name.first - 1)] == "the"
        number, gender = PLURAL if plural else SINGULAR, person_gender(words, name, lists)
    elif name.type == "NORP":
        plural = words.tag[head] in ("NNPS", "NNS") or words.text[name.last].endswith("s")
        number, gender = PLURAL if plural else EITHER, ANY
    elif name.type in ("ORG", "MISC", "PRODUCT"):
        number, gender = EITHER, NEUTER if name.type == "ORG" else ANY
    return _make(
        words, name.first, name.last, head, "name", type=name.type, number=number, gender=gender, rule=name.source
    )


def person_gender(words: Words, name: Name, lists: Lexicon) -> int:
    """MALE or FEMALE by the title before a name or its given name; both where neither tells."""
    before = words.lower[name.first - 1] if name.first else ""
    gender = lists.title_gender.get(before, lists.person_gender.get(before, HUMAN))
    if gender == HUMAN and name.last > name.first:
        gender = lists.first_names.get(words.lower[name.first].partition("-")[0], HUMAN)
    elif gender == HUMAN and words.text[name.first][:1].isupper():
        gender = lists.first_names.get(words.lower[name.first], HUMAN)
    return gender


def phrase_bounds(words: Words, head: int) -> tuple[int, int]:
    """First and last token of a noun phrase, less appositions, clauses, conjuncts, prepositions and 's."""
    first = last = head
    for child in words.children[head]:
        if words.dep[child] not in _INSIDE:
            continue
        if child < head:
            first = min(first, words.left[child])
        elif words.pos[child - 1] != "PUNCT" or words.text[child - 1] == "-":
            last = max(last, _before_clause(words, child))
    while last > head and (words.pos[last] in ("PUNCT", "SPACE") or words.lower[last] in ("'s", "’s")):
        last -= 1
    while first < head and words.pos[first] in ("PUNCT", "SPACE", "CCONJ"):
        first += 1
    return first, last


def _before_clause(words: Words, head: int) -> int:
    """Last token of what hangs on a word, up to the first clause or apposition that follows a noun in it."""
    last = head
    for child in words.children[head]:
        if child > last and words.dep[child] in _CLAUSES_WITHIN:
            break
        if child > head:
            last = max(last, _before_clause(words, child))
            if last < words.right[child]:
                break
    return last


def _nominal(words: Words, i: int, lists: Lexicon, taken: set[int]) -> Candidate | None:
    pos, relation = words.pos[i], words.relation[i]
    if words.dep[i] in _NO_MENTION or relation in _TIME_RELATIONS or words.lemma[i] in lists.not_referring:
        return None
    if words.child(i, "cop") is not None or (pos != "NOUN" and not _stands_alone(words, i)):
        return None
    first, last = phrase_bounds(words, i)
    kind, number, gender = noun_features(words, i, lists, first, last)
    return _make(words, first, last, i, "nominal", type=kind, number=number, gender=gender)


def _stands_alone(words: Words, i: int) -> bool:
    """Whether an adjective, number or untagged proper noun heads a phrase of its own ("the two", "the injured")."""
    if words.pos[i] == "PROPN":
        return words.dep[i] in ("nsubj", "obj", "obl", "nmod", "conj", "iobj")
    return words.dep[i] in ("nsubj", "obj", "obl", "nmod", "iobj") and words.child(i, "det") is not None


def noun_features(words: Words, i: int, lists: Lexicon, first: int, last: int) -> tuple[str, int, int]:
    """Type, number mask and gender mask of a noun phrase, from its head word and modifiers."""
    lemma = words.lemma[i]
    number = PLURAL if words.tag[i] in ("NNS", "NNPS") else SINGULAR
    if lemma in lists.grammar["plural_nouns"] or (number == SINGULAR and words.pos[i] in ("NUM", "ADJ")):
        number = PLURAL
    if lemma in lists.person and lemma not in lists.grammar["bodies_before_people"]:
        return _people(words, lemma, number, first, i, lists)
    if lemma in lists.group or words.lower[i] in lists.group:
        return "ORG", EITHER if number == SINGULAR else PLURAL, NEUTER
    if lemma in lists.place:
        return lists.place[lemma], number, NEUTER
    if lemma in lists.pairs or words.pos[i] in ("NUM", "ADJ"):
        return "PERSON", PLURAL, HUMAN
    if lemma in lists.event_heads:
        return "EVENT", number, NEUTER
    guess = ANY if lemma.endswith(tuple(sorted(lists.grammar["agent_endings"]))) else NEUTER
    return "MISC", number, ANY if number == PLURAL else guess


def _people(words: Words, lemma: str, number: int, first: int, head: int, lists: Lexicon) -> tuple[str, int, int]:
    if lemma in ("people", "person") and number == PLURAL:
        nations = [w for w in words.text[first:head] if by_demonym(w) and not by_name(w)]
        return ("NORP" if nations else "PERSON"), PLURAL, ANY
    gender = lists.person_gender.get(lemma, HUMAN)
    for word in words.lower[first:head]:
        if word in lists.grammar["female_modifiers"] | lists.grammar["male_modifiers"]:
            gender = FEMALE if word in lists.grammar["female_modifiers"] else MALE
    return "PERSON", number, gender


def _coordinations(words: Words, found: list[Candidate]) -> list[Candidate]:
    """Each coordination of names or noun phrases ("A and B") as a plural candidate with its conjuncts as members."""
    by_head = {c.head: i for i, c in enumerate(found)}
    groups = []
    for i, c in enumerate(found):
        rest = [j for j in words.children[c.head] if words.dep[j] == "conj" and j in by_head]
        if not rest or words.dep[c.head] == "conj" or c.person != 3 or not _joined(words, rest):
            continue
        members = [i, *(by_head[j] for j in rest)]
        first = min(c.first, phrase_bounds(words, c.head)[0])
        last = max(found[m].last for m in members)
        types = {found[m].type for m in members}
        kind = types.pop() if len(types) == 1 else "MISC"
        groups.append(_make(words, first, last, c.head, "group", type=kind, number=PLURAL, gender=ANY, members=tuple(
            found[m].head for m in members)))  # fmt: skip
    return groups


def _joined(words: Words, conjuncts: list[int]) -> bool:
    """Whether a coordination is by "and" (not "or", "but")."""
    last = conjuncts[-1]
    return any(words.lower[c] in ("and", "&") for c in words.children[last] if words.dep[c] == "cc")
