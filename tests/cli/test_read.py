"""`dateline read` end to end with small stages: every form of output, every kind of bad input."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from dateline.cli import run
from dateline.cli.schema import reading_schema
from dateline.model import Reading
from dateline.reading import Pipeline
from dateline.sources import make_article
from tests.reading.stages import ALL, STORY, Times


@pytest.fixture(autouse=True)
def small_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(
        only: str | None = None, pipeline: str | None = None, debug: bool = False, codebook: Path | None = None
    ) -> Pipeline:
        return Pipeline([stage() for stage in ALL], debug)

    monkeypatch.setattr(Pipeline, "find", find)
    monkeypatch.setenv("COLUMNS", "80")


def rows(path: Path, *values: Any) -> str:
    path.write_text("".join((v if isinstance(v, str) else json.dumps(v)) + "\n" for v in values), encoding="utf-8")
    return str(path)


def test_json_is_one_reading_a_row_with_the_text_as_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [{"id": str(number), "text": f"{STORY}\r\n{number} é \u202e"} for number in range(3)]
    assert run(["read", "--json", rows(tmp_path / "rows.jsonl", *given)]) == 0
    out, err = capsys.readouterr()
    read = [json.loads(line) for line in out.splitlines()]
    assert [(row["article"]["ref"], row["article"]["text"]) for row in read] == [(r["id"], r["text"]) for r in given]
    assert err == ""


def test_rows_have_the_same_bytes_in_another_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [{"id": str(number), "text": f"{STORY} {number}"} for number in range(4)]
    run(["read", "--json", rows(tmp_path / "rows.jsonl", *given)])
    first = capsys.readouterr().out.splitlines()
    run(["read", "--json", rows(tmp_path / "rows.jsonl", *reversed(given))])
    assert capsys.readouterr().out.splitlines() == first[::-1]


def test_output_keeps_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    run(["read", "--json", rows(tmp_path / "rows.jsonl", {"text": STORY}, {"text": "Short.", "published": "2050"})])
    for line in capsys.readouterr().out.splitlines():
        jsonschema.Draft202012Validator(reading_schema()).validate(json.loads(line))
        assert list(json.loads(line)) == [
            *("schema", "article", "reader", "sentences", "mentions", "entities", "times", "quotations", "events"),
            "warnings",
        ]


def test_broken_rows_are_one_line_each_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = [{"text": f"{STORY} {number}"} for number in range(7)]
    path = rows(tmp_path / "rows.jsonl", *good[:6], '{"text": "broken', {"text": ""}, good[6])
    assert run(["read", "--json", path, str(tmp_path / "none.txt")]) == 2
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 7
    lines = err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith(f"dateline: {path}:7: the line is not JSON") and lines[0].endswith("[DL104]")
    assert lines[1] == f"dateline: {path}:8: the text is blank [DL103]"
    assert lines[2] == f"dateline: {tmp_path / 'none.txt'}: there is no such file or folder [DL108]"


def test_a_file_name_cannot_disturb_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_bytes(b"\xff")
    assert run(["read", str(path)]) == 2
    err = capsys.readouterr().err
    assert "\x1b" not in err and "<U+001B>" in err


@pytest.mark.parametrize("width", [80, 120])
def test_the_page_fits_the_width_and_has_no_colour_in_a_pipe(
    width: int, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    path = tmp_path / "pier.txt"
    path.write_text(f"date 2026-01-21 {STORY} Then \x1b[31mtrouble \u202ecame.", encoding="utf-8")
    assert run(["read", str(path)]) == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out and "\u202e" not in out and "<U+001B>[31mtrouble" in out
    assert max(len(line) for line in out.splitlines()) <= width
    for words in ("pier.txt", "2026-01-21 (header)", "Quotations (1)", "The record (1)", "who says so", "coerce"):
        assert words in out
    record = out[out.index("The record") :]
    assert "Port Alder" in record and "Ann Example" in record and "close" in record and "future" in record


def test_colour_is_for_terminals_and_not_with_no_color(monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.cli.article import show
    from dateline.cli.render import console

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def shown() -> str:
        stream = Terminal()
        show(console(stream), reading())
        return stream.getvalue()

    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[36m" in shown() or "\x1b[4;36m" in shown()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "36m" not in shown() and "35m" not in shown()


def reading() -> Reading:
    return Pipeline([stage() for stage in ALL]).read(make_article(STORY, published="2026-01-21"))


def test_timeml_is_xml_with_the_text_and_the_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = f"{STORY} <&> \x0b end"
    run(["read", "--timeml", rows(tmp_path / "rows.jsonl", {"text": text, "id": "a&b", "published": "2026-01-21"})])
    root = ElementTree.fromstring(capsys.readouterr().out)
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == text.replace("\x0b", "\ufffd")
    assert root.findtext("DOCID") == "a&b"
    found = [(tag.text, tag.get("value")) for tag in body.iter("TIMEX3")]
    assert found == [("Tuesday", "2026-01-20")]
    assert [tag.get("value") for tag in root.iter("TIMEX3") if tag.get("functionInDocument")] == ["2026-01-21"]


def test_a_failing_stage_does_not_end_the_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Times):
        def read(self, draft: Any) -> None:
            if "Ann" in draft.article.text:
                raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(Pipeline, "find", lambda only, pipeline, debug, _: Pipeline([Failing()], debug))
    path = rows(tmp_path / "rows.jsonl", {"text": STORY}, {"text": "Nothing happened."})
    assert run(["read", "--json", path]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert "stage_failed" in [warning["code"] for warning in first["warnings"]]
    assert "stage_failed" not in [warning["code"] for warning in second["warnings"]]
    with pytest.raises(ZeroDivisionError):
        run(["read", "--json", "--debug", path], debug=True)


def test_a_fault_is_one_line_without_a_traceback(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Pipeline:
        raise RuntimeError("out of luck")

    monkeypatch.setattr(Pipeline, "find", broken)
    assert run(["read", "x.txt"]) == 70
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and "RuntimeError: out of luck" in err and "[DL900]" in err
