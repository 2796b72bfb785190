"""The golden table: invented sentences with the times that must be read in them, and nothing else."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.times import tag

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("golden.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:48])
def test_golden(case: dict[str, Any]) -> None:
    found = tag(case["text"], case.get("published"), genre=case.get("genre")).expressions
    read = [[case["text"][t.start : t.end], t.type, t.value, t.earliest, t.latest] for t in found]
    wanted = case["times"]
    assert [row[: len(want)] for row, want in zip(read, wanted, strict=False)] == wanted
    assert len(read) == len(wanted), read
