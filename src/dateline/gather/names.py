"""Names as they are compared across articles: the parts of a person's name, one spelling for many, what disagrees."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from dateline.gather.wordlists import wordlists

INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,}")
OTHER = re.compile(r"[^a-z0-9]+")
PARTY = re.compile(r"[,(].*|\b[DRI]-[A-Z].*", re.DOTALL)
"""What American papers put behind a politician's name: a comma, the party and the state."""
ALBERT = re.compile(r"\bAl (?=[A-Z])")
"""A given name; before an Arab family's name it is the article."""
POSSESSIVE = re.compile(r"['’]s?\b(?=\W|$)")
DOUBLED = re.compile(r"([a-z])\1+")
LONG = 5
"""From how many letters on a part may differ by a letter and still be a spelling of another."""


def folded(name: str) -> str:
    """Lower-case ASCII words with single blanks, without possessives; initials together ("the U.S." is "the us")."""
    plain = anyascii(unicodedata.normalize("NFKC", name)).lower()
    joined = INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", plain)
    apart = re.sub(r"(?<=\w)['’](?=\w{2})", "", POSSESSIVE.sub("", joined))
    return OTHER.sub(" ", apart).strip()


@lru_cache(maxsize=65536)
def spelled(part: str) -> str:
    """A folded name part in the one spelling that stands for its transliterations (Zelensky, Zelenskyy, Zelenskiy)."""
    lists = wordlists()
    part = lists.variants.get(part, part)
    for pattern, to in lists.rules:
        part = pattern.sub(to, part)
    return DOUBLED.sub(r"\1", part)


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, folded: given names in order, surname (empty of one part), suffix (jr, iii)."""

    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def full(self) -> bool:
        """Whether it has a given name and a surname."""
        return bool(self.given and self.surname)


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName | None:
    """The name without titles and courtesy; None where nothing is left."""
    lists = wordlists()
    parts = folded(PARTY.sub("", name)).removeprefix("the ").split()
    while len(parts) > 1 and parts[0] in lists.titles:
        parts = parts[1:]
    suffix = ""
    while len(parts) > 1 and parts[-1] in lists.suffixes:
        last = parts.pop()
        suffix = last if last in lists.generations else suffix
    if len(parts) == 2 and parts[0] == "al" and parts[1] not in lists.houses and ALBERT.search(name):
        return PersonName(("al",), parts[1], suffix)
    parts = [part for part in parts if part not in lists.dropped] or parts
    parts = _with_patronymics(parts)
    if not parts or (len(parts) == 1 and (parts[0] in lists.titles or len(parts[0]) < 2)):
        return None
    if len(parts) == 1:
        return PersonName((), parts[0], suffix)
    if parts[0] in lists.family_first and parts[0] not in lists.given_names and len(parts) <= 3:
        return PersonName(("".join(parts[1:]),), parts[0], suffix)
    return PersonName(tuple(part for part in parts[:-1] if part not in lists.particles), parts[-1], suffix)


def titles(name: str) -> list[str]:
    """The titles that stand before a person's name, folded ("Rep. Ann Vale" is a representative)."""
    parts = folded(PARTY.sub("", name)).removeprefix("the ").split()
    kept = next((at for at, part in enumerate(parts) if part not in wordlists().titles), len(parts) - 1)
    return parts[: max(kept, 0)]


def _with_patronymics(parts: list[str]) -> list[str]:
    """The parts with "bin" and what follows it as one: Salman is not bin Salman."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1] in wordlists().patronymics:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def same_part(one: str, other: str) -> bool:
    """Whether two name parts are spellings of one."""
    return one == other or (len(one) > 2 and len(other) > 2 and spelled(one) == spelled(other))


def near_part(one: str, other: str) -> bool:
    """Whether two long name parts differ by a letter (two, of nine and more), the first letter being the same."""
    a, b = spelled(one), spelled(other)
    shorter = min(len(a), len(b))
    if shorter < LONG or a[0] != b[0]:
        return False
    most = 2 if shorter >= 9 else 1
    return int(Levenshtein.distance(a, b, score_cutoff=most)) <= most


def near_given(one: str, other: str) -> bool:
    """Whether two given names differ by a letter and are not two names that people are given (Ivana, Ivanka)."""
    given = wordlists().given_names
    return near_part(one, other) and not (one in given and other in given and not same_part(one, other))


def short_for(one: str, other: str) -> bool:
    """Whether one given name is an initial or a short form of the other (Mike, Michael)."""
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    forms = wordlists().short_forms
    return bool(forms.get(one, frozenset()) & forms.get(other, frozenset()))


def given_agree(one: str, other: str) -> bool:
    """Whether two given names may be one person's."""
    return same_part(one, other) or short_for(one, other)


def same_given(one: PersonName, other: PersonName) -> bool:
    """Whether the given names may be one person's: the first ones, or the first of one and a later one of the other."""
    a, b = one.given, other.given
    return (
        given_agree(a[0], b[0])
        or any(same_part(a[0], part) for part in b[1:])
        or any(same_part(b[0], part) for part in a[1:])
    )


def initial_of(part: str) -> str:
    """The letter under which a given name is looked for: that of the name it is a short form of."""
    forms = wordlists().short_forms.get(part)
    return (min(forms) if forms else spelled(part))[:1]


def disagree(one: PersonName, other: PersonName) -> bool:
    """Whether two full names of one surname cannot be one person's: other given names, middle names or generations."""
    if not (one.full and other.full):
        return False
    if one.suffix != other.suffix:
        return True
    if not given_agree(one.given[0], other.given[0]):
        return not same_given(one, other)
    return _middles_disagree(one.given[1:], other.given[1:])


def _middles_disagree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Both have middle names, and each has one that the other lacks (W. and H.W.; Louise and Lynn)."""
    if not one or not other:
        return False
    if any(len(part) > 2 for part in one) and any(len(part) > 2 for part in other):
        return _lacks(one, other) and _lacks(other, one)
    a, b = ("".join(part if len(part) <= 2 else part[0] for part in parts) for parts in (one, other))
    return not (a.startswith(b) or b.startswith(a))


def _lacks(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one has a name that agrees with none of the other's."""
    return any(not any(given_agree(x, y) for y in other) for x in one)


def thing_words(name: str) -> tuple[str, ...]:
    """The words of an organisation's or a thing's name, without article and legal form; empty where the name is."""
    lists = wordlists()
    parts = folded(name).split()
    kept = [part for part in parts if part not in lists.small]
    while len(kept) > 1 and kept[-1] in lists.legal:
        kept.pop()
    return tuple(kept or parts)


def is_generic(words: tuple[str, ...]) -> bool:
    """Whether every word is one that bodies of many countries have in their names ("Supreme Court")."""
    return all(word in wordlists().generic for word in words)


def is_acronym(name: str) -> bool:
    """Whether a printed name is written as an acronym: two to eight letters, nearly all of them capital."""
    letters = re.sub(r"[^A-Za-z]", "", name)
    return 2 <= len(letters) <= 8 and " " not in name.strip() and sum(map(str.isupper, letters)) >= len(letters) - 1


def common(name: PersonName) -> bool:
    """Whether a full name is one that many bear: a common surname with a common given name."""
    lists = wordlists()
    return name.surname in lists.common_surnames and bool(name.given) and name.given[0] in lists.given_names
