"""Accounts: forty invented happenings, told by several outlets, through all of gathering; and agreement itself."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dateline import cli
from dateline.chronicle import Chronicle, Selection
from dateline.gather.accounts import FieldAccount, Said, accounts, agree
from dateline.gather.happenings import Happenings
from dateline.gathering import gather
from dateline.gathering.accounts import AccountsRow, accounts_of, bare_place
from tests.gather.marked import Marked

CONTENT = tomllib.loads(Path(__file__).with_name("account_cases.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = CONTENT["case"]


def told(case: dict[str, Any], path: Path) -> AccountsRow:
    """The case's articles in a chronicle, gathered; the accounts of the happening that its first article tells."""
    frame = case.get("frame", CONTENT["frame"])
    with Chronicle.open(path) as chronicle:
        for article in case["articles"]:
            day, outlet, text = article.split(" | ", 2)
            title = "Correction" if text.startswith(("Correction", "Clarification")) else None
            chronicle.add(Marked(frame.format(text)).reading(outlet, day, title))
        gather(chronicle, [Happenings()])
        first = chronicle.events(Selection(order="published")).rows[0]
        return accounts_of(chronicle, first.id)


def held(expected: str, fields: dict[str, FieldAccount]) -> None:
    """One line of `expect` holds."""
    name, _, rest = expected.partition(" ")
    if rest == "untold":
        assert name not in fields
        return
    what, _, value = rest.partition(": ")
    field = fields[name]
    if what == "note":
        assert any(value in note for note in field.notes), field.notes
    elif what == "teller":
        assert value in {teller for version in field.versions for teller in version.tellers}
    elif what == "drift":
        assert " > ".join(f"{step.shown} {step.change}" for step in field.drift) == value
    else:
        found = {version.shown for version in field.versions}
        assert (field.status, sorted(found)) == (what, sorted(set(value.split(" | ")))), field


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    row = told(case, tmp_path / "c.db")
    assert row.counts.articles == len(case["articles"])
    fields = {field.field: field for field in row.fields}
    for expected in case["expect"]:
        held(expected, fields)


def test_there_are_forty_cases() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) == 40


def test_every_value_has_its_words(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    for case in CASES[:4]:
        path = tmp_path / f"{case['name']}.db"
        row = told(case, path)
        with Chronicle.open(path) as chronicle:
            for said in (said for field in row.fields for version in field.versions for said in version.said):
                reading = chronicle.reading(said.article)
                assert reading is not None
                assert said.field != "killed" or reading.article.text[said.start : said.end] == said.shown


def test_the_command_prints_them(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    row = told(CASES[1], path)
    ran = CliRunner().invoke(cli.dateline, ["accounts", row.id, "--in", str(path)])
    assert ran.exit_code == 0, ran.output
    assert "killed moved: 2026-03-03 12; 2026-03-04 19 (up); 2026-03-05 17 (down)" in ran.output
    as_json = CliRunner().invoke(cli.dateline, ["accounts", row.id, "--in", str(path), "--json"])
    printed = json.loads(as_json.stdout)
    assert (printed["id"], [field["field"] for field in printed["fields"]]) == (row.id, ["happened", "killed"])


BOUND = st.none() | st.integers(0, 9).map(float)


def number(low: float | None, high: float | None, origin: str = "Post", day: str | None = None) -> Said:
    return Said("killed", f"{low} to {high}", origin, "", day, "a", "v", 0, 1, low=low, high=high)


@given(BOUND, BOUND, BOUND, BOUND)
def test_numbers_agree_where_one_fits_both(
    low: float | None, high: float | None, least: float | None, most: float | None
) -> None:
    one, other = number(low, high), number(least, most)
    fits = any(
        (low is None or low <= n)
        and (high is None or n <= high)
        and (least is None or least <= n)
        and (most is None or n <= most)
        for n in range(10)
    )
    if (low or 0) <= (9 if high is None else high) and (least or 0) <= (9 if most is None else most):
        assert agree(one, other) == agree(other, one) == fits


@given(st.permutations([number(n, n, f"Outlet {n % 3}", f"2026-03-0{n + 1}") for n in range(6)]))
def test_the_order_of_arrival_changes_nothing(said: list[Said]) -> None:
    assert accounts(said) == accounts(sorted(said, key=lambda each: each.day or ""))


@pytest.mark.parametrize(
    ("name", "bare"), [("selm river", "selm"), ("the river selm", "selm"), ("selm", "selm"), ("the city", "the city")]
)
def test_a_place_is_one_with_and_without_the_word_for_what_it_is(name: str, bare: str) -> None:
    assert bare_place(name) == bare
