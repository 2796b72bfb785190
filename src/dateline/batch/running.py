"""Leads a batch through its two steps, reading and gathering, and sums up what became of its articles."""

from __future__ import annotations

import importlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from dateline.batch import layout
from dateline.batch.plan import Plan, keep_plan, make_plan
from dateline.batch.reading import Settings, pipeline, read_rank
from dateline.errors import MissingExtra
from dateline.version import __version__

REPORT = "report.json"
Progress = Callable[[str, int, int], None]
"""Told after every task: the step, how many tasks are done, how many there are."""


@dataclass(frozen=True, slots=True)
class Where:
    """What runs the tasks: so many processes here, a Ray cluster, or Slurm with these options."""

    workers: int = 1
    ray: str | None = None
    slurm: dict[str, str] = field(default_factory=dict)


def require(extra: str, *modules: str) -> None:
    """Raise MissingExtra, which says how to install it, where an optional part is not there."""
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError as error:
            raise MissingExtra(f"this needs an optional part: pip install dateline[{extra}]") from error


def prepare(inputs: list[str], out: Path, settings: Settings, shard_bytes: int | None = None) -> Plan:
    """The plan of this batch, new or as it is kept in its folder."""
    stages = pipeline(settings)
    plan = make_plan(inputs, {"version": stages.version, "model": stages.model}, settings, shard_bytes)
    keep_plan(plan, out)
    return plan


def run(plan: Plan, out: Path, where: Where, progress: Progress) -> list[str]:
    """Do what is not done yet of both steps. On Slurm they are submitted, and the jobs' numbers returned.

    Raises MissingExtra, or BatchStopped where tasks failed; what was done by then stays done.
    """
    require("batch", "datatrove", "orjson", "pyarrow")
    from dateline.batch import executors
    from dateline.batch.merging import merge_rank

    steps: list[tuple[str, Any, int, Path]] = [
        (layout.READ, partial(read_rank, out=str(out.absolute())), len(plan.shards), layout.marks(out, layout.READ)),
        (layout.MERGED, partial(merge_rank, out=str(out.absolute())), plan.merges, layout.marks(out, layout.MERGED)),
    ]
    if where.slurm:
        return executors.on_slurm(steps, where.slurm)
    for name, step, tasks, folder in steps:
        ranks = executors.Ranks(step, tasks, folder)
        count = Counter({name: tasks - len(ranks.left())})

        def done(_: int, name: str = name, tasks: int = tasks, count: Counter[str] = count) -> None:
            count[name] += 1
            progress(name, count[name], tasks)

        if where.ray:
            require("ray", "ray")
            executors.on_ray(ranks, where.ray, done)
        else:
            executors.on_processes(ranks, where.workers, done)
    return []


def finished(plan: Plan, out: Path) -> bool:
    """Whether every task of both steps is marked as completed."""
    return layout.done(out, layout.READ) == len(plan.shards) and layout.done(out, layout.MERGED) == plan.merges


def summary(plan: Plan, out: Path) -> dict[str, Any]:
    """What became of the articles of a finished batch, also kept as report.json."""
    layout.sweep(out)
    totals: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {"reasons": Counter(), "notices": Counter(), "warnings": Counter()}
    for shard in range(len(plan.shards)):
        report = json.loads(layout.shard_report(out, shard).read_text("utf-8"))
        totals.update({key: report[key] for key in ("read", "words", "duplicates", "refused")})
        for kind, counts in kinds.items():
            counts.update(report[kind])
    tables, months = _tables(out)
    twice = totals["duplicates"] + tables.pop("duplicates", 0)
    found = {
        "version": __version__,
        "reader": plan.reader,
        "shards": len(plan.shards),
        "articles": tables.get("articles", 0),
        "words": totals["words"],
        "duplicates": twice,
        "refused": totals["refused"],
        **{kind: dict(sorted(counts.items())) for kind, counts in kinds.items()},
        "months": months,
        "rows": dict(tables),
    }
    with layout.written(out / REPORT) as stream:
        stream.write(json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n")
    return found


def _tables(out: Path) -> tuple[Counter[str], dict[str, int]]:
    """Rows of every table over all months, with the articles left out for being there twice; articles of each month."""
    rows: Counter[str] = Counter()
    months = {}
    for path in sorted(layout.month_report(out, "x").parent.glob("*.json")):
        report = json.loads(path.read_text("utf-8"))
        rows.update(report["rows"])
        rows["duplicates"] += report["duplicates"]
        months[report["month"]] = report["rows"]["articles"]
    return rows, months
