"""Every installed format: valid by its own rules, the same bytes every time, told in the docs, written as asked for."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.restore import revive
from dateline.cli import run
from dateline.errors import BadOption
from dateline.export import Expected, Told, exporter, exporters, ftm
from dateline.export.cameo import cameo
from dateline.exporting import export, frame
from dateline.gathering import gather
from dateline.query import COLUMNS, select
from dateline.tables import TABLES
from tests.chronicle.readings import harbour, plain
from tests.export.conftest import odd
from tests.export.validators import VALIDATORS, json_lines, written

DOCS = Path(__file__).parents[2] / "docs"
MODEL = frozenset({"conllu"})
"""The formats that run the language model again."""

COUNTS = {
    "datasette": 0,
    "csv": 10, "ftm": 41, "gdelt": 9, "gdelt-mentions": 9, "geojson": 3, "graphml": 8, "ics": 8, "inception": 5,
    "jsonl": 5, "labelstudio": 5, "labelstudio-config": 0, "parquet": 10, "plover": 8, "plover-voiced": 10, "prov": 17,
    "schemaorg": 12, "timelinejs": 8, "timeml": 5, "webannotation": 25,
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in exporters() if name not in MODEL])
def test_a_format_is_valid_and_the_same_whatever_the_order_of_adding(
    name: str, chronicle: Chronicle, tmp_path: Path
) -> None:
    data = written(chronicle, name)
    assert VALIDATORS[name](data) == COUNTS[name]
    (tmp_path / "other").mkdir()
    with Chronicle.open(tmp_path / "other" / "c.db") as other:
        for reading in (harbour(), plain(1), plain(0), plain(2), odd()):
            other.add(reading)
        assert written(other, name) == data


@pytest.mark.parametrize("name", [name for name in exporters() if name not in MODEL])
def test_a_format_of_nothing_is_valid_too(name: str, tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "empty.db") as empty:
        assert VALIDATORS[name](written(empty, name)) == 0


def test_every_format_has_a_validator_and_is_told() -> None:
    page = (DOCS / "exchange.md").read_text("utf-8")
    assert set(exporters()) == set(VALIDATORS) == {*COUNTS, *MODEL}
    assert all(f"| `{name}` |" in page for name in exporters())


@pytest.mark.slow
def test_conllu_is_read_anew(chronicle: Chronicle) -> None:
    assert VALIDATORS["conllu"](written(chronicle, "conllu")) == 5


def test_jsonl_fills_another_chronicle_that_gives_the_same_bytes(chronicle: Chronicle, tmp_path: Path) -> None:
    data = written(chronicle, "jsonl")
    with Chronicle.open(tmp_path / "other.db") as other:
        for row in json_lines(data):
            other.add(revive(row))
        assert written(other, "jsonl") == data


def test_filters_choose_events_and_the_articles_that_hold_them(chronicle: Chronicle) -> None:
    asked = select(who=("peña",), realities=("future",))
    events = json_lines(written(chronicle, "plover-voiced", asked))
    assert [(event["event_type"], event["dateline"]["words"]["trigger"]["text"]) for event in events] == [
        ("CONSULT", "visit")
    ]
    (reading,) = json_lines(written(chronicle, "jsonl", asked))
    assert reading["article"]["ref"] == "harbour" and len(reading["events"]) == 4
    published = json_lines(written(chronicle, "jsonl", select(published_since="2026-03-05")))
    assert [row["article"]["ref"] for row in published] == ["harbour"]
    assert json_lines(written(chronicle, "plover", select(since="2031"))) != []


def test_strict_plover_and_gdelt_hold_only_what_is_told_as_having_happened(chronicle: Chronicle) -> None:
    strict = json_lines(written(chronicle, "plover"))
    assert not any("dateline" in row for row in strict)
    assert not [row for row in strict if row["text"].startswith("Peña will visit")]
    told = {row["event_id"]: row["dateline"] for row in json_lines(written(chronicle, "plover-voiced"))}
    assert {told[row["event_id"]]["reality"] for row in strict} == {"actual", "historical"}
    assert [[voice["speaker"] for voice in row["voices"]] for row in told.values() if len(row["voices"]) == 2] == [
        ["dockers' union", "Óscar Peña"]
    ]


def test_offsets_lead_to_the_words(chronicle: Chronicle) -> None:
    texts = {row["article"]["id"]: row["article"]["text"] for row in json_lines(written(chronicle, "jsonl"))}
    for row in json_lines(written(chronicle, "plover-voiced")):
        beyond = row["dateline"]
        spans = [beyond["words"]["trigger"], *beyond["words"]["actors"], *beyond["words"]["recipients"]]
        assert all(texts[beyond["article"]][span["start"] : span["end"]] == span["text"] for span in spans)


def test_a_country_is_no_point_and_dates_go_as_far_as_they_are_told(chronicle: Chronicle) -> None:
    features = json.loads(written(chronicle, "geojson"))["features"]
    points = {feature["properties"]["words"]: feature["geometry"] for feature in features}
    assert points["Kestria"] is None
    assert {"type": "Point", "coordinates": [25.28, 54.69]} in [feature["geometry"] for feature in features]
    slides = json.loads(written(chronicle, "timelinejs"))["events"]
    assert {"year": -43, "month": 1, "day": 1} in [slide["start_date"] for slide in slides]
    assert "by 2026-05-31" in [slide["display_date"] for slide in slides]
    calendar = written(chronicle, "ics").decode().replace("\r\n ", "")
    assert "by 2026-05-31\\, beginning not told" in calendar and "STATUS:TENTATIVE" in calendar


def test_every_root_of_cameo_is_there_and_every_plover_type_has_one() -> None:
    from dateline.events.codebook import plover

    table = cameo()
    assert list(table.roots) == [f"{number:02}" for number in range(1, 21)]
    assert set(table.types) == set(plover().types)
    reached = {
        *table.types.values(),
        *(c for m in (table.modes, table.contexts) for v in m.values() for c in v.values()),
    }
    assert all(kind in table.roots[code].types for kind, code in table.types.items())
    assert reached == set(table.roots) - {"01"}
    assert all(mode in plover().types[kind] for kind, modes in table.modes.items() for mode in modes)


@pytest.mark.parametrize("view", ["events", "quotes", "times", "names"])
def test_tables_and_frames_hold_every_row_of_a_view(view: Any, chronicle: Chronicle) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    parquet = pytest.importorskip("pyarrow.parquet")
    columns = [column.heading for column in COLUMNS[view]]
    table = parquet.read_table(io.BytesIO(written(chronicle, "parquet", view=view)))
    one, other = frame(chronicle, view), frame(chronicle, view, library="polars")
    assert isinstance(one, pandas.DataFrame) and isinstance(other, polars.DataFrame)
    assert table.column_names == list(one.columns) == other.columns == columns
    assert VALIDATORS["csv"](written(chronicle, "csv", view=view)) == table.num_rows == len(one) == len(other) > 0
    if view == "events":
        assert len(frame(chronicle, view, realities=["future"])) == 2
        assert "=cmd|calc" in list(one["actors"]) and "'=cmd|calc" in written(chronicle, "csv").decode()


@pytest.mark.parametrize("view", TABLES)
def test_what_was_gathered_is_a_table_too(view: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        for reading in (harbour(), harbour(published="2026-03-06", outlet="The Other Post")):
            chronicle.add(reading)
        gather(chronicle)
        one, headings = frame(chronicle, view), list(TABLES[view].headings)
        table = parquet.read_table(io.BytesIO(written(chronicle, "parquet", view=view)))
        assert VALIDATORS["csv"](written(chronicle, "csv", view=view)) == table.num_rows == len(one)
        assert list(one.columns) == table.column_names == headings == list(dict.fromkeys(headings))
        assert len(one) > 0 or view in ("revisions", "firsts")
        with pytest.raises(BadOption, match="takes no filters"):
            frame(chronicle, view, who=("peña",))
        with pytest.raises(BadOption, match="there is no view"):
            frame(chronicle, "nothing")


def test_the_command_writes_whole_files_and_says_what_is_wrong(
    chronicle: Chronicle, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = str(tmp_path / "c.db")
    target = tmp_path / "out.jsonl"
    assert run(["export", "plover", "--in", source, "-o", str(target), "--type", "consult"]) == 0
    assert capsysbinary.readouterr().err == f"{target}: 5 records\n".encode()
    assert len(target.read_bytes().splitlines()) == 5
    assert run(["export", "plover", "--in", source, "--type", "CONSULT"]) == 0
    assert capsysbinary.readouterr().out == target.read_bytes()
    assert run(["export", "--formats"]) == 0
    assert capsysbinary.readouterr().out.decode().split() == exporters()
    for arguments, said in (
        (["tsv"], b"there is no format 'tsv'"),
        ([], b"name a format"),
        (["jsonl", "--view", "names"], b"writes no tables"),
        (["jsonl", "-o", str(tmp_path / "no" / "file")], b"cannot be written"),
    ):
        assert run(["export", *arguments, "--in", source]) == 2
        assert said in capsysbinary.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir() if ".part" in path.name) == []


def test_a_view_is_only_for_tables(chronicle: Chronicle) -> None:
    with pytest.raises(BadOption, match="writes no tables"):
        export(chronicle, "jsonl", io.BytesIO(), select(), "names")


def test_identities_and_origins_are_told_once_they_are_gathered(chronicle: Chronicle) -> None:
    before = json_lines(written(chronicle, "plover-voiced"))
    assert all(row["dateline"]["origins"] == [] for row in before)
    gather(chronicle)
    rows = json_lines(written(chronicle, "plover-voiced"))
    assert all(len(row["dateline"]["origins"]) == 1 for row in rows)
    same = {
        party["identity"]
        for row in rows
        for party, shown in zip(row["dateline"]["entities"], [*row["actors"], *row["recipients"]], strict=True)
        if shown["name"] == "Ben Okoro"
    }
    assert None not in same and all(len(identity) == 64 for identity in same)
    for name in ("ftm", "graphml", "schemaorg", "plover-voiced"):
        assert VALIDATORS[name](written(chronicle, name)) > 0


def test_an_expectation_is_a_tentative_entry_with_its_bounds_in_words() -> None:
    expected = Expected("e" * 64, "Peña visits Tarsk", None, "2027-12-31", "open", harbour().article, "Peña will visit")

    class Announced:
        name = "c"

        def told(self) -> Iterator[Told]:
            return iter(())

        def expected(self) -> Iterator[Expected]:
            return iter((expected, replace(expected, id="f" * 64, latest=None)))

        def columns(self) -> list[str]:
            return []

        def rows(self) -> Iterator[list[str]]:
            return iter(())

    out = io.BytesIO()
    assert exporter("ics").write(Announced(), out) == 1
    assert VALIDATORS["ics"](out.getvalue()) == 1
    calendar = out.getvalue().decode().replace("\r\n ", "")
    assert "SUMMARY:Expected: Peña visits Tarsk (by 2027-12-31\\, beginning not told)" in calendar
    assert "STATUS:TENTATIVE" in calendar and "State: open." in calendar


def test_blanks_and_controls_in_a_title_are_nothing_to_followthemoney(tmp_path: Path) -> None:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(replace(harbour(), article=replace(harbour().article, title=" Ships\u00a0 wai\u0301t\u009d ")))
        (article,) = (row for row in json_lines(written(chronicle, "ftm")) if row["schema"] == "Article")
    assert article["properties"]["title"] == ["Ships waít"]


def test_two_actors_that_begin_at_one_place_are_two_rows(tmp_path: Path) -> None:
    """In "New Hampshire voters" both a "New" and "New Hampshire" may be read: their rows once had one id."""
    reading = harbour()
    event = next(event for event in reading.events if event.actors and event.reality == "actual")
    short = replace(event.actors[0], end=event.actors[0].end - 1, entity=None, mention=None)
    doubled = replace(event, actors=(*event.actors, short))
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(replace(reading, events=(doubled, *(each for each in reading.events if each != event))))
        data = written(chronicle, "gdelt")
    assert VALIDATORS["gdelt"](data) == len({line.split(b"\t")[0] for line in data.splitlines()})


def test_a_name_for_follow_the_money_is_cut_behind_a_word() -> None:
    assert ftm._name("Mara  Lind") == "Mara Lind"
    cut = ftm._name("Lind " * 100)
    assert cut.endswith("Lind…") and len(cut) <= ftm.LONGEST_NAME
