"""Triggers and participants against MEANTIME, which marks every event, political or not, with PropBank roles.

Recall of triggers says how much of all events is read and is no fault of a reader; precision says whether what it calls
an event is one. Actors are held against Arg0, recipients against Arg1, and both together (party) with role mistakes
forgiven. Reality is the contract's, with "historical" counted as actual.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from dateline.evaluate.scores import Pair, Row, Score, Table, common, f1, overlaps, percent, prf, share

ROLES = {"actor": ("Arg0",), "recipient": ("Arg1",), "party": ("Arg0", "Arg1")}
REALITIES = ("actual", "negated", "future", "hypothetical")


def score(pairs: Sequence[Pair]) -> Score:
    """Figures of the readings' triggers, parties, realities and times against MEANTIME rows (percentages)."""
    n: Counter[str] = Counter()
    errors: dict[str, list[str]] = {"no gold event": []}
    for gold, reading in pairs:
        _document(gold, list(reading.get("events", [])), n, errors)
    return Score(_figures(n), (_table(n),), errors)


def _document(gold: Row, events: list[Row], n: Counter[str], errors: dict[str, list[str]]) -> None:
    golds = gold["events"]
    triggers = _distinct(e["trigger"] for e in events if e.get("trigger"))
    n.update(gold=len(golds), system=len(triggers))
    for trigger in triggers:
        touching = [e for e in golds if overlaps(trigger, e["trigger"])]
        exact = any(_span(e["trigger"]) == _span(trigger) for e in touching)
        n.update(overlapping=bool(touching), exact=exact)
        if not touching:
            errors["no gold event"].append(gold["text"][max(0, trigger["start"] - 40) : trigger["end"] + 40])
    n.update(reached=sum(any(overlaps(t, e["trigger"]) for t in triggers) for e in golds))
    for index, found in _seated(golds, events).items():
        _event(golds[index], found, n)


def _seated(golds: Sequence[Row], events: Sequence[Row]) -> dict[int, list[Row]]:
    """Each event of the reading at the gold trigger it fits best."""
    held: dict[int, list[Row]] = defaultdict(list)
    for event in events:
        trigger = event.get("trigger")
        touching = [i for i, e in enumerate(golds) if trigger and overlaps(trigger, e["trigger"])]
        if trigger and touching:
            best = max(touching, key=lambda i: (share(trigger, golds[i]["trigger"]), -i))
            held[best].append(event)
    return held


def _event(gold: Row, found: Sequence[Row], n: Counter[str]) -> None:
    said = {side: [p for s in found for p in s.get(side) or []] for side in ("actors", "recipients")}
    sides = {"actor": said["actors"], "recipient": said["recipients"], "party": said["actors"] + said["recipients"]}
    for name, roles in ROLES.items():
        wanted = _distinct(p for p in gold["participants"] if p["role"] in roles)
        system = _distinct(sides[name])
        n.update({f"{name} hit": _hits(wanted, system), f"{name} gold": len(wanted), f"{name} system": len(system)})
    n["matched"] += 1
    if gold.get("reality"):
        _reality(gold["reality"], [(s.get("reality") or "").replace("historical", "actual") for s in found], n)
    if gold.get("time_value"):
        n.update(times=1, time=any((s.get("time") or {}).get("value") == gold["time_value"] for s in found))


def _reality(gold: str, answers: Sequence[str], n: Counter[str]) -> None:
    said = gold if gold in answers else answers[0]
    n.update(
        {"realities": 1, "reality": said == gold, f"is {gold}": 1, f"said {said}": 1, f"right {said}": said == gold}
    )


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _distinct(spans: Iterable[Row]) -> list[Row]:
    return [{"start": a, "end": b} for a, b in sorted({_span(s) for s in spans})]


def _hits(gold: Sequence[Row], system: Sequence[Row]) -> int:
    """How many gold spans find a span of the reading of their own, best overlap first."""
    ranked = sorted((-common(g, s), i, j) for i, g in enumerate(gold) for j, s in enumerate(system) if overlaps(g, s))
    used_gold: set[int] = set()
    used_system: set[int] = set()
    for _, i, j in ranked:
        if i not in used_gold and j not in used_system:
            used_gold.add(i)
            used_system.add(j)
    return len(used_gold)


def _figures(n: Counter[str]) -> dict[str, Any]:
    p, r = percent(n["overlapping"], n["system"]), percent(n["reached"], n["gold"])
    out: dict[str, Any] = {"gold": n["gold"], "system": n["system"], "trigger_precision": p, "trigger_recall": r}
    out |= {
        "trigger_f1": f1(p, r),
        "trigger_exact": percent(n["exact"], n["overlapping"]),
        "matched_events": n["matched"],
    }
    for name in ROLES:
        figures = prf(n[f"{name} hit"], n[f"{name} system"], n[f"{name} gold"])
        out |= {f"{name}_{key}": value for key, value in zip(("p", "r", "f1"), figures, strict=True)}
    per = {k: percent(2 * n[f"right {k}"], n[f"is {k}"] + n[f"said {k}"]) for k in REALITIES if n[f"is {k}"]}
    out |= {"reality_f1": per, "reality_macro_f1": round(sum(per.values()) / len(per), 2) if per else 0.0}
    out |= {"reality_accuracy": percent(n["reality"], n["realities"]), "time_accuracy": percent(n["time"], n["times"])}
    return out


def _table(n: Counter[str]) -> Table:
    lines = []
    for name in ROLES:
        p, r, f = prf(n[f"{name} hit"], n[f"{name} system"], n[f"{name} gold"])
        lines.append((name, p, r, f, n[f"{name} gold"], n[f"{name} system"]))
    return Table(("", "P", "R", "F1", "gold", "system"), tuple(lines))
