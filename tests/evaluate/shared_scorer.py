"""Runs a shared scorer and the module's own measure on the same readings, which are gold spoilt by rule."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from dateline.evaluate.scores import Pair, Score

Row = dict[str, Any]


def spoilt(row: Row) -> Row:
    """A reading that has the gold's layers with every seventh mention gone, every fifth cut, and chains re-cut."""
    mentions: list[Row] = []
    gold = [m for c in row["clusters"] for m in c] if "clusters" in row else row.get("mentions", [])
    for n, m in enumerate(gold):
        if n % 7 == 6 or (n % 5 == 4 and m["end"] - m["start"] < 2):
            continue
        end = m["end"] - (n % 5 == 4)
        kind = "PERSON" if n % 11 == 10 else m.get("type", "MISC")
        mentions.append({"id": f"m{n}", "start": m["start"], "end": end, "type": kind, "kind": m.get("kind", "name")})
    whole: list[Row] = []
    at = 0
    for n, cluster in enumerate(row.get("clusters", [])):
        ids = {f"m{k}" for k in range(at, at + len(cluster))}
        at += len(cluster)
        whole.append({"id": f"e{n}", "mentions": [m["id"] for m in mentions if m["id"] in ids]})
    merged: list[Row] = []
    for n, e in enumerate(whole):
        more = whole[n + 1]["mentions"] if n % 4 == 0 and n + 1 < len(whole) else []
        merged.append({"id": e["id"], "mentions": [*e["mentions"], *more]})
    article = {"ref": str(row["id"]), "text": row["text"]}
    return {"article": article, "mentions": mentions, "entities": merged, "times": _spoilt_times(row.get("times", []))}


def _spoilt_times(gold: list[Row]) -> list[Row]:
    """Every seventh time gone, every fifth longer by a character, every fourth of another value."""
    kept = [(n, t) for n, t in enumerate(gold) if n % 7 != 6]
    return [
        {**t, "start": t["start"] - (n % 5 == 4 and t["start"] > 0), "value": "X" if n % 4 == 3 else t["value"]}
        for n, t in kept
    ]


def compare(
    shared: Path, area: str, gold: Path, score: Callable[[Sequence[Pair]], Score], keys: Sequence[str], many: int = 60
) -> None:
    """Assert that the shared scorer and `score` give the same figures under these keys on the first `many` rows."""
    lines = gold.read_text("utf-8").splitlines()[:many]
    rows = [json.loads(line) for line in lines]
    readings = [spoilt(row) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        files = Path(folder) / "gold.jsonl", Path(folder) / "readings.jsonl"
        for file, values in zip(files, (rows, readings), strict=True):
            file.write_text("".join(json.dumps(v) + "\n" for v in values), "utf-8")
        command = [sys.executable, str(shared / "score" / f"{area}.py"), *map(str, files)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    theirs = json.loads(done.stdout.splitlines()[-1])
    ours = score(list(zip(rows, readings, strict=True))).figures
    assert {k: ours[k] for k in keys} == {k: theirs[k] for k in keys}
    assert 5 < ours[keys[0]] < 99.9
