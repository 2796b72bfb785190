"""How well PropBank predicates and their roles are read, on the gold's own sentences and words.

With gold predicates: a role counts when its predicate, label, first and last word are right (CoNLL 2005 and 2012; V is
not listed). End to end: predicates found, their senses, and the roles of all predicates found against all of gold's.
Input: rows {"id", "words", "predicates": [{"word", "sense", "roles": [{"first", "last", "label"}]}]}, one a sentence;
ids that are the same up to their last hyphen are one document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from dateline.errors import BadGold
from dateline.evaluate import tokens
from dateline.evaluate.run import Reader, gold_rows
from dateline.evaluate.scores import Row, Score, Table, percent, prf

Role = tuple[int, str, int, int]
SHOWN = ("ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-NEG", "ARGM-MOD", "ARGM-ADV", "ARGM-MNR")


def gold_roles(row: Row) -> set[Role]:
    """The roles of a sentence as (predicate, label, first, last), indexes counted in the sentence."""
    return {(p["word"], r["label"], r["first"], r["last"]) for p in row["predicates"] for r in p["roles"]}


def score(rows: Sequence[Row], given: Sequence[set[Role]], found: Sequence[dict[int, tuple[str, set[Role]]]]) -> Score:
    """Figures of roles on gold predicates (`given`) and of predicates, senses and roles `found` end to end."""
    n: Counter[str] = Counter()
    labels: dict[str, Counter[str]] = {}
    for row, roles, own in zip(rows, given, found, strict=True):
        gold = gold_roles(row)
        senses = {p["word"]: p["sense"] for p in row["predicates"]}
        n.update(gold=len(gold), system=len(roles), hits=len(gold & roles))
        n.update(predicates=len(senses), found=len(own), both=len(senses.keys() & own.keys()))
        n["sense"] += sum(own[w][0] == sense for w, sense in senses.items() if w in own)
        ends = {r for _, mine in own.values() for r in mine}
        n.update(end_system=len(ends), end_hits=len(gold & ends))
        for key, items in (("gold", gold), ("system", roles), ("hits", gold & roles)):
            for _, label, _, _ in items:
                labels.setdefault(label, Counter())[key] += 1
    figures: dict[str, Any] = {}
    for name, parts in (
        ("roles", ("hits", "system", "gold")),
        ("predicates", ("both", "found", "predicates")),
        ("end_to_end", ("end_hits", "end_system", "gold")),
    ):
        figures |= dict(zip((f"{name}_{k}" for k in ("p", "r", "f1")), prf(*(n[p] for p in parts)), strict=True))
    figures["sense_accuracy"] = percent(n["sense"], n["both"])
    figures |= {"sentences": len(rows), "gold_predicates": n["predicates"], "gold_roles": n["gold"]}
    names = ("roles", "predicates", "end_to_end")
    lines = tuple((k, *(figures[f"{k}_{x}"] for x in ("p", "r", "f1"))) for k in names)
    per = tuple((k, c["gold"], *prf(c["hits"], c["system"], c["gold"])) for k, c in labels.items() if k in SHOWN)
    tables = (
        Table(("", "P", "R", "F1"), lines),
        Table(("gold predicates", "gold", "P", "R", "F1"), tuple(sorted(per))),
    )
    return Score(figures, tables)


def measure(path: Path, reader: Reader) -> Score:
    """The figures of a file of sentences. Raises BadGold for rows without words and predicates."""
    rows = gold_rows(path)
    if not all("words" in row and "predicates" in row for row in rows):
        raise BadGold('rows for roles need "words" and "predicates"', where=str(path))
    reader.require_own_model()
    given: list[set[Role]] = []
    found: list[dict[int, tuple[str, set[Role]]]] = []
    for _, group in groupby(rows, key=lambda row: str(row["id"]).rpartition("-")[0]):
        read = _document(list(group))
        given += read[0]
        found += read[1]
    return score(rows, given, found)


def _document(rows: list[Row]) -> tuple[list[set[Role]], list[dict[int, tuple[str, set[Role]]]]]:
    from dateline.language import layers

    network = tokens.component().network
    starts: list[int] = []
    forms: list[str] = []
    glued: list[bool] = []
    for row in rows:
        starts.append(len(forms))
        forms += row["words"]
        glued += tokens.stuck(row["words"])
    bounds = list(zip(starts, [*starts[1:], len(forms)], strict=True))
    tree, _ = tokens.parsed(forms, glued, [False] * len(forms), bounds)
    words = [start + p["word"] for row, start in zip(rows, starts, strict=True) for p in row["predicates"]]
    on_gold = list(zip(words, layers.roles(words, tree, network) if words else [], strict=True))
    own = [(p.token, p.sense, p.arguments) for p in layers.predicates(tree, network)]
    given = [{r for w, args in on_gold if a <= w < b for r in _local(w, args, a)} for a, b in bounds]
    found = [{w - a: (sense, set(_local(w, args, a))) for w, sense, args in own if a <= w < b} for a, b in bounds]
    return given, found


def _local(word: int, arguments: Iterable[Any], start: int) -> list[Role]:
    return [(word - start, arg.label, arg.first - start, arg.last - start) for arg in arguments]
