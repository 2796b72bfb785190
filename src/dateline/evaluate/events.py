"""Events against gold: triples of actor, type and recipient (PLV, PLOVER records), or triggers with participants.

A reading's event holds the pair of a gold event when one of its actors fits a gold actor and one of its recipients a
gold recipient; a side that gold leaves empty asks for nothing. For reciprocal types the order does not matter, and two
actors with no recipient hold the pair too. CONCEDE and RETREAT count as one where gold knows only YIELD. Of several
events that hold the pair the most confident answers for its type.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dateline.evaluate import participants
from dateline.evaluate.scores import Pair, Row, Score, Table, any_fit, f1, fits, percent, shown

SYMMETRIC = frozenset({"CONSULT", "AGREE", "COOPERATE"})
Answers = list[tuple[str, str | None]]


@dataclass
class Tally:
    """Counts over all rows, the answers per gold event, and the errors by kind."""

    counts: Counter[str] = field(default_factory=Counter)
    answers: Answers = field(default_factory=list)
    errors: dict[str, list[str]] = field(default_factory=lambda: {"no pair": [], "wrong type": []})


def score(pairs: Sequence[Pair]) -> Score:
    """Figures of the readings against their gold rows (percentages), a table per type, and the errors."""
    if any("participants" in e and "actors" not in e for gold, _ in pairs for e in gold["events"]):
        return participants.score(pairs)
    tally = Tally()
    for gold, reading in pairs:
        _row(gold, list(reading.get("events", [])), tally)
    return Score(_figures(tally), (_table(tally),), tally.errors)


def root(kind: str) -> str:
    """The type as PLV knows it: YIELD for CONCEDE and RETREAT."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def holds(gold: Row, event: Row) -> bool:
    """Whether the event has the gold event's actor and recipient."""
    actors, recipients = event.get("actors") or [], event.get("recipients") or []

    def covers(side: Sequence[Row], found: Sequence[Row]) -> bool:
        return not side or any_fit(side, found)

    if covers(gold["actors"], actors) and covers(gold["recipients"], recipients):
        return True
    if gold["type"] not in SYMMETRIC and not gold.get("reciprocal"):
        return False
    if covers(gold["actors"], recipients) and covers(gold["recipients"], actors):
        return True
    return not recipients and _joint(gold, actors)


def _joint(gold: Row, actors: Sequence[Row]) -> bool:
    two = [(x, y) for x in actors for y in actors if x is not y]
    return any(fits(x, a) and fits(y, b) for x, y in two for a in gold["actors"] for b in gold["recipients"])


def _row(gold: Row, events: list[Row], tally: Tally) -> None:
    agreeing: set[int] = set()
    for wanted in gold["events"]:
        held = [k for k, event in enumerate(events) if holds(wanted, event)]
        right = {k for k in held if root(events[k]["type"]) == root(wanted["type"])}
        agreeing |= right
        others = [o for o in gold["events"] if o is not wanted]
        taken = {k for k in held if k not in right and any(_answers(o, events[k]) for o in others)}
        _answer(gold["text"], wanted, events, [k for k in held if k not in taken] or held, bool(right), tally)
    tally.counts.update(system=len(events), agreeing=len(agreeing))


def _answers(gold: Row, event: Row) -> bool:
    return root(event["type"]) == root(gold["type"]) and holds(gold, event)


def _answer(text: str, wanted: Row, events: list[Row], held: list[int], right: bool, tally: Tally) -> None:
    kind = root(wanted["type"])
    line = f"{wanted['type']} ({shown(text, wanted['actors'])} -> {shown(text, wanted['recipients'])}) | {text[:160]}"
    tally.counts.update(gold=1, any=right)
    if not held:
        tally.answers.append((kind, None))
        tally.errors["no pair"].append(line)
        return
    best = max(held, key=lambda k: (events[k].get("confidence") or 0.0, -k))
    said = root(events[best]["type"])
    tally.answers.append((kind, said))
    if said != kind:
        tally.errors["wrong type"].append(f"said {said}: {line}")


def _classes(answers: Answers) -> dict[str, tuple[int, int, int]]:
    """Per type: how many in gold, how many said, how many right."""
    out: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for gold, said in answers:
        out[gold][0] += 1
        out[gold][2] += gold == said
        if said:
            out[said][1] += 1
    return {kind: (a, b, c) for kind, (a, b, c) in out.items()}


def macro_f1(answers: Answers) -> float:
    """The mean over gold's types of the F1 of each, in percent."""
    scores = [200.0 * right / (gold + said) for gold, said, right in _classes(answers).values() if gold]
    return round(sum(scores) / len(scores), 2) if scores else 0.0


def _figures(tally: Tally) -> dict[str, Any]:
    n, answers = tally.counts, tally.answers
    found = [(g, s) for g, s in answers if s]
    right = sum(g == s for g, s in answers)
    share, recall = percent(n["agreeing"], n["system"]), percent(n["any"], n["gold"])
    return {
        "gold": n["gold"],
        "system": n["system"],
        "pair_recall": percent(len(found), n["gold"]),
        "type_accuracy": percent(right, n["gold"]),
        "macro_f1": macro_f1(answers),
        "type_accuracy_found": percent(right, len(found)),
        "macro_f1_found": macro_f1([(g, s) for g, s in found]),
        "agreeing_share": share,
        "triple_recall": recall,
        "triple_f1": f1(share, recall),
    }


def _table(tally: Tally) -> Table:
    lines = []
    for kind, (gold, said, right) in sorted(_classes(tally.answers).items(), key=lambda kv: (-kv[1][0], kv[0])):
        held = sum(g == kind and s is not None for g, s in tally.answers)
        p, r = percent(right, said), percent(right, gold)
        lines.append((kind, gold, percent(held, gold), said, p, r, f1(p, r)))
    return Table(("type", "gold", "pair%", "said", "P", "R", "F1"), tuple(lines))
