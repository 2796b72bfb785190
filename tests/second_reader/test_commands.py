"""`read` and `add` with a second reader: what is asked, sent, kept and said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.chronicle import Chronicle
from dateline.cli import run
from dateline.reading import Pipeline
from dateline.second_reader import asking
from tests.chronicle.stages import Stub
from tests.second_reader.server import raw, says, serving

TEXT = "date 2026-03-05 Ilka Maroş met Óscar Peña in the old customs house in 2025. Their talks ended at dusk."
TALKS: dict[str, Any] = {
    "sentence": "Their talks ended at dusk.", "type": "CONSULT", "mode": None, "contexts": [], "trigger": "talks",
    "actors": [], "recipients": [], "time": None, "place": None, "polarity": "affirmed", "certainty": "certain",
    "when": "past", "background": False,
}  # fmt: skip
LABEL = "second-reader:invented-7b@127.0.0.1"


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, *_, **__: cls([Stub()])))
    monkeypatch.setattr(asking, "PAUSES", ())


@pytest.fixture
def inputs(tmp_path: Path) -> str:
    rows = [{"id": str(number), "text": f"{TEXT} {number}"} for number in range(4)]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


def options(url: str) -> list[str]:
    return ["--second-reader", url, "--second-reader-model", "invented-7b"]


def test_read_shows_both_and_says_what_was_sent(
    inputs: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("INVENTED_KEY", "s3cret")
    with serving(says({"events": [TALKS]})) as model:
        key = ["--second-reader-key-from", "INVENTED_KEY"]
        assert run(["read", "--json", inputs, *options(model.url), *key]) == 0
    out, err = capsys.readouterr()
    origins = [[event["origin"] for event in json.loads(line)["events"]] for line in out.splitlines()]
    assert origins == [["test/stub@0.1", LABEL]] * 4
    characters = sum(len(json.loads(line)["article"]["text"]) for line in out.splitlines())
    assert err == (
        f"second reader: 4 articles, {characters} characters sent to 127.0.0.1 (model invented-7b); "
        "4 events and 0 quotations kept, 0 rows dropped\n"
    )
    assert [each["path"] for each in model.sent] == ["/v1/chat/completions"] * 4
    assert model.headers[0]["Authorization"] == "Bearer s3cret" and "s3cret" not in out + err


def test_add_keeps_both_and_does_not_ask_twice(inputs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "c.db")
    with serving(says({"events": [TALKS]})) as model:
        assert run(["add", inputs, "--to", path, *options(model.url)]) == 0
        assert run(["add", inputs, "--to", path, *options(model.url)]) == 0
    out, err = capsys.readouterr()
    assert "4 already there" in out and "0 articles, 0 characters sent" in err and len(model.sent) == 4
    assert run(["verify", "--in", path]) == 0
    assert run(["events", "--in", path, "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    own = [row for row in rows if row["origin"] == LABEL]
    assert len(rows) == 8 and len(own) == 4
    with Chronicle.open(path) as chronicle:
        first = {row["id"] for row in rows} - {row["id"] for row in own}
        assert len(first) == 4 and chronicle.find(own[0]["id"]).layer == "events"
    assert run(["explain", own[0]["id"], "--in", path]) == 2
    assert "is of a second reader" in capsys.readouterr().err


def test_without_an_answer_the_first_reader_stands_alone_and_is_asked_for_again(
    inputs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, answer = str(tmp_path / "c.db"), says({"events": [TALKS]})
    with serving(raw(400, b""), answer) as model:
        assert run(["add", inputs, "--to", path, *options(model.url)]) == 2
        assert "refused (HTTP 400) [DL803]" in capsys.readouterr().err
        assert run(["add", inputs, "--to", path, *options(model.url)]) == 0
    assert "1 read again by this version, 3 already there" in capsys.readouterr().out
    assert len(model.sent) == 5


def test_a_run_ends_where_nobody_answers(inputs: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with serving(raw(500, b"")) as model:
        assert run(["add", inputs, "--to", str(tmp_path / "c.db"), *options(model.url)]) == 2
    assert len(model.sent) == 3
    err = capsys.readouterr().err
    assert "2 read; stopped before the end" in err and err.count("HTTP 500") == 3 and "3 articles, " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--second-reader", "http://127.0.0.1:9"], "needs --second-reader-model"),
        (["--second-reader", "http://127.0.0.1:9", "--second-reader-model", "a b"], "without blanks"),
        (["--second-reader-model", "m"], "goes with --second-reader URL"),
        (["--send-text-to", "models.example"], "goes with --second-reader URL"),
        ([*options("https://models.example")], "--send-text-to models.example lets texts go there"),
        ([*options("http://127.0.0.1:9"), "--second-reader-key-from", "NO_SUCH_VARIABLE"], "holds no key"),
        ([*options("http://127.0.0.1:9"), "--timeml"], "a whole reading only"),
        ([*options("http://127.0.0.1:9"), "--only", "times"], "a whole reading only"),
    ],
)
def test_options_that_make_no_sense_are_one_line(
    arguments: list[Any], said: str, inputs: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["read", inputs, *arguments]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1
