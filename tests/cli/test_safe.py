"""Text from the world on a terminal: nothing that moves the cursor, turns the line round or hides gets through."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from dateline.cli.safe import harmless
from dateline.export.lines import line

RISKY = st.text(st.sampled_from("a \n\t\x00\x07\x1b\x7f\x85\x9b\u200b\u200e\u202a\u202e\u2028\u2066\u2069\ufeffé中"))


def test_escapes_and_overrides_become_visible() -> None:
    assert harmless("a\x1b[31mred\x1b[0m") == "a<U+001B>[31mred<U+001B>[0m"
    assert harmless("user\u202egnp.exe") == "user<U+202E>gnp.exe"
    assert harmless("one\ntwo\tthree") == "one two three"
    assert harmless("one\ntwo", lines=True) == "one\ntwo"
    assert harmless("Zażółć 中文 हिन्दी\u200d") == "Zażółć 中文 हिन्दी\u200d"


@given(st.one_of(st.text(), RISKY))
def test_no_control_or_direction_character_is_left(text: str) -> None:
    for character in harmless(text):
        assert unicodedata.category(character) not in ("Cc", "Zl", "Zp", "Cs")
        assert unicodedata.bidirectional(character) not in (
            "RLO",
            "LRO",
            "RLE",
            "LRE",
            "PDF",
            "RLI",
            "LRI",
            "FSI",
            "PDI",
        )


@given(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), RISKY))
def test_json_means_the_same_and_is_harmless_too(text: str) -> None:
    written = line({"text": text})
    assert json.loads(written) == {"text": text}
    assert written.count("\n") == 1
    assert not set(written) & set("\x1b\x7f\x85\x9b\u202e\u2028\u2066")
