"""Paragraphs: single line ends count unless the text is wrapped."""

from __future__ import annotations

from dateline.language.paragraphs import paragraph_breaks, wrapped
from dateline.language.sentences import dateline_end, header_end

WRAPPED = """The river rose overnight and the
bridge at Lower Askam was closed to
traffic, the county said, while the
school stayed open until noon.
"""


def test_a_wrapped_text_is_told_from_a_list_of_paragraphs() -> None:
    assert wrapped(WRAPPED)
    assert not wrapped("First line.\nSecond line.\nThird line.\nFourth line.\n")
    assert not wrapped("word " * 60 + "\n" + "and " * 60 + "\nso\non\n")


def test_breaks() -> None:
    assert paragraph_breaks("a b", ["\n\n", "\n", " ", ""]) == (False, True, True, False, False)
    assert paragraph_breaks(WRAPPED, ["\n", "\n   ", "\n\n"]) == (False, False, True, True)


def test_a_dateline_is_told_from_the_clause() -> None:
    def end(text: str) -> int:
        forms = text.split()
        return dateline_end(forms, 0, len(forms))

    assert end("VELMARA , Jan. 25 ( Orbis ) - The president met") == 8
    assert end("Velmara ( AP ) — The president met") == 5
    assert end("PORT ORRIN and VELMARA -- The two") == 5
    assert end("The president - a former judge - met") == 0
    assert end("Moss - who left - met") == 0
    assert end("VELMARA is - as ever - quiet") == 0


def test_a_header_that_dates_the_text_ends_before_its_words() -> None:
    assert header_end(["date", "2025-03-10", "The", "talks", "began", "."]) == 2
    assert header_end(["Date", ":", "2025-03-10", "The"]) == 0
    assert header_end(["Date", "palms", "grow", "."]) == 0
    assert header_end(["date", "2025-03-10"]) == 0
