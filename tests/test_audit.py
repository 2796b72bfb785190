"""GDELT rows against stored text: borne out by which words, or not, and why."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dateline.audit import audit, gdelt_rows
from dateline.chronicle import Chronicle
from dateline.cli import run
from dateline.errors import BadTable
from dateline.export.gdelt import EVENT_COLUMNS
from dateline.ids import article_id
from dateline.model import Reading
from tests.chronicle.readings import harbour
from tests.export.conftest import odd
from tests.export.validators import written

URL = "https://www.harbour.example/2026/maros/"


def placed() -> Reading:
    reading = harbour()
    given = reading.article
    identifier = article_id(URL, given.outlet, given.published, given.title, given.text)
    premier = replace(reading.entities[0], country="LTU", sector="GOV")
    entities = (premier, *reading.entities[1:])
    return replace(reading, article=replace(given, url=URL, id=identifier), entities=entities)


@pytest.fixture
def chronicle(tmp_path: Path) -> Chronicle:
    opened = Chronicle.open(tmp_path / "c.db")
    opened.add(placed())
    opened.add(odd())
    return opened


def row(**cells: str) -> str:
    told = {"GLOBALEVENTID": "1", "SOURCEURL": "http://harbour.example/2026/maros", "Actor1Name": "MAROŞ", **cells}
    return "\t".join(told.get(name, "") for name in EVENT_COLUMNS) + "\n"


CASES = [
    ({"EventRootCode": "04", "Actor2Name": "WORKERS"}, "borne out", "the event and the row's actors are told"),
    ({"EventRootCode": "04", "Actor1Name": "PORT WORKERS", "Actor2Name": "MINISTER ILKA MAROŞ"}, "borne out", "actors"),
    ({"EventRootCode": "04", "SQLDATE": "20260305"}, "borne out", "is not what the text tells: 2026-03-03"),
    ({"EventRootCode": "04", "Actor1Name": "", "Actor1CountryCode": "LTU", "Actor1Type1Code": "GOV"}, "borne out", ""),
    ({"EventRootCode": "04", "Actor2Name": "CHINA"}, "borne out in part", "but not with CHINA"),
    ({"EventRootCode": "17", "Actor1Name": "THE ARMY"}, "not borne out", "COERCE is told, but not with THE ARMY"),
    ({"EventRootCode": "17", "Actor1Name": "POLICE", "Actor2Name": "STRIKERS"}, "borne out", "actors are told"),
    ({"EventRootCode": "08"}, "not borne out", "the text tells it as future"),
    ({"EventRootCode": "19"}, "not borne out", "the text tells no ASSAULT"),
    ({"EventRootCode": "1"}, "borne out", "the statement is quoted"),
    ({"EventRootCode": "01", "Actor1Name": "CHINA"}, "not borne out", "the text quotes nobody as CHINA"),
    ({"EventRootCode": "44"}, "not borne out", "44 is no CAMEO root"),
    ({"EventRootCode": "04", "SOURCEURL": "https://harbour.example/other"}, "not stored", "no stored article"),
    ({"EventRootCode": "04", "SOURCEURL": ""}, "not stored", "the row has no SOURCEURL"),
]


@pytest.mark.parametrize(("cells", "verdict", "reason"), CASES)
def test_each_verdict_has_its_reason_and_words(
    cells: dict[str, str], verdict: str, reason: str, chronicle: Chronicle, tmp_path: Path
) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(row(**cells), encoding="utf-8")
    (found,) = audit(chronicle, gdelt_rows(path))
    assert found.verdict == verdict and reason in found.reason
    assert (verdict != "borne out") or found.words
    text = placed().article.text
    assert all(text[each.start : each.end] == each.words for each in found.words)


def test_the_voice_and_the_words_are_given(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(row(EventRootCode="17", Actor1Name="POLICE"), encoding="utf-8")
    (found,) = audit(chronicle, gdelt_rows(path))
    assert found.says == "dockers' union, in Óscar Peña, in The Harbour Post"
    assert [(each.role, each.words) for each in found.words] == [
        ("event", "detained"),
        ("actor", "police"),
        ("recipient", "12 strikers"),
    ]


def test_what_dateline_exports_is_borne_out(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(written(chronicle, "gdelt"))
    assert {found.verdict for found in audit(chronicle, gdelt_rows(path))} == {"borne out"}


def test_tables_with_headings_commas_and_fewer_columns(chronicle: Chronicle, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'SOURCEURL,EventRootCode,Actor1Name\n"{URL}",04,"Maroş"\n\n', encoding="utf-8-sig")
    assert [found.verdict for found in audit(chronicle, gdelt_rows(path))] == ["borne out"]
    old = [
        cell
        for name, cell in zip(EVENT_COLUMNS, row(EventRootCode="04").split("\t"), strict=True)
        if "ADM2" not in name
    ]
    path.write_text("\t".join(old), encoding="utf-8")
    assert [found.verdict for found in audit(chronicle, gdelt_rows(path))] == ["borne out"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"a\tb\n", "no GDELT Events table: 2 columns"),
        (b"\xff\xfe\n", "cannot be read as a table"),
        (row(EventRootCode="04").encode() + b"1\t2\n", "rows.csv:2: the row has 2 columns"),
    ],
)
def test_another_table_is_refused(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(data)
    with pytest.raises(BadTable, match=said):
        list(gdelt_rows(path))


def test_the_command(chronicle: Chronicle, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(row(EventRootCode="04", Actor2Name="=1+1") + row(EventRootCode="19"), encoding="utf-8")
    arguments = ["audit", "gdelt", str(path), "--in", str(tmp_path / "c.db")]
    assert run(arguments) == 0
    out = capsys.readouterr().out
    assert "row 1: MAROŞ 04 consult =1+1" in out and "not borne out: the text tells no ASSAULT" in out
    assert out.endswith(f"{path}: 1 borne out in part, 1 not borne out\n")
    assert run([*arguments, "--json"]) == 0
    assert [json.loads(each)["verdict"] for each in capsys.readouterr().out.splitlines()] == [
        "borne out in part",
        "not borne out",
    ]
    assert run([*arguments, "--csv"]) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert table[0]["actor2"] == "'=1+1" and "event: met [26:29]" in table[0]["words"]
    assert run([*arguments, "--csv", "--json"]) == 2
