"""What the article calls an entity (titles, appositions, predicates), and the country and sector that tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dateline.names.candidates import Candidate, phrase_bounds
from dateline.names.countries import by_demonym, by_name, by_seat, country_in, country_of, fold
from dateline.names.features import Chain
from dateline.names.lexicon import Lexicon, lexicon
from dateline.names.words import Words

LONGEST_TITLE = 8
LONGEST_ORG_WORD = 4
_OPENS_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})


def roles_of(words: Words, c: Candidate) -> list[tuple[int, int]]:
    """First and last tokens of each role that the text gives the bearer of a name right there, in text order."""
    found = [_title(words, c), *_appositions(words, c), _predicate(words, c), _explained(words, c)]
    return sorted({span for span in found if span})


def _title(words: Words, c: Candidate) -> tuple[int, int] | None:
    """The noun phrase part before a name: "exiled Belarusian opposition leader" in front of a person."""
    lists = lexicon()
    last = first = c.first - 1
    if c.type != "PERSON" or last < 0 or not _role_noun(words, last, lists) or words.tag[last] in ("NNS", "NNPS"):
        return None
    while first > 0 and c.first - first < LONGEST_TITLE and _of_title(words, first - 1, c):
        first -= 1
    while first < last and words.pos[first] not in _OPENS_TITLE:
        first += 1
    return first, last


def _of_title(words: Words, i: int, c: Candidate) -> bool:
    """Whether the word before a title belongs to it: a noun, adjective or participle that leans on what follows."""
    if words.lower[i] == "of":
        return i > 0 and _role_noun(words, i - 1, lexicon())
    leans = i < words.head[i] <= c.last or words.dep[i] == "conj"
    return leans and (words.pos[i] in ("NOUN", "PROPN", "ADJ") or words.tag[i] in ("VBN", "VBG", "HYPH", "POS"))


def _role_noun(words: Words, i: int, lists: Lexicon) -> bool:
    lemma, low = words.lemma[i], words.lower[i]
    return lemma in lists.person or low in lists.person or (low in lists.title_gender and words.text[i][:1].isupper())


def _appositions(words: Words, c: Candidate) -> Iterable[tuple[int, int] | None]:
    lists = lexicon()
    for child in words.children[c.head]:
        lemma = words.lemma[child]
        known = lemma in lists.person or lemma in lists.group or lemma in lists.place
        if words.dep[child] == "appos" and child > c.last and known:
            yield _phrase(words, child)


def _explained(words: Words, c: Candidate) -> tuple[int, int] | None:
    """The noun phrase that a name in apposition explains: "the mayor, Ana Petrova"."""
    above = words.head[c.head]
    if words.dep[c.head] == "appos" and words.pos[above] == "NOUN" and words.lemma[above] in lexicon().person:
        return _phrase(words, above, c.first - 1)
    return None


def _predicate(words: Words, c: Candidate) -> tuple[int, int] | None:
    """The noun that a copula says of a name: "Petrova is the mayor of Riga"."""
    above = words.head[c.head]
    if words.dep[c.head] != "nsubj" or words.pos[above] != "NOUN" or words.child(above, "cop") is None:
        return None
    negated = any(words.lower[i] in ("not", "n't", "never") for i in words.children[above])
    return None if negated or words.lemma[above] not in lexicon().person else _phrase(words, above)


def _phrase(words: Words, head: int, limit: int | None = None) -> tuple[int, int]:
    first, last = phrase_bounds(words, head)
    last = last if limit is None else min(last, limit)
    while first < head and (
        words.dep[first] == "det" or words.relation[first] == "nmod:poss" or words.lower[first] in ("'s", "’s")
    ):
        first += 1
    while last > head and words.pos[last] == "PUNCT":
        last -= 1
    return first, max(last, head)


def country_of_chain(
    words: Words, candidates: list[Candidate], chain: Chain, roles: list[tuple[int, int]]
) -> str | None:
    """ISO code of the country the text gives an entity: by its own name, by its roles, by adjectives in front of it."""
    votes: Counter[str] = Counter()
    for i in chain.mentions:
        c = candidates[i]
        found = _own_country(words, c)
        if found:
            votes[found] += 1
    for first, last in roles:
        found = country_in(" ".join(words.text[max(0, first - 2) : last + 1]))
        if found:
            votes[found] += 2
    return _clear_winner(votes)


def _own_country(words: Words, c: Candidate) -> str | None:
    written = " ".join(words.text[c.first : c.last + 1])
    if c.kind == "name":
        if c.type in ("GPE", "NORP", "FAC"):
            return country_of(written)
        return country_in(written) or by_seat(written) if c.type in ("ORG", "EVENT") else None
    if c.kind == "nominal":
        found = _near_country(words, c)
        return found
    return None


def _near_country(words: Words, c: Candidate) -> str | None:
    """A demonym before the head ("Russian forces"), a possessor or of-phrase that is a country."""
    for i in range(c.first, c.last + 1):
        if by_demonym(words.text[i]) and i < c.head:
            return by_demonym(words.text[i])
        owner = words.head[i] == c.head and words.relation[i] in ("nmod:poss", "nmod", "compound")
        if owner and words.pos[i] == "PROPN":
            span = " ".join(words.text[words.left[i] : i + 1]).removeprefix("of ")
            found = by_name(span) or by_name(words.text[i])
            if found:
                return found
    return None


def _clear_winner(votes: Counter[str]) -> str | None:
    ranked = votes.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def sector_of_chain(
    words: Words, candidates: list[Candidate], chain: Chain, roles: list[tuple[int, int]]
) -> str | None:
    """The sector of an entity (GOV, MIL, OPP, ...) by its roles or its name's words; None where they do not tell."""
    lists = lexicon()
    if chain.type == "PERSON":
        heads = [span for span in roles] + [
            (candidates[i].first, candidates[i].head) for i in chain.mentions if candidates[i].kind == "nominal"
        ]
        votes = Counter(s for s in (_role_sector(words, first, last, lists) for first, last in heads) if s)
        strong = Counter({sector: n for sector, n in votes.items() if sector not in ("CVL", "UNK")}) or votes
        best = strong.most_common(1)
        return None if not best or best[0][0] == "UNK" else best[0][0]
    if chain.type in ("ORG", "FAC", "NORP"):
        return next((s for s in (_body_sector(words, candidates[i], lists) for i in chain.mentions) if s), None)
    return None


def _role_sector(words: Words, first: int, last: int, lists: Lexicon) -> str | None:
    """The sector of the last role noun of a phrase; "opposition leader" is OPP, "party leader" tells none."""
    lowered = words.lower[first : last + 1]
    if "opposition" in lowered:
        return "OPP"
    for i in range(last, first - 1, -1):
        sector = lists.person.get(words.lemma[i]) or lists.person.get(words.lower[i])
        if sector:
            if lists.grammar["former"] & set(lowered) and sector == "GOV":
                return None
            if words.lemma[i] in lists.grammar["headless_roles"]:
                return _body_words(lowered, lists) or (sector if words.lemma[i] in ("official",) else None)
            return sector
    return None


def _body_words(lowered: list[str], lists: Lexicon) -> str | None:
    return next((lists.group[w] for w in lowered if w in lists.group and lists.group[w] != "CVL"), None)


def _body_sector(words: Words, c: Candidate, lists: Lexicon) -> str | None:
    if c.kind == "nominal":
        lowered = words.lower[c.first : c.head + 1]
        return (
            "OPP"
            if "opposition" in lowered
            else lists.group.get(words.lemma[c.head]) or lists.group.get(words.lower[c.head])
        )
    if c.kind != "name":
        return None
    tokens = fold(" ".join(words.text[c.first : c.last + 1])).split(" ")
    if any(lists.org_words.get(token) == "PARTY" for token in tokens):
        return None
    for size in range(min(LONGEST_ORG_WORD, len(tokens)), 0, -1):
        for start in range(len(tokens) - size, -1, -1):
            sector = lists.org_words.get(" ".join(tokens[start : start + size]))
            if sector:
                return sector
    return None
