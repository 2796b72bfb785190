"""The codebook is checked on load: what ships is sound, and a mistake in one's own is told with file, entry and
reason.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from dateline.cli import run
from dateline.errors import BrokenCodebook
from dateline.events import EventsStage, load, plover
from dateline.version import __version__
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
        (('type = "STRIKE"', 'type = "STRIKE"\nactor = ["whom"]'), "'whom' is no slot"),
        (('type = "STRIKE"', 'type = "STRIKE"\nalone = "yes"'), "must be true or false"),
        (("[types.STRIKE]", 'reciprocal = ["RAID"]\n[types.STRIKE]'), "names the type 'RAID'"),
        (('modes = ["air"]', 'mode = ["air"]'), "takes one key, 'modes'"),
    ],
)
def test_a_mistake_is_told_with_file_and_reason(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(BrokenCodebook, match=message) as caught:
        load(write(tmp_path, OWN.replace(*change)))
    assert "own.toml" in str(caught.value)


GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def guide(folder: Path) -> tuple[Path, Path]:
    """The article and the codebook of the how-to, as files."""
    article, own = folder / "harbour.txt", folder / "labour.toml"
    article.write_text(re.findall(r"```text\n(.*?)```", GUIDE, re.DOTALL)[0], encoding="utf-8")
    own.write_text("\n".join(re.findall(r"```toml\n(.*?)```", GUIDE, re.DOTALL)), encoding="utf-8")
    return article, own


def test_the_how_to_codes_its_article_with_three_types(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article, own = guide(tmp_path)
    assert run(["read", str(article), "--codebook", str(own), "--json"]) == 0
    reading = json.loads(capsys.readouterr().out)
    text, events = reading["article"]["text"], reading["events"]

    def words(side: list[dict[str, int]]) -> list[str]:
        return [text[p["start"] : p["end"]] for p in side]

    told = [(e["type"], words(e["actors"]), words(e["recipients"]), e["reality"]) for e in events]
    assert told == [
        ("STRIKE", ["Dockers"], [], "actual"),
        ("MEETING", ["The harbour board"], ["the dockers' union"], "actual"),
        ("PLEDGE", ["Ana Brok"], ["the union"], "actual"),
        ("MEETING", ["The union"], ["the mayor"], "negated"),
    ]
    assert events[0]["origin"] == f"events/labour:strike.noun@{EventsStage.version}"
    assert reading["reader"]["version"].startswith(f"{__version__}+labour.")


def test_every_mistake_of_the_how_to_is_told_so(tmp_path: Path) -> None:
    _, own = guide(tmp_path)
    whole = own.read_text(encoding="utf-8")
    mistakes = re.findall(r"^\| `([^`]+)` \| labour\.toml: entry '([^']+)': (.+) \|$", GUIDE, re.MULTILINE)
    assert len(mistakes) == 6
    for wrong, entry, message in mistakes:
        key = wrong.split(" ")[0]
        head, rest = whole.split(f'id = "{entry}"\n')
        old = r"^verbs = .*\n" if key == "verb" else rf"^{key} = .*\n"
        body = wrong + "\n" + re.sub(old, "", rest, count=1, flags=re.MULTILINE)
        own.write_text(f'{head}id = "{entry}"\n{body}', encoding="utf-8")
        with pytest.raises(BrokenCodebook) as caught:
            load(own)
        assert str(caught.value).startswith(f"labour.toml: entry {entry!r}: {message}")
