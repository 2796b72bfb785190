"""Which names of one article name the same thing: full names and their parts, acronyms, any name of a country."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict

from dateline.names.candidates import Candidate
from dateline.names.countries import by_name, by_whole, fold
from dateline.names.lexicon import Lexicon, lexicon
from dateline.names.words import Words

LONGEST_ACRONYM = 8
JOINED = 6
"""Words between two joined names, at most: "and", a title."""
SHORTEST_PART = 3
PLACES = frozenset({"GPE", "LOC"})
THINGS = frozenset({"ORG", "MISC", "PRODUCT", "FAC", "EVENT"})
"""Types that the model confuses in one name's longer and shorter form ("Borell Arena", ORG, and "the Arena", FAC)."""


def same_names(words: Words, candidates: list[Candidate]) -> dict[int, int]:
    """{index of a name candidate: index of the first candidate that names the same}; every name is in it."""
    names = [i for i, c in enumerate(candidates) if c.kind == "name"]
    persons = [i for i in names if candidates[i].type == "PERSON"]
    others = [i for i in names if candidates[i].type != "PERSON"]
    return {**_persons(words, candidates, persons), **_others(words, candidates, others)}


def parts_of(words: Words, c: Candidate, lists: Lexicon) -> tuple[str, ...]:
    """The parts of a person's name in lower case, without suffixes, particles kept with the surname that follows."""
    tokens = [plain(t) for t in words.lower[c.first : c.last + 1] if t[0].isalnum() or len(t) > 1]
    while len(tokens) > 1 and tokens[-1] in lists.suffixes:
        tokens.pop()
    while len(tokens) > 1 and tokens[-1] in ("'s", "’s"):
        tokens.pop()
    return tuple(tokens)


def plain(word: str) -> str:
    """A word without accents and other marks of its letters; words in other scripts stay as they are."""
    return (
        word
        if word.isascii()
        else "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    )


def spelled_alike(a: str, b: str) -> bool:
    """Whether two name parts are one but for doubled letters and the usual transliterations (Zelensky, Zelenskyy)."""
    return a == b or (len(a) > 4 and len(b) > 4 and _plain(a) == _plain(b))


def _plain(part: str) -> str:
    for written, plain in (("iy", "y"), ("yi", "y"), ("ij", "y"), ("ii", "y"), ("i", "y"), ("ks", "x"), ("’", "'")):
        part = part.replace(written, plain)
    out = part[:1]
    for letter in part[1:]:
        if letter != out[-1]:
            out += letter
    return out


def given_names_agree(a: str, b: str) -> bool:
    """Whether two given names may be one person's: the same, an initial, or a short form of the other."""
    a, b = a.rstrip("."), b.rstrip(".")
    if len(a) <= 2 or len(b) <= 2:
        return a[:1] == b[:1]
    return spelled_alike(a, b) or a.startswith(b) or b.startswith(a)


def _full_names_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return (spelled_alike(a[-1], b[-1]) and given_names_agree(a[0], b[0])) or (
        (a[0] == b[0] and set(a) <= set(b)) or set(b) <= set(a)
    )


def _persons(words: Words, candidates: list[Candidate], persons: list[int]) -> dict[int, int]:
    lists = lexicon()
    parts = {i: parts_of(words, candidates[i], lists) for i in persons}
    heads: list[int] = []
    same: dict[int, int] = {}
    for i in (i for i in persons if len(parts[i]) > 1):
        match = next((h for h in heads if _full_names_agree(parts[h], parts[i])
                      and candidates[h].gender & candidates[i].gender), None)  # fmt: skip
        same[i] = i if match is None else match
        if match is None:
            heads.append(i)
    by_part: defaultdict[str, list[int]] = defaultdict(list)
    for i in persons:
        if len(parts[i]) > 1:
            for part in parts[i]:
                by_part[_plain(part)].append(i)
    alone: dict[str, list[int]] = defaultdict(list)
    single = [i for i in persons if len(parts[i]) == 1]
    for part in {_plain(parts[i][0]) for i in single} & by_part.keys():
        alike = [i for i in single if _plain(parts[i][0]) == part]
        others = {same[j] for i in alike for j in by_part[part] if _are_joined(words, candidates, i, j)}
        by_part[part] = [j for j in by_part[part] if same[j] not in others]
    for i in single:
        same[i] = _bearer(i, parts, by_part, same, candidates, alone)
    return same


def _are_joined(words: Words, candidates: list[Candidate], i: int, j: int) -> bool:
    """Whether "and" joins a surname alone with a full name: "Obama and his wife, Michelle Obama" are two."""
    first, second = sorted((candidates[i], candidates[j]), key=lambda c: c.first)
    between = words.lower[first.last + 1 : second.first]
    return len(between) <= JOINED and between[:1] == ["and"]


def _bearer(i: int, parts: dict[int, tuple[str, ...]], by_part: dict[str, list[int]], same: dict[int, int],
            candidates: list[Candidate], alone: dict[str, list[int]]) -> int:  # fmt: skip
    """The full name that a single name is short for: by surname, then by given name; of several bearers the one whom
    the article names in full most often, else the one it names first."""
    part, c = parts[i][0], candidates[i]
    options = [j for j in by_part.get(_plain(part), ()) if candidates[same[j]].gender & c.gender and c.number != 2]
    surnames = [j for j in options if spelled_alike(parts[j][-1], part)]
    if c.number == 2:
        options = surnames = []
    options = surnames or options
    if options:
        often = Counter(same[j] for j in options).most_common(2)
        if len(often) == 1 or often[0][1] > often[1][1]:
            return often[0][0]
        tied = {root for root, times in Counter(same[j] for j in options).items() if times == often[0][1]}
        return min(tied)
    known = [j for j in alone[part] if candidates[j].gender & c.gender and candidates[j].number == c.number]
    if known:
        return known[0]
    alone[part].append(i)
    return i


def _others(words: Words, candidates: list[Candidate], names: list[int]) -> dict[int, int]:
    first: dict[str, int] = {}
    same: dict[int, int] = {}
    longer: list[tuple[tuple[str, ...], int]] = []
    for i in names:
        key = _key(words, candidates[i])
        same[i] = first.setdefault(key, i)
        if same[i] == i and candidates[i].type != "NORP":
            longer.append((_tokens(words, candidates[i]), i))
    _join_short(words, candidates, longer, same)
    return {i: _root(same, i) for i in names}


def _root(same: dict[int, int], i: int) -> int:
    while same[i] != i:
        i = same[i]
    return i


def _key(words: Words, c: Candidate) -> str:
    written = " ".join(words.text[c.first : c.last + 1])
    if c.type == "NORP":
        adjective = words.pos[c.head] == "ADJ" or words.dep[c.head] in ("amod", "compound")
        return f"adjective:{c.first}" if adjective else f"people:{fold(written).rstrip('s')}"
    iso3 = by_whole(written)
    if iso3 and c.type in ("GPE", "LOC", "ORG") and written != written.lower():
        return f"iso:{iso3}"
    return " ".join(_tokens(words, c))


def _tokens(words: Words, c: Candidate) -> tuple[str, ...]:
    """The words of a name in lower case, without accents, hyphens, a leading "the" and, of a place, "City of"."""
    folded = plain(fold(" ".join(words.text[c.first : c.last + 1]))).replace("-", " ")
    tokens = folded.split()
    if c.type in PLACES and len(tokens) > 2 and tokens[1] == "of" and tokens[0] in lexicon().place:
        tokens = tokens[2:]
    return tuple(tokens) or (folded,)


def _join_short(
    words: Words, candidates: list[Candidate], names: list[tuple[tuple[str, ...], int]], same: dict[int, int]
) -> None:
    """Point acronyms and shortened names at the one longer name of the article that they abbreviate."""
    acronyms: defaultdict[str, list[int]] = defaultdict(list)
    pieces: defaultdict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for tokens, i in names:
        if len(tokens) > 1:
            acronyms[initials(tokens)].append(i)
            acronyms["".join(t[0] for t in tokens)].append(i)
            for end in (tokens[0], tokens[-1]):
                pieces[end].append((tokens, i))
    for tokens, i in names:
        written = words.text[candidates[i].first].replace(".", "")
        capitals = sum(letter.isupper() for letter in written)
        if len(tokens) == 1 and capitals >= 2 and 2 * capitals > len(written) and len(written) <= LONGEST_ACRONYM:
            options = sorted(set(acronyms.get(written.lower(), ())))
        else:
            options = _longer(tokens, candidates[i], pieces, candidates)
        if len(options) == 1 and options[0] != i and same[options[0]] == options[0]:
            same[i] = options[0]


def _longer(tokens: tuple[str, ...], c: Candidate, pieces: dict[str, list[tuple[tuple[str, ...], int]]],
            candidates: list[Candidate]) -> list[int]:  # fmt: skip
    """Longer names of a fitting type that begin or end with all of these words."""
    if c.type in ("NORP", "MONEY") or len(tokens[0]) < SHORTEST_PART:
        return []
    state = bool(by_name(" ".join(tokens)))
    if state and c.type not in PLACES:
        return []
    n, found = len(tokens), []
    for end in {tokens[0], tokens[-1]}:
        for long, j in pieces.get(end, ()):
            opens, ends = long[:n] == tokens, long[-n:] == tokens
            if len(long) > n and (opens or ends) and _one_kind(long, n, opens, c.type, candidates[j].type, state):
                found.append(j)
    return sorted(set(found))


def _one_kind(long: tuple[str, ...], n: int, opens: bool, short: str, other: str, state: bool) -> bool:
    """Whether the first or last n words of a longer name may be its short form, by the types of both.

    A place is short for itself with "Island", or for what ends in it where it says what it is ("the Grand Mosque").
    """
    if short in PLACES:
        if other not in PLACES:
            return False
        if opens:
            return not state and long[n:] in (("island",), ("islands",))
        return n > 1 and not state and long[-1] in lexicon().place
    return other == short or (short in THINGS and other in THINGS)


def initials(tokens: tuple[str, ...]) -> str:
    """First letters of the words that count in an acronym ("World Health Organization" -> "who")."""
    skip = lexicon().acronym_skip
    return "".join(part[0] for t in tokens if t not in skip for part in t.split("-") if part[:1].isalnum())
