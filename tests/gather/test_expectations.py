"""Expectations: forty invented announcements, through all of gathering; the order of arrival changes nothing."""

from __future__ import annotations

import csv
import io
import json
import random
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.gather.expectations import expectations
from dateline.gather.happenings import Happenings
from dateline.gather.matters import Announced
from dateline.gather.origins import Origins
from dateline.gathering import gather
from dateline.gathering.expectations import Asked, ExpectationRow, expected, rows
from tests.gather.marked import Marked

CONTENT = tomllib.loads(Path(__file__).with_name("expectation_cases.toml").read_text("utf-8"))
CASES: list[dict[str, Any]] = CONTENT["case"]


def filled(articles: Sequence[str], path: Path) -> Path:
    """A chronicle of these articles, gathered."""
    with Chronicle.open(path) as chronicle:
        for article in articles:
            day, outlet, text = article.split(" | ", 2)
            chronicle.add(Marked(CONTENT["frame"].format(text)).reading(outlet, day))
        gather(chronicle, [Happenings(), Origins()])
    return path


def told(articles: Sequence[str], path: Path, **asked: Any) -> list[ExpectationRow]:
    """What is expected after these articles."""
    with Chronicle.open(filled(articles, path), readonly=True) as chronicle:
        return list(rows(chronicle, expected(chronicle, Asked(**asked)).found))


def line(row: ExpectationRow, like: str) -> str:
    """A row as `expect` writes it, with as much as the line it is held against tells."""
    days = row.earliest if row.earliest == row.latest else f"{row.earliest} to {row.latest}"
    moved = f" > {row.moved_to[0]}" if row.moved_to else ""
    articles = f" x{row.counts.articles}" if " x" in like else ""
    return f"{days} {row.status}{moved}{articles}{f' ({row.counts.origins})' if '(' in like else ''}"


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    found = told(case["articles"], tmp_path / "c.db", as_of=case["as_of"])
    wanted = [each for each in case["expect"] if each[:4].isdigit()]
    assert sorted(line(row, like) for row, like in zip(found, wanted, strict=True)) == sorted(wanted)
    first = next((row for row in found if row.deciding), found[0])
    for what, _, value in (each.partition(": ") for each in case["expect"] if not each[:4].isdigit()):
        if what == "word":
            assert value in first.deciding[0].event.sentence.words
        else:
            assert value in first.because


def test_there_are_forty_cases() -> None:
    assert len(CASES) == len({case["name"] for case in CASES}) == 40


def test_both_sides_have_their_words(tmp_path: Path) -> None:
    for number, case in enumerate(CASES[:12]):
        path = tmp_path / f"{number}.db"
        for row in told(case["articles"], path, as_of=case["as_of"]):
            with Chronicle.open(path, readonly=True) as chronicle:
                for event in (*row.tellings, *(each.event for each in row.deciding)):
                    reading = chronicle.reading(event.article.id)
                    assert reading is not None
                    assert reading.article.text[event.trigger.start : event.trigger.end] == event.trigger.words
            assert bool(row.deciding) == (row.status in ("confirmed", "broken", "shifted"))


def test_the_order_of_arrival_changes_nothing(tmp_path: Path) -> None:
    """All the articles of all the cases, added in three orders, one by one and at once."""
    articles = sorted({article for case in CASES for article in case["articles"]})
    found = []
    for seed in range(3):
        mixed = list(articles)
        random.Random(seed).shuffle(mixed)
        path = tmp_path / f"{seed}.db"
        if seed == 0:
            for at in range(0, len(mixed), 10):
                filled(mixed[at : at + 10], path)
        found.append(told([] if seed == 0 else mixed, path))
    assert found[0] == found[1] == found[2]
    assert len({row.status for row in found[0]}) > 1


def test_what_moves_a_day_is_near_its_word() -> None:
    """A sentence that cancels something else does not break what it announces."""

    def telling(sentence: str) -> Announced:
        return Announced(
            "v", "a", "2026-05-01", "CONSULT", None, "future", "2026-05-05", "2026-05-05", "meet", sentence
        )

    assert telling("Vell, who cancelled a trip, will meet Tarn on 5 May.").cue is None
    assert telling("The leaders will not meet: the summit was called off.").cue is None
    assert telling("A plan to meet on 5 May was called off.").cue == ("cancels", "called off")


def test_what_is_no_announcement() -> None:
    def telling(
        first: str | None, last: str | None, reality: str = "future", sentence: str = "They will meet."
    ) -> Announced:
        return Announced("v", "a", "2026-05-01", "CONSULT", None, reality, first, last, "meet", sentence)

    assert expectations([telling(None, None), telling("2028-01-01", "2028-01-01")], "2026-05-02") == []
    assert expectations([telling("2026-04-01", "2026-04-03")], "2026-05-02") == []
    assert expectations([telling("2026-05-03", "2026-05-03", "actual")], "2026-05-02") == []
    caption = telling("2026-05-03", "2026-05-03", sentence="Vell and Tarn meet in a photograph of 3 May.")
    unplanned = telling("2026-05-03", "2026-05-03", sentence="There are no plans that they will meet on 3 May.")
    hanging = telling("2026-05-03", "2026-05-03", sentence="Unless it rains, they will meet on 3 May.")
    assert expectations([caption, unplanned, hanging], "2026-05-02") == []
    (one,) = expectations([telling("2026-04-27", "2026-05-03")], "2026-05-02")
    assert (one.earliest, one.latest, one.status) == ("2026-05-01", "2026-05-03", "open")


def run(path: Path, *arguments: str) -> str:
    ran = CliRunner().invoke(cli.dateline, ["expectations", "--in", str(path), *arguments])
    assert ran.exit_code == 0, ran.output
    return ran.stdout


def test_the_command_lists_and_filters(tmp_path: Path) -> None:
    path = filled(CASES[8]["articles"], tmp_path / "c.db")
    printed = run(path, "--as-of", "2026-05-08")
    assert (
        "shifted" in printed
        and "will meet on 5 May" in printed
        and "postponed the meeting" in printed
        and "2 rows, as of 2026-05-08." in printed
    )
    both = [json.loads(each) for each in run(path, "--json", "--as-of", "2026-05-08").splitlines()]
    assert [each["status"] for each in both] == ["shifted", "open"]
    assert both[0]["deciding"][0]["event"]["trigger"]["words"] == "postponed"
    assert [json.loads(each)["status"] for each in run(path, "--json", "--due", "2026-05-12").splitlines()] == ["open"]
    assert len(run(path, "--json", "--due", "2026-05-01..2026-05-10").splitlines()) == 1
    assert len(run(path, "--json", "--due", "2026-05").splitlines()) == 2
    assert len(run(path, "--json", "--status", "open").splitlines()) == 1
    assert run(path, "--json", "--who", "Westland") == "" and run(path, "--json", "--who", "Sudland")
    table = list(csv.DictReader(io.StringIO(run(path, "--csv", "--as-of", "2026-05-08"))))
    assert [row["moved_to_earliest"] for row in table] == ["2026-05-12", ""]
    assert "postponed the meeting" in table[0]["decided_sentence"]


def test_bad_days_are_one_line(tmp_path: Path) -> None:
    path = filled(CASES[0]["articles"], tmp_path / "c.db")
    for arguments in (["--due", "Friday"], ["--as-of", "2026-13-01"], ["--due", "2026-05-09..2026-05-01"]):
        ran = CliRunner().invoke(cli.dateline, ["expectations", "--in", str(path), *arguments])
        assert ran.exit_code != 0 and "Traceback" not in ran.output


def test_what_names_one_of_two_and_no_day_decides_nothing() -> None:
    """With two meetings of one person to come, who it is that was let down is told by nobody."""
    lind, tarn, vell = (("PERSON", name) for name in ("lind", "tarn", "vell"))
    evidence = json.dumps({"about": {"dam": 3, "barge": 2}})

    def telling(number: int, published: str, sentence: str, trigger: str, *parties: tuple[str, str]) -> Announced:
        day = "2026-05-05" if trigger == "meet" else None
        kind, reality = ("CONSULT", "future") if trigger == "meet" else ("REJECT", "actual")
        identifier = f"v{number}"
        return Announced(
            identifier, f"a{number}", published, kind, None, reality, day, day, trigger, sentence,
            actors=frozenset(parties), evidence=evidence,
        )  # fmt: skip

    announced = [
        telling(1, "2026-05-01", "Lind will meet Tarn on 5 May.", "meet", lind, tarn),
        telling(2, "2026-05-01", "Lind will meet Vell on 5 May.", "meet", lind, vell),
    ]
    alone = telling(3, "2026-05-03", "Lind cancelled the meeting.", "cancelled", lind)
    both = telling(4, "2026-05-03", "Lind cancelled the meeting with Tarn.", "cancelled", lind, tarn)
    assert [each.status for each in expectations([*announced, alone], "2026-05-09")] == ["silent", "silent"]
    assert [each.status for each in expectations([*announced, both], "2026-05-09")] == ["broken", "silent"]
