"""Brings people's reviews back: what Label Studio or INCEpTION exported becomes judgements on the records."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.chronicle import Chronicle
from dateline.errors import BadTable, MissingExtra, UnknownRecord
from dateline.export.inception import EVENT, TYPES
from dateline.judging import judge_record

RECORD = re.compile(r"[0-9a-f]{64}")
NOT_TYPES = frozenset({"QUOTATION", "PARTY"})


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer left or put: a record's public id, a field ("type", "reality"), its value, who and when."""

    record: str
    field: str
    value: str
    person: str | None
    day: str | None


@dataclass(slots=True)
class Outcome:
    """How many opinions confirm, how many correct, how many were judged before, and how many found no record."""

    confirmed: int = 0
    corrected: int = 0
    known: int = 0
    lost: int = 0


def opinions(path: str | Path) -> Iterator[Opinion]:
    """What a review says of records. Regions that reviewers added or took away are no opinion on a record.

    Raises BadTable for a file that is neither a Label Studio JSON export nor an INCEpTION archive of XMI documents.
    """
    where = str(path)
    try:
        if zipfile.is_zipfile(path):
            yield from _inception(Path(path))
        else:
            yield from _label_studio(json.loads(Path(path).read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadTable(f"neither a Label Studio export nor an INCEpTION archive: {error}", where=where) from error


def _label_studio(tasks: list[dict[str, Any]]) -> Iterator[Opinion]:
    for task in tasks:
        for annotation in task.get("annotations", ()):
            person, day = _reviewer(annotation.get("completed_by")), (annotation.get("created_at") or "")[:10] or None
            for result in annotation["result"]:
                if RECORD.fullmatch(result.get("id", "")):
                    yield from _result(result, person, day)


def _reviewer(completed_by: Any) -> str | None:
    """A name or address, where the export tells more than a number."""
    told = completed_by.get("email") if isinstance(completed_by, dict) else completed_by
    return told if isinstance(told, str) and told.strip() else None


def _result(result: dict[str, Any], person: str | None, day: str | None) -> Iterator[Opinion]:
    value = result["value"]
    for label in value.get("labels", ())[:1]:
        if label not in NOT_TYPES:
            yield Opinion(result["id"], "type", label, person, day)
    for choice in value.get("choices", ())[:1]:
        yield Opinion(result["id"], "reality", choice, person, day)


def _inception(path: Path) -> Iterator[Opinion]:
    try:
        import cassis
    except ModuleNotFoundError as error:
        raise MissingExtra("cassis is not installed: pip install 'dateline[exchange]'") from error
    with zipfile.ZipFile(path) as archive:
        names = sorted(archive.namelist())
        types = cassis.load_typesystem(next(archive.read(n).decode() for n in names if n.endswith(TYPES)))
        for name in names:
            if name.endswith(".xmi"):
                cas = cassis.load_cas_from_xmi(io.BytesIO(archive.read(name)), typesystem=types)
                for event in cas.select(EVENT):
                    if RECORD.fullmatch(event.record or ""):
                        told = (("type", event.kind), ("reality", event.reality))
                        yield from (Opinion(event.record, field, value, None, None) for field, value in told if value)


def take_in(chronicle: Chronicle, path: str | Path, *, person: str, day: str, because: str) -> Outcome:
    """Judge what the review says; `person` and `day` stand where the review does not tell them. Nothing twice."""
    outcome = Outcome()
    known = {
        (each.targets[0].record, each.field, each.value, each.person)
        for each in chronicle.judgements.all()
        if each.undone_by is None and each.targets
    }
    for opinion in opinions(path):
        who = opinion.person or person
        if (opinion.record, opinion.field, opinion.value, who) in known:
            outcome.known += 1
            continue
        try:
            found = chronicle.find(opinion.record)
        except UnknownRecord:
            outcome.lost += 1
            continue
        same = found.reading[found.layer][found.position].get(opinion.field) == opinion.value
        judge_record(
            chronicle, "confirm" if same else "correct", opinion.record, opinion.field, None if same else opinion.value,
            person=who, day=opinion.day or day, because=because,
        )  # fmt: skip
        outcome.confirmed += same
        outcome.corrected += not same
    return outcome
