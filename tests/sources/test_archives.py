"""Zip archives and tables: bounds, names, links, nesting; delimiters, encodings, columns."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from dateline.errors import (
    BrokenRow,
    DamagedRecord,
    EmptyFile,
    MissingColumn,
    NotRead,
    NotUtf8,
    SourceError,
    UnknownInput,
    UnsafeArchive,
)
from dateline.model import Article
from dateline.sources import Given, Item, articles
from dateline.sources.archives import zip as zips

STORY = "The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it."
NOTHING = Given()


def take(path: Path, given: Given = NOTHING) -> list[Item]:
    return list(articles([str(path)], given))


def packed(members: dict[str, bytes | str], kind: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def archive(tmp_path: Path, members: dict[str, bytes | str]) -> Path:
    path = tmp_path / "a.zip"
    path.write_bytes(packed(members))
    return path


def refs(items: list[Item]) -> list[str | None]:
    return [item.ref for item in items if isinstance(item, Article)]


def errors(items: list[Item]) -> list[SourceError]:
    return [item for item in items if isinstance(item, SourceError)]


def test_members_are_read_by_their_own_sources(tmp_path: Path) -> None:
    inner = packed({"deep.txt": STORY + " Deep."})
    rows = json.dumps({"id": "r1", "text": STORY}) + "\n{broken\n"
    path = archive(
        tmp_path,
        {
            "b/rows.jsonl": rows,
            "a.txt": STORY,
            "in.zip": inner,
            "x.jpg": b"\xff\xd8",
            ".hid.txt": "x",
            "__MACOSX/y.txt": "y",
        },
    )
    items = take(path)
    assert refs(items) == ["a.zip/a.txt", "r1", "a.zip/deep.txt"]
    broken, left = errors(items)
    assert str(broken).startswith(f"{path}!b/rows.jsonl:2: the line is not JSON")
    assert isinstance(left, NotRead) and "1 member of other kinds not read (.jpg)" in left.message


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt"])
def test_no_member_leads_outside(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path, {name: STORY, "a.txt": STORY})
    before = sorted(tmp_path.rglob("*"))
    items = take(path)
    assert refs(items) == ["a.zip/a.txt"]
    [error] = errors(items)
    assert isinstance(error, UnsafeArchive) and "leads outside" in error.message
    assert sorted(tmp_path.rglob("*")) == before
    assert not (tmp_path.parent / "out.txt").exists()


def test_bombs_are_not_unpacked(tmp_path: Path) -> None:
    path = archive(tmp_path, {"bomb.txt": b" " * 50_000_000, "z.txt": STORY})
    items = take(path)
    assert refs(items) == ["a.zip/z.txt"]
    assert "over 300 times" in errors(items)[0].message


def test_a_member_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(packed({"bomb.txt": b"a" * 30_000_000}))
    size = (30_000_000).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data).replace(size, (1000).to_bytes(4, "little")))
    [error] = errors(take(path))
    assert isinstance(error, (DamagedRecord, UnsafeArchive))


def test_archives_nest_two_deep(tmp_path: Path) -> None:
    three = packed({"a.txt": STORY})
    two = packed({"three.zip": three, "b.txt": STORY})
    path = archive(tmp_path, {"two.zip": two})
    items = take(path)
    assert refs(items) == ["a.zip/b.txt"]
    assert "more than 2 deep" in errors(items)[0].message
    assert str(errors(items)[0]).startswith(f"{path}!two.zip!three.zip")


def test_links_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(link, "/etc/passwd")
        made.writestr("a.txt", STORY)
    secret = bytearray(out.getvalue())
    path = tmp_path / "a.zip"
    path.write_bytes(secret)
    items = take(path)
    assert refs(items) == ["a.zip/a.txt"]
    assert "link to another file" in errors(items)[0].message
    at = secret.rindex(b"PK\x01\x02")
    secret[at + 8] |= 1
    path.write_bytes(secret)
    assert "encrypted" in errors(take(path))[0].message


def test_a_damaged_member_costs_itself(tmp_path: Path) -> None:
    path = archive(tmp_path, {"a.txt": STORY * 50, "b.txt": STORY})
    data = bytearray(path.read_bytes())
    data[60] ^= 255
    path.write_bytes(data)
    items = take(path)
    assert refs(items) == ["a.zip/b.txt"]
    assert isinstance(errors(items)[0], DamagedRecord)


@pytest.mark.parametrize(
    ("data", "error"), [(b"junk", DamagedRecord), (b"", DamagedRecord), (packed({}), UnknownInput)]
)
def test_an_archive_that_is_none(tmp_path: Path, data: bytes, error: type[SourceError]) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    assert [type(item) for item in take(path)] == [error]


def test_too_many_members(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_MEMBERS", 1)
    assert "2 members" in errors(take(archive(tmp_path, {"a.txt": STORY, "b.txt": STORY})))[0].message


def table(tmp_path: Path, data: bytes | str) -> Path:
    path = tmp_path / "t.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_delimiters_encodings_and_line_ends(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    lines = [["Title", "TEXT", "published"], ["Café – “x”", f'"{STORY}{end}Two, three; four"', "2026-03-05"]]
    [item] = take(table(tmp_path, end.join(delimiter.join(line) for line in lines).encode(encoding)))
    assert isinstance(item, Article), item
    assert (item.title, item.published) == ("Café – “x”", "2026-03-05")
    assert item.text == f"{STORY}{end}Two, three; four"


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    path = table(tmp_path, f"body,day\n{STORY},2026-03-05\n")
    [error] = errors(take(path))
    assert isinstance(error, MissingColumn)
    assert "no column 'text'; its columns are 'body', 'day'; say which one holds the text: --column text=NAME" in str(
        error
    )
    [error] = errors(take(path, Given(columns=(("text", "bodie"),))))
    assert "no column 'bodie'" in error.message
    [item] = take(path, Given(columns=(("published", "day"), ("text", "body"))))
    assert isinstance(item, Article) and item.published == "2026-03-05"


def test_another_encoding_is_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path, f"text\n{STORY}\nCafé {STORY}\n".encode("cp1252"))
    [error] = errors(take(path))
    assert isinstance(error, NotUtf8) and error.line == 3 and "--encoding windows-1252" in error.message
    assert [item.text[:4] for item in take(path, Given(encoding="windows-1252")) if isinstance(item, Article)][
        1
    ] == "Café"
    assert "no encoding called" in errors(take(path, Given(encoding="klingon")))[0].message
    assert "no encoding of text" in errors(take(path, Given(encoding="rot13")))[0].message


def test_a_damaged_line_of_a_utf8_table_is_one_row_s_error(tmp_path: Path) -> None:
    rows = [f"Café {number} {STORY}".encode() for number in range(3)]
    path = table(tmp_path, b"text\n" + rows[0] + b"\nCaf\xe9\n" + rows[1] + b"\n" + rows[2])
    items = take(path)
    assert len(refs(items)) == 3
    assert [(type(error), error.line) for error in errors(items)] == [(NotUtf8, 3)]


def test_rows_behind_a_damaged_one_are_read(tmp_path: Path) -> None:
    rows = [f'"{STORY} {number}",2026-03-05' for number in range(4)]
    damage = '"an open mark,2026\nand more of it\n'
    items = take(table(tmp_path, "text,published\n" + rows[0] + "\n" + damage + "\n".join(rows[1:])))
    assert [item.text[-1] for item in items if isinstance(item, Article)] == ["0", "1", "2", "3"]
    [error] = errors(items)
    assert isinstance(error, BrokenRow) and error.line == 3
    assert "to line 4 do not fit" in error.message


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n"])
def test_an_empty_table(tmp_path: Path, data: bytes) -> None:
    assert [type(item) for item in take(table(tmp_path, data))] == [EmptyFile]
