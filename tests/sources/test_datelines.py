"""Datelines: the place, date and agency that open an article, and sentences that only look like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.sources.datelines import opening


@pytest.mark.parametrize(
    ("text", "words", "agency", "day"),
    [
        ("TALLINN, Jan. 25 (Reuters) - Two ministers met.", "TALLINN, Jan. 25 (Reuters)", "Reuters", None),
        ("ACCRA (AP) — Two ministers met.", "ACCRA (AP)", "AP", None),
        ("QUITO, May 5 (Xinhua) -- Two ministers met.", "QUITO, May 5 (Xinhua)", "Xinhua", None),
        ("Lima, Jun 14 2022 (IPS) - Two ministers met.", "Lima, Jun 14 2022 (IPS)", "IPS", "2022-06-14"),
        ("SUVA and PORT VILA, 3 March 2021 (AFP) – Two", "SUVA and PORT VILA, 3 March 2021 (AFP)", "AFP", "2021-03-03"),
        ("OSLO — Two ministers met.", "OSLO", None, None),
        ("OSLO—Two ministers met.", "OSLO", None, None),
        ("Port Louis - Two ministers met.", "Port Louis", None, None),
        ("PENANG: Two ministers met.", "PENANG", None, None),
        ("SPOKANE, Wash. (AP) — Two ministers met.", "SPOKANE, Wash. (AP)", "AP", None),
        ("(CNN) Two ministers met.", "(CNN)", "CNN", None),
        ("Oslo (CNN) Two ministers met.", "Oslo (CNN)", "CNN", None),
        ("Bergen /MONTSAME/. Two ministers met.", "Bergen /MONTSAME/", "MONTSAME", None),
        ("\n\nTURKU, Finland (AP) _\n\nTwo ministers met.", "TURKU, Finland (AP)", "AP", None),
        ("By Ann Example\n\nTURKU (AP) — Two ministers met.", "TURKU (AP)", "AP", None),
        ("Oslo | By Ann Example", "Oslo", None, None),
    ],
)
def test_a_dateline_is_found(text: str, words: str, agency: str | None, day: str | None) -> None:
    found = opening(text)
    assert found is not None
    assert text[found.dateline.start : found.dateline.end] == words
    assert (found.dateline.agency, found.day, found.dateline.place) == (agency, day, None)


@pytest.mark.parametrize(
    "text",
    [
        "THE government said on Monday that it would resign.",
        "WATCH: The minister resigns.",
        "When the minister resigned – to general surprise – nobody was there.",
        "The Fisheries Commission (FCX) has opened an inquiry.",
        "Senator Ann Example (D-MI) spoke on Monday.",
        "On June 12-18 the festival takes place.",
        "5 May 2020 - The festival takes place.",
        "Reuters contributed to this report.",
        "",
    ],
)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert opening(text) is None


def test_the_date_in_a_dateline_has_its_own_span() -> None:
    text = "Lima, Jun 14 2022 (IPS) - Two ministers met."
    found = opening(text)
    assert found is not None
    assert text[slice(*found.day_span)] == "Jun 14 2022"


def test_an_impossible_date_in_a_dateline_is_no_day() -> None:
    found = opening("Lima, Feb 31 2022 (IPS) - Two ministers met.")
    assert found is not None
    assert found.day is None


@given(st.text(alphabet="ABab,. ()-—:/|1\n", max_size=60))
def test_a_dateline_lies_in_the_text_and_is_not_blank(text: str) -> None:
    found = opening(text)
    if found:
        assert text[found.dateline.start : found.dateline.end].strip()
        assert 0 <= found.dateline.start < found.dateline.end <= len(text)
