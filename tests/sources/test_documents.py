"""PDF, DOCX and RTF: columns, hyphens, running heads, scans, and exports of press databases inside them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from dateline.errors import DamagedRecord, EmptyFile, Encrypted, NoText, NoTextLayer, SourceError, UnsafeArchive
from dateline.model import Article
from dateline.sources import Given, Item
from dateline.sources.onefile import OneFile
from dateline.sources.papers.docx import DocxSource
from dateline.sources.papers.pdf import PdfSource
from dateline.sources.papers.rtf import RtfSource
from tests.sources.pdfs import Put, pdf

CASES = Path(__file__).parent / "cases"
NOTHING = Given("a file")


def take(source: OneFile, data: bytes) -> list[Item]:
    try:
        return list(source.parse(io.BytesIO(data), NOTHING))
    except SourceError as error:
        return [error]


def article(source: OneFile, data: bytes) -> Article:
    [item] = take(source, data)
    assert isinstance(item, Article), item
    return item


def refusal(source: OneFile, data: bytes) -> SourceError:
    [item] = take(source, data)
    assert isinstance(item, SourceError), item
    return item


def column(x: float, y: float, *lines: str, size: float = 10) -> list[Put]:
    """Lines of a column, 12 points apart; an empty one leaves a gap."""
    return [Put(x, y - 12 * number, line, size) for number, line in enumerate(lines) if line]


LEFT = (
    "The government of Port Alder said on",
    "Tuesday that it would close the inter-",
    "national terminal after the storm.",
    "",
    "A spokesman declined to comment on",
    "the well-known costs of repairs, and on",
)
RIGHT = (
    "who would bear them. Anna Vale, a self-",
    "employed teacher, said the pier had",
    "been unsafe for years. An Anglo-",
    "Tavran company built it in 1911.",
    "",
    "The council meets again on Monday.",
)


def test_columns_are_read_one_after_another() -> None:
    rows = [put for pair in zip(column(60, 700, *LEFT), column(310, 700, *RIGHT), strict=True) for put in pair]
    page = [Put(60, 770, "Ministers agree on a plan for the old pier", 18), *rows]
    assert article(PdfSource(), pdf([page])).text.split("\n\n") == [
        "Ministers agree on a plan for the old pier",
        "The government of Port Alder said on Tuesday that it would close the international terminal after the storm.",
        "A spokesman declined to comment on the well-known costs of repairs, and on who would bear them. Anna Vale, a "
        "self-employed teacher, said the pier had been unsafe for years. An Anglo-Tavran company built it in 1911.",
        "The council meets again on Monday.",
    ]


def test_indents_begin_paragraphs_and_hanging_ones_do_not() -> None:
    body = [
        Put(60, 700, "The board met on Tuesday to vote on the old pier and on the"),
        Put(60, 688, "new quay beside it."),
    ]
    body += [
        Put(75, 676, "It voted to close the pier until the repairs are done, it said, and"),
        Put(60, 664, "to open the quay."),
    ]
    body += [
        Put(60, 652, "• a list item that is long enough to run over into another line of"),
        Put(70, 640, "the page"),
    ]
    assert article(PdfSource(), pdf([body])).text.split("\n\n") == [
        "The board met on Tuesday to vote on the old pier and on the new quay beside it.",
        "It voted to close the pier until the repairs are done, it said, and to open the quay.",
        "• a list item that is long enough to run over into another line of the page",
    ]


def test_words_drawn_one_by_one_are_a_line() -> None:
    words = [
        Put(60, 700, "The"),
        Put(82, 700, "board"),
        Put(112, 700, "met"),
        Put(60, 688, "again"),
        Put(89, 688, "today."),
    ]
    assert article(PdfSource(), pdf([words])).text == "The board met again today."


def pages(count: int) -> list[list[Put]]:
    """Pages with a running head, a page number, and a line that only looks like one on its first."""
    made = []
    for number in range(1, count + 1):
        body = column(
            60, 700, f"The board met for the {number}. time this year to vote on the pier", "and on the quay."
        )
        made.append([Put(60, 800, f"THE HARBOUR POST  {number}"), *body, Put(280, 30, str(number))])
    made[0].append(Put(60, 60, "The Harbour Post thanks its readers."))
    return made


def test_what_repeats_at_the_edges_is_left_out_and_told() -> None:
    taken = article(PdfSource(), pdf(pages(5)))
    assert "HARBOUR POST" not in taken.text
    assert taken.text.count("The board met for the") == 5
    assert "thanks its readers" in taken.text
    assert taken.source is not None
    left = {each.value: each.where for each in taken.source.evidence if each.field == "left out"}
    assert left == {"THE HARBOUR POST 1": "repeated on 5 pages", "1": "repeated on 5 pages"}


def test_two_pages_with_the_same_line_keep_it() -> None:
    taken = article(PdfSource(), pdf(pages(2)))
    assert taken.text.count("THE HARBOUR POST") == 2
    assert not taken.text.endswith("2")


def test_a_title_is_taken_where_the_text_has_it() -> None:
    page = column(60, 700, "Ministers agree on the pier", "", "The harbour board voted on Tuesday to close it.")
    taken = article(PdfSource(), pdf([page], "Ministers agree on the pier"))
    other = article(PdfSource(), pdf([page], "Microsoft Word - final2.doc"))
    assert (taken.title, other.title) == ("Ministers agree on the pier", None)
    assert other.source is not None
    assert [each.used for each in other.source.evidence if each.field == "title"] == [False]
    assert (taken.published, taken.published_from.how) == (None, "none")


def test_a_scan_is_refused_as_such() -> None:
    assert isinstance(refusal(PdfSource(), pdf([[], []])), NoTextLayer)
    stamped = [[Put(60, 30, str(number))] for number in range(1, 40)]
    assert isinstance(refusal(PdfSource(), pdf(stamped)), NoTextLayer)


def test_an_encrypted_pdf_is_refused_as_such() -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([column(60, 700, *LEFT)])))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert isinstance(refusal(PdfSource(), out.getvalue()), Encrypted)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4 junk" * 50, b"no pdf at all"])
def test_a_damaged_pdf(data: bytes) -> None:
    assert isinstance(refusal(PdfSource(), data), DamagedRecord)


def test_an_empty_file() -> None:
    for source in (PdfSource(), DocxSource(), RtfSource()):
        assert isinstance(refusal(source, b""), EmptyFile)


def document(*paragraphs: str, title: str = "", heading: str = "") -> bytes:
    made = docx.Document()
    made.core_properties.title = title
    if heading:
        made.add_heading(heading, 0)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.sections[0].header.paragraphs[0].text = "a running head"
    table = made.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Killed", "12"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_word_document_is_its_paragraphs_and_tables() -> None:
    taken = article(DocxSource(), document("The board met.", "It voted on Tuesday.", heading="The pier closes"))
    assert taken.text == "The pier closes\n\nThe board met.\n\nIt voted on Tuesday.\n\nKilled | 12"
    assert taken.title == "The pier closes"
    assert (taken.published, taken.published_from.how) == (None, "none")


@pytest.mark.parametrize("case", ["nexis-older", "nexis-uni", "factiva", "factiva-codes", "proquest"])
def test_exports_are_the_same_in_text_word_and_rtf(case: str) -> None:
    from dateline.sources import articles

    lines = (CASES / f"{case}.txt").read_text(encoding="utf-8").split("\n")
    made = docx.Document()
    for line in lines:
        made.add_paragraph(line)
    out = io.BytesIO()
    made.save(out)
    escaped = [line.replace("\\", "\\\\").replace("{", "\\{").encode("ascii", "replace").decode() for line in lines]
    rtf = ("{\\rtf1\\ansi " + "\\par\n".join(escaped) + "}").encode()
    expected = [item for item in articles([str(CASES / f"{case}.txt")]) if isinstance(item, Article)]
    for taken in (take(DocxSource(), out.getvalue()), take(RtfSource(), rtf)):
        found = [item for item in taken if isinstance(item, Article)]
        assert [(each.title, each.outlet, each.published) for each in found] == [
            (each.title, each.outlet, each.published) for each in expected
        ]
        assert ["".join(each.text.split()) for each in found] == ["".join(each.text.split()) for each in expected]


def test_a_word_document_that_is_none() -> None:
    assert isinstance(refusal(DocxSource(), b"PK\x03\x04 junk"), DamagedRecord)
    assert isinstance(refusal(DocxSource(), b"\xd0\xcf\x11\xe0" + b"\0" * 600), Encrypted)
    made = docx.Document()
    out = io.BytesIO()
    made.save(out)
    assert isinstance(refusal(DocxSource(), out.getvalue()), NoText)


def test_a_word_document_that_swells() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 600_000_000)
    assert isinstance(refusal(DocxSource(), out.getvalue()), UnsafeArchive)


def test_rtf_is_its_text() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 Caf\'e9 \u8220?closed\u8221?\par\par The {\b board} met.}"
    )
    assert article(RtfSource(), data).text == "Café “closed”\n\nThe board met."
    assert isinstance(refusal(RtfSource(), b"no rtf"), DamagedRecord)
    assert isinstance(refusal(RtfSource(), rb"{\rtf1\ansi }"), NoText)
