"""A knowledge base joins what it names as one, picks among homonyms only by evidence, and yields to what people say."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from dateline import cli
from dateline.chronicle import Chronicle, Selection
from dateline.exporting import export
from dateline.gather.identities import Identities
from dateline.gathering import gather, knowing
from dateline.gathering.identities import identities
from dateline.model import Reading
from tests.gather.frame_state import state
from tests.gather.people import Named, gathered, reading, shuffled
from tests.gather.test_identities import groups, many

SIGNED = ("--because", "seen in the register", "--by", "Ann Vale", "--on", "2026-04-01")
SINGERS = {frozenset({"Ilka Maroş", "Ida Storm"})}


def followed(identifier: str, schema: str, *names: str, **more: list[str]) -> dict[str, Any]:
    """An entity of FollowTheMoney; the first name is its name, the rest are aliases."""
    told = {"name": list(names[:1]), "alias": list(names[1:]), **more}
    return {"id": identifier, "schema": schema, "properties": told}


def item(identifier: str, of: str, label: str, *aliases: str, **claims: Any) -> dict[str, Any]:
    """An item as Wikidata's dump has it."""
    values = {"P31": {"entity-type": "item", "id": of}, **claims}
    return {
        "type": "item",
        "id": identifier,
        "labels": {"en": {"language": "en", "value": label}},
        "aliases": {"en": [{"language": "en", "value": each} for each in aliases]},
        "claims": {
            key: [{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}] for key, value in values.items()
        },
    }


def kept(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def told(tmp_path: Path, rows: list[dict[str, Any]], *articles: tuple[Named, ...]) -> set[frozenset[str]]:
    """The names of each identity, with a knowledge base."""
    readings = [reading(*named, day=f"2026-03-{at + 1:02d}") for at, named in enumerate(articles)]
    with gathered(tmp_path / "c.db", readings, [Identities()]) as chronicle:
        knowing.know(chronicle, kept(tmp_path / "known.jsonl", *rows))
        gather(chronicle, [Identities()])
        assert list(chronicle.check()) == []
        return groups(chronicle)


def test_two_names_of_one_person(tmp_path: Path) -> None:
    articles = ((("Ilka Maroş", "PERSON"),), (("Ida Storm", "PERSON"),))
    assert told(tmp_path, [followed("NK-1", "Person", "Ilka Maroş", "Ida Storm")], *articles) == SINGERS
    with Chronicle.open(tmp_path / "c.db") as chronicle:
        (row,) = identities(chronicle)
        assert row.knowledge == ("NK-1",) and [bond.reason for bond in row.why] == ["knowledge: NK-1"]
        knowing.forget(chronicle)
        gather(chronicle, [Identities()])
        assert groups(chronicle) == {frozenset({"Ilka Maroş"}), frozenset({"Ida Storm"})}
        assert all(row.knowledge == () for row in identities(chronicle))


def test_wikidata_as_its_dump_has_it(tmp_path: Path) -> None:
    rows = [
        item("Q10", "Q6256", "Norland", P298="NOR"),
        item("Q1", "Q5", "Ilka Maroş", "Ida Storm", P27={"id": "Q10"}, P569={"time": "+1980-03-01T00:00:00Z"}),
        item("Q2", "Q4167410", "Ilka Maroş"),
        item("Q3", "Q4830453", "Harbour Trust", "Old Quay Company"),
    ]
    path = tmp_path / "extract.json.gz"
    path.write_bytes(gzip.compress(("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n").encode()))
    articles = [
        reading(("Ilka Maroş", "PERSON"), ("Harbour Trust", "ORG")),
        reading(("Ida Storm", "PERSON"), ("Old Quay Company", "ORG")),
    ]
    with gathered(tmp_path / "c.db", articles, [Identities()]) as chronicle:
        assert knowing.know(chronicle, path) == 3
        gather(chronicle, [Identities()])
        assert groups(chronicle) == SINGERS | {frozenset({"Harbour Trust", "Old Quay Company"})}
        assert {row.knowledge for row in identities(chronicle)} == {("Q1",), ("Q3",)}
        (known,) = chronicle.knowledge.find("person ilka|maros|")
        assert known == {"born": 1980, "countries": ["NOR"], "id": "Q1", "roles": []}


HOMONYMS = [
    followed("NK-1", "Person", "Jan Pritzl", "Ivan Brasnik", position=["Minister of Harbours"]),
    followed("NK-2", "Person", "Jan Pritzl", "Johann Orlen", position=["painter"]),
]


@pytest.mark.parametrize(
    ("rows", "one", "other", "same"),
    [
        (HOMONYMS, ("Jan Pritzl", "PERSON"), ("Ivan Brasnik", "PERSON"), False),
        (HOMONYMS, ("Jan Pritzl", "PERSON", "minister"), ("Ivan Brasnik", "PERSON"), True),
        (HOMONYMS, ("Jan Pritzl", "PERSON", "minister"), ("Johann Orlen", "PERSON"), False),
        (HOMONYMS, ("Jan Pritzl", "PERSON", "judge"), ("Ivan Brasnik", "PERSON"), False),
        (
            [followed("N", "Person", "Anna Smith", "Ida Vale")],
            ("Anna Smith", "PERSON", "lawyer"), ("Ida Vale", "PERSON"), False,
        ),
        (
            [followed("N", "Person", "Anna Smith", "Ida Vale", position=["lawyer"])],
            ("Anna Smith", "PERSON", "lawyer"), ("Ida Vale", "PERSON"), True,
        ),
        (
            [followed("N", "Person", "Jan Pritzl", "Ida Vale", birthDate=["2027-01-01"])],
            ("Jan Pritzl", "PERSON"), ("Ida Vale", "PERSON"), False,
        ),
        ([followed("N", "Person", "Pritzl", "Jan Pritzl")], ("Pritzl", "PERSON"), ("Jan Pritzl", "PERSON"), True),
        ([followed("N", "Vessel", "Jan Pritzl", "Ida Vale"), *HOMONYMS[1:]], ("Jan Pritzl", "PERSON"),
         ("Ida Vale", "PERSON"), False),
        ([followed("N", "Company", "Quay Works", "QWO")], ("Quay Works", "ORG"), ("QWO", "ORG"), False),
        ([followed("N", "Company", "Jan Pritzl", "Ida Vale")], ("Jan Pritzl", "PERSON"), ("Ida Vale", "PERSON"), False),
        (
            [followed("N", "PublicBody", "Supreme Court", "High Bench of Norland", country=["no"])],
            ("Supreme Court", "ORG"), ("High Bench of Norland", "ORG"), False,
        ),
    ],
)  # fmt: skip
def test_what_is_joined(tmp_path: Path, rows: list[dict[str, Any]], one: Named, other: Named, same: bool) -> None:
    assert (len(told(tmp_path, rows, (one,), (other,))) == 1) is same


def test_an_acronym_needs_something_that_speaks_for_it(tmp_path: Path) -> None:
    beside: tuple[Named, ...] = (("Ilka Maroş", "PERSON"),)
    rows = [followed("N", "Company", "Quay Works", "QWO")]
    found = told(tmp_path, rows, (("Quay Works", "ORG"), *beside), (("QWO", "ORG"), *beside))
    assert frozenset({"Quay Works", "QWO"}) in found


def test_what_a_person_has_parted_stays_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [followed("NK-1", "Person", "Ilka Maroş", "Ida Storm")]
    assert told(tmp_path, rows, (("Ilka Maroş", "PERSON"),), (("Ida Storm", "PERSON"),)) == SINGERS
    path = str(tmp_path / "c.db")
    with Chronicle.open(path) as chronicle:
        one, other = next(iter(identities(chronicle))).members
    assert cli.run(["split", one.id, other.id, "--in", path, *SIGNED]) == 0
    capsys.readouterr()
    with Chronicle.open(path) as chronicle:
        assert groups(chronicle) == {frozenset({"Ilka Maroş"}), frozenset({"Ida Storm"})}


def named_twice() -> list[Reading]:
    """Articles of the tests of identities, and some that name people by names that only a knowledge base joins."""
    made = many()
    for at in range(24):
        name = ("Ilka Maroş", "Ida Storm", "Ann Vale", "Benjamin Okoro")[at % 4]
        made.append(reading((name, "PERSON"), ("Harbour Trust", "ORG"), day=f"2026-04-{at + 1:02d}", text=f" At {at}."))
    return made


def test_the_order_of_arrival_does_not_matter(tmp_path: Path) -> None:
    base = kept(
        tmp_path / "known.jsonl",
        followed("NK-1", "Person", "Ilka Maroş", "Ida Storm"),
        followed("NK-2", "Person", "Ann Vale", "Anna Smith", position=["minister"]),
        followed("NK-3", "Organization", "Internal Revenue Service", "Harbour Trust"),
    )
    turned = kept(tmp_path / "turned.jsonl", *reversed([json.loads(line) for line in base.read_text().splitlines()]))
    with gathered(tmp_path / "late.db", named_twice(), [Identities()]) as chronicle:
        without = state(tmp_path / "late.db")
        knowing.know(chronicle, base)
        gather(chronicle, [Identities()])
        assert groups(chronicle) >= SINGERS
    with Chronicle.open(tmp_path / "early.db") as chronicle:
        knowing.know(chronicle, turned)
        for each in shuffled(named_twice(), 3):
            chronicle.add(each)
            gather(chronicle, [Identities()])
    assert state(tmp_path / "early.db") == state(tmp_path / "late.db") != without
    with Chronicle.open(tmp_path / "early.db") as chronicle:
        knowing.forget(chronicle)
        gather(chronicle, [Identities()])
    assert state(tmp_path / "early.db") == without


def test_exports_say_the_same_as(tmp_path: Path) -> None:
    with gathered(tmp_path / "c.db", [reading(("Ilka Maroş", "PERSON"))], [Identities()]) as chronicle:
        for identifier, mark in (("Q1", b'"http://www.wikidata.org/entity/Q1"'), ("NK-1", b'"identifier": "NK-1"')):
            knowing.know(chronicle, kept(tmp_path / "k.jsonl", followed(identifier, "Person", "Ilka Maroş")))
            gather(chronicle, [Identities()])
            for name, found in (("schemaorg", mark), ("ftm", b'"wikidataId":["Q1"]')):
                with (tmp_path / name).open("wb") as out:
                    export(chronicle, name, out, Selection())
                written = (tmp_path / name).read_bytes().replace(b": [", b":[")
                assert (found.replace(b": [", b":[") in written) is (name == "schemaorg" or identifier == "Q1")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "names no person and no organisation"),
        (b'{"id": "N", "schema": "Vessel", "properties": {}}\n', "names no person and no organisation"),
        (b"\n{not json\n", "known.jsonl:2: the line is not JSON"),
        (b'["a"]\n', "not an object"),
        (b'{"text": "an article"}\n', "known.jsonl:1: the line is no entity of FollowTheMoney and none of Wikidata"),
        (b'{"schema": "Person", "properties": {"name": ["A B"]}}\n', "no entity of FollowTheMoney"),
        (b'{"id": "Q1", "labels": {"en": "A B"}, "claims": {}}\n', "no entity of FollowTheMoney"),
        (b'{"id": "Q1", "labels": [], "claims": {"P31": [3]}}\n', "no entity of FollowTheMoney"),
        (b"\xff\xfe\x00", "UTF-8"),
    ],
)
def test_a_bad_file_is_one_line_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    path, base = str(tmp_path / "c.db"), tmp_path / "known.jsonl"
    with gathered(tmp_path / "c.db", [reading(("Ilka Maroş", "PERSON"))], [Identities()]) as chronicle:
        knowing.know(chronicle, kept(base, followed("NK-1", "Person", "Ilka Maroş")))
    before = state(tmp_path / "c.db")
    base.write_bytes(data)
    assert cli.run(["gather", "--in", path, "--knowledge", str(base)]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1 and "DL207" in told
    assert state(tmp_path / "c.db") == before
    assert cli.run(["gather", "--in", path, "--knowledge", str(tmp_path / "none")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_the_command_keeps_it_for_every_later_gathering(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(tmp_path / "c.db")
    gathered(tmp_path / "c.db", [reading(("Ilka Maroş", "PERSON"))], []).close()
    base = kept(tmp_path / "known.jsonl", followed("Q1", "Person", "Ilka Maroş", "Ida Storm"))
    assert cli.run(["gather", "--in", path, "--knowledge", str(base)]) == 0
    assert "knowledge: 1 people and bodies kept" in capsys.readouterr().out
    with Chronicle.open(path) as chronicle:
        chronicle.add(reading(("Ida Storm", "PERSON")))
        gather(chronicle)
        assert groups(chronicle) == SINGERS
    assert cli.run(["identities", "--in", path]) == 0
    assert "= Q1" in capsys.readouterr().out
    assert cli.run(["gather", "--in", path, "--forget-knowledge"]) == 0
    with Chronicle.open(path) as chronicle:
        assert groups(chronicle) != SINGERS and list(chronicle.check()) == []
