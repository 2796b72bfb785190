"""Firsts: forty-seven claims of invented articles, held against invented chronicles, through all of gathering."""

from __future__ import annotations

import csv
import json
import random
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.gather.claims import Firsts
from dateline.gather.happenings import Happenings
from dateline.gather.identities import Identities
from dateline.gather.revisions import Revisions
from dateline.gathering import gather
from dateline.gathering.firsts import FirstRow, firsts
from dateline.model import Reading
from tests.gather.marked import Marked

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("first_cases.toml").read_text("utf-8"))["case"]


def readings(case: dict[str, Any]) -> list[Reading]:
    told = [article.split(" | ", 2) for article in case["articles"]]
    return [Marked(text).reading(outlet, day) for day, outlet, text in told]


def held(path: Path, told: list[Reading]) -> list[FirstRow]:
    with Chronicle.open(path) as chronicle:
        for reading in told:
            chronicle.add(reading)
        gather(chronicle, [Firsts(), Identities(), Happenings(), Revisions()])
        return list(firsts(chronicle))


def shows(row: FirstRow, expected: str) -> bool:
    """Whether a row has the status, the claiming words, and the reason or contrary record that are expected."""
    status, words, *more = expected.split(": ", 2)
    against = [f"{event.article.outlet} {event.article.published}" for event in row.contrary]
    return (row.status, row.claim.words) == (status, words) and all(
        piece in against or piece in row.reason for piece in more
    )


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    told = readings(case)
    rows = [row for row in held(tmp_path / "c.db", told) if row.article.id == told[-1].article.id]
    assert len(rows) == len(case["expect"]), rows
    for row, expected in zip(rows, case["expect"], strict=True):
        assert shows(row, expected), (row.status, row.claim.words, row.reason, row.contrary)


def test_there_are_forty_cases_and_more() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) >= 40


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    told = {reading.article.id: reading for case in CASES for reading in readings(case)}
    orders = [sorted(told), sorted(told, reverse=True), random.Random(7).sample(sorted(told), len(told))]
    lists = [held(tmp_path / f"{at}.db", [told[each] for each in order]) for at, order in enumerate(orders)]
    assert len(lists[0]) >= 20
    assert lists[0] == lists[1] == lists[2]


def test_every_claim_is_a_span_of_its_article(tmp_path: Path) -> None:
    told = [reading for case in CASES[:12] for reading in readings(case)]
    texts = {reading.article.id: reading.article.text for reading in told}
    for row in held(tmp_path / "c.db", told):
        assert texts[row.article.id][row.claim.start : row.claim.end] == row.claim.words
        assert row.claim.words in row.sentence.words


def test_the_command_lists_them(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    held(path, readings(CASES[0]))
    ran = CliRunner().invoke(cli.dateline, ["firsts", "--in", str(path)], env={"COLUMNS": "160"})
    assert ran.exit_code == 0, ran.output
    assert "contradicted" in ran.output and "Echo, 2026-01-10: “Ola Berg visited Tarsk on Friday.”" in ran.output
    as_json = CliRunner().invoke(cli.dateline, ["firsts", "--in", str(path), "--who", "Berg", "--json"])
    printed = json.loads(as_json.stdout)
    assert (printed["claim"]["words"], printed["contrary"][0]["trigger"]["words"]) == ("first visit", "visited")
    as_csv = CliRunner().invoke(cli.dateline, ["firsts", "--in", str(path), "--csv", "--status", "contradicted"])
    (row,) = csv.DictReader(as_csv.stdout.splitlines())
    assert (row["contrary_from"], row["rank"]) == ("Echo, 2026-01-10", "1")
    other = CliRunner().invoke(cli.dateline, ["firsts", "--in", str(path), "--who", "Nobody"])
    assert "Nothing here is said to be the first" in other.output
