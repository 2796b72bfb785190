"""No figure falls under its floor. The examples are measured always; sets beside the checkout in the slow tests."""

from __future__ import annotations

import pytest

from tests.evaluate import floors
from tests.evaluate.floors import Entry

FLOORS = floors.load()
OWN = [e for e in FLOORS["sets"] if not floors.is_shared(e)]
SHARED = [e for e in FLOORS["sets"] if floors.is_shared(e)]


def name(entry: Entry) -> str:
    return f"{entry['area']}-{str(entry['data']).rpartition('/')[2]}"


@pytest.fixture(scope="module")
def reader() -> floors.Remembering:
    return floors.Remembering()


def hold(entry: Entry, reader: floors.Remembering) -> None:
    if not entry["sha256"]:
        pytest.skip("not measured yet: make floors")
    assert floors.sha256(floors.path_of(entry)) == entry["sha256"], "other data: measure anew (make floors)"
    measured = floors.measure(entry, reader)
    fallen = {k: f"{measured[k]} under {floor}" for k, floor in entry["floors"].items() if measured[k] < floor}
    assert not fallen, f"{floors.command(entry)}: {fallen}"


@pytest.mark.parametrize("entry", OWN, ids=name)
def test_examples(entry: Entry, reader: floors.Remembering) -> None:
    hold(entry, reader)


@pytest.mark.slow
@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize("entry", SHARED, ids=name)
def test_shared_sets(entry: Entry) -> None:
    if not floors.path_of(entry).exists():
        pytest.skip(f"{entry['data']} is not beside this checkout")
    hold(entry, floors.Remembering())


def test_floors_are_what_was_measured_less_the_margin() -> None:
    for entry in FLOORS["sets"]:
        for figure, floor in entry["floors"].items() if entry["sha256"] else ():
            assert floor == pytest.approx(
                max(0.0, entry["measured"][figure] - floors.margin(FLOORS, entry)), abs=0.005
            ), name(entry)
        assert not entry["sha256"] or entry["command"] == floors.command(entry)


def test_the_page_on_quality_shows_these_figures() -> None:
    assert floors.PAGE.read_text("utf-8") == floors.page_with(FLOORS)


def test_all_layers_have_a_floor_on_the_examples() -> None:
    assert {e["area"] for e in OWN} == {"times", "names", "coreference", "quotations", "events", "record"}
