"""Measures identities on labelled pairs of mentions: precision, recall and F1 of "the two name the same".

`python bench/identity_pairs.py tests/gather/identity_pairs.csv CHRONICLE [--show]`. The chronicle holds the readings of
the rows that the pairs name (their ids as refs); it is gathered first. A mention is what the reading names at the
pair's offsets; where it names nothing, the pair counts as not linked.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import Any

from dateline.chronicle import Chronicle
from dateline.gather.identities import Identities
from dateline.gathering import gather
from dateline.model import Reading


def entity_at(reading: Reading, start: int, end: int) -> int | None:
    """The position of the entity that is named at these characters; of several, the one that shares most of them."""
    best, found = 0, None
    positions = {entity.id: at for at, entity in enumerate(reading.entities)}
    for mention in reading.mentions:
        shared = min(end, mention.end) - max(start, mention.start)
        if mention.kind == "name" and shared > best:
            best, found = shared, positions.get(mention.entity)
    return found


def main() -> None:
    """Prints the figures, and with --show the pairs that are judged otherwise than the labels say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("chronicle", type=Path)
    parser.add_argument("--show", action="store_true")
    asked = parser.parse_args()
    with Chronicle.open(asked.chronicle, create=False) as chronicle:
        gather(chronicle, [Identities()])
        ids = {article.ref: article.id for article in chronicle.articles()}
        rows = list(csv.DictReader(asked.pairs.read_text("utf-8").splitlines()))
        known = [row for row in rows if row["row"] in ids and row["other_row"] in ids]
        judged = [(row, *(_group(chronicle, ids, row, prefix) for prefix in ("", "other_"))) for row in known]
    hit = sum(row["same"] == "1" and one is not None and one == other for row, one, other in judged)
    said = sum(one is not None and one == other for _, one, other in judged)
    true = sum(row["same"] == "1" for row, _, _ in judged)
    precision, recall = 100 * hit / max(said, 1), 100 * hit / max(true, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{len(known)} of {len(rows)} pairs, {true} the same: {precision=:.2f} {recall=:.2f} {f1=:.2f}")
    if asked.show:
        for row, one, other in judged:
            if (one is not None and one == other) != (row["same"] == "1"):
                print(*row.values(), one, other)


def _group(chronicle: Chronicle, ids: dict[str | None, str], row: dict[str, Any], prefix: str) -> str | None:
    reading = chronicle.reading(ids[row[f"{prefix}row"]])
    assert reading is not None
    at = entity_at(reading, int(row[f"{prefix}start"]), int(row[f"{prefix}end"]))
    if at is None:
        return None
    return chronicle.groups("identities").group_at(reading.article.id, at)


if __name__ == "__main__":
    main()
