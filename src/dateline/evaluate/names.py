"""How well names are read: exact span and type, as the CoNLL 2003 shared task counts (Tjong Kim Sang, De Meulder).

Only mentions of kind "name" count. GPE and LOC are one type, PLACE; where the gold has no EVENT or FAC, a reading's
count as MISC and PLACE. Only the types that occur in the gold count; a reading's name of another type is set aside, but
for the untyped figures it counts where its span is a gold span.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.evaluate.scores import Pair, Row, Score, Table, around, percent

SAME = {"GPE": "PLACE", "LOC": "PLACE"}
WITHOUT = {"EVENT": "MISC", "FAC": "PLACE"}
Names = dict[tuple[int, int], set[str]]


def names(mentions: Iterable[Row]) -> Names:
    """The types named on each span."""
    out: Names = {}
    for m in mentions:
        if m.get("kind", "name") == "name":
            out.setdefault((m["start"], m["end"]), set()).add(SAME.get(str(m["type"]), str(m["type"])))
    return out


def _touching(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return [x for x in spans if x[0] < span[1] and span[0] < x[1]]


def _label(types: Iterable[str]) -> str:
    return "/".join(sorted(types))


class _Count:
    def __init__(self, kinds: set[str]) -> None:
        self.kinds = kinds
        self.per: dict[str, Counter[str]] = defaultdict(Counter)
        self.n: Counter[str] = Counter()
        self.errors: dict[str, list[str]] = {k: [] for k in ("missed", "spurious", "other span", "wrong type")}

    def add(self, row: Row, reading: Row) -> None:
        gold = names(row["mentions"])
        found = names(reading.get("mentions", []))
        system = {s: {t if t in self.kinds else WITHOUT.get(t, t) for t in types} for s, types in found.items()}
        for span, types in gold.items():
            self._gold(row, span, types, gold, system)
        for span, types in system.items():
            self._system(row, span, types, gold)

    def _gold(self, row: Row, span: tuple[int, int], types: set[str], gold: Names, system: Names) -> None:
        got = system.get(span, set())
        self.n["spans_gold"] += 1
        self.n["spans_hit"] += bool(got)
        for t in types:
            self.per[t]["gold"] += 1
            self.per[t]["hits"] += t in got
        if types & got:
            return
        near = [x for x in _touching(span, system) if x not in gold]
        where = f"{row['id']}: {around(row['text'], {'start': span[0], 'end': span[1]})}  gold {_label(types)}"
        if got:
            self.errors["wrong type"].append(f"{where}, reading {_label(got)}")
        elif near:
            words = row["text"][near[0][0] : near[0][1]]
            self.errors["other span"].append(f"{where}, reading [{words}] {_label(system[near[0]])}")
        else:
            self.errors["missed"].append(where)

    def _system(self, row: Row, span: tuple[int, int], types: set[str], gold: Names) -> None:
        counted = types & self.kinds
        for t in counted:
            self.per[t]["system"] += 1
        self.n["set_aside"] += len(types - self.kinds)
        self.n["spans_system"] += bool(counted) or span in gold
        if counted and not _touching(span, gold):
            where = around(row["text"], {"start": span[0], "end": span[1]})
            self.errors["spurious"].append(f"{row['id']}: {where}  reading {_label(counted)}")


def _figures(hits: int, gold: int, system: int) -> dict[str, float | int]:
    p, r, f = percent(hits, system), percent(hits, gold), percent(2 * hits, gold + system)
    return {"p": p, "r": r, "f1": f, "gold": gold, "system": system, "hits": hits}


def score(pairs: Sequence[Pair]) -> Score:
    """Figures p, r, f1 (typed), span_p, span_r, span_f1 (untyped), counts, and per_type."""
    kinds = {t for row, _ in pairs for types in names(row["mentions"]).values() for t in types}
    count = _Count(kinds)
    for row, reading in pairs:
        count.add(row, reading)
    per = {t: _figures(c["hits"], c["gold"], c["system"]) for t, c in sorted(count.per.items())}
    sums = [sum(c[k] for c in count.per.values()) for k in ("hits", "gold", "system")]
    total = _figures(*sums)
    n = count.n
    spans = _figures(n["spans_hit"], n["spans_gold"], n["spans_system"])
    lines = [(t, *(v[k] for k in ("gold", "system", "p", "r", "f1"))) for t, v in per.items()]
    lines += [(t, *(v[k] for k in ("gold", "system", "p", "r", "f1"))) for t, v in (("all", total), ("untyped", spans))]
    figures: dict[str, Any] = {**total, **{f"span_{k}": spans[k] for k in ("p", "r", "f1")}, "span_hits": spans["hits"]}
    figures |= {"set_aside": n["set_aside"], "per_type": per}
    table = Table(("type", "gold", "system", "P", "R", "F1"), tuple(lines))
    return Score(figures, (table,), count.errors)
