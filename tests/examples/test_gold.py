"""The example gold is what the annotations give, points at words, and holds what every later feature is shown on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (EXAMPLES / "gold.jsonl").read_text("utf-8").splitlines()]
TYPES = (
    "AGREE CONSULT SUPPORT AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"
)


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every record with a start and an end, at any depth."""
    if isinstance(value, dict):
        if value.get("start") is not None:
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def test_files_are_what_the_annotations_give() -> None:
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "build_gold.py"), "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_enough_and_they_say_they_are_invented() -> None:
    assert len(ROWS) >= 30
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert len({row["outlet"] for row in ROWS}) == 5
    assert {row["note"] for row in ROWS} == {"invented"}
    assert all(re.match(r"https://[\w-]+\.example\.(org|com)/", row["url"]) for row in ROWS)
    assert "invented" in (EXAMPLES / "README.md").read_text("utf-8")
    days = sorted(row["published"] for row in ROWS)
    assert (days[0], days[-1]) == ("2025-03-03", "2025-03-23")
    assert all(80 <= len(row["text"].split()) <= 350 for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_spans_point_at_words_and_ids_link(row: dict[str, Any]) -> None:
    for span in spans({k: v for k, v in row.items() if k != "text"}):
        assert 0 <= span["start"] < span["end"] <= len(row["text"])
        words = row["text"][span["start"] : span["end"]]
        assert words == words.strip()
        assert "text" not in span or span["text"] == words
    mentions = {m["id"]: m for m in row["mentions"]}
    entities = {e["id"]: e for e in row["entities"]}
    assert sorted(i for e in row["entities"] for i in e["mentions"]) == sorted(mentions)
    assert all(mentions[i]["entity"] == e["id"] for e in row["entities"] for i in e["mentions"])
    assert {m["entity"] for m in row["mentions"]} == set(entities)
    quotations = {q["id"] for q in row["quotations"]}
    assert all(v["asserted_by"] in {"narrator", *quotations} for v in row["events"])
    assert all(q["within"] is None or q["within"] in quotations for q in row["quotations"])
    for party in (p for v in row["events"] for p in (*v["actors"], *v["recipients"])):
        assert party["entity"] is None or party["entity"] in entities


def test_all_layers_hold_what_later_features_need() -> None:
    events = Counter(v["type"] for row in ROWS for v in row["events"])
    assert set(TYPES.split()) <= set(events)
    realities = Counter(v["reality"] for row in ROWS for v in row["events"])
    assert min(realities[r] for r in ("actual", "negated", "future", "hypothetical", "historical")) >= 10
    forms = Counter(q["form"] for row in ROWS for q in row["quotations"])
    assert min(forms[f] for f in ("direct", "mixed", "indirect")) >= 20
    channels = {q["channel"]["kind"] for row in ROWS for q in row["quotations"] if q["channel"]}
    assert {"social media", "statement", "press conference", "speech", "interview"} <= channels
    stances = {q["stance"] for row in ROWS for q in row["quotations"]}
    assert {"denies", "alleges", "promises", "threatens", "declines", "demands"} <= stances
    assert {"DATE", "TIME", "DURATION", "SET"} == {t["type"] for row in ROWS for t in row["times"]}
    assert any(q["within"] for row in ROWS for q in row["quotations"])
    assert {1, 2} <= {len(q["content"]) for row in ROWS for q in row["quotations"]}


def test_bounds_are_ordered_and_plain_days_are_their_own_bounds() -> None:
    for time in (t for row in ROWS for t in row["times"]):
        if time["earliest"] and time["latest"]:
            assert time["earliest"] <= time["latest"]
        if re.fullmatch(r"\d{4}-\d\d-\d\d", time["value"]):
            assert time["earliest"] == time["latest"] == time["value"]
