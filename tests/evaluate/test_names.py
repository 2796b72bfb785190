"""Names: figures worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dateline.evaluate import names


def mention(start: int, end: int, kind: str, how: str = "name") -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind, "kind": how}


#          0    5     11   16    22  26      34
TEXT = "Mira Solane met Orvan envoys in Geneva."
GOLD = {
    "id": "a",
    "text": TEXT,
    "mentions": [mention(0, 11, "PERSON"), mention(16, 21, "NORP"), mention(32, 38, "PLACE")],
}


def test_all_right() -> None:
    reading = {"mentions": [mention(0, 11, "PERSON"), mention(16, 21, "NORP"), mention(32, 38, "GPE")]}
    figures = names.score([(GOLD, reading)]).figures
    assert (figures["p"], figures["r"], figures["f1"], figures["span_f1"]) == (100.0, 100.0, 100.0, 100.0)


def test_each_kind_of_error_counts_once() -> None:
    reading = {
        "mentions": [
            mention(0, 4, "PERSON"),  # other span
            mention(16, 21, "PLACE"),  # wrong type
            mention(22, 28, "PERSON"),  # spurious
            mention(12, 15, "PRODUCT"),  # a type the gold does not know: set aside
            mention(29, 31, "PERSON", "pronoun"),  # not a name
        ]
    }
    score = names.score([(GOLD, reading)])
    assert {k: len(v) for k, v in score.errors.items()} == {
        "missed": 1, "spurious": 1, "other span": 1, "wrong type": 1,
    }  # fmt: skip
    figures = score.figures
    assert (figures["hits"], figures["gold"], figures["system"], figures["set_aside"]) == (0, 3, 3, 1)
    assert figures["span_hits"] == 1
    assert figures["span_p"] == pytest.approx(33.33)


def test_facilities_are_places_where_gold_has_none() -> None:
    assert names.score([(GOLD, {"mentions": [mention(32, 38, "FAC")]})]).figures["per_type"]["PLACE"]["hits"] == 1


def test_no_reading_is_an_empty_one() -> None:
    assert names.score([(GOLD, {})]).figures["r"] == 0.0


def test_as_the_shared_scorer(shared: Path) -> None:
    from tests.evaluate.shared_scorer import compare

    compare(shared, "names", shared / "gold" / "names" / "uner-ewt-dev.jsonl", names.score, ("p", "r", "f1", "span_f1"))
