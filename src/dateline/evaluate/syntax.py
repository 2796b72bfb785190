"""How well sentences, tokens, tags, lemmas and trees are read: the measures of the CoNLL 2018 shared task (Zeman 2018).

Sentences and tokens count when their characters are right. Words are aligned on their characters; where either side has
a multi-word token, the words of the stretch it covers are aligned by the longest common subsequence of their forms. A
tag, lemma or head counts on aligned words; a head is right when it is aligned to the gold head. LAS takes relations
without subtypes, LAS+ with them; a gold lemma "_" is always right. Measured twice: from raw text, and on gold tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import BadGold
from dateline.evaluate import conllu, tokens
from dateline.evaluate.conllu import Sentence, Word
from dateline.evaluate.run import Reader
from dateline.evaluate.scores import Score, Table, percent, prf

Aligned = list[tuple[Word, Word]]
Measured = dict[str, dict[str, Any]]
NAMES = {"upos": "UPOS", "xpos": "XPOS", "lemma": "lemma", "uas": "UAS", "las": "LAS", "las_subtypes": "LAS+"}


def longest_common(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int]]:
    """Index pairs of a longest common subsequence."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            out.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return out


def _stretch(gold: Sequence[Word], system: Sequence[Word], i: int, j: int) -> tuple[int, int]:
    """Where the words that a multi-word token covers end on both sides, so that no such token sticks out."""
    end = gold[i].end if gold[i].joined else system[j].end
    ends = [i, j]
    grew = True
    while grew:
        grew = False
        for side, words in enumerate((gold, system)):
            while ends[side] < len(words):
                word = words[ends[side]]
                if not (word.start < end if word.joined else word.end <= end):
                    break
                if word.joined and word.end > end:
                    end, grew = word.end, True
                ends[side] += 1
    return ends[0], ends[1]


def align(gold: Sequence[Word], system: Sequence[Word]) -> Aligned:
    """Pairs of a gold word and the system's word on the same characters."""
    out: Aligned = []
    i = j = 0
    while i < len(gold) and j < len(system):
        g, s = gold[i], system[j]
        if g.joined or s.joined:
            if g.start < s.start and not g.joined:
                i += 1
            elif s.start < g.start and not s.joined:
                j += 1
            else:
                i2, j2 = _stretch(gold, system, i, j)
                forms = [w.form.lower() for w in gold[i:i2]], [w.form.lower() for w in system[j:j2]]
                out += [(gold[i + x], system[j + y]) for x, y in longest_common(*forms)]
                i, j = i2, j2
        elif (g.start, g.end) == (s.start, s.end):
            out.append((g, s))
            i, j = i + 1, j + 1
        elif g.start <= s.start:
            i += 1
        else:
            j += 1
    return out


def _checks(aligned: Aligned) -> dict[str, Callable[[Word, Word], bool]]:
    to_gold = {s: g for g, s in aligned}

    def head(g: Word, s: Word) -> bool:
        if g.head is None or s.head is None:
            return g.head is s.head
        return to_gold.get(s.head) is g.head

    return {
        "upos": lambda g, s: g.upos == s.upos,
        "xpos": lambda g, s: g.xpos == s.xpos,
        "lemma": lambda g, s: g.lemma in ("_", s.lemma),
        "uas": head,
        "las": lambda g, s: head(g, s) and g.plain_relation == s.plain_relation,
        "las_subtypes": lambda g, s: head(g, s) and g.relation == s.relation,
    }


def _figure(hits: int, gold: int, system: int) -> dict[str, float | int]:
    p, r, f = prf(hits, system, gold)
    return {"p": p, "r": r, "f1": f, "gold": gold, "system": system, "hits": hits}


def _bounds(sentences: Sequence[Sentence]) -> set[tuple[int, int]]:
    return {(s.tokens[0][0], s.tokens[-1][1]) for s in sentences if s.tokens}


def compare(gold: Sequence[Sentence], system: Sequence[Sentence]) -> tuple[Measured, dict[str, Aligned]]:
    """Each measure's figures, and the aligned words that each has wrong. Raises BadGold if the characters differ."""
    sides = [[t[2] for s in side for t in s.tokens] for side in (gold, system)]
    characters = ["".join("".join(forms).split()) for forms in sides]
    if characters[0] != characters[1]:
        raise BadGold("gold and reading do not hold the same characters")
    words = [[w for s in side for w in s.words] for side in (gold, system)]
    tokens = [{t[:2] for s in side for t in s.tokens} for side in (gold, system)]
    bounds = [_bounds(gold), _bounds(system)]
    aligned = align(words[0], words[1])
    sizes = len(words[0]), len(words[1])
    out: Measured = {
        "sentences": _figure(len(bounds[0] & bounds[1]), len(bounds[0]), len(bounds[1])),
        "tokens": _figure(len(tokens[0] & tokens[1]), len(tokens[0]), len(tokens[1])),
        "words": _figure(len(aligned), *sizes),
    }
    wrong: dict[str, Aligned] = {}
    for name, right in _checks(aligned).items():
        wrong[name] = [(g, s) for g, s in aligned if not right(g, s)]
        hits = len(aligned) - len(wrong[name])
        out[name] = {**_figure(hits, *sizes), "accuracy": percent(hits, len(aligned))}
    return out, wrong


def _table(title: str, measured: Measured) -> Table:
    lines = [(NAMES.get(k, k), v["p"], v["r"], v["f1"], v.get("accuracy")) for k, v in measured.items()]
    return Table((title, "P", "R", "F1", "aligned"), tuple(lines))


def _errors(wrong: dict[str, Aligned]) -> dict[str, list[str]]:
    shown: dict[str, Callable[[Word], str]] = {
        "upos": lambda w: w.upos,
        "xpos": lambda w: w.xpos,
        "lemma": lambda w: f"{w.form}/{w.lemma}",
        "las": lambda w: w.plain_relation,
    }
    out = {}
    for name, show in shown.items():
        counts = Counter((show(g), show(s)) for g, s in wrong[name])
        out[NAMES[name]] = [f"{n:6} {a} -> {b}{' (other head)' * (a == b)}" for (a, b), n in counts.most_common()]
    return out


def from_raw(sentences: Sequence[Sentence], reader: Reader) -> list[Sentence]:
    """The sentences that the language stage reads in the raw texts of the gold's documents."""
    parts = conllu.documents(sentences)
    out: list[Sentence] = []
    at = 0
    for part, analysis in zip(parts, reader.analyses(map(conllu.raw_text, parts)), strict=True):
        if analysis is not None:
            out += conllu.of_doc(analysis.doc, at)
        at = part[-1].tokens[-1][1]
    return out


def score_sentences(gold: Sequence[Sentence], system: Sequence[Sentence], prefix: str = "") -> Score:
    """The figures of one comparison, each with the prefix."""
    measured, wrong = compare(gold, system)
    figures: dict[str, Any] = {f"{prefix}{k}_f1": v["f1"] for k, v in measured.items()}
    figures |= {f"{prefix}{k}_accuracy": v["accuracy"] for k, v in measured.items() if "accuracy" in v}
    figures |= {f"{prefix}gold_words": measured["words"]["gold"], f"{prefix}system_words": measured["words"]["system"]}
    return Score(figures, (_table(prefix.rstrip("_") or "raw text", measured),), _errors(wrong))


def measure(path: Path, reader: Reader) -> Score:
    """Figures from raw text, and, prefixed gold_tokens_, on the gold's own sentences and tokens (own model only)."""
    gold = conllu.read(path)
    raw = score_sentences(gold, from_raw(gold, reader))
    if not reader.own_model:
        return raw
    read = [sentence for part in conllu.documents(gold) for sentence in tokens.read_document(part)]
    given = score_sentences(gold, read, "gold_tokens_")
    return Score({**raw.figures, **given.figures}, (*raw.tables, *given.tables), raw.errors)
