"""Measures how names are compared on a screening set of name pairs, by case group: no bar, it asks another question.

`python bench/name_pairs.py ../shared/gold/identities/name-pairs-dev.csv`. Screening for sanctions takes a typing error
for a match, and has no context; here two names match where they may be one and nothing else is known.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from pathlib import Path

from dateline.gather.frame import Node
from dateline.gather.identities import Identities
from dateline.gather.names import person_name, thing_words

EMPTY = {"roles": [], "countries": [], "sectors": [], "company": [], "aliases": [], "known": 1, "days": [], "home": ""}


def node(name: str, person: bool, identifier: str) -> Node | None:
    """A name alone, as the gatherer sees it."""
    if not person:
        return Node(identifier, None, {**EMPTY, "kind": "thing", "name": " ".join(thing_words(name))})
    parsed = person_name(name)
    if parsed is None:
        return None
    if not parsed.full:
        return Node(identifier, None, {**EMPTY, "kind": "surname", "name": parsed.surname})
    written = f"{' '.join(parsed.given)}|{parsed.surname}|{parsed.suffix}"
    return Node(identifier, None, {**EMPTY, "kind": "person", "name": written})


def main() -> None:
    """Prints precision, recall and F1 for every case group and for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    asked = parser.parse_args()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in csv.DictReader(asked.pairs.read_text("utf-8").splitlines()):
        person = row["schema"] == "Person"
        one, other = node(row["name1"], person, "a"), node(row["name2"], person, "b")
        said = bool(one and other and Identities().decide(one, other))
        same = row["is_match"] == "true"
        for group in (row["case_group"], row["category"] or "no category", row["schema"], "all"):
            for at, value in enumerate((1, same, said, same and said)):
                counts[group][at] += value
    for group, (pairs, same, said, hit) in sorted(counts.items(), key=lambda one: (one[0] == "all", one[0])):
        precision, recall = 100 * hit / max(said, 1), 100 * hit / max(same, 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"{group:<36} {pairs:>4} pairs {same:>4} same  P {precision:6.2f}  R {recall:6.2f}  F1 {f1:6.2f}")


if __name__ == "__main__":
    main()
