"""Invented inputs for batches, and a batch's output as bytes to compare."""

from __future__ import annotations

import json
from pathlib import Path

from dateline.batch import running
from dateline.batch.plan import Plan
from dateline.batch.running import Where

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "articles.jsonl"
CHEAP: dict[str, str | None] = {
    "published": None,
    "outlet": None,
    "only": "times",
    "pipeline": None,
    "codebook": None,
}
"""Only the times are read: no model, so that a test of the machinery is fast."""
COMPARED = ("plan.json", "report.json", "shards", "months", "readings", "tables", "refused")
"""What must be the same bytes; `marks` holds datatrove's logs, with times of day."""


def invented(path: Path, count: int, broken: bool = True) -> Path:
    """A JSONL file of so many invented articles over three months, some rows of it broken in four ways."""
    rows = []
    for number in range(count):
        day = f"2025-{number % 3 + 3:02d}-{number % 27 + 1:02d}"
        text = f"The harbour board of Tavra met on Tuesday for the {number}th time. It will meet again on 5 May."
        rows.append(json.dumps({"id": f"a{number}", "published": day, "outlet": "Meridian Wire", "text": text}))
    if broken:
        rows[3:3] = ['{"text": 7}', "no row at all", '{"id": "blank", "text": "  "}', '{"text": "a\\u0000b"}']
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def run(inputs: list[str], out: Path, where: Where, shard_bytes: int | None = 2000) -> Plan:
    """A whole batch of the times alone."""
    plan = running.prepare(inputs, out, CHEAP, shard_bytes)
    running.run(plan, out, where, lambda *_: None)
    running.summary(plan, out)
    return plan


def content(out: Path) -> dict[str, bytes]:
    """Every file of the output that must not depend on who made it."""
    files = (file for name in COMPARED for file in [out / name, *(out / name).rglob("*")] if file.is_file())
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in files}
