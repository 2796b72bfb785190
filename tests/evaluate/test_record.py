"""Whole rows: figures worked out by hand on one invented sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.errors import BadGold, BadOption, BrokenJson, UnknownInput
from dateline.evaluate import evaluate, record
from dateline.evaluate.run import Reader, gold_rows, paired
from dateline.reading import Pipeline

TEXT = "Norway expelled two envoys on Monday; Orvany said it had met Kestria."
Event = dict[str, Any]


def at(words: str) -> dict[str, int]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}


def event(trigger: str, kind: str, actors: list[str], recipients: list[str], **more: Any) -> Event:
    base = {"reality": "actual", "asserted_by": "narrator", "time": None, "place": None}
    return {
        "type": kind, "trigger": at(trigger), "actors": [at(a) for a in actors],
        "recipients": [at(r) for r in recipients], **base, **more,
    }  # fmt: skip


QUOTATION = {"id": "q1", "content": [at("it had met Kestria")]}
EXPELLED = event("expelled", "SANCTION", ["Norway"], ["two envoys"], time={"value": "2025-03-17"})
MET = event("met", "CONSULT", ["it", "Kestria"], [], asserted_by="q1")
GOLD = {"id": "a", "text": TEXT, "quotations": [QUOTATION], "events": [EXPELLED, MET]}


def figures(*events: Event, quotations: list[Any] | None = None) -> dict[str, Any]:
    reading = {"events": list(events), "quotations": [QUOTATION] if quotations is None else quotations}
    return record.score([(GOLD, reading)]).figures


def test_gold_against_itself_is_right() -> None:
    found = figures(EXPELLED, MET)
    assert (found["event_f1"], found["row_f1"], found["row_accuracy"]) == (100.0, 100.0, 100.0)


def test_sides_of_a_meeting_are_one() -> None:
    assert figures(EXPELLED, event("met", "CONSULT", ["it"], ["Kestria"], asserted_by="q1"))["row_f1"] == 100.0


def test_another_mention_of_the_entity_is_the_party_too() -> None:
    expelled = {**EXPELLED, "actors": [{**at("Norway"), "entity": "e1"}]}
    gold = {**GOLD, "events": [expelled], "mentions": [{**at("Norway"), "entity": "e1"}, {**at("it"), "entity": "e1"}]}
    said = {**EXPELLED, "actors": [at("it")]}
    assert record.score([(gold, {"events": [said], "quotations": []})]).figures["row_f1"] == 100.0


def test_another_type_is_a_trigger_but_no_event() -> None:
    found = figures({**EXPELLED, "type": "COERCE"}, MET)
    assert (found["trigger_f1"], found["event_f1"]) == (100.0, 50.0)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reality": "negated"}, "reality"),
        ({"time": {"value": "2025-03-24"}}, "time"),
        ({"asserted_by": "q1"}, "voice"),
        ({"actors": [at("Orvany")]}, "actors"),
        ({"recipients": []}, "recipients"),
    ],
)
def test_one_wrong_field_spoils_the_row(change: dict[str, Any], field: str) -> None:
    found = figures({**EXPELLED, **change}, MET)
    assert found[f"{field}_accuracy"] == (0.0 if field == "time" else 50.0)
    assert (found["event_f1"], found["row_f1"]) == (100.0, 50.0)


def test_a_voice_needs_a_quotation_of_much_the_same_content() -> None:
    assert (
        figures(EXPELLED, MET, quotations=[{"id": "q1", "content": [at("Norway expelled")]}])["voice_accuracy"] == 50.0
    )


def test_a_pipeline_without_stages_reads_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", "utf-8")
    found = evaluate("record", path, Reader(Pipeline([]))).figures
    assert (found["gold"], found["system"], found["documents"], found["missing_readings"]) == (2, 0, 1, 0)


def test_errors_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    with pytest.raises(UnknownInput):
        gold_rows(path)
    path.write_text('{"id": 1, "text": "a"}\n{"id":\n', "utf-8")
    with pytest.raises(BrokenJson, match=r"gold\.jsonl:2"):
        gold_rows(path)
    path.write_text('{"id": 1, "text": "a"}\n{"id": "1", "text": "b"}\n', "utf-8")
    with pytest.raises(BadGold, match="twice"):
        gold_rows(path)
    with pytest.raises(BadOption):
        evaluate("weather", path, Reader(Pipeline([])))


def test_a_reading_of_another_text_is_refused() -> None:
    with pytest.raises(BadGold, match="another text"):
        paired([GOLD], [{"article": {"ref": "a", "text": "other"}}])
