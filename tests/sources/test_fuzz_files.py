"""Random and damaged files of every kind: articles or one clear error each, whatever comes; `FUZZ` sets how many."""

from __future__ import annotations

import io
import os
import random
from collections.abc import Callable

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import SourceError
from dateline.fragments import fragment_link
from dateline.model import Article
from dateline.sources import Given, Item
from dateline.sources.archives import warc
from dateline.sources.archives.mail import LetterSource, MailboxSource
from dateline.sources.archives.warc import WarcSource
from dateline.sources.archives.zip import ZipSource
from dateline.sources.article import make_article
from dateline.sources.inputs import installed
from dateline.sources.markup import plain_text
from dateline.sources.onefile import OneFile, located
from dateline.sources.papers import press
from dateline.sources.papers.docx import DocxSource
from dateline.sources.papers.exports import PressSource
from dateline.sources.papers.pdf import PdfSource
from dateline.sources.papers.rtf import RtfSource
from dateline.sources.table import TableSource
from dateline.sources.wire.json import JsonSource
from dateline.sources.wire.newsml import NewsMlSource
from dateline.sources.wire.wordpress import WordPressSource
from tests.sources.pdfs import pdf
from tests.sources.test_archives import packed
from tests.sources.test_documents import LEFT, column, pages
from tests.sources.test_warc import invented
from tests.sources.warcs import WAYS, archive, damaged, good
from tests.sources.write_golden import CASES

COUNT = int(os.environ.get("FUZZ", "25"))
few = settings(max_examples=COUNT, suppress_health_check=list(HealthCheck), database=None)


def document() -> bytes:
    out = io.BytesIO()
    made = docx.Document()
    for line in LEFT:
        made.add_paragraph(line)
    made.save(out)
    return out.getvalue()


def case(name: str) -> bytes:
    return (CASES / name).read_bytes()


WHOLE: dict[type[OneFile], list[bytes]] = {
    TableSource: [case("table.csv")],
    JsonSource: [case("items.ninjs"), case("linked.jsonld")],
    NewsMlSource: [case("message.xml")],
    WordPressSource: [case("blog.xml")],
    LetterSource: [case("letter.eml")],
    MailboxSource: [case("letters.mbox")],
    PressSource: [case(f"{name}.txt") for name in ("nexis-older", "nexis-uni", "factiva", "factiva-codes", "proquest")],
    PdfSource: [pdf(pages(3)), pdf([column(60, 700, *LEFT)], "A title")],
    DocxSource: [document()],
    RtfSource: [rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0 Caf\'e9 \u8220?closed\u8221?\par {\b The} board met.}"],
    WarcSource: [archive(good(invented(n), n) for n in range(3)), b"".join(good(invented(n), n) for n in range(3))]
    + [damaged(invented(1), way).data for way in range(WAYS)],
}
KINDS = sorted(WHOLE, key=lambda kind: kind.__name__)


@pytest.fixture(autouse=True)
def pages_without_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are fuzzed with their own reader; here a page is its decoded characters."""

    def article(body: bytes, url: str | None, content_type: str, given: Given) -> Article:
        return make_article(body.decode("latin-1").replace("\0", ""), url=url, given=given)

    monkeypatch.setattr(warc, "page_article", article)


def taken(source: OneFile, data: bytes) -> list[Item]:
    """What a source makes of bytes; anything but articles and errors of one line is raised."""
    items = list(located(source.parse(io.BytesIO(data), Given("a file")), "a file"))
    for item in items:
        if isinstance(item, SourceError):
            assert item.message and "\n" not in str(item) and len(str(item)) < 600, str(item)
            assert item.where == "a file"
        else:
            assert item.text.strip() and "\0" not in item.text
            item.text.encode("utf-8")
            fragment_link("https://x.example/", item.text, 0, 40)
    return items


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@few
@given(st.binary(max_size=2000))
def test_any_bytes(kind: type[OneFile], data: bytes) -> None:
    assert taken(kind(), data) or not data.strip() or kind is WarcSource


@st.composite
def broken(draw: st.DrawFn, kind: type[OneFile]) -> bytes:
    """A good file with stretches of it left out, doubled, moved or overwritten."""
    data = bytearray(draw(st.sampled_from(WHOLE[kind])))
    chance = random.Random(draw(st.integers(0, 2**32)))
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) + 1)
        length = chance.choice([1, 2, 8, 64, 512])
        what = chance.randrange(5)
        if what == 0:
            del data[at : at + length]
        elif what == 1:
            data[at:at] = data[at : at + length]
        elif what == 2:
            data[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
        elif what == 3:
            data[at:at] = chance.choice(TOKENS)
        else:
            del data[at:]
    return bytes(data)


TOKENS = [
    b'"',
    b"'",
    b"<",
    b">",
    b"<![CDATA[",
    b"]]>",
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"\0",
    b"\xff\xfe",
    b"\n\n",
    b"\r",
    b"{",
    b"}",
    b"[" * 2000,
    b'{"a":' * 500,
    b"From a@b Thu Mar  5 14:05:00 2026\n",
    b"\\'",
    b"{\\*",
    b"\\u-1 ",
    b"\\bin99999 ",
    b"\xed\xa0\x80",
    "\u2028\ufeff\u202e".encode(),
    b"-1",
    b"99999999999999999999",
    b"WARC/1.0\r\n",
    b"\r\n\r\n",
    b"Content-Length: 7\r\n",
    b"\x1f\x8b\x08",
    b"endobj",
    b"/Length 99999999",
    b"stream\n",
    b"<item>",
    b"</item>",
    b"Document 2 of 2\n",
    b"1 of 1 DOCUMENTS\n",
    b"End of Document\n",
    b"Body\n",
    b"_" * 40 + b"\n",
    b"Full text: ",
    b"Document ABCDEFGHIJ0123\n",
    b"12 words\n",
    b"Content-Type: multipart/mixed; boundary=x\n",
    b"Date: =?utf-8?b?//8=?=\n",
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@few
@given(st.data())
def test_damaged_files(kind: type[OneFile], data: st.DataObject) -> None:
    taken(kind(), data.draw(broken(kind)))


@few
@given(st.integers(0, 2**32), st.sampled_from(["a.txt", "../a.txt", "b.csv", "c.zip", "d.json", "e.mbox", "f"]))
def test_damaged_zip_archives(seed: int, name: str) -> None:
    import tempfile
    from pathlib import Path

    chance = random.Random(seed)
    data = bytearray(packed({name: case("table.csv"), "in.zip": packed({"x.txt": "The board met on Tuesday."})}))
    for _ in range(chance.randint(1, 5)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    if chance.random() < 0.3:
        del data[chance.randrange(len(data)) :]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.zip"
        path.write_bytes(data)
        for item in ZipSource().read(str(path), Given()):
            assert isinstance(item, Article) or (item.message and "\n" not in str(item))
        assert [each.name for each in Path(folder).iterdir()] == ["a.zip"]


@few
@given(st.lists(st.sampled_from([token.decode("utf-8", "replace") for token in TOKENS] + list(LEFT)), max_size=30))
def test_any_text_is_no_export_or_documents(lines: list[str]) -> None:
    text = "\n".join(lines)
    press.looks_like(text)
    found = press.recognised(text)
    assert found is None or found.documents


MARKUP = [
    "<p>",
    "</p>",
    "<div style='display:none'>",
    "</div>",
    "<script>",
    "</script>",
    "<b",
    "a",
    " ",
    "&amp;",
    "&#0;",
    "&#xD800;",
    "<![CDATA[",
    "<!--",
    "-->",
    "<br/>",
    "<svg>",
    "<table><tr><td>",
    "\0",
    "é",
    "<template>",
]


@few
@given(st.lists(st.sampled_from(MARKUP), max_size=60).map("".join))
def test_any_markup_has_words_or_none(html: str) -> None:
    words = plain_text(html)
    words.encode("utf-8")
    assert words == words.strip()


@few
@given(st.binary(max_size=400))
def test_every_source_looks_at_any_beginning(start: bytes) -> None:
    for source in installed():
        fits: Callable[[bytes], bool] | None = getattr(source, "fits", None)
        assert fits is None or fits(start) in (True, False)
