"""Fits the weights of dateline.events.confidence on judged events and prints how well they are calibrated.

usage: python -m training.event_confidence [--shared ../shared]

Judged are the events of examples/gold.jsonl, of which all are marked, and those in the labelled beginnings of the sixty
articles of tests/events/raw: right is an event whose trigger and type a person marked, or accepted on reading it. Ten
folds by document give the calibration that is printed; all documents give the weights, to be put into plover.toml.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from dateline.events import plover
from dateline.events.coding import Coder
from dateline.events.confidence import confidence
from dateline.events.stage import EventsStage
from dateline.reading import Pipeline
from dateline.sources.article import make_article

ROOT = Path(__file__).resolve().parents[1]
FOLDS, STEPS, DECAY = 10, 3000, 0.03
Judged = tuple[str, list[str], bool]
Marks = list[tuple[int, int, tuple[str, ...]]]


def documents(shared: Path) -> Iterator[tuple[dict[str, Any], int, Marks]]:
    """Each row with where its labels end and what was marked: start and end of a trigger, and the types it may have."""
    for line in (ROOT / "examples" / "gold.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        marks = [(e["trigger"]["start"], e["trigger"]["end"], (e["type"],)) for e in row["events"]]
        yield row, len(row["text"]), marks
    labels = json.loads((ROOT / "tests" / "events" / "raw" / "labels.json").read_text("utf-8"))
    wanted = {r["id"]: r for r in labels["rows"]}
    read = json.loads((ROOT / "tests" / "events" / "raw" / "accepted.json").read_text("utf-8"))
    accepted = [*read["first"], *read["later"]]
    with lzma.open(shared / "raw" / Path(labels["source"]).name, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["id"] in wanted:
                label = wanted[row["id"]]
                marks = [(*e["trigger"], tuple(e["types"])) for e in label["events"]]
                marks += [(at, at + 1, (kind,)) for id_, at, kind in accepted if id_ == row["id"]]
                yield row, label["until"], marks


def judged(shared: Path) -> list[Judged]:
    """Every event in the labelled texts: its document, its features, and whether it is right."""
    stages, out = Pipeline.find(), []
    for row, until, marks in documents(shared):
        draft = stages.draft(make_article(row["text"], published=row.get("published"), ref=str(row["id"])))
        coder = Coder(draft, plover(), EventsStage.version)
        for event in coder.events():
            a, b = event.trigger.start, event.trigger.end
            if a < until:
                right = any(a < end and start < b and event.type in types for start, end, types in marks)
                out.append((str(row["id"]), list(coder.kept[event.id].features), right))
    return out


def fit(rows: list[Judged]) -> dict[str, float]:
    """Logistic regression by full-batch gradient descent with L2 decay on all but the bias."""
    names = sorted({name for _, held, _ in rows for name in held})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for n, (_, held, _) in enumerate(rows):
        x[n, [at[name] for name in held]] = 1
    y = np.array([float(right) for *_, right in rows])
    decay = np.array([0.0 if name == "bias" else DECAY for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        weights -= 0.5 * (x.T @ (1 / (1 + np.exp(-x @ weights)) - y) / len(y) + decay * weights)
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    rows = judged(parser.parse_args().shared)
    fold = [int(hashlib.sha1(r[0].encode()).hexdigest(), 16) % FOLDS for r in rows]
    said = []
    for held in range(FOLDS):
        weights = fit([r for r, f in zip(rows, fold, strict=True) if f != held])
        said += [(confidence(r[1], weights), r[2]) for r, f in zip(rows, fold, strict=True) if f == held]
    for low, high in ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.85), (0.85, 0.9), (0.9, 1.01)):
        inside = [right for c, right in said if low <= c < high]
        if inside:
            share = 100 * np.mean(inside)
            print(f"# {low:.2f} to {min(high, 1):.2f}: {sum(inside)} of {len(inside)} right, {share:.1f} %")
    print("[confidence]", *(f'"{name}" = {w}' for name, w in fit(rows).items()), sep="\n")


if __name__ == "__main__":
    main()
