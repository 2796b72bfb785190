"""How well time expressions are read, in the manner of TempEval-3 (UzZaman and others 2013).

A gold time and a reading's time are paired one to one when they overlap: first the pairs of the same span, then by the
characters shared. strict: the pair has the same span; relaxed: it overlaps; type and value: relaxed F1 times the share
of pairs with the right type or value, character for character. A gold type or value of null is not judged. A reading's
time that pairs with nothing and touches a span of the row's "ignore" is not counted. Input: JSONL rows with "times",
or a folder of TimeML or WikiWars files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.scores import Pair, Row, Score, Table, around, common, percent, prf
from dateline.evaluate.timeml import rows

__all__ = ["pair_up", "rows", "score"]
ERRORS = ("missed", "spurious", "other span", "wrong type", "wrong value")


def pair_up(gold: Sequence[Row], system: Sequence[Row]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping times: the same span first, then the largest overlap, then text order."""
    ranked = sorted(
        ((g["start"], g["end"]) != (s["start"], s["end"]), -common(g, s), g["start"], s["start"], i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(system)
        if common(g, s)
    )
    out: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for *_, i, j in ranked:
        if i not in used[0] and j not in used[1]:
            out.append((i, j))
            used[0].add(i)
            used[1].add(j)
    return out


class _Count:
    def __init__(self) -> None:
        self.n: Counter[str] = Counter()
        self.per: dict[str, Counter[str]] = defaultdict(Counter)
        self.errors: dict[str, list[str]] = {kind: [] for kind in ERRORS}

    def add(self, row: Row, reading: Row) -> None:
        gold, system = list(row["times"]), list(reading.get("times", []))
        pairs = pair_up(gold, system)
        used = {j for _, j in pairs}
        ignore = row.get("ignore", [])
        loose = {j for j, t in enumerate(system) if j not in used and any(common(t, k) for k in ignore)}
        self.n.update(gold=len(gold), system=len(system) - len(loose), relaxed=len(pairs), ignored=len(loose))
        for t in gold:
            self.per[str(t["type"])]["gold"] += 1
        for j, t in enumerate(system):
            if j not in loose:
                self.per[str(t["type"])]["system"] += 1
                if j not in used:
                    self.errors["spurious"].append(f"{row['id']}: {around(row['text'], t)}  {t['type']} {t['value']}")
        for i, j in pairs:
            self._pair(row, gold[i], system[j])
        missed = set(range(len(gold))) - {i for i, _ in pairs}
        for i in sorted(missed):
            line = f"{row['id']}: {around(row['text'], gold[i])}  {gold[i]['type']} {gold[i]['value']}"
            self.errors["missed"].append(line)

    def _pair(self, row: Row, gold: Row, system: Row) -> None:
        where = f"{row['id']}: {around(row['text'], gold)}"
        strict = (gold["start"], gold["end"]) == (system["start"], system["end"])
        counts = self.per[str(gold["type"])]
        counts["found"] += 1
        self.n["strict"] += strict
        if not strict:
            words = row["text"][system["start"] : system["end"]]
            self.errors["other span"].append(f"{where}  reading [{words}]")
        for name in ("type", "value"):
            if gold[name] is not None:
                right = gold[name] == system[name]
                self.n[f"{name}_judged"] += 1
                self.n[f"{name}_right"] += right
                counts[name] += right
                if not right:
                    self.errors[f"wrong {name}"].append(f"{where}  gold {gold[name]}, reading {system[name]}")


def score(pairs: Sequence[Pair]) -> Score:
    """Figures strict_*, relaxed_* (p, r, f1), type_f1, value_f1 and the accuracies, in percent, and counts."""
    count = _Count()
    for row, reading in pairs:
        count.add(row, reading)
    n = count.n
    figures: dict[str, Any] = {}
    for name in ("strict", "relaxed"):
        parts = prf(n[name], n["system"], n["gold"])
        figures |= dict(zip((f"{name}_{k}" for k in ("p", "r", "f1")), parts, strict=True))
    whole = 2.0 * n["relaxed"] / (n["gold"] + n["system"]) if n["gold"] + n["system"] else 0.0
    for name in ("type", "value"):
        judged, right = n[f"{name}_judged"], n[f"{name}_right"]
        figures[f"{name}_accuracy"] = percent(right, judged)
        figures[f"{name}_f1"] = round(100 * whole * right / judged, 2) if judged else 0.0
    figures |= {k: n[k] for k in ("gold", "system", "ignored", "strict", "relaxed")}
    main = (
        *((k, *(figures[f"{k}_{x}"] for x in ("p", "r", "f1"))) for k in ("strict", "relaxed")),
        *((k, None, None, figures[f"{k}_f1"]) for k in ("type", "value")),
    )
    per = tuple((k, c["gold"], c["system"], c["found"], c["type"], c["value"]) for k, c in sorted(count.per.items()))
    tables = (Table(("", "P", "R", "F1"), main), Table(("type", "gold", "system", "found", "type", "value"), per))
    return Score(figures, tables, count.errors)
