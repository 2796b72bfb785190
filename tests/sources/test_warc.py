"""Web archives: every good page is read, every damaged record is refused with a reason that is true."""

from __future__ import annotations

import gzip
import io
import json
import lzma
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dateline.errors import EmptyFile, SourceError
from dateline.model import Article
from dateline.sources import Given, Item, articles
from dateline.sources.archives.warc import WarcSource
from dateline.sources.archives.warc_records import raw_records
from tests.sources import warcs
from tests.sources.warcs import Page, archive, damaged, good, record

PARAGRAPHS = (
    "The harbour board of Port Alder voted on Tuesday to close the old pier after a storm damaged it on Sunday night.",
    "“We cannot let people walk on it,” said Ilka Maros, who leads the board. The pier was built in 1911 and cost the "
    "town four million crowns in repairs over the last ten years.",
    "Residents had asked the board for months to act. The mayor, Óscar Peña, said that repairs will begin in May and "
    "that the ferry to Tavra will leave from the new quay until they are done.",
)


def invented(number: int) -> Page:
    told = (f"This is report {number} of the Harbour Post on the pier and on what the board decided.", *PARAGRAPHS)
    return Page(f"https://post.example/{number}", f"Pier report {number} of the year", "2026-03-05", told)


def take(data: bytes) -> list[Item]:
    return list(WarcSource().parse(io.BytesIO(data), Given("a.warc.gz")))


def read(items: list[Item]) -> list[str | None]:
    return [item.url for item in items if isinstance(item, Article)]


def test_pages_are_read_however_they_were_sent() -> None:
    items = take(archive(good(invented(number), number) for number in range(4)))
    assert read(items) == [invented(number).url for number in range(4)]
    for item in items:
        assert isinstance(item, Article) and item.source is not None
        assert item.text.count("“We cannot let people walk on it,” said Ilka Maros") == 1
        assert "Óscar Peña" in item.text
        assert (item.published, item.source.fetched) == ("2026-03-05", warcs.DAY)
        assert (item.ref or "").startswith("urn:uuid:")


def test_an_archive_that_is_not_packed() -> None:
    records = [good(invented(number)) for number in range(3)]
    assert len(read(take(b"".join(records)))) == 3
    broken = records[0] + record("https://x.example/", warcs.answer(b"<p>x"), length=3) + records[2]
    assert len(read(take(broken))) == 2


@pytest.mark.parametrize("way", range(warcs.WAYS))
def test_a_damaged_record_costs_only_itself(way: int) -> None:
    damage = damaged(invented(1), way)
    items = take(archive([good(invented(0))]) + damage.data + archive([good(invented(2), 2)]))
    twice = [invented(1).url] if way == warcs.TWICE else []
    assert read(items) == [invented(0).url, *twice, invented(2).url]
    [error] = [item for item in items if isinstance(item, SourceError)]
    assert type(error) is damage.error
    assert damage.reason in error.message and error.message.startswith("record ")


def test_an_answer_that_begins_with_nothing() -> None:
    [error] = take(archive([record("https://post.example/1", b"\r\n\r\nwords")]))
    assert isinstance(error, SourceError) and "HTTP status line" in error.message


def test_a_wrong_charset_is_seen_in_the_bytes() -> None:
    body = invented(1).html("windows-1252").replace(b"windows-1252", b"utf-8")
    [item] = take(archive([record(invented(1).url, warcs.answer(body))]))
    assert isinstance(item, Article)
    assert "Óscar Peña" in item.text and "“We cannot" in item.text


def test_no_date_is_null_and_no_warc_date_is_no_time() -> None:
    page = invented(1)._replace(day="")
    [item] = take(archive([record(page.url, warcs.answer(page.html()), day="")]))
    assert isinstance(item, Article) and item.source is not None
    assert (item.published, item.published_from.how, item.source.fetched) == (None, "none", None)


def test_other_records() -> None:
    revisit = record("https://post.example/0", warcs.answer(b""), "revisit")
    text = record("https://post.example/1", "\n".join(PARAGRAPHS).encode(), "conversion")
    text = text.replace(b"application/http; msgtype=response", b"text/plain")
    request = record("https://post.example/2", b"GET / HTTP/1.1\r\n\r\n", "request")
    first, second = take(archive([revisit, request, text]))
    assert isinstance(first, SourceError) and "had not changed" in first.message
    assert isinstance(second, Article) and second.text == "\n".join(PARAGRAPHS)


def test_an_empty_file_and_a_file_of_junk(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(b"")
    [error] = articles([str(path)])
    assert isinstance(error, EmptyFile) and str(error).startswith(str(path))
    [error] = take(b"junk " * 1000)
    assert isinstance(error, SourceError) and "no WARC record begins" in error.message


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = gzip.compress(record("https://x.example/", warcs.answer(b" " * 100_000_000)), mtime=0)
    items = take(bomb + archive([good(invented(0))]))
    assert read(items) == [invented(0).url]
    assert isinstance(items[0], SourceError) and "over 64 MB" in items[0].message


def real(shared: Path) -> Iterator[Page]:
    """Pages made of the shared raw articles."""
    with lzma.open(shared / "raw" / "news-2012-2020.jsonl.xz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            parts = tuple(part.strip() for part in row["text"].split("\n") if part.strip())
            if len(row["text"]) > 1500 and re.fullmatch(r"\d{4}-\d\d-\d\d", row.get("published") or ""):
                title = " ".join((row.get("title") or "A report").split())
                yield Page(f"https://news{number % 7}.example/{number}", title, row["published"], parts)


@pytest.mark.slow
def test_2000_pages_with_three_in_a_hundred_damaged(shared: Path, tmp_path: Path) -> None:
    """Every good page is read, with its day and its words; each bad record gives one line with a true reason."""
    path = tmp_path / "news.warc.gz"
    pages, expected, bad = real(shared), [], []
    with path.open("wb") as out:
        for number in range(2000):
            page = next(pages)
            if number % 33 == 20:
                damage = damaged(page, number // 33)
                out.write(damage.data)
                bad.append(damage)
                expected += [page] if number // 33 % warcs.WAYS == warcs.TWICE else []
            else:
                out.write(gzip.compress(good(page, number), mtime=0))
                expected.append(page)
    items = list(articles([str(path)]))
    read_ = [item for item in items if isinstance(item, Article)]
    errors = [item for item in items if isinstance(item, SourceError)]
    assert [item.url for item in read_] == [page.url for page in expected]
    days = [(page.url, page.day, item.published) for page, item in zip(expected, read_, strict=True)]
    assert [each for each in days if each[1] != each[2]] == []
    assert [(type(error), damage.reason in error.message) for error, damage in zip(errors, bad, strict=True)] == [
        (damage.error, True) for damage in bad
    ]
    assert len(bad) == 60
    missing = [page.url for page, item in zip(expected, read_, strict=True) if _share(page, item) < 0.9]
    assert len(missing) <= len(expected) // 100, missing


def _share(page: Page, item: Article) -> float:
    """Which share of a page's words is in the article's text."""
    wanted, there = " ".join(page.paragraphs).split(), set(item.text.split())
    return sum(word in there for word in wanted) / len(wanted)


MEASURE = """
import resource, sys
from dateline.sources.archives.warc_records import RawRecord, raw_records
peaks = []
count = 0
with open(sys.argv[1], "rb") as stream:
    for record in raw_records(stream):
        assert isinstance(record, RawRecord), record
        count += 1
        if count in (5_000, 100_000):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(count, *peaks)
"""


@pytest.mark.slow
def test_the_records_of_100000_pages_in_flat_memory(shared: Path, tmp_path: Path) -> None:
    """The reader of records alone: every record is there, and 20 times as many take no more memory."""
    path = tmp_path / "large.warc.gz"
    pages = real(shared)
    some = [gzip.compress(good(next(pages)), 1, mtime=0) for _ in range(500)]
    with path.open("wb") as out:
        for number in range(100_000):
            out.write(some[number % len(some)])
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    count, early, late = map(int, done.stdout.split())
    assert count == 100_000
    assert late <= early * 1.05 + 2048, f"from {early} to {late} KiB"


def test_numbers_count_every_record() -> None:
    data = archive([good(invented(0))]) + b"junk" * 50 + archive([good(invented(1))])
    told = [item.message if isinstance(item, SourceError) else item.number for item in raw_records(io.BytesIO(data))]
    assert told == [1, 2, "record 3: no packed record begins where one should", 4, 5]
