"""EDTF and TimeML out, the stage and the spaCy component."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from dateline.export.timeml import timeml
from dateline.model import Article, PublishedFrom, Reader, Reading
from dateline.stage import Draft
from dateline.times import TimesStage, tag
from dateline.times.edtf import to_edtf

EDTF = [
    ("Jan. 25, 2026", "2026-01-25"), ("1863-64", "1863/1864"), ("the 1990s", "199X"), ("the 19th century", "18XX"),
    ("in the third quarter of 1998", "1998-35"), ("the summer of 1911", "1911-22"), ("about 1905", "1905~"),
    ("in 490 BC", "-0489"), ("last week", "2026-01-12/2026-01-18"),
    ("10:30 p.m. on Jan. 2, 2026", "2026-01-02T22:30:00"),
    ("recently", "../2026-01-25"), ("for three days", None),
]  # fmt: skip


def article(text: str, title: str | None = None) -> Article:
    return Article(
        "a1", "t1", "row-1", None, None, title, (), "2026-01-25", None, PublishedFrom("given"), None, "en", None, text
    )


@pytest.mark.parametrize(("text", "edtf"), EDTF)
def test_edtf(text: str, edtf: str | None) -> None:
    times = tag(f"It was built {text}, they said.", "2026-01-25", genre="news").expressions
    assert [to_edtf(t) for t in times] == [edtf]


def test_timeml_keeps_the_text_and_marks_the_times() -> None:
    text = "A & B met on Monday <here>.\x00 Again in June 2026?"
    times = tag(text, "2026-01-25").expressions
    written = timeml(Reading(article(text, "A & B"), Reader("0.1.0", "none"), times=times))
    root = ET.fromstring(written.encode())
    body = root.find("TEXT")
    assert body is not None
    assert "".join(body.itertext()) == text.replace("\x00", "\ufffd")
    assert [(t.get("value"), t.text) for t in body.iter("TIMEX3")] == [
        ("2026-01-19", "Monday"),
        ("2026-06", "June 2026"),
    ]
    assert root.findtext("DCT/TIMEX3") == "2026-01-25"


def test_stage_reads_without_an_analysis() -> None:
    draft = Draft(article("On 31 February it rained; today it does not."))
    TimesStage().read(draft)
    assert [t.value for t in draft.times] == ["2026-02", "2026-01-25"]
    assert [w.code for w in draft.warnings] == ["impossible_date"]


def test_spacy_component() -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline_times")
    doc = nlp.make_doc("They met on Monday.")
    doc._.published = "2026-01-25"
    doc = nlp(doc)
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["times"]] == [("Monday", "DATE", "2026-01-19")]
    assert doc._.times[0].value == "2026-01-19"
