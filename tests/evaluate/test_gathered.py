"""Stories and happenings: the measures by hand, and as the shared scorers have them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import BadGold
from dateline.evaluate import evaluate, happenings, stories

Row = dict[str, Any]


def test_b_cubed_of_stories_by_hand() -> None:
    gold = {"a": "x", "b": "x", "c": "y", "d": "y"}
    figures = stories.score(gold, {"a": "1", "b": "1", "c": "1", "d": None}).figures
    # precision: a and b 2/3, c 1/3, d 1; recall: a and b 1, c and d 1/2
    assert figures["b3_p"] == pytest.approx(66.67)
    assert figures["b3_r"] == 75.0
    assert figures["identical_share"] == 0.0
    assert stories.score(gold, {"a": "1", "b": "1", "c": "2", "d": "2"}).figures["b3_f1"] == 100.0


def event(start: int, chain: str | None, selected: bool = True) -> Row:
    return {"trigger": {"start": start, "end": start + 3}, "coref_id": chain, "selected": selected}


def test_only_events_that_were_read_are_judged() -> None:
    rows = [
        {"id": "a", "text": "hit ran hid", "events": [event(0, "x"), event(4, None), event(8, "x", selected=False)]},
        {"id": "b", "text": "hit ran hid", "events": [event(0, "x"), event(4, "z")]},
    ]
    found = [
        {"ref": "a", "start": 0, "end": 3, "happening": "1"},
        {"ref": "a", "start": 4, "end": 7, "happening": "1"},
        {"ref": "b", "start": 1, "end": 2, "happening": "1"},
    ]
    figures = happenings.score(rows, found).figures
    assert (figures["gold_events"], figures["judged"], figures["coverage"]) == (4, 3, 75.0)
    assert (figures["gold_links"], figures["system_links"], figures["link_p"], figures["link_r"]) == (1, 2, 50.0, 100.0)
    assert figures["b3_p"] == pytest.approx(55.56)


def test_gold_without_stories_is_refused(tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": "A word."}) + "\n", "utf-8")
    for area in ("stories", "happenings"):
        with pytest.raises(BadGold):
            evaluate(area, gold)


def test_stories_are_gathered_from_the_texts(tmp_path: Path) -> None:
    fire = "Fire destroyed the {} of the Delmar mill in Tarsk on Monday, and two millers were hurt."
    vote = "Voters in Lund chose {} Ann Vale as mayor on 4 May with 61 per cent of the votes."
    texts = [fire.format("roof"), fire.format("upper floor"), vote.format("the teacher"), vote.format("the doctor")]
    rows = [{"id": str(at), "text": text, "story": "fire" if at < 2 else "vote"} for at, text in enumerate(texts)]
    gold = tmp_path / "gold.jsonl"
    gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    assert evaluate("stories", gold).figures["b3_f1"] == 100.0


def theirs(shared: Path, tmp_path: Path, scorer: str, rows: list[Row], found: list[Row]) -> Row:
    files = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    for file, values in zip(files, (rows, found), strict=True):
        file.write_text("".join(json.dumps(value) + "\n" for value in values), "utf-8")
    command = [sys.executable, str(shared / "score" / scorer), *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    figures: Row = json.loads(done.stdout.splitlines()[-1])
    return figures


def gold_of(shared: Path) -> list[Row]:
    lines = (shared / "gold" / "stories" / "ecb-dev.jsonl").read_text("utf-8").splitlines()[:90]
    return [json.loads(line) for line in lines]


def test_stories_as_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    rows = gold_of(shared)
    said = {row["id"]: f"{row['story'][:2]}{at % 3}" if at % 7 else None for at, row in enumerate(rows) if at % 11}
    found = [{"ref": ref, "story": story} for ref, story in said.items()]
    other = theirs(shared, tmp_path, "stories.py", rows, found)
    ours = stories.score({row["id"]: row["story"] for row in rows}, said).figures
    keys = ("b3_p", "b3_r", "b3_f1", "gold_clusters", "system_clusters", "identical_share", "documents")
    assert {key: ours[key] for key in keys} == {key: other[key] for key in keys}


def test_happenings_as_the_shared_scorer(shared: Path, tmp_path: Path) -> None:
    rows, found = gold_of(shared), []
    for row in rows:
        for at, each in enumerate(row["events"]):
            if at % 3:
                label = None if at % 10 == 9 else f"{each['coref_id']}"[:6] if at % 4 else f"{row['story']}{at % 5}"
                span = {"start": each["trigger"]["start"], "end": each["trigger"]["end"] + at % 2}
                found.append({"ref": row["id"], **span, "happening": label})
    other = theirs(shared, tmp_path, "happenings.py", rows, found)
    ours = happenings.score(rows, found).figures
    assert {key: ours[key] for key in other} == other
    assert 5 < ours["link_f1"] < 99
