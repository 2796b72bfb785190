"""Times: figures worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate import times

TEXT = "On Monday they met; last March they fought for three days."


def time(words: str, kind: str | None, value: str | None) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "type": kind, "value": value}


MONDAY = time("Monday", "DATE", "2025-03-10")
MARCH = time("last March", "DATE", "2024-03")
DAYS = time("three days", "DURATION", "P3D")
GOLD = {"id": "a", "text": TEXT, "times": [MONDAY, MARCH, DAYS]}


def figures(*system: dict[str, Any], **more: Any) -> dict[str, Any]:
    return times.score([({**GOLD, **more}, {"times": list(system)})]).figures


def test_all_right() -> None:
    found = figures(MONDAY, MARCH, DAYS)
    assert found["strict_f1"] == found["relaxed_f1"] == found["type_f1"] == found["value_f1"] == 100.0


def test_each_share_by_hand() -> None:
    found = figures(MONDAY, time("March", "DATE", "2025-03"))
    assert (found["relaxed_p"], found["relaxed_r"]) == (100.0, pytest.approx(66.67))
    assert found["relaxed_f1"] == 80.0
    assert found["strict_f1"] == 40.0
    assert (found["type_f1"], found["value_f1"]) == (80.0, 40.0)


def test_one_time_answers_one_gold_time() -> None:
    both = {"start": MONDAY["start"], "end": MARCH["end"], "type": "DATE", "value": "2024-03"}
    assert figures(both)["relaxed"] == 1


def test_null_values_are_not_judged_and_ignored_spans_not_counted() -> None:
    found = figures(
        MONDAY, time("they", "DATE", "X"), times=[{**MONDAY, "value": None}], ignore=[time("they", None, None)]
    )
    assert found["relaxed_f1"] == 100.0
    assert (found["ignored"], found["value_accuracy"]) == (1, 0.0)


def test_errors_are_named() -> None:
    errors = times.score([(GOLD, {"times": [{**MONDAY, "value": "2025-03-03"}, time("fought", "DATE", "X")]})]).errors
    assert {k: len(v) for k, v in errors.items() if v} == {"missed": 2, "spurious": 1, "wrong value": 1}


def test_as_the_shared_scorer(shared: Path) -> None:
    from tests.evaluate.shared_scorer import compare

    gold = shared / "gold" / "times" / "meantime-apple.jsonl"
    compare(shared, "times", gold, times.score, ("strict_f1", "relaxed_f1", "type_f1", "value_f1"))
