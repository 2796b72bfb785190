"""Whole rows of the record against gold that marks every event of its texts: found, and then right in each field.

An event is found when its trigger overlaps a gold trigger and the type is the same, one to one, best overlap first. The
fields are judged on events found:
  actors, recipients  each gold party is fitted by one of the reading's, in place or by another mention of the same gold
                      entity, and none is left over; for reciprocal types the sides are one; where gold has no
                      recipient, nothing is asked of that side
  reality             the same
  voice               both the narrator's, or quotations whose contents share 30 % of their characters
  time                the same value; where gold has none, nothing is asked
  place               overlapping; where gold has none, nothing is asked
A row is right when its type, parties, reality, voice and time are. Its precision and recall count rows that are right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from dateline.evaluate.scores import Pair, Row, Score, Table, any_fit, common, overlaps, percent, prf, share, shown

RECIPROCAL = frozenset({"CONSULT", "AGREE", "COOPERATE", "RETREAT", "ASSAULT"})
FIELDS = ("actors", "recipients", "reality", "voice", "time", "place")
NEEDED = ("actors", "recipients", "reality", "voice", "time")

Chains = dict[str, list[Row]]
"""The mentions of each entity of a gold row."""


def pair_up(gold: Sequence[Row], system: Sequence[Row], typed: bool) -> list[tuple[int, int]]:
    """One-to-one pairs of events whose triggers overlap (and whose types agree, if typed), best overlap first."""
    ranked = sorted(
        (g["type"] != s["type"], -share(g["trigger"], s["trigger"]), i, j)
        for i, g in enumerate(gold)
        for j, s in enumerate(system)
        if overlaps(g["trigger"], s["trigger"]) and (not typed or g["type"] == s["type"])
    )
    out: list[tuple[int, int]] = []
    for *_, i, j in ranked:
        if all(i != a and j != b for a, b in out):
            out.append((i, j))
    return out


def same_side(gold: Sequence[Row], system: Sequence[Row], chains: Chains) -> bool:
    """Whether each gold party is fitted by one of the system's, and no party of the system's is left over."""
    places = [[g, *chains.get(g.get("entity") or "", [])] for g in gold]
    held = [any(any_fit(spans, [s]) for s in system) for spans in places]
    return all(held) and all(any(any_fit(spans, [s]) for spans in places) for s in system)


def content_share(a: Row, b: Row) -> float:
    """The Jaccard index of the characters of two quotations' contents, each of whose pieces lie apart."""
    both = sum(common(x, y) for x in a["content"] for y in b["content"])
    sizes = [sum(s["end"] - s["start"] for s in q["content"]) for q in (a, b)]
    return both / (sum(sizes) - both) if sum(sizes) > both else 0.0


def same_voice(gold: Row, system: Row, quotations: tuple[dict[str, Row], dict[str, Row]]) -> bool:
    """Whether both events are told by the narrator, or by quotations of much the same content."""
    voices = gold["asserted_by"], system["asserted_by"]
    if "narrator" in voices:
        return bool(voices[0] == voices[1])
    told = [known.get(voice) for known, voice in zip(quotations, voices, strict=True)]
    return bool(told[0] and told[1] and content_share(told[0], told[1]) >= 0.3)


def judge(gold: Row, system: Row, quotations: tuple[dict[str, Row], dict[str, Row]], chains: Chains) -> dict[str, bool]:
    """Which fields of an event found are right."""
    sides = [[*e["actors"], *e["recipients"]] for e in (gold, system)]
    joint = gold["type"] in RECIPROCAL and same_side(sides[0], sides[1], chains)
    other = not gold["recipients"] or same_side(gold["recipients"], system["recipients"], chains)
    return {
        "actors": joint or same_side(gold["actors"], system["actors"], chains),
        "recipients": joint or other,
        "reality": gold["reality"] == system["reality"],
        "voice": same_voice(gold, system, quotations),
        "time": not gold["time"] or bool(system["time"] and system["time"]["value"] == gold["time"]["value"]),
        "place": not gold["place"] or bool(system["place"] and overlaps(system["place"], gold["place"])),
    }


def score(pairs: Sequence[Pair]) -> Score:
    """Figures event_*, trigger_*, row_* (percentages), an accuracy for each field, and the errors by kind."""
    n: Counter[str] = Counter()
    types: dict[str, Counter[str]] = {}
    errors: dict[str, list[str]] = {k: [] for k in ("missed", "spurious", "other type", *FIELDS)}
    for row, reading in pairs:
        _document(row, reading, n, types, errors)
    figures: dict[str, Any] = {}
    for name, hits in (("trigger", n["overlapping"]), ("event", n["found"]), ("row", n["right"])):
        figures |= dict(zip((f"{name}_{k}" for k in ("p", "r", "f1")), prf(hits, n["system"], n["gold"]), strict=True))
    figures |= {f"{field}_accuracy": percent(n[field], n[f"{field}_asked"]) for field in FIELDS}
    figures |= {"row_accuracy": percent(n["right"], n["found"]), "gold": n["gold"], "system": n["system"]}
    lines = [(name, *(figures[f"{name}_{k}"] for k in ("p", "r", "f1"))) for name in ("trigger", "event", "row")]
    fields = [(field, figures[f"{field}_accuracy"], n[f"{field}_asked"]) for field in FIELDS]
    per = [(t, c["gold"], c["system"], *prf(c["found"], c["system"], c["gold"])) for t, c in sorted(types.items())]
    tables = (
        Table(("", "P", "R", "F1"), tuple(lines)),
        Table(("of events found", "right %", "asked"), tuple(fields)),
        Table(("type", "gold", "system", "P", "R", "F1"), tuple(per)),
    )
    return Score(figures, tables, errors)


def _document(
    row: Row, reading: Row, n: Counter[str], types: dict[str, Counter[str]], errors: dict[str, list[str]]
) -> None:
    gold, system = list(row["events"]), list(reading.get("events", []))
    quotations = ({q["id"]: q for q in row["quotations"]}, {q["id"]: q for q in reading.get("quotations", [])})
    chains: Chains = {}
    for mention in row.get("mentions", []):
        chains.setdefault(mention["entity"], []).append(mention)
    loose = pair_up(gold, system, typed=False)
    found = pair_up(gold, system, typed=True)
    n.update(gold=len(gold), system=len(system), overlapping=len(loose), found=len(found))
    for key, events in (("gold", gold), ("system", system), ("found", [gold[i] for i, _ in found])):
        for event in events:
            types.setdefault(event["type"], Counter())[key] += 1
    for i, j in found:
        right = judge(gold[i], system[j], quotations, chains)
        for name, ok in right.items():
            asked = name not in ("time", "place") or bool(gold[i][name])
            n[f"{name}_asked"] += asked
            n[name] += ok and asked
            if not ok:
                errors[name].append(_line(row, gold[i], name) + f"; reading: {_said(row, system[j], name)}")
        n["right"] += all(right[name] for name in NEEDED)
    _unmatched(row, gold, system, loose, found, errors)


def _unmatched(
    row: Row,
    gold: list[Row],
    system: list[Row],
    loose: list[tuple[int, int]],
    found: list[tuple[int, int]],
    errors: dict[str, list[str]],
) -> None:
    seen = [{i for i, _ in [*loose, *found]}, {j for _, j in [*loose, *found]}]
    errors["missed"] += [_line(row, g, "type") for i, g in enumerate(gold) if i not in seen[0]]
    errors["spurious"] += [_line(row, s, "type") for j, s in enumerate(system) if j not in seen[1]]
    for i, j in loose:
        if gold[i]["type"] != system[j]["type"]:
            errors["other type"].append(_line(row, gold[i], "type") + f"; reading: {system[j]['type']}")


def _said(row: Row, event: Row, name: str) -> str:
    value = event["asserted_by"] if name == "voice" else event[name]
    if isinstance(value, list):
        return shown(row["text"], value)
    if isinstance(value, dict):
        return str(value["value"]) if name == "time" else shown(row["text"], [value])
    return str(value)


def _line(row: Row, event: Row, name: str) -> str:
    start, end = event["trigger"]["start"], event["trigger"]["end"]
    text = row["text"]
    around = f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")
    return f"{row['id']}: {around}  {name} {_said(row, event, name)}"
