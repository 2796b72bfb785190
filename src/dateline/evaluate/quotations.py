"""Quotations against gold: content at three overlaps, speaker, cue and form given content, and the whole relation.

System and gold quotations of a document are matched one to one, best content overlap first: the Jaccard index of
the words that the content spans touch. A pair of at least 0.3, at least 0.8 or 1 (exact) is a hit at that
threshold. Recall per form is over gold quotations of the form, precision over system quotations of it: one matched
at 0.3 counts under its gold's form, another under the form that the text's marks give it. A speaker or cue is right
when it fits a gold span, or when both are absent. A relation is right when its content overlaps by 0.8 and both
speaker and cue are right. System quotations with half of their words in a span that the annotators discarded are
left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.evaluate.forms import FORMS, Area, Words, form_of, quoted, trimmed
from dateline.evaluate.scores import Pair, Row, Score, Table, any_fit, as_list, percent, prf, shown

_THRESHOLDS = ((0.3, "30"), (0.8, "80"), (1.0, "exact"))
_KINDS = ("missed", "spurious", "speaker", "cue")


@dataclass
class Tally:
    """Counts over all documents, and the errors by kind."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in _KINDS})


@dataclass
class Document:
    """One gold row with what was read of it: contents as word sets, and forms."""

    row: Row
    gold: list[Row]
    system: list[Row]
    gold_words: list[set[int]]
    system_words: list[set[int]]
    gold_forms: list[str]
    system_forms: list[str]


def score(pairs: Sequence[Pair]) -> Score:
    """Figures of the readings against their gold rows (percentages and counts), a table, and the errors."""
    tally = Tally()
    for gold, reading in pairs:
        _document(_prepared(gold, reading, tally.counts), tally)
    figures, lines = _figures(tally.counts)
    return Score(figures, (Table(("", "P", "R", "F1", "gold", "system"), lines),), tally.errors)


def match(gold: Sequence[set[int]], system: Sequence[set[int]]) -> list[tuple[float, int, int]]:
    """One-to-one pairs (overlap, gold index, system index), best overlap first."""
    every = ((g, s, i, j) for i, g in enumerate(gold) for j, s in enumerate(system) if g & s)
    ranked = sorted((-len(g & s) / len(g | s), i, j) for g, s, i, j in every)
    taken_gold: set[int] = set()
    taken_system: set[int] = set()
    out = []
    for minus, i, j in ranked:
        if i not in taken_gold and j not in taken_system:
            taken_gold.add(i)
            taken_system.add(j)
            out.append((-minus, i, j))
    return out


def _prepared(gold: Row, reading: Row, counts: Counter[str]) -> Document:
    words, areas = Words(gold["text"]), quoted(gold["text"])
    discard = words.inside(gold.get("discard", []))
    system, system_words = [], []
    for quotation in reading.get("quotations", []):
        held = words.content(quotation["content"])
        if held and 2 * len(held & discard) >= len(held):
            counts["discarded"] += 1
        else:
            system.append(quotation)
            system_words.append(held)
    golds = list(gold["quotations"])
    return Document(
        gold, golds, system, [words.content(q["content"]) for q in golds], system_words,
        [q.get("form") or form_of(words, areas, q["content"]) for q in golds], _forms(words, areas, system),
    )  # fmt: skip


def _forms(words: Words, areas: list[Area], quotations: list[Row]) -> list[str]:
    return [form_of(words, areas, q["content"]) for q in quotations]


def _document(d: Document, tally: Tally) -> None:
    n, text = tally.counts, d.row["text"]
    held_gold, held_system = set().union(*d.gold_words), set().union(*d.system_words)
    n.update(tokens_gold=len(held_gold), tokens_system=len(held_system), tokens_both=len(held_gold & held_system))
    n.update(gold=len(d.gold), system=len(d.system))
    found = match(d.gold_words, d.system_words)
    for overlap, i, j in found:
        if overlap >= 0.3:
            d.system_forms[j] = d.gold_forms[i]
    n.update(f"gold_{form}" for form in d.gold_forms)
    n.update(f"system_{form}" for form in d.system_forms)
    for overlap, i, j in found:
        for threshold, name in _THRESHOLDS:
            if overlap >= threshold:
                n.update((f"all_{name}", f"{d.gold_forms[i]}_{name}"))
        n["offsets"] += trimmed(text, d.gold[i]["content"]) == trimmed(text, d.system[j]["content"])
        if overlap >= 0.3:
            _pair(d, i, j, overlap >= 0.8, tally)
    _unmatched(d, found, tally)


def _pair(d: Document, i: int, j: int, close: bool, tally: Tally) -> None:
    """Speaker, cue, form and relation of a matched pair."""
    gold, system, text = d.gold[i], d.system[j], d.row["text"]
    right = {}
    for kind, key in (("speaker", "source"), ("cue", "cue")):
        wanted, said = as_list(gold[key]), as_list(system.get(kind))
        right[kind] = any_fit(wanted, said) if said else not wanted
        if not right[kind]:
            told = f"gold {shown(text, wanted)}, system {shown(text, said)}"
            tally.errors[kind].append(f"{d.row['id']}: {told}, in: {shown(text, gold['content'])[:90]}")
    tally.counts.update(
        pairs=1, speaker=right["speaker"], cue=right["cue"], form=system.get("form") == d.gold_forms[i],
        relation=close and all(right.values()),
    )  # fmt: skip


def _unmatched(d: Document, found: list[tuple[float, int, int]], tally: Tally) -> None:
    text, name = d.row["text"], d.row["id"]
    done_gold = {i for overlap, i, _ in found if overlap >= 0.3}
    done_system = {j for overlap, _, j in found if overlap >= 0.3}
    for i, q in enumerate(d.gold):
        if i not in done_gold:
            parts = (shown(text, q["source"]), shown(text, q["cue"]), shown(text, q["content"])[:120])
            tally.errors["missed"].append(f"{name}: [{d.gold_forms[i]}] {' | '.join(parts)}")
    for j, q in enumerate(d.system):
        if j not in done_system:
            tally.errors["spurious"].append(f"{name}: [{d.system_forms[j]}] {shown(text, q['content'])[:140]}")


def _figures(n: Counter[str]) -> tuple[dict[str, Any], tuple[tuple[str | float, ...], ...]]:
    """The figures by name, and the same as lines of a table."""
    out: dict[str, Any] = {"gold": n["gold"], "system": n["system"], "discarded_system": n["discarded"]}
    lines: list[tuple[str | float, ...]] = []

    def add(name: str, label: str, hits: int, system: int, gold: int) -> None:
        p, r, f = prf(hits, system, gold)
        kind, _, at = name.partition(":")
        tail = f"_{at}" if at else ""
        out.update({f"{kind}_p{tail}": p, f"{kind}_r{tail}": r, f"{kind}_f1{tail}": f})
        lines.append((label, p, r, f, gold, system))

    for _, at in _THRESHOLDS:
        add(f"content:{at}", f"content {at}", n[f"all_{at}"], n["system"], n["gold"])
    out["content_f1_offsets"] = prf(n["offsets"], n["system"], n["gold"])[2]
    lines.append(("content offsets", *prf(n["offsets"], n["system"], n["gold"]), n["gold"], n["system"]))
    for form in FORMS:
        for _, at in _THRESHOLDS:
            add(f"{form}:{at}", f"{form} {at}", n[f"{form}_{at}"], n[f"system_{form}"], n[f"gold_{form}"])
        out.update({f"gold_{form}": n[f"gold_{form}"], f"system_{form}": n[f"system_{form}"]})
    add("tokens", "tokens", n["tokens_both"], n["tokens_system"], n["tokens_gold"])
    add("relation", "relation", n["relation"], n["system"], n["gold"])
    out["matched_pairs"] = n["pairs"]
    out.update({f"{kind}_accuracy": percent(n[kind], n["pairs"]) for kind in ("speaker", "cue", "form")})
    return out, tuple(lines)
