"""The codebook is checked on load: what ships is sound, and a mistake in one's own is told with file, entry and
reason.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from dateline.errors import BrokenCodebook
from dateline.events import EventsStage, load, plover
from dateline.events.codebook import build
from tests.events.parsed import draft
from tests.events.test_reality import CASES

OWN = """
[types.STRIKE]
modes = ["air"]
[contexts.war]
words = ["army"]
[[entry]]
id = "mine.attack"
type = "STRIKE"
mode = "air"
verbs = ["attack"]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_codebook_that_ships_has_sixteen_types_and_a_broad_lexicon() -> None:
    book = plover()
    assert len(book.types) == 16
    assert len({f.lemma for e in book.entries.values() for f in e.forms if f.part == "verb"}) > 300
    assert {e.type for e in book.entries.values()} == {*book.types, "none"}


def test_a_codebook_of_ones_own_codes_with_its_own_types(tmp_path: Path) -> None:
    d = draft(CASES["actual"])
    EventsStage(load(write(tmp_path, OWN))).read(d)
    assert [(e.type, e.mode) for e in d.events] == [("STRIKE", "air")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('id = "mine.attack"', 'id = "mine.attack"\nverb = ["x"]'), "unknown key 'verb'"),
        (('type = "STRIKE"', 'type = "RAID"'), "'RAID' is not among"),
        (('mode = "air"', 'mode = "sea"'), "no mode 'sea'"),
        (('verbs = ["attack"]', ""), "needs words"),
        (('verbs = ["attack"]', 'verbs = "attack"'), "must be a list"),
        (('verbs = ["attack"]', 'verbs = ["attack"]\nobject = ["@none"]'), "no \\[classes\\] table"),
        (('verbs = ["attack"]', 'verbs = ["attack"]\ncontexts = ["peace"]'), "'peace' is not among"),
        (("[types.STRIKE]", "[types.STRIKE"), "not TOML"),
    ],
)
def test_a_mistake_is_told_with_file_and_reason(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(BrokenCodebook, match=message) as caught:
        load(write(tmp_path, OWN.replace(*change)))
    assert "own.toml" in str(caught.value)


def test_the_codebook_in_the_how_to_loads() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
    block = guide.split("```toml\n", 1)[1].split("```", 1)[0]
    book = build([("guide", tomllib.loads(block))], "guide")
    assert set(book.types) == {"MEETING", "STRIKE", "PLEDGE"}
