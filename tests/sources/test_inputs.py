"""Files, rows, folders and standard input: every article in order, every fault named with file and line."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest

from dateline.errors import (
    BinaryFile,
    BrokenJson,
    EmptyFile,
    HalfCharacter,
    NoText,
    NotRead,
    NotUtf8,
    NulBytes,
    SourceError,
    TooLarge,
    UnknownInput,
)
from dateline.model import Article
from dateline.sources import Given, Item, articles

STORY = "The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it."

NOTHING = Given()


def take(*paths: Path | str, given: Given = NOTHING) -> list[Item]:
    return list(articles([str(path) for path in paths], given))


def texts(items: list[Item]) -> list[str]:
    return [item.text for item in items if isinstance(item, Article)]


def faults(items: list[Item]) -> list[tuple[type[SourceError], int | None]]:
    return [(type(item), item.line) for item in items if isinstance(item, SourceError)]


def write(path: Path, *rows: object) -> Path:
    path.write_bytes(b"".join((row if isinstance(row, bytes) else json.dumps(row).encode()) + b"\n" for row in rows))
    return path


def test_a_text_file_is_one_article_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_bytes(f"{STORY}\r\nEnd.\r\n".encode())
    [item] = take(path)
    assert isinstance(item, Article)
    assert (item.text, item.ref) == (f"{STORY}\r\nEnd.\r\n", "pier.txt")
    assert item.source is not None
    assert (item.source.media_type, len(item.source.sha256)) == ("text/plain", 64)


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_bytes(b"\xef\xbb\xbf" + STORY.encode())
    assert texts(take(path)) == [STORY]
    rows = write(tmp_path / "rows.jsonl", b"\xef\xbb\xbf" + json.dumps({"text": STORY}).encode())
    assert texts(take(rows)) == [STORY]


def test_rows_carry_what_is_known_of_them(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "text": STORY,
        "published": "2026-01-25T08:00Z",
        "title": "A pier closes",
        "url": "https://example.org/pier",
        "outlet": "The Alder Gazette",
        "authors": ["Ann Example", " ", "Bo Example"],
        "unknown": {"is": "ignored"},
    }
    [item] = take(write(tmp_path / "rows.jsonl", row))
    assert isinstance(item, Article)
    assert (item.ref, item.published, item.published_at) == ("7", "2026-01-25", "2026-01-25T08:00Z")
    assert (item.title, item.outlet) == ("A pier closes", "The Alder Gazette")
    assert item.authors == ("Ann Example", "Bo Example")
    [other] = take(write(tmp_path / "one.jsonl", {"text": STORY, "authors": "Ann Example", "title": 1984}))
    assert isinstance(other, Article)
    assert (other.authors, other.ref, other.title) == (("Ann Example",), "one.jsonl", "1984")


def test_broken_rows_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = write(
        tmp_path / "rows.jsonl",
        {"text": STORY},
        {"title": "no text"},
        b"",
        {"text": 5},
        {"text": "  "},
        {"text": STORY + " Two."},
        b'{"text": "half a row',
        b'{"text": "\xff"}',
        b"[1, 2]",
        {"text": "a\0b"},
        {"text": "a\ud800"},
        b"[" * 100_000,
        {"text": STORY + " Three."},
    )
    items = take(path)
    assert texts(items) == [STORY, STORY + " Two.", STORY + " Three."]
    assert faults(items) == [
        (NoText, 2),
        (NoText, 4),
        (NoText, 5),
        (BrokenJson, 7),
        (NotUtf8, 8),
        (BrokenJson, 9),
        (NulBytes, 10),
        (HalfCharacter, 11),
        (BrokenJson, 12),
    ]
    assert str(items[5]).startswith(f"{path}:7: the line is not JSON: ")
    assert str(items[5]).endswith("[DL104]")


def test_a_line_of_20_megabytes_is_refused_and_the_next_read(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", {"text": "x" * 20_000_000}, {"text": STORY})
    items = take(path)
    assert faults(items) == [(TooLarge, 1)]
    assert texts(items) == [STORY]


@pytest.mark.parametrize(
    ("data", "error", "line"),
    [
        (b"", EmptyFile, None),
        (b" \n\n", EmptyFile, None),
        (b"\xef\xbb\xbf", EmptyFile, None),
        (b"One\ntwo \xe9t\xe9\n", NotUtf8, 2),
        ("One two".encode("utf-16"), NotUtf8, None),
        (b"One\nand\0two", NulBytes, 2),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xfe", BinaryFile, None),
        (b"x" * 9_000_000, TooLarge, None),
    ],
)
def test_a_file_that_is_no_article_is_one_error(
    tmp_path: Path, data: bytes, error: type[SourceError], line: int | None
) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    items = take(path)
    assert faults(items) == [(error, line)]
    assert str(items[0]).startswith(str(path))


def test_a_binary_file_of_rows_is_one_error(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(b"\x89PNG\n\0\0\xff\n" * 50)
    assert faults(take(path)) == [(BinaryFile, None)]


def test_a_missing_file_and_an_unknown_kind_are_named(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    items = take(tmp_path / "none.txt", tmp_path / "photo.jpg")
    assert faults(items) == [(UnknownInput, None), (UnknownInput, None)]
    assert "no such file" in str(items[0])
    assert ".jsonl" in str(items[1])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "pier.txt"
    path.write_text(STORY)
    path.chmod(0)
    assert faults(take(path)) == [(UnknownInput, None)]


def test_a_folder_is_read_in_the_order_of_its_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "c.txt").write_text(STORY + " C")
    (tmp_path / "b" / "rows.jsonl").write_text(json.dumps({"text": STORY + " B", "id": "r1"}) + "\n")
    (tmp_path / "a.txt").write_text(STORY + " A")
    (tmp_path / ".hidden" / "d.txt").write_text(STORY)
    (tmp_path / "notes.jpg").write_bytes(b"\xff\xd8\xff")
    items = take(tmp_path)
    assert [text[-1] for text in texts(items)] == ["A", "B", "C"]
    assert [item.ref for item in items if isinstance(item, Article)] == ["a.txt", "r1", "c.txt"]
    assert faults(items) == [(NotRead, None)]
    assert items[-1].exit_code == 0 if isinstance(items[-1], NotRead) else False


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    assert faults(take(tmp_path)) == [(UnknownInput, None)]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (STORY, [STORY]),
        (json.dumps({"text": STORY}) + "\n" + json.dumps({"text": STORY + " 2"}), [STORY, STORY + " 2"]),
    ],
)
def test_standard_input_is_a_text_or_rows(monkeypatch: pytest.MonkeyPatch, data: str, expected: list[str]) -> None:
    stream = io.TextIOWrapper(io.BufferedReader(io.BytesIO(data.encode())))
    monkeypatch.setattr(sys, "stdin", stream)
    assert texts(take("-")) == expected


def test_a_row_has_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    rows = [{"id": str(number), "text": f"{STORY} {number}"} for number in range(5)]
    forward = take(write(tmp_path / "rows.jsonl", *rows))
    backward = take(write(tmp_path / "rows.jsonl", *reversed(rows)))
    assert forward == backward[::-1]


def test_the_caller_says_what_articles_do_not(tmp_path: Path) -> None:
    path = write(tmp_path / "rows.jsonl", {"text": STORY}, {"text": STORY, "outlet": "X", "published": "2020-01-01"})
    first, second = take(path, given=Given(published="2026-01-25", outlet="The Alder Gazette"))
    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.published, first.outlet) == ("2026-01-25", "The Alder Gazette")
    assert (second.published, second.outlet) == ("2020-01-01", "X")


def test_what_a_browser_saved_along_with_a_page_is_passed_over(tmp_path: Path) -> None:
    for folder, page in (("pier_files", "pier.html"), ("notes_files", "other.txt")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "frame.txt").write_text(f"{STORY} {folder}")
        (tmp_path / page).write_text("")
    assert [text.split()[-1] for text in texts(take(tmp_path))] == ["notes_files"]
