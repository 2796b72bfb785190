"""Measures origins: reprints made by script from real articles against pairs of one topic and day that are none.

`python bench/reprints.py ROWS.jsonl [--pairs 500] [--show]`. ROWS are articles with text, topic and published. A
reprint is cut, put under another headline, credited and lightly edited (words left out, put in, replaced, marks
changed), by a fixed seed. A pair is linked where the two share a key and the decision links them. No text is stored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.gather.frame import Node, Read, within
from dateline.gather.origins import Origins

SWAPS = {
    "said": "stated", "big": "large", "show": "demonstrate", "help": "assist", "start": "begin", "told": "informed",
    "about": "around", "also": "too", "but": "yet", "many": "numerous", "because": "since", "percent": "per cent",
    "after": "following", "home": "house", "money": "cash", "people": "persons", "important": "key",
}  # fmt: skip


def node(row: dict[str, Any], text: str, identifier: str) -> Node | None:
    """An article as the gatherer sees it; quotations are what stands in marks, since nothing is read here."""
    quoted = [{"start": m.start(1), "end": m.end(1)} for m in re.finditer(r"[“\"]([^“”\"]{20,400})[”\"]", text)]
    article = {"id": identifier, "text": text, "title": None, "published": row.get("published")}
    read = Read({"article": article, "quotations": [{"quoted": [span]} for span in quoted]}, {})
    part = next(iter(Origins().parts(read)), None)
    return Node(identifier, part.day, part.evidence) if part else None


def reprint(text: str, draw: random.Random) -> str:
    """The text cut, edited and credited as another paper might."""
    parts = text.split("\n\n")
    kept = parts[: max(1, round(len(parts) * draw.choice((1.0, 0.8, 0.6, 0.4))))]
    edited = [_edited(part, draw, draw.choice((0.0, 0.02, 0.04, 0.07))) for part in kept if draw.random() > 0.1] or kept
    body = "\n\n".join(edited)
    body = draw.choice((lambda t: t, lambda t: t.replace("“", '"').replace("”", '"'), lambda t: t.replace("’", "'")))(
        body
    )
    lead = draw.choice(("", "LONDON (AP) — ", "NEW YORK, May 3 (Reuters) - ", "By staff and agencies\n\n"))
    tail = draw.choice(("", "\n\nSource: Reuters", "\n\n© 2016 The Associated Press", "\n\nRead more on our website."))
    return lead + body + tail


def _edited(part: str, draw: random.Random, rate: float) -> str:
    out = []
    for word in part.split(" "):
        chance = draw.random()
        if chance < rate / 3:
            continue
        out.append(SWAPS.get(word, word) if chance > rate else f"reportedly {word}")
    return " ".join(out)


def pairs(rows: list[dict[str, Any]], count: int) -> Iterator[tuple[bool, Node, Node]]:
    """The reprints with their originals, then pairs of one topic and day that are two articles."""
    draw = random.Random(500)
    long = [row for row in rows if len(row["text"].split()) >= 120]
    for row in draw.sample(long, count):
        one, other = node(row, row["text"], "a" + row["id"]), node(row, reprint(row["text"], draw), "b" + row["id"])
        if one and other:
            yield True, one, other
    days: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in long:
        if row.get("published") and row.get("topic"):
            days[row["topic"], row["published"]].append(row)
    same = [found for found in days.values() if len(found) > 1]
    made = 0
    for found in draw.sample(same, len(same)):
        a, b = draw.sample(found, 2)
        one, other = node(a, a["text"], a["id"]), node(b, b["text"], b["id"])
        if one and other and a["text"][:200] != b["text"][:200] and made < count:
            made += 1
            yield False, one, other


def linked(one: Node, other: Node) -> bool:
    """Whether the gatherer compares the two and links them."""
    gatherer = Origins()
    keys = set(gatherer.keys(one)) & set(gatherer.keys(other))
    low, high = sorted((one, other), key=lambda each: each.id)
    return bool(keys) and within(low.day, high.day, gatherer.window) and gatherer.decide(low, high) is not None


def main() -> None:
    """Prints precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path)
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    with asked.rows.open(encoding="utf-8") as lines:
        rows = sorted(map(json.loads, lines), key=lambda row: hashlib.sha1(row["id"].encode()).hexdigest())
    judged = [(same, linked(one, other), one.id, other.id) for same, one, other in pairs(rows, asked.pairs)]
    hit = sum(same and said for same, said, _, _ in judged)
    said, true = sum(each[1] for each in judged), sum(each[0] for each in judged)
    precision, recall = 100 * hit / max(said, 1), 100 * hit / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{true} reprints, {len(judged) - true} others: {precision=:.2f} {recall=:.2f} {f1=:.2f}")
    if asked.show:
        print(*(each for each in judged if each[0] != each[1]), sep="\n")


if __name__ == "__main__":
    main()
