"""Names as the stage keeps them: the model's, with bounds mended (`name_bounds`), types made finer and consistent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.names import name_bounds
from dateline.names.countries import by_capital, by_demonym, by_name, countries, fold
from dateline.names.lexicon import Lexicon, lexicon
from dateline.names.words import Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

MAJORITY = 2 / 3
FEWEST_VOTES = 3
SHORTEST_SURNAME = 4
PLACES = ("PLACE", "GPE", "LOC")


@dataclass(slots=True)
class Name:
    """A name's first and last token (inclusive) and type; `source` says whether the model or a rule gave them."""

    first: int
    last: int
    type: str
    source: str


def names_of(doc: Doc, words: Words) -> list[Name]:
    """The names of a parsed Doc in text order, none overlapping."""
    lists = lexicon()
    names = []
    for ent in doc.ents:
        first, last = name_bounds.bounds(words, ent.start, ent.end - 1, ent.label_, lists)
        if name_bounds.is_none(words, first, last, ent.label_, lists):
            continue
        seat = name_bounds.seat(words, first, last, lists)
        if seat != first:
            names.append(Name(seat, last, "GPE", "rules"))
        else:
            parts = name_bounds.parted(words, first, last) if ent.label_ in PLACES else [(first, last)]
            names += [Name(a, b, ent.label_, "model") for a, b in parts]
            if last + 1 < ent.end and words.lower[last + 1] in lists.titles_before:
                _retype(names[-1], "GPE")  # "Texas Sen.": what a title follows is where its bearer comes from
    _agree(names, words)
    for name in names:
        _retype(name, _finer(words.text[name.first : name.last + 1], name.type, lists))
        if _is_country_code(words, name, lists):
            _retype(name, "GPE")
        if name.type in ("PERSON", "ORG") and name.first and words.lemma[name.first - 1] in lists.vessels:
            _retype(name, "MISC")
    return sorted(names + _missed(names, words), key=lambda name: name.first)


def _finer(tokens: list[str], label: str, lists: Lexicon) -> str:
    """The type of a name that everybody knows; GPE or LOC for a place, EVENT for a MISC name whose words say so; any
    other label as it is.
    """
    text = " ".join(tokens)
    folded, known = fold(text), lists.known_type(text)
    if known is not None:
        return known
    if label in ("ORG", "MISC") and _state(folded, lists):
        return "GPE"
    if label in PLACES and lists.org_words.get(folded) in ("IGO", "REB"):
        return "ORG"
    if label in PLACES:
        return "LOC" if _no_government(folded, lists) else "GPE"
    if label == "MISC" and _event(folded, lists):
        return "EVENT"
    return label


def _is_country_code(words: Words, name: Name, lists: Lexicon) -> bool:
    """Whether it is a country's code of three letters in brackets, as sports pages have it ("Brask (QAT)")."""
    i, code = name.first, words.text[name.first]
    bracketed = 0 < i < len(words.text) - 1 and words.text[i - 1] == "(" and words.text[i + 1] == ")"
    return bracketed and name.last == i and code.isupper() and (code in countries() or code in lists.country_codes)


def _no_government(folded: str, lists: Lexicon) -> bool:
    if by_name(folded) or by_capital(folded):
        return False
    first, last = folded.split(" ")[0], folded.split(" ")[-1]
    kinds = (lists.place.get(first), lists.place.get(last))
    return folded in lists.loc_names or (first != last and "LOC" in kinds)


def _state(folded: str, lists: Lexicon) -> bool:
    """Whether a name is a nation's word with a word for a state, or such a word with "of" ("Kingdom of Castrovia")."""
    tokens = folded.split(" ")
    if len(tokens) == 2 and tokens[1] in lists.states:
        return bool(by_demonym(tokens[0]))
    return len(tokens) == 3 and tokens[1] == "of" and tokens[0] in lists.states


def _event(folded: str, lists: Lexicon) -> bool:
    tokens = folded.split(" ")
    if folded in lists.event_names or (len(tokens) > 1 and tokens[0] in lists.event_openers):
        return True
    head = tokens[: tokens.index("of")] if "of" in tokens[1:] else tokens
    return len(tokens) > 1 and head[-1] in lists.event_heads and not lists.works & set(tokens)


def _agree(names: list[Name], words: Words) -> None:
    """One type for one name: a surname has its bearer's, a string that is mostly of one type has it everywhere."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    surnames: Counter[str] = Counter()
    for name in names:
        votes[_string(words, name)][name.type] += 1
        if name.type == "PERSON" and name.last > name.first:
            surnames[words.text[name.last]] += 1
    for name in names:
        string = _string(words, name)
        best, n = votes[string].most_common(1)[0]
        total = votes[string].total()
        if name.type not in ("PERSON", "NORP") and name.first == name.last and surnames[string] and not by_name(string):
            _retype(name, "PERSON")
        elif total >= FEWEST_VOTES and n / total >= MAJORITY:
            _retype(name, best)


def _retype(name: Name, label: str) -> None:
    if name.type != label:
        name.type, name.source = label, "rules"


def _string(words: Words, name: Name) -> str:
    return " ".join(words.text[name.first : name.last + 1])


def _missed(names: list[Name], words: Words) -> list[Name]:
    """Further occurrences of the article's names and surnames that the model did not see as names."""
    taken = {i for name in names for i in range(name.first, name.last + 1)}
    known = {string: name.type for name in names if len(string := _string(words, name)) > 1}
    full: dict[str, int] = {}
    for name in names:
        hyphened = "-" in words.text[name.first : name.last]
        long = name.last > name.first and len(words.text[name.last]) >= SHORTEST_SURNAME
        if name.type == "PERSON" and long and not hyphened:
            known.setdefault(words.text[name.last], "PERSON")
            full.setdefault(words.text[name.last], name.first)
    runs = [Name(first, last, "MISC", "rules") for first, last in _runs(words, taken)]
    found = [run for run in runs if (s := _string(words, run)) in known and full.get(s, -1) < run.first]
    for run in found:
        run.type = known[_string(words, run)]
    taken.update(i for run in found for i in range(run.first, run.last + 1))
    return found + [Name(i, i, "NORP", "rules") for i in range(len(words.text)) if i not in taken and _people(words, i)]


def _people(words: Words, i: int) -> bool:
    """Whether a word is a nation's adjective or people, written with a capital letter ("Kenyan refugees")."""
    if words.pos[i] not in ("ADJ", "PROPN", "NOUN") or not words.text[i][:1].isupper():
        return False
    return bool(by_demonym(words.text[i])) and not by_name(words.text[i])


def _runs(words: Words, taken: set[int]) -> Iterator[tuple[int, int]]:
    """First and last tokens of runs of capitalised proper nouns that touch no name, titles and dates left out."""
    lists, first = lexicon(), None
    for i in range(len(words.text) + 1):
        fits = i < len(words.text) and i not in taken and words.pos[i] == "PROPN" and words.text[i][:1].isupper()
        if fits and first is None:
            first = i
        elif not fits and first is not None:
            a, first = first, None
            touching = a - 1 in taken or i in taken
            if not touching and not any(_no_name(words.lower[k], lists) for k in range(a, i)):
                yield a, i - 1


def _no_name(word: str, lists: Lexicon) -> bool:
    return word in lists.title_gender or word in lists.person or word in lists.calendar
