"""`explain` and `why-not`: every decision is told with its words, and what gave no event is told why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.events.explaining import Explainer
from tests.events.parsed import draft
from tests.events.test_coding import REFUSAL

ARTICLE = """date 2026-03-04
Minister Petra Lund met envoy Karl Brand in Oslo on Tuesday. The two will not sign the treaty, Lund said.
The committee strolled home.
"""


def test_an_event_is_told_with_its_slots_entry_reality_and_voice() -> None:
    explainer = Explainer(draft(REFUSAL))
    event = explainer.events[0]
    finding = explainer.at(event.trigger.start, event.trigger.end)
    assert finding is not None and finding.event == event
    names = {g.name for g in finding.grounds}
    assert {"predicate", "lexicon entry", "reality", "because", "time", "voice", "confidence"} <= names
    text = explainer.draft.article.text
    told = {text[g.start : g.end] for g in finding.grounds if g.value.endswith(("the actor", "the recipient"))}
    assert told == {text[p.start : p.end] for p in (*event.actors, *event.recipients)} == {"Norway", "prisoners"}


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("explain")
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert run(["add", str(folder / "a.txt"), "--to", str(folder / "c.db")]) == 0
    return folder


def test_explain_tells_why(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["events", "--in", str(stored / "c.db"), "--json"])
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert run(["explain", first["id"], "--in", str(stored / "c.db"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["words"] == "met"
    assert {"name": "lexicon entry"}.items() <= next(g for g in told["why"] if g["name"] == "lexicon entry").items()
    assert any(g["value"].endswith("the actor") and "Lund" in g["words"] for g in told["why"] if g["words"])
    assert run(["explain", first["id"], "--in", str(stored / "c.db")]) == 0
    assert "consult." in capsys.readouterr().out


def test_why_not_tells_of_every_word(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for word, reason in (("strolled", "no entry for the verb"), ("Oslo", "a name"), ("not", "not as a predicate")):
        at = ARTICLE.index(word)
        assert run(["why-not", f"{stored / 'a.txt'}:{at}"]) == 0
        out = " ".join(capsys.readouterr().out.split())
        assert reason in out and out.startswith("NO EVENT")
    assert run(["why-not", f"{stored / 'a.txt'}:{ARTICLE.index('met')}"]) == 0
    assert capsys.readouterr().out.startswith("EVENT")


@pytest.mark.parametrize(
    ("place", "said"), [("a.txt", "FILE:OFFSET"), ("a.txt:9999", "no word stands"), ("b.txt:1", "no such file")]
)
def test_a_mistake_is_one_line(
    stored: Path, place: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stored)
    assert run(["why-not", place]) == 2
    assert said in capsys.readouterr().err


def test_only_events_are_explained(stored: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["times", "--in", str(stored / "c.db"), "--json"])
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert run(["explain", first["id"], "--in", str(stored / "c.db")]) == 2
    assert "is not an event" in capsys.readouterr().err
