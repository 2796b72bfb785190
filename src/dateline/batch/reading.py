"""Reads one shard: its articles into readings by month, what is no article into `refused/`, counts into a report."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from dateline.batch import layout
from dateline.batch.pieces import items
from dateline.batch.plan import Plan, read_plan
from dateline.batch.sources import Keep, keeping
from dateline.chronicle.record import canonical
from dateline.errors import DatelineError, SetupError, Unexpected
from dateline.model import Article
from dateline.reading import Pipeline
from dateline.sources.article import Given

LEVEL = 6
"""How hard gzip tries, 1 to 9; part of what makes the bytes the same."""
Settings = dict[str, str | None]


@dataclass(slots=True)
class Tally:
    """What became of a shard's articles; the readings wait packed, so that a shard takes little memory."""

    read: int = 0
    words: int = 0
    duplicates: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    notices: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    months: dict[str, dict[str, bytes]] = field(default_factory=dict)


def read_rank(data: Any, rank: int, world_size: int, *, out: str) -> None:
    """Read the shard of this number, as datatrove calls it; its files are written whole before it ends."""
    folder = Path(out)
    read_shard(_plan(folder), rank, folder)


@cache
def _plan(out: Path) -> Plan:
    return read_plan(out)


def pipeline(settings: Settings) -> Pipeline:
    """The stages for a plan's settings, built once a process."""
    return _pipeline(settings.get("only"), settings.get("pipeline"), settings.get("codebook"))


@cache
def _pipeline(only: str | None, language: str | None, codebook: str | None) -> Pipeline:
    return Pipeline.find(only, language, codebook=Path(codebook) if codebook else None)


def read_shard(plan: Plan, shard: int, out: Path) -> None:
    """Read one shard of the plan and write its readings, its report and what was refused."""
    tally, stages = Tally(), pipeline(plan.settings)
    with keeping(layout.sources(out, shard) if plan.settings.get("keep_source") else None) as keep:
        for piece in plan.shards[shard]:
            for item in items(piece, given(plan.settings, keep)):
                if isinstance(item, DatelineError):
                    _set_aside(item, tally)
                else:
                    _read(item, stages, tally)
    places = _write_readings(tally.months, layout.shard_readings(out, shard))
    with layout.written(layout.refused(out, shard)) as stream:
        stream.writelines(canonical(row).encode() + b"\n" for row in tally.refused)
    with layout.written(layout.shard_report(out, shard)) as stream:
        stream.write(json.dumps(_report(shard, tally, places), indent=1).encode() + b"\n")


def given(settings: Settings, keep: Keep | None = None) -> Given:
    """What the caller said of all articles. No time: the same inputs give the same bytes whenever they are read."""
    columns = tuple(tuple(pair) for pair in json.loads(settings.get("columns") or "[]"))
    said = Given(published=settings.get("published"), outlet=settings.get("outlet"), encoding=settings.get("encoding"))
    return replace(said, columns=columns, keep=keep)


def _set_aside(error: DatelineError, tally: Tally, ref: str | None = None) -> None:
    """Note what is no article, and why; a notice is only counted."""
    if not error.exit_code:
        tally.notices[error.code] += 1
        return
    where = {"where": error.where, "line": error.line, "ref": ref}
    tally.refused.append({**where, "code": error.code, "reason": error.message})


def _read(article: Article, stages: Pipeline, tally: Tally) -> None:
    month = tally.months.setdefault(month_of(article), {})
    if article.id in month:
        tally.duplicates += 1
        return
    try:
        record = stages.read(article).to_dict()
        packed = zlib.compress(canonical(record).encode(), 1)
    except SetupError:
        raise
    except Exception as error:
        reason = Unexpected(f"it could not be read: {type(error).__name__}: {error}")
        _set_aside(reason, tally, article.ref or article.id)
        return
    month[article.id] = packed
    tally.read += 1
    tally.words += len(article.text.split())
    tally.warnings.update(warning["code"] for warning in record["warnings"])


def month_of(article: Article) -> str:
    """The month of publication, "2026-01", or "undated"."""
    return article.published[:7] if article.published else layout.UNDATED


def _write_readings(months: dict[str, dict[str, bytes]], path: Path) -> dict[str, list[int]]:
    """Write the months one after another; where each lies: offset and length in bytes, and its readings."""
    places: dict[str, list[int]] = {}
    with layout.written(path) as stream:
        for month, packed in sorted(months.items()):
            if packed:
                start = stream.tell()
                with gzip.GzipFile("", "wb", LEVEL, stream, mtime=0) as member:
                    for identifier in sorted(packed):
                        member.write(zlib.decompress(packed[identifier]) + b"\n")
                places[month] = [start, stream.tell() - start, len(packed)]
    return places


def _report(shard: int, tally: Tally, places: dict[str, list[int]]) -> dict[str, Any]:
    reasons = Counter(row["code"] for row in tally.refused)
    return {
        "shard": shard,
        "read": tally.read,
        "words": tally.words,
        "duplicates": tally.duplicates,
        "refused": len(tally.refused),
        "reasons": dict(sorted(reasons.items())),
        "notices": dict(sorted(tally.notices.items())),
        "warnings": dict(sorted(tally.warnings.items())),
        "months": places,
    }


def month_lines(path: Path, place: list[int]) -> Iterator[bytes]:
    """The readings of one month in a shard's file, a line each."""
    with path.open("rb") as stream:
        stream.seek(place[0])
        data = stream.read(place[1])
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as lines:
        yield from lines
