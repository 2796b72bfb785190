"""Attributions that the parse shows: a cue word of the lexicon, what it takes as content, and its source."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.quotations.attribution import (
    Attribution,
    Range,
    agent,
    noun_phrase,
    passive,
    subject,
    subtract,
    trim,
    verb_group,
)
from dateline.quotations.frame import Frame
from dateline.quotations.lexicon import Cue, Lexicon

_QUESTION = frozenset({"whether", "if", "how", "why", "what", "who", "when", "where", "which"})
_OBLIQUE = ("obl", "nmod", "advcl", "obl:agent")


def attributions(frame: Frame, words: Lexicon) -> list[Attribution]:
    """Every attribution that a cue word of the lexicon governs in the parse, in order of the cue."""
    if not frame.parsed:
        return []
    found: list[Attribution] = []
    for token, (pos, lemma) in enumerate(zip(frame.pos, frame.lemmas, strict=True)):
        if pos == "VERB" and lemma in words.verbs:
            found.extend(_of_verb(frame, words, token))
        elif pos == "NOUN" and lemma in words.nouns:
            found.extend(_of_noun(frame, words.nouns[lemma], token))
        elif pos == "ADJ" and lemma in words.adjectives:
            found.extend(_of_adjective(frame, words.adjectives[lemma], token))
        elif lemma in _FIRST_WORDS:
            found.extend(_of_phrase(frame, words, token))
    return found


_FIRST_WORDS = frozenset({"according", "accord", "in", "as"})


def _of_verb(frame: Frame, words: Lexicon, verb: int) -> Iterator[Attribution]:
    for kind, content in _complements(frame, verb):
        entry = next((e for e in words.verbs[frame.lemmas[verb]] if kind in e.takes), None)
        parts = [p for p in (trim(frame, part) for part in content) if p]
        if entry is None or not parts:
            continue
        yield Attribution(parts, verb_group(frame, verb), verb, source_of(frame, verb), "parse", entry, kind)
        return


def source_of(frame: Frame, verb: int) -> Range | None:
    """The phrase of who says: the by-phrase of a passive, else the subject, found over conjunction and control."""
    if passive(frame, verb):
        by = agent(frame, verb)
        return noun_phrase(frame, by) if by is not None else None
    found = subject(frame, verb)
    if found is None or (frame.lemmas[found] == "it" and frame.deps[found] == "expl"):
        return None
    return noun_phrase(frame, found)


def _complements(frame: Frame, verb: int) -> Iterator[tuple[str, list[Range]]]:
    """(kind, token ranges) of what may be the content of a verb, the surest first."""
    own = verb_group(frame, verb)
    for child in frame.children[verb]:
        if frame.deps[child] == "ccomp":
            kind = "question" if _is_question(frame, child) else "clause"
            yield kind, _clause(frame, verb, child)
    if frame.deps[verb] == "parataxis" and any(frame.deps[c] == "nsubj" for c in frame.children[verb]):
        top = frame.heads[verb]
        yield "clause", subtract((frame.low[top], frame.high[top]), [(frame.low[verb], frame.high[verb])])
    for child in frame.children[verb]:
        if frame.deps[child] == "xcomp" and frame.has_child(child, "to", "mark"):
            yield "infinitive", [(frame.low[child], frame.high[child])]
    for child in frame.children[verb]:
        if frame.deps[child] == "parataxis" and child > verb and _after_colon(frame, frame.low[child]):
            yield "clause", [(frame.low[child], frame.high[child])]
    for child in frame.children[verb]:
        if frame.deps[child] in _OBLIQUE and child > verb:
            case = frame.child(child, "case", "mark")
            if case is not None and case > own[1]:
                yield frame.lemmas[case], [(case + 1, frame.high[child])]
    for child in frame.children[verb]:
        if frame.deps[child] == "obj" and child > verb:
            yield "object", [(frame.low[child], frame.high[child])]


def _clause(frame: Frame, verb: int, child: int) -> list[Range]:
    """The range of a clause that is content; the cue and its source inside it (inverted order) are cut out."""
    whole = (frame.low[child], frame.high[child])
    if whole[0] <= verb <= whole[1]:
        near = [c for c in frame.children[verb] if c != child] + [verb]
        return subtract(
            whole,
            [
                (
                    min(frame.low[c] if c != verb else verb for c in near),
                    max(frame.high[c] if c != verb else verb for c in near),
                )
            ],
        )
    return [whole]


def _is_question(frame: Frame, clause: int) -> bool:
    return frame.words[frame.low[clause]] in _QUESTION


def _after_colon(frame: Frame, first: int) -> bool:
    return first > 0 and (frame.words[first - 1] == ":" or (first > 1 and frame.words[first - 2] == ":"))


def _of_noun(frame: Frame, entry: Cue, noun: int) -> Iterator[Attribution]:
    for child in frame.children[noun]:
        if child < noun or frame.deps[child] not in ("acl", "ccomp"):
            continue
        mark = frame.child(child, "mark")
        if mark is None or frame.lemmas[mark] not in ("that", "to", "whether", "if"):
            continue
        part = trim(frame, (frame.low[child], frame.high[child]))
        if part:
            yield Attribution([part], (noun, noun), noun, _owner(frame, noun), "parse", entry)
            return


def _owner(frame: Frame, noun: int) -> Range | None:
    """Whose statement or hope it is: the possessive, the of- or by-phrase, or who makes or has it."""
    for child in frame.children[noun]:
        if frame.deps[child] == "nmod:poss":
            return noun_phrase(frame, child)
    for child in frame.children[noun]:
        if frame.deps[child] == "nmod" and any(
            frame.has_child(child, p, "case") for p in ("by", "from", "of", "among")
        ):
            return noun_phrase(frame, child)
    head = frame.heads[noun]
    if frame.deps[noun] == "obj" and frame.pos[head] == "VERB":
        return source_of(frame, head)
    return None


def _of_adjective(frame: Frame, entry: Cue, adjective: int) -> Iterator[Attribution]:
    child = frame.child(adjective, "ccomp", "xcomp", "advcl")
    who = frame.child(adjective, "nsubj")
    if child is None or who is None or child < adjective or frame.lemmas[who] == "it":
        return
    part = trim(frame, (frame.low[child], frame.high[child]))
    if part and frame.child(child, "mark") is not None:
        yield Attribution([part], (adjective, adjective), adjective, noun_phrase(frame, who), "parse", entry)


def _of_phrase(frame: Frame, words: Lexicon, first: int) -> Iterator[Attribution]:
    """ "According to X, ..." and its like: the source follows, the rest of the clause is the content."""
    for phrase, entry in words.phrases.items():
        last = first + len(phrase) - 1
        if tuple(frame.words[first : last + 1]) != phrase or last + 1 >= len(frame.words):
            continue
        source = _governor(frame, first, last)
        if source is None:
            continue
        clause = _clause_above(frame, source)
        outer = frame.bounds[frame.sentence[first]] if clause is None else (frame.low[clause], frame.high[clause])
        hole = (first, max(frame.high[source], last + 1))
        parts = [p for p in (trim(frame, part) for part in subtract(outer, [hole])) if p]
        if parts:
            yield Attribution(parts, (first, last), first, noun_phrase(frame, source), "parse", entry, "clause")


def _governor(frame: Frame, first: int, last: int) -> int | None:
    """The noun that a phrase of [first, last] introduces: the token its words hang on, outside of it and after it."""
    token = first
    for _ in range(8):
        if token > last:
            return token
        head = frame.heads[token]
        if head == token or head < first:
            break
        token = head
    after = last + 1
    while after < len(frame.heads) and frame.heads[after] > after and frame.low[frame.heads[after]] > last - 1:
        after = frame.heads[after]
    return after if frame.pos[after] in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") else None


def _clause_above(frame: Frame, token: int) -> int | None:
    """The nearest verb or predicate above a token that heads a clause."""
    for _ in range(10):
        head = frame.heads[token]
        if head == token:
            return token
        token = head
        if frame.deps[token] in ("ccomp", "advcl", "conj", "parataxis", "acl:relcl", "root", "ROOT", "csubj"):
            return token
    return None
