"""The commands over a chronicle, as a person runs them: what they print, and how they end."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest

from dateline import cli
from dateline.chronicle import Chronicle
from dateline.reading import Pipeline
from tests.chronicle.readings import harbour, plain
from tests.chronicle.stages import Stub

GOLDEN = Path(__file__).parent / "golden"
EVENT, PROMISE, HEARSAY = "f278ddf2a2", "5175c1316d", "f9b85058d0"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("COLUMNS", "110")
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour())
        for number in range(2):
            chronicle.add(plain(number))
    return str(tmp_path / "c.db")


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> Stub:
    """The pipeline that `dateline add` finds is one stage without a model."""
    stage = Stub()
    monkeypatch.setattr(Pipeline, "find", classmethod(lambda cls, **_: cls([stage])))
    return stage


def printed(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert cli.run(list(arguments)) == code
    return capsys.readouterr().out


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 2) -> str:
    assert cli.run(list(arguments)) == code
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    return told


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("events", ["events"]),
        ("quotes", ["quotes"]),
        ("times", ["times"]),
        ("names", ["names", "--unnamed"]),
        ("search", ["search", "harbour", "-never"]),
        ("show-event", ["show", HEARSAY]),
        ("show-quotation", ["show", PROMISE]),
        ("show-article", ["show", "8a9877d7"]),
    ],
)
def test_what_is_printed(path: str, capsys: pytest.CaptureFixture[str], name: str, arguments: list[str]) -> None:
    """Golden outputs; `python -m tests.chronicle.write_golden` writes them, a person reads them."""
    command, *rest = arguments
    extra = ["--", *rest] if command == "search" else rest
    assert printed(capsys, command, "--in", path, *extra) == (GOLDEN / f"{name}.txt").read_text("utf-8")


def rows(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in printed(capsys, *arguments, "--json").splitlines()]


def test_json_rows_have_ids_and_offsets(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    events = rows(capsys, "events", "--in", path)
    assert len(events) == 6
    text = harbour().article.text
    for event in events:
        if event["article"]["ref"] == "harbour":  # type: ignore[index]
            trigger = event["trigger"]
            assert text[trigger["start"] : trigger["end"]] == trigger["words"]  # type: ignore[index]
    assert len({event["id"] for event in events}) == 6
    assert [each["act"] for each in rows(capsys, "quotes", "--in", path, "--who", "Peña", "--act", "all")] == [
        "writing"
    ]


def test_who_is_found_without_case_and_accents(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Maroş", "maros", "ILKA MAROS", "Ilka Maroş's"):
        assert [event["type"] for event in rows(capsys, "events", "--in", path, "--who", name)] == [
            "CONSULT",
            "CONCEDE",
        ]
    assert rows(capsys, "events", "--in", path, "--who", "aro") == []
    both = rows(capsys, "events", "--in", path, "--who", "okoro", "--who", "vale1")
    assert [event["article"]["ref"] for event in both] == ["1"]  # type: ignore[index]


def test_filters(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    def triggers(*arguments: str) -> list[str]:
        return [event["trigger"]["words"] for event in rows(capsys, "events", "--in", path, *arguments)]  # type: ignore[index]

    assert triggers("--type", "coerce") == ["detained"]
    assert triggers("--type", "coerce", "--type", "CONCEDE") == ["reopen", "detained"]
    assert triggers("--reality", "future") == ["reopen", "visit"]
    assert triggers("--since", "2026-05", "--until", "2026-12") == ["reopen"]
    assert triggers("--since", "2027") == ["visit"]
    assert triggers("--outlet", "the harbour post", "--sort", "published") == ["met", "reopen", "detained", "visit"]
    assert triggers("--published-until", "2026-03-01") == ["met"]
    assert triggers("--text", "port workers") == ["met"]
    assert triggers("--text", '"detained 12" strik*') == ["detained"]
    assert (
        triggers("--newest") == ["visit", "met", "met", "met", "reopen", "detained"]
        or triggers("--newest")[-1] == "detained"
    )
    assert triggers("--limit", "2", "--offset", "1") == triggers()[1:3]


def test_what_has_no_time_is_last_and_is_counted_when_left_out(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "events", "--in", path)[-1]["time"] is None
    listed = printed(capsys, "events", "--in", path, "--since", "2026")
    assert "1 more fit but have no time of their own" in listed
    assert "detained" not in listed


def test_pages_follow_one_another(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    whole = [event["id"] for event in rows(capsys, "events", "--in", path)]
    for order in ([], ["--newest"], ["--sort", "published"], ["--sort", "published", "--newest"]):
        whole = [event["id"] for event in rows(capsys, "events", "--in", path, *order)]
        single = [
            event["id"]
            for offset in range(len(whole))
            for event in rows(capsys, "events", "--in", path, *order, "--limit", "1", "--offset", str(offset))
        ]
        assert single == whole
    assert "Rows 2 to 3 of 6; --offset 3 shows the next" in printed(
        capsys, "events", "--in", path, "--limit", "2", "--offset", "1"
    )


def test_rows_link_to_the_words_on_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour(url="https://post.example/harbour"))
    path = str(tmp_path / "c.db")
    for command in ("events", "quotes", "times"):
        for row in rows(capsys, command, "--in", path):
            assert str(row["link"]).startswith("https://post.example/harbour#:~:text="), command
    table = list(csv.DictReader(io.StringIO(printed(capsys, "events", "--in", path, "--csv"))))
    assert all(row["link"].startswith("https://post.example/harbour#:~:text=") for row in table)
    assert rows(capsys, "search", "harbour", "--in", path)[0]["link"]
    assert "words on the page     https://post.example/harbour#:~:text=" in printed(
        capsys, "show", "--in", path, str(rows(capsys, "events", "--in", path)[0]["id"])
    )


def test_a_row_of_no_page_has_no_link(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    event = rows(capsys, "events", "--in", path)[0]
    assert event["link"] is None or event["article"]["url"]  # type: ignore[index]


def test_a_spreadsheet_runs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        chronicle.add(harbour(outlet='=HYPERLINK("http://evil.example")'))
    text = printed(capsys, "events", "--in", str(tmp_path / "c.db"), "--csv")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert '\'=HYPERLINK("http://evil.example")' in cells
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


def test_csv_has_a_row_for_each(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    for command, count in (("events", 6), ("quotes", 5), ("times", 5), ("names", 7)):
        table = list(csv.DictReader(io.StringIO(printed(capsys, command, "--in", path, "--csv"))))
        assert len(table) == count, command
    found = list(csv.DictReader(io.StringIO(printed(capsys, "search", "harbour", "--in", path, "--csv"))))
    assert {row["kind"] for row in found} == {"article", "quotation"}


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        '""',
        "AND",
        "NEAR(",
        "a OR",
        "col:x",
        "^x",
        "*",
        "x*y",
        "(((",
        "-",
        "- x",
        "'; DROP TABLE articles; --",
        "text:harbour",
        "{title} : x",
        "é\u0301",
        "\u202e",
        "x" * 5000,
        "harbour" + " NOT" * 20,
        "+-+",
        "\ufdd0harbour",
    ],
)
def test_no_search_is_an_error_of_sqlite(path: str, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    code = cli.run(["search", "--in", path, "--json", "--", asked])
    told = capsys.readouterr()
    assert code == 0 or (code == 2 and "nothing to search for" in told.err)
    assert "sqlite" not in told.err.lower() and "fts5" not in told.err.lower()


def test_search_marks_are_exact(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    for row in rows(capsys, "search", "--in", path, "maros", "harbour"):
        source = harbour().article
        whole = source.title if row["passage"].get("in") == "title" else source.text  # type: ignore[attr-defined]
        for mark in row["marks"]:  # type: ignore[attr-defined]
            assert whole and whole[mark["start"] : mark["end"]].casefold() in ("maroş", "harbour")


def test_too_many_words_to_search_for(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "at most 64 words" in complaint(capsys, "search", "--in", path, "a " * 65)


def test_one_clear_line_for_what_cannot_be(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.db")
    for command in (["events"], ["quotes"], ["times"], ["names"], ["verify"], ["search", "x"], ["show", "abcd"]):
        assert "there is no chronicle here" in complaint(capsys, *command, "--in", missing)
    assert not Path(missing).exists()
    assert "not a day" in complaint(capsys, "events", "--in", path, "--since", "yesterday")
    assert "not a day" in complaint(capsys, "events", "--in", path, "--until", "2026-02-30")
    assert "ends before it begins" in complaint(capsys, "events", "--in", path, "--since", "2027", "--until", "2026")
    assert "no letters" in complaint(capsys, "events", "--in", path, "--who", "?!")
    assert "no article" in complaint(capsys, "events", "--in", path, "--outlet", "Nowhere News")
    assert "negative" in complaint(capsys, "events", "--in", path, "--limit", "-1")
    assert "exclude" in complaint(capsys, "events", "--in", path, "--json", "--csv")
    assert "not an id" in complaint(capsys, "show", "--in", path, "xyz")
    assert "no record" in complaint(capsys, "show", "--in", path, "ffffffffffff")
    assert "nothing to search for" in complaint(capsys, "search", "--in", path, "--", "-only")


def test_an_id_of_several_records_lists_them(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE mentions SET id = 'ffff000000000000' WHERE number % 2 = 0")
    connection.close()
    assert cli.run(["show", "--in", path, "ffff"]) == 2


def test_verify_says_what_is_off(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "every hash, every word and every row is as it was stored" in printed(capsys, "verify", "--in", path)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE articles SET text = replace(text, '12 strikers', '21 strikers')")
    connection.close()
    told = printed(capsys, "verify", "--in", path, code=1)
    assert "article.text: the text is not the one that was stored" in told
    assert "mentions[9]: words is '12 strikers', the text and record give '21 strikers'" in told


def article(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def test_add_reads_stores_and_says_so(tmp_path: Path, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    first = article(tmp_path, "a.txt", "date 2026-03-05 Ann Vale met Ben Okoro in 2025.")
    second = article(tmp_path, "b.txt", "date 2026-03-06 Ben Okoro met Cleo Marsh.")
    path = str(tmp_path / "c.db")
    assert f"{path}: 2 read" in printed(capsys, "add", first, second, "--to", path)
    assert f"{path}: 2 already there" in printed(capsys, "add", first, second, "--to", path)
    assert stub.read_so_far == 2
    stub.model = "stub@1"
    assert f"{path}: 1 read again by this version" in printed(capsys, "add", first, "--to", path)
    assert "1 read again" not in printed(capsys, "add", first, "--to", path, "--again")
    assert [row["trigger"]["words"] for row in rows(capsys, "events", "--in", path)] == ["met", "met"]  # type: ignore[index]


def test_add_goes_on_after_what_it_refuses(tmp_path: Path, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        '{"text": "Ann Vale met Ben Okoro."}',
        "{broken",
        '{"title": "no text"}',
        '{"text": "Cleo Marsh met Dan Ode."}',
    ]
    source, path = article(tmp_path, "rows.jsonl", "\n".join(lines)), str(tmp_path / "c.db")
    assert cli.run(["add", source, "--to", path, "--published", "2026-03-05"]) == 2
    told = capsys.readouterr()
    assert f"{path}: 2 read, 2 refused (reasons above)" in told.out
    assert f"{source}:2:" in told.err and f"{source}:3:" in told.err
    assert "2 articles" in printed(capsys, "verify", "--in", path)


def test_add_into_nowhere(tmp_path: Path, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    source = article(tmp_path, "a.txt", "Ann Vale met Ben Okoro.")
    assert "does not exist" in complaint(capsys, "add", source, "--to", str(tmp_path / "no" / "c.db"))
    assert "not a chronicle" in complaint(capsys, "add", source, "--to", source)
    assert "YYYY-MM-DD" in complaint(capsys, "add", source, "--to", str(tmp_path / "c.db"), "--published", "soon")
    assert stub.read_so_far == 0


def test_texts_cannot_harm_the_terminal(tmp_path: Path, stub: Stub, capsys: pytest.CaptureFixture[str]) -> None:
    evil = "\x1b[2J\u202eAnn Vale\u202c met \x07Ben Okoro. [bold red]not markup[/]"
    row = json.dumps({"text": evil, "title": "t\x1b]0;x\x07", "outlet": "o\u202e"})
    source, path = article(tmp_path, "rows.jsonl", row), str(tmp_path / "c.db")
    cli.run(["add", source, "--to", path])
    capsys.readouterr()
    for command in (["events"], ["names"], ["search", "okoro"], ["times"]):
        out = printed(capsys, *command, "--in", path)
        assert not set(out) & {"\x1b", "\x07", "\u202e", "\u202c"}, command
    found = rows(capsys, "events", "--in", path)
    assert found[0]["sentence"]["words"] == evil  # type: ignore[index]
    shown = printed(capsys, "show", "--in", path, str(found[0]["id"])) + printed(
        capsys,
        "show",
        "--in",
        path,
        str(found[0]["article"]["id"]),  # type: ignore[index]
    )
    assert "[bold red]not markup[/]" in shown
    assert not set(shown) & {"\x1b", "\x07", "\u202e", "\u202c"}
