"""`verify` holds what was gathered against the readings: damage of every kind is found, sound files pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.chronicle import Chronicle
from dateline.chronicle.check_groups import pointed_at
from tests.gather.test_revisions import case_named, stored

DAMAGE = {
    "a member is no stored record or article": "UPDATE parts SET id = 'ffffffffffffffff' WHERE gatherer = 1",
    "a member is in no node": "UPDATE parts SET node = 'nowhere'",
    "a node has no members": "DELETE FROM parts",
    "a node is in no group": 'UPDATE nodes SET "group" = NULL',
    "not named after a member": "UPDATE nodes SET \"group\" = 'nobody'",
    "a link ends at no node": "INSERT INTO links VALUES (1, 0, 'a', 'b', 1.0, 'why', '{}')",
    "a link has no reason": "UPDATE links SET reason = ''",
    "a key holds no node": "UPDATE blocks SET place = place || '-'",
    "is in another group than its host": "UPDATE nodes SET host = 'nowhere'",
    "its newest version is not the last": "UPDATE versions SET newest = 1",
    "lies outside the text": 'UPDATE parts SET evidence = \'{"start":0,"end":99999}\'',
}


@pytest.mark.parametrize(("detail", "damage"), DAMAGE.items(), ids=list(DAMAGE))
def test_damage_is_found(tmp_path: Path, detail: str, damage: str) -> None:
    path = tmp_path / "c.db"
    stored(case_named("a live blog that grows"), path)
    with Chronicle.open(path) as chronicle:
        assert list(chronicle.check()) == []
        with chronicle.transaction() as connection:
            connection.execute(damage)
        assert any(detail in problem.detail for problem in chronicle.check())


def test_what_waits_to_be_gathered_again_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    readings = stored(case_named("a toll that rises"), path)
    with Chronicle.open(path) as chronicle:
        record = readings[0].to_dict()
        record["events"], record["reader"]["version"] = [], "9"
        chronicle.add_records([record])
        assert list(chronicle.check()) == []


def test_counts_of_the_words_start_and_end_are_no_offsets() -> None:
    assert list(pointed_at({"words": {"start": 3, "end": 1, "harbour": 2}})) == []
    assert list(pointed_at({"said": [{"start": 3, "end": 9}], "by": {"start": 1, "end": 2, "kind": "first"}})) == [
        (3, 9),
        (1, 2),
    ]
