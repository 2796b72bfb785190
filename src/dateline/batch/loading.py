"""Brings a finished batch into a chronicle: its readings in big transactions, each article once however often."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.batch import layout
from dateline.batch.plan import read_plan
from dateline.batch.running import finished
from dateline.batch.sources import kept
from dateline.chronicle import Chronicle
from dateline.chronicle.store import Outcome
from dateline.errors import UnfinishedBatch

TOGETHER = 500
"""Readings of one transaction: what is done again at most after the run was stopped."""


def load(out: Path, chronicle: Chronicle) -> Iterator[Counter[Outcome]]:
    """Store every reading of the batch; after each transaction what became of its readings, as `Chronicle.add` says.

    Raises OtherBatch for what is no batch, UnfinishedBatch for one that is not all there.
    """
    plan = read_plan(out)
    if not finished(plan, out):
        left = len(plan.shards) - layout.done(out, layout.READ)
        detail = f"{left} of its {len(plan.shards)} shards are not read" if left else "its months are not gathered"
        raise UnfinishedBatch(f"the batch is not finished: {detail}; run the same batch again first", where=str(out))
    readings = _readings(out)
    while together := list(islice(readings, TOGETHER)):
        yield chronicle.add_records(together)
    if plan.settings.get("keep_source"):
        for sha256, data in kept(out):
            chronicle.keep_source(sha256, data)
        chronicle.discard_stray_sources()


def _readings(out: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(layout.readings(out, "*").parent.parent.glob("month=*/part-*.jsonl.gz")):
        try:
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield from map(json.loads, lines)
        except (OSError, EOFError, ValueError) as error:
            raise UnfinishedBatch(f"this file of the batch is damaged: {error}", where=str(path)) from error
