"""The labels of the sixty raw articles hold offsets and labels alone, and the measure counts as it says."""

from __future__ import annotations

import json
from typing import Any

from dateline.events import plover
from tests.events.raw_sample import FOLDER, count


def test_the_labels_hold_no_words_and_known_types() -> None:
    rows = json.loads((FOLDER / "labels.json").read_text("utf-8"))["rows"]
    assert len(rows) == 60 == len({r["id"] for r in rows})
    for event in (e for r in rows for e in r["events"]):
        assert set(event) <= {"trigger", "types", "actors", "recipients", "reality", "must"}
        assert set(event["types"]) <= set(plover().types) and event["trigger"][0] < event["trigger"][1]
    assert sum(e["must"] for r in rows for e in r["events"]) == 112


def event(
    start: int, kind: str, actor: tuple[int, int], recipient: tuple[int, int], reality: str = "actual"
) -> dict[str, Any]:
    def party(a: int, b: int) -> dict[str, Any]:
        return {"start": a, "end": b, "entity": None}

    return {"type": kind, "trigger": {"start": start, "end": start + 3}, "actors": [party(*actor)],
            "recipients": [party(*recipient)], "reality": reality}  # fmt: skip


def test_recall_precision_and_whole_rows_are_counted() -> None:
    marked = {"trigger": [10, 13], "types": ["CONSULT"], "actors": [[[0, 4]]], "recipients": [[[20, 24]]],
              "reality": ["actual"], "must": True}  # fmt: skip
    label = {"until": 100, "events": [marked, {**marked, "trigger": [50, 53]}]}
    turned = event(10, "CONSULT", (20, 24), (0, 4))
    other = event(50, "ASSAULT", (0, 4), (20, 24))
    accepted = event(70, "AID", (0, 4), (20, 24))
    beyond = event(200, "AID", (0, 4), (20, 24))
    n = count(label, {"mentions": [], "events": [turned, other, accepted, beyond]}, [(70, "AID")])
    assert (n["must"], n["found"], n["whole"]) == (2, 1, 1)
    assert (n["rows"], n["right"], n["accepted"]) == (3, 1, 1)
    wrong = count(label, {"mentions": [], "events": [event(10, "CONSULT", (0, 4), (20, 24), "negated")]}, [])
    assert (wrong["found"], wrong["parties"], wrong["whole"]) == (1, 1, 0)
