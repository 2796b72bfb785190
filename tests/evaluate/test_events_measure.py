"""The measures of events: gold against itself is perfect, and each rule of what counts as held shows once."""

from __future__ import annotations

from typing import Any

from dateline.evaluate import events, participants

TEXT = "Norway sued Iceland."
GOLD = {
    "id": "r",
    "text": TEXT,
    "events": [{"type": "ACCUSE", "actors": [{"start": 0, "end": 6}], "recipients": [{"start": 12, "end": 19}]}],
}


def reading(*found: dict[str, Any]) -> dict[str, Any]:
    return {"events": list(found)}


def event(
    kind: str, actors: list[tuple[int, int]], recipients: list[tuple[int, int]], confidence: float = 0.5
) -> dict[str, Any]:
    def spans(pairs: list[tuple[int, int]]) -> list[dict[str, int]]:
        return [{"start": a, "end": b} for a, b in pairs]

    return {"type": kind, "actors": spans(actors), "recipients": spans(recipients), "confidence": confidence}


RIGHT = event("ACCUSE", [(0, 6)], [(12, 19)])


def figures(gold: dict[str, Any], *found: dict[str, Any]) -> dict[str, Any]:
    return events.score([(gold, reading(*found))]).figures


def test_gold_against_itself_is_perfect() -> None:
    said = figures(GOLD, RIGHT)
    assert (said["pair_recall"], said["macro_f1_found"], said["triple_f1"]) == (100.0, 100.0, 100.0)


def test_order_matters_except_for_reciprocal_types() -> None:
    turned = event("CONSULT", [(12, 19)], [(0, 6)])
    assert figures(GOLD, turned)["pair_recall"] == 0.0
    consult = {**GOLD, "events": [{**GOLD["events"][0], "type": "CONSULT"}]}  # type: ignore[dict-item]
    assert figures(consult, turned)["triple_recall"] == 100.0
    assert figures(consult, event("CONSULT", [(0, 6), (12, 19)], []))["pair_recall"] == 100.0


def test_the_most_confident_event_answers_for_the_type() -> None:
    wrong = event("ASSAULT", [(0, 6)], [(12, 19)], 0.9)
    said = figures(GOLD, wrong, RIGHT)
    assert (said["type_accuracy_found"], said["triple_recall"], said["agreeing_share"]) == (0.0, 100.0, 50.0)


def test_a_yield_is_a_concession_or_a_retreat() -> None:
    gold = {**GOLD, "events": [{**GOLD["events"][0], "type": "YIELD"}]}  # type: ignore[dict-item]
    assert figures(gold, event("RETREAT", [(0, 6)], [(12, 19)]))["triple_recall"] == 100.0


def test_participants_and_reality_of_a_matched_trigger() -> None:
    party = [{"role": "Arg0", "start": 0, "end": 6}, {"role": "Arg1", "start": 12, "end": 19}]
    gold_event = {"trigger": {"start": 7, "end": 11}, "participants": party, "reality": "actual", "time_value": None}
    gold = {"id": "r", "text": TEXT, "events": [gold_event]}
    found = {**RIGHT, "trigger": {"start": 7, "end": 11}, "reality": "historical"}
    said = participants.score([(gold, reading(found))]).figures
    assert (said["trigger_precision"], said["party_f1"], said["reality_accuracy"]) == (100.0, 100.0, 100.0)
    assert events.score([(gold, reading(found))]).figures == said
