"""Judgements: what people say holds against the program, survives re-reading, and undoes cleanly."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path

import pytest

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.chronicle.judgements import Kind, target
from dateline.gather.identities import Identities
from dateline.gathering import gather
from dateline.gathering.identities import identities, identity
from dateline.judging import judge_pair, undo, wilson
from dateline.model import Reading
from tests.chronicle.readings import harbour
from tests.gather.frame_state import state
from tests.gather.people import gathered, reading

SIGNED = ("--because", "seen in the register", "--by", "Ann Vale", "--on", "2026-04-01")


def people(version: str = "0.1.0") -> list[object]:
    told = [
        ("Jan Pritzl", "2026-03-01"),
        ("Jan Pritzl", "2026-03-02"),
        ("Jan Pritzl", "2026-03-03"),
        ("J. M. Priczl", "2026-03-04"),
    ]
    return [reading((name, "PERSON"), day=day, text=f" On {day}.", version=version) for name, day in told]


@pytest.fixture
def path(tmp_path: Path) -> str:
    gathered(tmp_path / "c.db", people(), [Identities()]).close()  # type: ignore[arg-type]
    return str(tmp_path / "c.db")


def run(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert cli.run(list(arguments)) == code
    out, err = capsys.readouterr()
    return out if code == 0 else err


def sizes(path: str) -> list[int]:
    with Chronicle.open(path, readonly=True) as chronicle:
        return sorted(len(row.members) for row in identities(chronicle))


def members(path: str) -> list[str]:
    with Chronicle.open(path, readonly=True) as chronicle:
        return [member.id for row in identities(chronicle) for member in row.members]


def test_split_merge_and_undo(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = state(Path(path))
    assert sizes(path) == [1, 3]
    one, two, three, other = members(path)
    run(capsys, "merge", one, other, "--in", path, *SIGNED)
    assert sizes(path) == [4]
    run(capsys, "split", one, other, "--in", path, *SIGNED)
    assert sizes(path) == [1, 3]
    run(capsys, "split", one, two, "--in", path, *SIGNED)
    assert sorted(sizes(path)) in ([1, 1, 2], [1, 1, 1, 1])
    assert three in members(path)
    for number in ("3", "2", "1"):
        run(capsys, "undo", number, "--in", path, *SIGNED)
    assert state(Path(path)) == before
    told = [json.loads(line) for line in run(capsys, "judgements", "--in", path, "--json").splitlines()]
    assert [each["undone_by"] for each in told] == ["Ann Vale"] * 3
    assert "there is no judgement 3 to undo" in run(capsys, "undo", "3", "--in", path, *SIGNED, code=2)


@pytest.mark.parametrize("kind", ["PERSON", "ORG"])
def test_two_of_unlike_names_judged_one_keep_every_member(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    names = ("Jan Pritzl", "Pritzl", "Ilka Maroş", "Maroş", "Quay Works", "QWO", "J. M. Priczl", "Ann Smith", "Smith")
    days = [f"2026-{at // 9 + 1:02d}-{at % 9 + 1:02d}" for at in range(36)]
    made = [reading((names[at % 9], kind), day=day, text=f" Number {at}.") for at, day in enumerate(days)]
    path = str(tmp_path / "c.db")
    gathered(tmp_path / "c.db", made, [Identities()]).close()
    everything = sorted(members(path))
    with Chronicle.open(path, readonly=True) as chronicle:
        by_name = {name: row.members[0].id for row in identities(chronicle) for name in row.names}
    ends = [by_name[name] for name in names]
    for one, other in pairwise(ends):
        before = set(groups_of(path, one)) | set(groups_of(path, other))
        if one not in groups_of(path, other):
            run(capsys, "merge", one, other, "--in", path, *SIGNED)
        assert before <= set(groups_of(path, one)) == set(groups_of(path, other))
        assert sorted(members(path)) == everything
    with Chronicle.open(path, readonly=True) as chronicle:
        assert list(chronicle.check()) == []


@pytest.mark.parametrize(("name", "kind"), [("Ann Smith", "PERSON"), ("QWO", "ORG"), ("Quay Works", "ORG")])
def test_what_is_parted_from_another_name_stays_with_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, kind: str
) -> None:
    names = (name, name, name, "Ilka Maroş")
    made = [reading((each, kind), day=f"2026-03-{at + 1:02d}", text=f" At {at}.") for at, each in enumerate(names)]
    path = str(tmp_path / "c.db")
    gathered(tmp_path / "c.db", made, [Identities()]).close()
    ends = members(path)
    run(capsys, "split", ends[0], ends[3], "--in", path, *SIGNED)
    assert sizes(path) == [1, 3]
    run(capsys, "split", ends[0], ends[1], "--in", path, *SIGNED)
    assert sizes(path) == [1, 1, 2]


def groups_of(path: str, member: str) -> list[str]:
    """The members of the identity that an entity is in."""
    with Chronicle.open(path, readonly=True) as chronicle:
        return [each.id for each in identity(chronicle, member).members]


def test_judgements_survive_a_re_reading(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    one, _, _, other = members(path)
    run(capsys, "merge", one, other, "--in", path, *SIGNED)
    with Chronicle.open(path) as chronicle:
        for each in people("0.2.0"):
            assert chronicle.add(each) == "read again"  # type: ignore[arg-type]
        gather(chronicle, [Identities()])
    assert sizes(path) == [4]
    with Chronicle.open(path) as chronicle:
        gather(chronicle, [Identities()])
    assert sizes(path) == [4]


def test_corrections_accuracy_and_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "c.db")
    with Chronicle.open(path) as chronicle:
        chronicle.add(harbour())
    ids = [json.loads(line)["id"] for line in run(capsys, "events", "--in", path, "--json").splitlines()]
    run(capsys, "confirm", ids[0], "reality", "--in", path, *SIGNED)
    run(capsys, "confirm", ids[1], "reality", "--in", path, *SIGNED)
    run(capsys, "correct", ids[2], "reality", "negated", "--in", path, *SIGNED)
    run(capsys, "confirm", ids[3], "--in", path, *SIGNED)
    rows = [json.loads(line) for line in run(capsys, "accuracy", "--in", path, "--json").splitlines()]
    assert [(row["subject"], row["field"], row["right"], row["judged"]) for row in rows] == [
        ("events", None, 1, 1),
        ("events", "reality", 2, 3),
    ]
    assert "2 of 3 right: 66.7 % (95 % interval 20.8 to 93.9)" in run(capsys, "accuracy", "--in", path)
    (gold,) = [json.loads(line) for line in run(capsys, "judgements", "--gold", "--in", path).splitlines()]
    assert gold["id"] == "harbour" and len(gold["judgements"]) == 4
    assert all(gold["text"][one["start"] : one["end"]] == one["words"] for one in gold["judgements"])
    run(capsys, "undo", "3", "--in", path, *SIGNED)
    assert "2 of 2 right" in run(capsys, "accuracy", "--in", path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("correct", "{0}", "reality", "sometimes"), "reality is one of actual, negated"),
        (("correct", "{0}", "weather", "fine"), "events have no field 'weather'"),
        (("correct", "{0}", "reality", "{reality}"), "is read as"),
        (("merge", "{0}", "{0}"), "needs two of one layer"),
        (("confirm", "ffff0000",), "no record"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    path = str(tmp_path / "c.db")
    with Chronicle.open(path) as chronicle:
        chronicle.add(harbour())
    row = json.loads(run(capsys, "events", "--in", path, "--json").splitlines()[0])
    asked = [part.format(row["id"], reality=row["reality"]) for part in arguments]
    told = run(capsys, *asked, "--in", path, *SIGNED, code=2)
    assert said in told and told.count("\n") == 1


def test_wilson() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert [round(bound, 4) for bound in wilson(9, 10)] == [0.5958, 0.9821]
    assert wilson(5, 5)[1] == pytest.approx(1.0)


NAMES = (
    "Jan Pritzl", "Pritzl", "Eva Pritzl", "Ann Smith", "Smith", "George W. Bush", "George H.W. Bush", "George Bush",
    "Bush", "Kim Jong-un", "Kim", "Quay Works", "QWO",
)  # fmt: skip
BESIDE = (("Dock Council", "ORG"), ("Lund Bank", "ORG"), ("Ida Vale", "PERSON"), ("Ben Okoro", "PERSON"))


@pytest.mark.parametrize("seed", [1, 2, 3, 16])
def test_the_order_of_articles_and_judgements_does_not_matter(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    made = [_with(draw, at) for at in range(30)]
    with gathered(tmp_path / "one.db", made, [Identities()]) as chronicle:
        every = [member.id for row in identities(chronicle) for member in row.members]
        kinds: tuple[Kind, ...] = ("merge", "split")
        pairs = [draw.sample(every, 2) for _ in range(5)]
        judged = [(draw.choice(kinds), one, other) for one, other in pairs]
        for kind, one, other in judged:
            judge_pair(chronicle, kind, one, other, None, person="A", day="2026-04-01", because="test")
        undo(chronicle, 2, person="A", day="2026-04-01", because="test")
        assert list(chronicle.check()) == []
    with gathered(tmp_path / "other.db", draw.sample(made, len(made)), [Identities()], every=4) as chronicle:
        with chronicle.transaction():
            for kind, one, other in judged:
                targets = [target(chronicle.find(end)) for end in (one, other)]
                chronicle.judgements.add(kind, "identities", targets, person="A", day="2026-04-01", because="test")
            chronicle.judgements.undo(2, person="A", day="2026-04-01", because="test")
        gather(chronicle, [Identities()])
    assert state(tmp_path / "one.db") == state(tmp_path / "other.db")


def _with(draw: random.Random, at: int) -> Reading:
    name, beside = draw.choice(NAMES), draw.choice(BESIDE)
    kind = "ORG" if name in ("Quay Works", "QWO") else "PERSON"
    day = f"2026-{draw.randrange(1, 13):02d}-{draw.randrange(1, 28):02d}"
    return reading((name, kind), beside, day=day, text=f" Number {at}.")
