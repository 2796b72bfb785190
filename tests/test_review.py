"""Reviews from Label Studio and INCEpTION become judgements: confirmed, corrected, and nothing twice."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dateline.chronicle import Chronicle
from dateline.cli import run
from dateline.errors import BadTable
from dateline.review import opinions, take_in
from tests.chronicle.readings import harbour
from tests.export.validators import written

SIGNED: dict[str, str] = {"person": "ann", "day": "2026-03-09", "because": "reviewed"}


@pytest.fixture
def chronicle(tmp_path: Path) -> Iterator[Chronicle]:
    with Chronicle.open(tmp_path / "c.db") as opened:
        opened.add(harbour())
        yield opened


def reviewed(chronicle: Chronicle, path: Path, person: Any = None) -> Path:
    """The tasks as a person left them: the visit's reality is another, the rest stands, and one region is new."""
    tasks = json.loads(written(chronicle, "labelstudio"))
    for task in tasks:
        results = task.pop("predictions")[0]["result"]
        choices = [result for result in results if result["type"] == "choices"]
        choices[-1]["value"]["choices"] = ["hypothetical"]
        results.append({**results[0], "id": "new1"})
        task["annotations"] = [{"completed_by": person, "created_at": "2026-03-08T10:00:00Z", "result": results}]
    path.write_text(json.dumps(tasks), "utf-8")
    return path


def test_label_studio(chronicle: Chronicle, tmp_path: Path) -> None:
    path = reviewed(chronicle, tmp_path / "review.json", {"id": 1, "email": "bo@desk.example"})
    outcome = take_in(chronicle, path, **SIGNED)
    assert (outcome.confirmed, outcome.corrected, outcome.known, outcome.lost) == (7, 1, 0, 0)
    (correction,) = [each for each in chronicle.judgements.all() if each.kind == "correct"]
    assert (correction.field, correction.read, correction.value) == ("reality", "future", "hypothetical")
    assert (correction.person, correction.day, correction.targets[0].words) == (
        "bo@desk.example",
        "2026-03-08",
        "visit",
    )
    again = take_in(chronicle, path, **SIGNED)
    assert (again.confirmed, again.corrected, again.known) == (0, 0, 8)


def test_inception(chronicle: Chronicle, tmp_path: Path) -> None:
    pytest.importorskip("cassis")
    path = tmp_path / "review.zip"
    with zipfile.ZipFile(io.BytesIO(written(chronicle, "inception"))) as given, zipfile.ZipFile(path, "w") as kept:
        for name in given.namelist():
            kept.writestr(name, given.read(name).replace(b'kind="COERCE"', b'kind="ASSAULT"'))
    outcome = take_in(chronicle, path, **SIGNED)
    assert (outcome.confirmed, outcome.corrected) == (7, 1)
    (correction,) = [each for each in chronicle.judgements.all() if each.kind == "correct"]
    assert (correction.field, correction.value, correction.person) == ("type", "ASSAULT", "ann")


def test_what_is_no_review_is_refused_and_what_is_not_here_is_counted(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "no.json"
    path.write_text('{"text": 1}', "utf-8")
    with pytest.raises(BadTable, match="neither a Label Studio export"):
        list(opinions(path))
    reviewed(chronicle, path)
    with Chronicle.open(tmp_path / "empty.db") as empty:
        assert take_in(empty, path, **SIGNED).lost == 8


def test_the_command(chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = reviewed(chronicle, tmp_path / "review.json")
    arguments = ["review", str(path), "--in", str(tmp_path / "c.db"), "--because", "desk meeting", "--by", "ann"]
    assert run(arguments) == 0
    assert capsys.readouterr().out.endswith(": 7 confirmed, 1 corrected, 0 known already\n")
    assert run([*arguments, "--on", "soon"]) == 2
