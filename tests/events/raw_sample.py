"""Measures events on the sixty raw articles of raw/labels.json: recall, precision, whole rows, each with its interval.

usage: python -m tests.events.raw_sample [--shared ../shared]

Recall: of the events any coder must find, those with a row of a right type on their trigger. Precision: of all rows in
the labelled beginnings, those of a right type on a label's trigger, with those accepted on reading (raw/accepted.json).
Whole: of the events found, those whose sides and reality are right too; a side is right where each of its parties is
told by one of the row's, by its words or its entity's name, and each of the row's parties tells one of them.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.evaluate.agreement import wilson

FOLDER = Path(__file__).with_name("raw")
ROOT = Path(__file__).resolve().parents[2]
RECIPROCAL = ("CONSULT", "AGREE", "COOPERATE")
Row = dict[str, Any]
Spans = list[tuple[int, int]]


def spans(reading: Row, party: Row) -> Spans:
    """The words of a party and every name of its entity."""
    names = [m for m in reading["mentions"] if m["entity"] == party["entity"] and m["kind"] == "name"]
    return [(x["start"], x["end"]) for x in (party, *(names if party["entity"] else ()))]


def touch(a: Spans, b: Spans) -> bool:
    """Whether some span of one overlaps some span of the other."""
    return any(s < y and x < e for s, e in a for x, y in b)


def side(reading: Row, gold: list[Spans] | None, parties: list[Row]) -> bool:
    """Whether a side holds the marked parties and no others; a side that is not asked is right."""
    if gold is None:
        return True
    found = [spans(reading, p) for p in parties]
    return all(any(touch(g, f) for f in found) for g in gold) and all(any(touch(g, f) for g in gold) for f in found)


def sides(reading: Row, gold: Row, event: Row) -> bool:
    """Whether both sides are right; the sides of a reciprocal event are one set."""
    if side(reading, gold["actors"], event["actors"]) and side(reading, gold["recipients"], event["recipients"]):
        return True
    if event["type"] not in RECIPROCAL or gold["actors"] is None or gold["recipients"] is None:
        return False
    return side(reading, gold["actors"] + gold["recipients"], event["actors"] + event["recipients"])


def on(event: Row, gold: Row) -> bool:
    """Whether an event stands on a label's trigger and has one of its types."""
    start, end = gold["trigger"]
    return event["trigger"]["start"] < end and start < event["trigger"]["end"] and event["type"] in gold["types"]


def count(label: Row, reading: Row, accepted: list[tuple[int, str]]) -> Counter[str]:
    """The counts of one article."""
    events = [e for e in reading["events"] if e["trigger"]["start"] < label["until"]]
    n: Counter[str] = Counter(rows=len(events))
    for event in events:
        known = any(on(event, gold) for gold in label["events"])
        n.update(right=known, accepted=not known and (event["trigger"]["start"], event["type"]) in accepted)
    for gold in (g for g in label["events"] if g["must"]):
        found = next((e for e in events if on(e, gold)), None)
        n.update(must=1, found=found is not None)
        if found is not None:
            parties, reality = sides(reading, gold, found), found["reality"] in gold["reality"]
            n.update(parties=parties, reality=reality, whole=parties and reality)
    return n


def counts(readings: dict[str, Row]) -> Counter[str]:
    """The counts over all labelled articles; `readings` are by the id of the row."""
    labels = json.loads((FOLDER / "labels.json").read_text("utf-8"))
    read = json.loads((FOLDER / "accepted.json").read_text("utf-8"))
    total: Counter[str] = Counter()
    for label in labels["rows"]:
        accepted = [(at, kind) for row, at, kind in (*read["first"], *read["later"]) if row == label["id"]]
        total += count(label, readings[label["id"]], accepted)
    return total


def read(shared: Path) -> Iterator[tuple[str, Row]]:
    """The readings of the labelled articles, by id."""
    from dateline.reading import default_pipeline
    from dateline.sources.article import make_article

    labels = json.loads((FOLDER / "labels.json").read_text("utf-8"))
    wanted = {row["id"] for row in labels["rows"]}
    with lzma.open(shared / "raw" / Path(labels["source"]).name, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["id"] in wanted:
                article = make_article(row["text"], published=row["published"], ref=row["id"])
                yield row["id"], default_pipeline().read(article).to_dict()


def table(n: Counter[str]) -> Iterator[str]:
    """The figures with their 95 % intervals."""
    for name, right, of in (
        ("recall", n["found"], n["must"]),
        ("precision", n["right"] + n["accepted"], n["rows"]),
        ("whole row", n["whole"], n["found"]),
        ("parties", n["parties"], n["found"]),
        ("reality", n["reality"], n["found"]),
    ):
        low, high = wilson(right, of)
        yield f"{name:<10} {100 * right / max(1, of):5.1f}  ({100 * low:.1f} to {100 * high:.1f})  {right} of {of}"


def main() -> None:
    """Read the articles and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    print(*table(counts(dict(read(parser.parse_args().shared)))), sep="\n")


if __name__ == "__main__":
    main()
