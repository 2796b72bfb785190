"""Places: distances and shares worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.evaluate import places

TEXT = "From Vienna to Geneva, a Swiss train."
VIENNA = {"lat": 48.21, "lon": 16.37, "country": "AUT", "country_name": "Austria"}
GENEVA = {"lat": 46.20, "lon": 6.15, "country": "CHE", "country_name": "Switzerland"}


def at(words: str, **more: Any) -> dict[str, Any]:
    return {"start": TEXT.index(words), "end": TEXT.index(words) + len(words), **more}


GOLD = {
    "id": "a",
    "text": TEXT,
    "places": [
        at("Vienna", lat=48.2, lon=16.4, country="Austria"),
        at("Geneva", lat=46.2, lon=6.1, country="Switzerland"),
        at("Swiss", lat=47.0, lon=8.0, country="Switzerland"),
    ],
}


def reading(vienna: Any, geneva: Any) -> dict[str, Any]:
    return {
        "mentions": [
            at("Vienna", type="GPE", entity="e1"),
            at("Geneva", type="GPE", entity="e2"),
            at("Swiss", type="NORP", entity="e3"),
        ],
        "entities": [{"id": "e1", "place": vienna}, {"id": "e2", "place": geneva}, {"id": "e3", "place": None}],
    }


def test_peoples_are_left_out_and_near_is_right() -> None:
    figures = places.score([(GOLD, reading(VIENNA, GENEVA))]).figures
    assert (figures["gold"], figures["found_share"], figures["within_161"], figures["country"]) == (
        2,
        100.0,
        100.0,
        100.0,
    )


def test_far_unresolved_and_not_found() -> None:
    score = places.score([(GOLD, reading(GENEVA, None))])
    assert (score.figures["within_161"], score.figures["resolved"], score.figures["country"]) == (0.0, 1, 0.0)
    assert {k: len(v) for k, v in score.errors.items()} == {
        "not found": 0, "not resolved": 1, "elsewhere": 1, "country": 2,
    }  # fmt: skip
    assert places.score([(GOLD, {})]).figures["found_share"] == 0.0


def test_kilometres() -> None:
    assert places.kilometres((48.21, 16.37), (46.20, 6.15)) == pytest.approx(803, abs=5)
    assert places.kilometres((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20015, abs=1)
