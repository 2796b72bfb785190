"""A batch: the same bytes however many work at it, resumed by its marks, with everything accounted for."""

from __future__ import annotations

import gzip
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from dateline.batch import executors, layout, merging, running
from dateline.batch.running import Where
from dateline.batch.tables import COLUMNS
from dateline.chronicle import Chronicle
from dateline.cli import run as command
from dateline.errors import BatchStopped, OtherBatch
from tests.batch.folders import CHEAP, EXAMPLES, content, invented, run

pytest.importorskip("datatrove")


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The batch of forty articles and four broken rows that one process made."""
    folder = tmp_path_factory.mktemp("one")
    run([str(invented(folder / "in.jsonl", 40))], folder / "out", Where())
    return folder


def test_three_processes_write_the_same_bytes(one: Path, tmp_path: Path) -> None:
    plan = run([str(one / "in.jsonl")], tmp_path / "out", Where(workers=3))
    assert len(plan.shards) > 3
    assert content(tmp_path / "out") == content(one / "out")


def test_everything_is_read_once_or_refused_with_its_line_and_reason(one: Path) -> None:
    report = json.loads((one / "out" / "report.json").read_text())
    assert (report["articles"], report["refused"], report["duplicates"]) == (40, 4, 0)
    assert report["months"] == {"2025-03": 14, "2025-04": 13, "2025-05": 13}
    assert report["reasons"] == {"DL103": 2, "DL104": 1, "DL106": 1}
    rows = [json.loads(line) for path in sorted((one / "out/refused").iterdir()) for line in path.open()]
    assert [row["line"] for row in rows] == [4, 5, 6, 7]
    assert rows[1]["reason"].startswith("the line is not JSON")
    texts = [json.loads(line)["text"] for line in (one / "in.jsonl").open() if '"id": "a' in line]
    found = [reading["article"]["text"] for reading in _readings(one / "out")]
    assert sorted(found) == sorted(texts)


def test_lines_of_a_part_are_counted_from_the_beginning_of_the_file(tmp_path: Path) -> None:
    path = invented(tmp_path / "in.jsonl", 30, broken=False)
    path.write_text(path.read_text() + "broken\n")
    run([str(path)], tmp_path / "out", Where(), shard_bytes=500)
    rows = [json.loads(line) for file in (tmp_path / "out/refused").iterdir() for line in file.open()]
    assert [row["line"] for row in rows] == [31]


def test_a_rerun_does_what_has_no_mark_and_nothing_else(one: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    plan = run([str(one / "in.jsonl")], out, Where())
    before = content(out)
    kept = layout.shard_report(out, 1).stat().st_mtime_ns
    layout.shard_readings(out, 2).write_bytes(b"half a file")
    (layout.shard_readings(out, 2).parent / ".00002.jsonl.gz.killed").write_bytes(b"half a file")
    (layout.marks(out, layout.READ) / "completions" / "00002").unlink()
    done: list[tuple[str, int, int]] = []
    running.run(plan, out, Where(), lambda *step: done.append(step))
    assert done == [("read", len(plan.shards), len(plan.shards))]
    running.summary(plan, out)
    assert content(out) == before
    assert layout.shard_report(out, 1).stat().st_mtime_ns == kept


def test_a_process_that_is_killed_is_replaced(one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.batch import reading

    flag, original = tmp_path / "killed", reading.read_shard

    def deadly(plan: object, shard: int, out: Path) -> None:
        if shard == 2 and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        original(plan, shard, out)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_shard", deadly)
    run([str(one / "in.jsonl")], tmp_path / "out", Where(workers=2))
    assert flag.exists()
    assert content(tmp_path / "out") == content(one / "out")


def test_a_task_that_fails_is_named_and_the_others_are_done(one: Path, tmp_path: Path) -> None:
    ranks = executors.Ranks(_failing, 3, tmp_path / "marks")
    done: list[int] = []
    with pytest.raises(BatchStopped, match=r"1 task could not be done \(task 1: OSError: no room\)"):
        executors.on_processes(ranks, 2, done.append)
    assert sorted(done) == [0, 2] and ranks.left() == [1]


def test_a_reading_that_fails_is_refused_and_the_shard_goes_on(
    one: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline.reading import Pipeline

    original = Pipeline.read

    def read(self: Pipeline, article: object) -> object:
        if getattr(article, "ref", "") == "a7":
            raise RecursionError("too deep")
        return original(self, article)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "read", read)
    run([str(one / "in.jsonl")], tmp_path / "out", Where())
    rows = [json.loads(line) for file in sorted((tmp_path / "out/refused").iterdir()) for line in file.open()]
    assert {"ref": "a7", "code": "DL900", "reason": "it could not be read: RecursionError: too deep"}.items() <= next(
        row.items() for row in rows if row["ref"] == "a7"
    )
    assert json.loads((tmp_path / "out/report.json").read_text())["articles"] == 39


def test_an_article_in_two_shards_is_there_once(one: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes((one / "in.jsonl").read_bytes())
    run([str(one / "in.jsonl"), str(copy)], tmp_path / "out", Where())
    report = json.loads((tmp_path / "out/report.json").read_text())
    assert (report["articles"], report["duplicates"], report["refused"]) == (40, 40, 8)


def test_a_folder_with_another_batch_or_other_files_is_refused(one: Path, tmp_path: Path) -> None:
    with pytest.raises(OtherBatch, match="other options"):
        running.prepare([str(one / "in.jsonl")], one / "out", {**CHEAP, "outlet": "Elsewhere"}, 2000)
    with pytest.raises(OtherBatch, match="other inputs"):
        running.prepare([str(EXAMPLES)], one / "out", CHEAP, 2000)
    with pytest.raises(OtherBatch, match="holds other files"):
        running.prepare([str(EXAMPLES)], one, CHEAP, 2000)


def test_a_folder_is_read_file_by_file_and_tells_what_it_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "note.txt").write_text("date 2025-03-04\nThe board met on Monday.\n")
    (folder / "picture.tiff").write_bytes(b"II*\0")
    invented(folder / "rows.jsonl", 3, broken=False)
    plan = run([str(folder)], tmp_path / "out", Where())
    assert [Path(path).name for path in plan.unread] == ["picture.tiff"]
    assert sorted(reading["article"]["ref"] for reading in _readings(tmp_path / "out")) == [
        "a0",
        "a1",
        "a2",
        "deep/note.txt",
    ]


def test_loading_gives_the_chronicle_that_adding_gives_and_can_be_repeated(one: Path, tmp_path: Path) -> None:
    path = str(tmp_path / "loaded.db")
    assert command(["load", str(one / "out"), "--to", path]) == 0
    with Chronicle.open(path) as chronicle:
        first = {reading.article.id: reading for reading in chronicle.readings()}
        assert list(chronicle.check()) == []
        assert {reading["article"]["id"]: reading for reading in _readings(one / "out")} == {
            identifier: reading.to_dict() for identifier, reading in first.items()
        }
    assert command(["load", str(one / "out"), "--to", path]) == 0
    with Chronicle.open(path) as chronicle:
        assert {reading.article.id: reading for reading in chronicle.readings()} == first


def test_an_unfinished_or_damaged_batch_is_not_loaded(
    one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    run([str(one / "in.jsonl")], out, Where())
    part = next((out / "readings").rglob("*.gz"))
    whole = part.read_bytes()
    part.write_bytes(whole[:-9])
    assert command(["load", str(out), "--to", str(tmp_path / "x.db")]) == 2
    assert "is damaged" in capsys.readouterr().err
    (layout.marks(out, layout.READ) / "completions" / "00000").unlink()
    assert command(["load", str(out), "--to", str(tmp_path / "x.db")]) == 2
    assert "the batch is not finished: 1 of its" in capsys.readouterr().err
    assert command(["load", str(tmp_path), "--to", str(tmp_path / "x.db")]) == 2
    assert "this is not the folder of a batch" in capsys.readouterr().err


def test_the_command_sums_up(one: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    assert command(["batch", str(one / "in.jsonl"), "--out", str(out), "--only", "times", "--shard-mb", "0.002"]) == 2
    said = capsys.readouterr()
    assert said.out == f"{out}: 40 articles, 760 words, 4 refused (reasons in {out}/refused)\n"
    assert "shards read" in said.err
    assert content(out) == content(one / "out")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.jsonl"], "there is no such file or folder"),
        (["-"], "a batch reads files and folders"),
        ([str(EXAMPLES), "--ray", "auto", "--slurm", "partition=cpu", "--slurm", "time=1:00:00"], "not on both"),
        ([str(EXAMPLES), "--slurm", "partition=cpu"], "--slurm needs partition=NAME and time=HH:MM:SS"),
    ],
)
def test_a_mistake_is_one_line(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["batch", *arguments, "--out", str(tmp_path / "out"), "--only", "times"]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_without_the_extra_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "datatrove", None)
    assert command(["batch", str(EXAMPLES), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "dateline: this needs an optional part: pip install dateline[batch] [DL206]\n"


def test_every_table_has_the_columns_that_are_promised(one: Path) -> None:
    from pyarrow import parquet

    for name, columns in COLUMNS.items():
        file = layout.table(one / "out", name, "2025-03")
        assert parquet.read_schema(file).equals(merging.SCHEMAS[name])
        assert parquet.read_schema(file).names == list(columns)


def _failing(data: object, rank: int, world_size: int) -> None:
    if rank == 1:
        raise OSError("no room")


def _readings(out: Path) -> list[dict[str, dict[str, str]]]:
    files = sorted((out / "readings").rglob("*.gz"))
    return [json.loads(line) for file in files for line in gzip.open(file)]
