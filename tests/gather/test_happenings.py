"""Happenings: the same event goes together, what another actor, place or number tells apart does not, in any order."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

from click.testing import CliRunner

from dateline import cli
from dateline.chronicle import Chronicle, Selection
from dateline.gather.frame import Node, Read
from dateline.gather.happenings import Happenings, bounded, features, ready, score, weights
from dateline.gather.telling import days_apart, tellings, together
from dateline.gathering import gather
from dateline.gathering.told import bring_up
from dateline.model import Reading
from tests.gather.frame_state import state
from tests.gather.marked import Marked

CASES = tomllib.loads(Path(__file__).with_name("account_cases.toml").read_text("utf-8"))
TOLD = "Rebels attacked the post at Tarsk. {} Smoke stood over the post at Tarsk for hours."


def node(text: str, name: str = "a i1") -> Node:
    reading = Marked(TOLD.format(text)).reading("Post", "2026-03-03")
    return Node(name, "2026-03-03", next(iter(tellings(Read(reading.to_dict(), {})))).evidence)


def odds(one: str, other: str) -> float:
    return score(features(ready(node(one).evidence), ready(node(other).evidence)))


HERE = "Rebels [ASSAULT|killed] [killed:12|12] guards in [where:44/KES/place|Tarsk] on [when:2026-03-02|Monday]."


def test_differences_count_against() -> None:
    same = odds(HERE, HERE)
    assert odds(HERE, HERE.replace("44/KES/place|Tarsk", "45/ORV/place|Dunmar")) < same
    assert odds(HERE, HERE.replace("2026-03-02|Monday", "2026-02-01|last month")) < same
    assert odds(HERE, HERE.replace("killed:12|12", "killed:40|40")) < same
    assert odds(HERE, HERE.replace("ASSAULT|killed", "CONSULT|met")) < same


def test_the_reason_says_what_they_share() -> None:
    link = Happenings().decide(node(HERE), node(HERE, "b i1"))
    assert link is not None
    assert link.reason == "both assault; in tarsk; the same word; the same time; the same number"


def test_two_instances_of_one_article_are_not_linked() -> None:
    assert Happenings().decide(node(HERE, "a i1"), node(HERE, "a i2")) is None
    assert bounded(5.0, one_article=True) == weights().one_article


def test_an_instance_is_told_by_all_its_events() -> None:
    one, other = (node(HERE.replace("12|12", f"{n}|{n}")).evidence for n in (12, 14))
    whole = together([one, {**other, "actors": ["orvany"], "time": [None, None]}])
    assert (whole["actors"], whole["numbers"], whole["time"]) == (
        ["orvany"],
        {"killed": [12.0, 12.0]},
        ["2026-03-02"] * 2,
    )


def test_days_apart() -> None:
    assert days_apart("2026-03-01", "2026-02-26") == days_apart("2026-02-26", "2026-03-01") == 3


def readings() -> list[Reading]:
    found: list[Reading] = []
    for case in CASES["case"]:
        for line in case["articles"]:
            day, outlet, text = line.split(" | ", 2)
            found.append(Marked(case.get("frame", CASES["frame"]).format(text)).reading(f"{outlet} {len(found)}", day))
    return found[:30]


def test_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    seen = set()
    for seed in range(3):
        order = random.Random(seed).sample(readings(), 30)
        for at_once in (True, False):
            path = tmp_path / f"{seed}{at_once}.db"
            with Chronicle.open(path) as chronicle:
                for reading in order:
                    chronicle.add(reading)
                    if not at_once:
                        gather(chronicle, [Happenings()])
                gather(chronicle, [Happenings()])
            seen.add(repr(state(path)))
    assert len(seen) == 1


def test_the_commands(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Chronicle.open(path) as chronicle:
        for reading in readings()[:3]:
            chronicle.add(reading)
    ran = CliRunner().invoke(cli.dateline, ["happenings", "--in", str(path), "--json"])
    rows = [json.loads(line) for line in ran.stdout.splitlines()]
    assert len(rows) == 3 and len({row["happening"] for row in rows}) == 1
    assert all(row["because"].startswith("both assault") for row in rows)
    shown = CliRunner().invoke(cli.dateline, ["happenings", rows[1]["event"], "--in", str(path)])
    assert shown.exit_code == 0 and "1 happening." in shown.output
    listed = CliRunner().invoke(cli.dateline, ["stories", "--in", str(path)])
    assert listed.exit_code == 0 and "1 story." in listed.output
    lines = CliRunner().invoke(cli.dateline, ["stories", "--in", str(path), "--json"]).stdout.splitlines()
    assert len({json.loads(line)["story"] for line in lines}) == 1
    with Chronicle.open(path) as chronicle:
        assert bring_up(chronicle, ("happenings", "stories")) == 0
        assert len(chronicle.events(Selection()).rows) == 3
